"""Commands on dumps: check, add.

Where it stands: after `options`; each runs the flow and writes no page.
"""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator.commands.options import CONFIG, PATHS, bar, clearly, shortest
from generator.commands.sources import choose_sources
from generator.errors import BroadsheetError, CurationError
from generator.findings import count, from_error, report_json, report_text, summary
from generator.flow import Sources, collect
from generator.intake import add as add_captures
from generator.model import Finding, Library, Severity
from generator.sources.folder import find_empty
from generator.topics.vocabulary import SHIPPED


@click.command()
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
@clearly
def check(config_file: Path, paths: tuple[Path, ...], form: str) -> None:
    """List all findings.

    They say what was inferred, repaired or given up on, and what stops a build. Without PATH, those of the digest's own
    dumps with its curation; with PATH, those of the files or folders alone. Where the curation or the vocabulary has
    mistakes, the dumps are checked without it. Exits with 1 where there are errors.

    \b
    Examples:
      broadsheet check
      broadsheet check captures/ --format json
    """
    library: Library | None = None
    try:
        sources = choose_sources(config_file, paths)
        library, mistakes = _collect_in_spite(sources)
        empty = find_empty(sources.dumps, Severity.ERROR if paths else Severity.NOTE)
        findings = [*mistakes, *empty, *library.findings]
    except BroadsheetError as error:
        findings = from_error(error)
    if form == "json":
        click.echo(report_json(findings), nl=False)
    else:
        click.echo(report_text(findings), nl=False)
        click.echo(summary(library, findings))
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


@click.command()
@CONFIG
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", "stated", type=click.DateTime(["%Y-%m-%d"]), help="The capture's date, where you know it.")
@clearly
def add(config_file: Path, files: tuple[Path, ...], stated: datetime | None) -> None:
    """Store captures among the dumps by date.

    Each gets its date as its name, so that every later build finds it stated. The year that a listing leaves out is
    taken from what it lists, else from today's date; how is said.

    \b
    Examples:
      broadsheet add ~/Downloads/capture.txt
      broadsheet add --date 2025-11-05 capture.txt
    """
    (folder,) = choose_sources(config_file, ()).dumps
    for added in add_captures(files, folder, _today(), stated.date() if stated else None):
        target = shortest(added.target)
        if added.already:
            click.echo(f"{added.source} is there already, as {target}.")
        else:
            click.echo(f"{added.source} -> {target} ({count(added.entries, 'paper')}). {added.dated.reason}")


def _collect_in_spite(sources: Sources) -> tuple[Library, list[Finding]]:
    """Return the library and the curator's mistakes: where there are any, the library is made without that file.

    Raises DumpError as `collect` does.
    """
    mistakes: list[Finding] = []
    plain = replace(sources, curation=None)
    for attempt in (sources, plain, replace(sources, topics=SHIPPED)):
        try:
            return collect(attempt, bar).library, list(dict.fromkeys(mistakes))
        except CurationError as error:
            # by another vocabulary, a curation that names topics of its own would have mistakes that are none
            if attempt.topics == sources.topics:
                mistakes += from_error(error)
    return collect(replace(plain, topics=SHIPPED), bar).library, list(dict.fromkeys(mistakes))


def _today() -> date:
    """Return today's date, the later of the curator's and UTC's: the page may be a day ahead of its reader."""
    now = datetime.now(UTC)
    return max(now.date(), now.astimezone().date())
