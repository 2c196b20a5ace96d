"""The command `broadsheet`. Each command's docstring is its help and ends with examples.

Where it stands: last of all. It turns words on the command line into calls, and deliberate errors into one clear line.
"""

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from generator import __version__
from generator.errors import BroadsheetError, os_error
from generator.files import encode, write_file
from generator.findings import count, from_error, report_json, report_text, summary
from generator.flow import Sources, collect, errors
from generator.intake import add as add_captures
from generator.model import Library, Severity
from generator.outputs.records import WRITERS
from generator.progress import Tick
from generator.scaffold import scaffold
from generator.settings import find_options, find_sources, put_dumps
from generator.site import engine

_P = ParamSpec("_P")
_T = TypeVar("_T")

CONFIG = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The digest's mkdocs.yml.",
)
DUMPS = click.option(
    "--dumps",
    type=click.Path(path_type=Path),
    help="Other dumps than those that mkdocs.yml names: a folder or a file. The curation is left out then.",
)
PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def _clearly(command: Callable[_P, _T]) -> Callable[_P, _T]:
    """Show a deliberate error as its own text and exit with 1; anything else is a bug and keeps its traceback."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return command(*args, **kwargs)
        except BroadsheetError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # the reader of our output (head, less) has seen enough
            _close_output()
            sys.exit(0)
        except OSError as error:
            if error.filename is None:
                _close_output()
            raise click.ClickException(str(os_error(error, Path("standard output")))) from error

    return run


def _close_output() -> None:
    """Let what is left in the buffer go nowhere, so that Python does not complain of it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _bar(label: str, length: int) -> Iterator[Tick]:
    """Open a stage of long work that a watching person sees as a bar."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    bar = click.progressbar(length=length, label=f"{label:15}", file=sys.stderr)
    try:
        # in here and not by `with`: an interruption while it is drawn must bring the cursor back too
        bar.render_progress()
        yield lambda: bar.update(1)
    finally:
        bar.render_finish()


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


@main.command()
@CONFIG
@DUMPS
@click.option("--strict", is_flag=True, help="Stop on warnings too.")
@_clearly
def build(config_file: Path, dumps: Path | None, *, strict: bool) -> None:
    """Build the site. The old one is replaced only when the new one is complete.

    \b
    Examples:
      broadsheet build
      broadsheet build --dumps ~/captures --strict
    """
    with put_dumps(dumps):
        config = engine.load(config_file, strict=strict)
        engine.build(config, _bar)
    site = _shortest(Path(config.site_dir))
    click.echo(f"The site is in {site}/. To look at it:")
    click.echo(f"  python3 -m http.server --directory {shlex.quote(str(site))}   and open http://localhost:8000/")


@main.command()
@CONFIG
@DUMPS
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.  [default: mkdocs.yml's dev_addr]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@_clearly
def serve(config_file: Path, dumps: Path | None, address: str | None, *, open_browser: bool) -> None:
    """Serve the site and rebuild it on changes.

    What counts is a change of dumps, curation, topics, templates or hand-written pages.

    \b
    Examples:
      broadsheet serve
      broadsheet serve --address 127.0.0.1:9000 --open
    """
    with put_dumps(dumps):
        engine.load(config_file)
        engine.serve(config_file, address, open_browser=open_browser)


@main.command()
@CONFIG
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@_clearly
def check(config_file: Path, paths: tuple[Path, ...], form: str) -> None:
    """List all findings.

    They say what was inferred, repaired or given up on, and what stops a build. Without PATH, those of the digest's own
    dumps with its curation; with PATH, those of the files or folders alone. Exits with 1 where there are errors.

    \b
    Examples:
      broadsheet check
      broadsheet check captures/ --format json
    """
    library: Library | None = None
    try:
        library = collect(_sources(config_file, paths), _bar).library
        findings = list(library.findings)
    except BroadsheetError as error:
        findings = from_error(error)
    if form == "json":
        click.echo(report_json(findings), nl=False)
    else:
        click.echo(report_text(findings), nl=False)
        click.echo(summary(library, findings))
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


@main.command()
@CONFIG
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", "stated", type=click.DateTime(["%Y-%m-%d"]), help="The capture's date, where you know it.")
@_clearly
def add(config_file: Path, files: tuple[Path, ...], stated: datetime | None) -> None:
    """Store captures among the dumps by date.

    Each gets its date as its name, so that every later build finds it stated. The year that a listing leaves out is
    taken from what it lists, else from today's date; how is said.

    \b
    Examples:
      broadsheet add ~/Downloads/capture.txt
      broadsheet add --date 2025-11-05 capture.txt
    """
    (folder,) = _sources(config_file, ()).dumps
    for added in add_captures(files, folder, _today(), stated.date() if stated else None):
        target = _shortest(added.target)
        if added.already:
            click.echo(f"{added.source} is there already, as {target}.")
        else:
            click.echo(f"{added.source} -> {target} ({count(added.entries, 'paper')}). {added.dated.reason}")


@main.command()
@CONFIG
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(list(WRITERS)),
    default="jsonl",
    show_default=True,
    help="A line of JSON a paper, one JSON list, or a table.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, instead of the screen.")
@_clearly
def export(config_file: Path, paths: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Write all papers for other programs.

    There is one record a paper; README.md lists its keys. Without PATH, those of the digest's own dumps with its
    curation; with PATH, those of the files or folders alone. What could not be read or dated is told on standard error;
    the rest is written.

    \b
    Examples:
      broadsheet export > papers.jsonl
      broadsheet export --format csv -o papers.csv captures/
    """
    library = collect(_sources(config_file, paths), _bar).library
    stopping = errors(library)
    click.echo(report_text(stopping), nl=False, err=True)
    if stopping and not library.papers:
        sys.exit(1)
    content = encode("".join(WRITERS[form](library)))
    if output is None:
        # as bytes: neither the terminal's encoding nor its line ends change what is written
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_file(output, content)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="The digest's name.  [default: made of DIR]")
@_clearly
def new(folder: Path, name: str | None) -> None:
    """Make a fresh digest repository.

    It holds mkdocs.yml, curation.yml, a folder for dumps and a workflow that publishes the site; it is ready to push.

    \b
    Examples:
      broadsheet new my-digest
      broadsheet new my-digest --name "The Robotics Reader"
    """
    for path in scaffold(folder, name or folder.resolve().name.replace("-", " ").title()):
        click.echo(path)
    click.echo(f"Next: cd {folder}, broadsheet add CAPTURE, broadsheet build. README.md there says the rest.")


def _today() -> date:
    """Return today's date, the later of the curator's and UTC's: the page may be a day ahead of its reader."""
    now = datetime.now(UTC)
    return max(now.date(), now.astimezone().date())


def _sources(config_file: Path, paths: tuple[Path, ...]) -> Sources:
    if paths:
        return Sources(dumps=paths)
    config = engine.load(config_file)
    return find_sources(config, find_options(config))


def _shortest(path: Path) -> Path:
    """Return a path relative to here where it lies below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    main()


if __name__ == "__main__":
    main(prog_name="broadsheet")
