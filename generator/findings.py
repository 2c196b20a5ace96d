"""Findings as a report: one a line, sorted, for people; or as JSON, for programs.

Where it stands: after the library; `broadsheet check` prints it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.errors import BroadsheetError, CurationError
from generator.model import Finding, Library, Place, Severity

_WHERE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?: \(row (?P<row>\d+)\))?(?:: (?P<key>.+))?", re.DOTALL)


def from_error(error: BroadsheetError) -> list[Finding]:
    """Return a deliberate error as findings, one a mistake of the file, so that a report holds all that is wrong."""
    first = CurationError(error.where, error.what, error.todo)
    findings = []
    for each in (first, *(error.further if isinstance(error, CurationError) else ())):
        place = _WHERE.fullmatch(each.where)
        key = f"{place['key']}: " if place and place["key"] else ""
        findings.append(
            Finding(
                place=Place(
                    dump=place["file"] if place else each.where,
                    line=int(place["line"]) if place else 1,
                    row=int(place["row"] or 0) if place else 0,
                ),
                rule="curation" if isinstance(error, CurationError) else "unreadable",
                severity=Severity.ERROR,
                found=f"{key}{each.what}.",
                done=f"{each.todo}.",
            )
        )
    return findings


def report_text(findings: Iterable[Finding]) -> str:
    """Return one line a finding: `file:line: severity: found done [rule]`."""
    return "".join(f"{each.place}: {each.severity}: {each.found} {each.done} [{each.rule}]\n" for each in findings)


def report_json(findings: Iterable[Finding]) -> str:
    """Return a JSON list of objects.

    Their keys: `file`, `line`, `last_line` (null where it is one line), `row` (null in a listing), `severity`, `rule`,
    `found` and `done`.
    """
    records = [
        {
            "file": each.place.dump,
            "line": each.place.line,
            "last_line": each.last_line,
            "row": each.place.row or None,
            "severity": each.severity.value,
            "rule": each.rule,
            "found": each.found,
            "done": each.done,
        }
        for each in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def summary(library: Library | None, findings: Sequence[Finding]) -> str:
    """Return what was read and how many findings of each severity there are, in one line."""
    counts = Counter(each.severity for each in findings)
    told = ", ".join(count(counts[each], each.value) for each in reversed(Severity))
    if library is None:
        return f"{told}."
    read = {
        "digest": len(library.digests),
        "appearance": sum(len(paper.appearances) for paper in library.papers.values()),
        "paper": len(library.papers),
    }
    return f"{', '.join(count(number, name) for name, number in read.items())}: {told}."


def count(number: int, name: str) -> str:
    """Return a number with its noun, such as `1 paper` or `1,200 papers`."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"
