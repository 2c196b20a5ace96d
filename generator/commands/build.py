"""The command that builds the site.

Where it stands: after `options`. Where nothing has changed since the last build, that is all there is to say, and it is
said before the second that the rest takes to import.
"""

import shlex
from pathlib import Path

import click

from generator.commands.options import CONFIG, DUMPS, bar, clearly, clock, shortest
from generator.environment import put_dumps
from generator.imprint import find_standing
from generator.memory import FOLDER, Memory
from generator.progress import Progress


@click.command()
@CONFIG
@DUMPS
@click.option("--strict", is_flag=True, help="Stop on warnings too.")
@click.option("-v", "--verbose", is_flag=True, help="Tell how long each stage took.")
@clearly
def build(config_file: Path, dumps: Path | None, *, strict: bool, verbose: bool) -> None:
    """Build the site. The old one is replaced only when the new one is complete.

    What has not changed since the last build is not made again.

    \b
    Examples:
      broadsheet build
      broadsheet build --dumps ~/captures --strict
    """
    with put_dumps(dumps):
        standing = find_standing(config_file, Memory(folder=config_file.resolve().parent / FOLDER))
        site = shortest(standing or _build(config_file, clock if verbose else bar, strict=strict))
    what = "Nothing has changed: the site in" if standing else "The site is in"
    click.echo(f"{what} {site}/{' is as it should be' if standing else ''}. To look at it:")
    click.echo(f"  python3 -m http.server --directory {shlex.quote(str(site))}   and open http://localhost:8000/")


def _build(config_file: Path, progress: Progress, *, strict: bool) -> Path:
    from generator.site import engine  # noqa: PLC0415 (see above)

    config = engine.load(config_file, strict=strict)
    engine.build(config, progress)
    return Path(config.site_dir)
