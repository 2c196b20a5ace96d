"""Findings as a report."""

import json
from dataclasses import replace

from generator.errors import BroadsheetError, CurationError
from generator.findings import from_error, report_json, report_text, summary
from generator.model import Severity
from tests.libraries import make_finding, make_sample


def test_a_line_says_where_how_bad_and_what() -> None:
    """A finding is one line: place, severity, what was found, what was done, rule."""
    assert report_text([make_finding(7)]) == (
        "a.txt:7: note: The title is followed by nothing. The entry was left out. [cut-off-entry]\n"
    )
    assert report_text([]) == ""


def test_json_holds_the_same() -> None:
    """JSON has an object a finding, with the keys that the documentation names."""
    assert json.loads(report_json([make_finding(7)])) == [
        {
            "file": "a.txt",
            "line": 7,
            "last_line": None,
            "row": None,
            "severity": "note",
            "rule": "cut-off-entry",
            "found": "The title is followed by nothing.",
            "done": "The entry was left out.",
        }
    ]
    assert json.loads(report_json([])) == []


def test_an_error_is_as_many_findings_as_mistakes() -> None:
    """Each mistake of a curator's file becomes a finding on its line, with its key; other errors become one."""
    second = CurationError("/x/curation.yml:9", "nests deeper than 20 levels", "Write it flatter")
    first = CurationError("/x/curation.yml:3: papers.a.pin", "`perhaps` is not true or false", "Write one", (second,))
    found = from_error(first)
    assert [(each.place.dump, each.place.line, each.severity) for each in found] == [
        ("/x/curation.yml", 3, Severity.ERROR),
        ("/x/curation.yml", 9, Severity.ERROR),
    ]
    assert found[0].found == "papers.a.pin: `perhaps` is not true or false."
    (other,) = from_error(BroadsheetError("captures", "is not there", "Check the path"))
    assert (str(other.place), other.found, other.done) == ("captures:1", "is not there.", "Check the path.")
    assert [each.rule for each in (*found, other)] == ["curation", "curation", "unreadable"]
    (row,) = from_error(BroadsheetError("a.json:7 (row 3)", "holds no list", "Split it"))
    assert (row.place.line, row.place.row) == (7, 3)


def test_the_summary_counts() -> None:
    """The last line counts digests, appearances, papers and findings by severity."""
    library = make_sample()
    warning = replace(make_finding(8), severity=Severity.WARNING)
    told = summary(library, [*library.findings, warning])
    assert told == "3 digests, 5 appearances, 4 papers: 0 errors, 1 warning, 2 notes."
    assert summary(None, []) == "0 errors, 0 warnings, 0 notes."
