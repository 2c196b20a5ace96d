"""The command `broadsheet`. Each command's docstring is its help and ends with examples.

Where it stands: last of all.
"""

import click

from generator import __version__
from generator.commands.dumps import add, check
from generator.commands.mail import mail
from generator.commands.records import diff, export
from generator.commands.site import build, links, new, serve
from generator.commands.topics import explain, topics


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="broadsheet")
def main() -> None:
    """Turn dumps of a daily papers page into a searchable static site.

    \b
    Examples:
      broadsheet new my-digest        a fresh digest repository
      broadsheet add capture.txt      store a capture under its date
      broadsheet check                list all that was inferred, repaired or given up on
      broadsheet build                build the site into site/
    """


for command in (add, build, check, diff, explain, export, links, mail, new, serve, topics):
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="broadsheet")
