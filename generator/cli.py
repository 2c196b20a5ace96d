"""The command `broadsheet`. Each command's docstring is its help and ends with examples.

Where it stands: last of all.
"""

from collections.abc import Mapping
from importlib import import_module

import click

from generator import __version__

_MODULES: Mapping[str, str] = {
    "add": "dumps",
    "build": "build",
    "check": "dumps",
    "diff": "records",
    "explain": "topics",
    "export": "records",
    "links": "site",
    "mail": "mail",
    "new": "site",
    "serve": "site",
    "topics": "topics",
}
"""A command -> the module among `commands` that it stands in, under its name."""


class _Commands(click.Group):
    """Commands, each imported when it is wished for: all that they stand on takes a second, and one needs little."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _MODULES:
            return None
        command: click.Command = getattr(import_module(f"generator.commands.{_MODULES[cmd_name]}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


if __name__ == "__main__":
    main(prog_name="broadsheet")
