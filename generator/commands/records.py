"""Commands on the library's records: export, diff.

Where it stands: after `options`; each runs the flow and writes no page.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.commands.options import CONFIG, PATHS, bar, clearly
from generator.commands.sources import choose_sources
from generator.errors import OutputError
from generator.files import write_file
from generator.findings import report_text
from generator.flow import Sources, collect, errors
from generator.model import Library, Severity
from generator.outputs import differences
from generator.outputs.records import WRITERS, Record, record
from generator.sources.folder import find_empty


@click.command()
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
@clearly
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
    if output and not output.parent.exists():
        found = f"cannot be written (the folder {output.parent} is not there)"
        raise OutputError(str(output), found, "Make the folder first, or name another file")
    collection = collect(choose_sources(config_file, paths), bar)
    _tell_errors(collection.library, paths)
    content = b"".join(WRITERS[form](collection))
    if output is None:
        # as bytes: neither the terminal's encoding nor its line ends change what is written
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_file(output, content)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Markdown for release notes, or JSON for programs.",
)
@clearly
def diff(old: Path, new: Path, form: str) -> None:
    """Say what changed between two exports, or two states of a digest.

    That is, which papers were added, merged, moved, corrected and removed. OLD and NEW are each an export (.json or
    .jsonl), a digest's folder with its mkdocs.yml, or a dump or a folder of them. What could not be read or dated is
    told on standard error.

    \b
    Examples:
      broadsheet diff last-release.jsonl .
      broadsheet diff ../digest-of-last-month . --format json
    """
    found = differences.compare(_read_records(old), _read_records(new))
    report = differences.report_json if form == "json" else differences.report_text
    click.echo(report(found), nl=False)


def _read_records(path: Path) -> Iterable[Record]:
    if path.is_file() and path.suffix in {".json", ".jsonl"}:
        return differences.read_export(path)
    config = path / "mkdocs.yml"
    is_digest = config.is_file()
    library = collect(choose_sources(config, ()) if is_digest else Sources(dumps=(path,)), bar).library
    _tell_errors(library, () if is_digest else (path,))
    # related papers are no part of what is compared, and take longest
    return [record(paper, ()) for paper in library.papers.values()]


def _tell_errors(library: Library, paths: Iterable[Path]) -> None:
    """Tell what could not be read or dated of dumps at `paths`; exit with 1 where there is nothing else to go by."""
    empty = find_empty(paths, Severity.ERROR)
    stopping = (*empty, *errors(library))
    click.echo(report_text(stopping), nl=False, err=True)
    if empty or (stopping and not library.papers):
        sys.exit(1)
