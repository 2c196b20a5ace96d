"""A new capture -> a dump in its folder, under its date: what `broadsheet add` does.

Where it stands: beside the flow. This is the one place where today's date may help (DESIGN.md, "Years"); every later
build finds the date in the file's name.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from pathlib import Path

from generator.dating import Dated, date_capture
from generator.errors import BroadsheetError, DumpError, UndatedError
from generator.files import write_file
from generator.identity import group
from generator.model import Dump, Severity, YearBasis
from generator.sources import read
from generator.sources.folder import read_dumps


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A capture that lies among the dumps now."""

    source: Path
    target: Path
    dated: Dated
    entries: int
    already: bool
    """Whether the same file was there before."""


def add(files: Sequence[Path], folder: Path, today: date, stated: date | None = None) -> list[Added]:
    """Store captures in the folder of dumps, each under its ISO date; `stated` settles the date where it is known.

    All are stored or none. Raises DumpError for one that can't be read, holds no entry or lies there under another
    date, UndatedError for one that nothing dates or whose date is still to come, OutputError where the folder can't be
    written.
    """
    known = list(read_dumps([folder]).dumps) if folder.is_dir() else []
    captures = [_read(file) for file in files]
    dates = _date(captures, known, today, stated)
    stored: list[Added] = []
    try:
        for source, capture, dated in zip(files, captures, dates, strict=True):
            added = _store(source, capture, dated, folder, known)
            stored.append(added)
            known.append(replace(capture, name=added.target.relative_to(folder).as_posix(), stated=dated.date))
    except BroadsheetError:
        for added in stored:
            if not added.already:
                added.target.unlink()
        raise
    return stored


def _read(file: Path) -> Dump:
    # an absolute path is never the name of a dump that lies in the folder already
    dump = read(file, str(file.absolute()))
    if not dump.entries:
        raise DumpError(dump.name, "holds no title with an abstract", "Capture the page again")
    for finding in dump.findings:
        # it would stop the next build
        if finding.severity is Severity.ERROR:
            raise DumpError(str(finding.place), finding.found.removesuffix("."), finding.done.removesuffix("."))
    return dump


def _date(captures: Sequence[Dump], known: Sequence[Dump], today: date, stated: date | None) -> list[Dated]:
    """Return the date of each capture; all of them help to find it."""
    if stated:
        found: list[Dated | None] = [Dated(date=stated, basis=YearBasis.STATED, reason="You said so.")] * len(captures)
    else:
        dumps = [*known, *captures]
        works = group(entry for dump in dumps for entry in dump.entries).works
        found = [date_capture(capture, dumps, works, today) for capture in captures]
    return [_refuse_undated(capture, dated, today) for capture, dated in zip(captures, found, strict=True)]


def _refuse_undated(capture: Dump, dated: Dated | None, today: date) -> Dated:
    todo = "Say its date: broadsheet add --date 2025-11-05 FILE"
    if dated is None:
        raise UndatedError(capture.name, "gives no date that could be completed", todo)
    if dated.date > today:
        found = f"would be of {dated.date}, which is still to come ({dated.reason.removesuffix('.')})"
        raise UndatedError(capture.name, found, todo)
    return dated


def _store(source: Path, capture: Dump, dated: Dated, folder: Path, known: Sequence[Dump]) -> Added:
    same = next((dump for dump in known if dump.content_hash == capture.content_hash), None)
    if same and same.stated != dated.date:
        # one capture is one digest: of two equal files a build reads only one
        found = f"is there already, as {folder / same.name}"
        todo = f"Leave one of them out, or rename that file so that its name begins with {dated.date}"
        raise DumpError(capture.name, found, todo)
    names = (f"{dated.date}{number}{source.suffix.lower()}" for number in chain([""], count(-2, -1)))
    free = (folder / name for name in names if not os.path.lexists(folder / name))
    target = folder / same.name if same else next(free)
    if not same:
        write_file(target, source.read_bytes())
    return Added(source=source, target=target, dated=dated, entries=len(capture.entries), already=same is not None)
