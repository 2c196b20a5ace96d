"""A captured page -> its lines as clean text, whatever wrote it.

Where it stands: after `raw`, first of what reads listings. Nothing here knows what the lines mean.
"""

import re
from dataclasses import dataclass

from generator.errors import DumpError
from generator.model import Finding, Place, Severity
from generator.sources.raw import CONTROL, LINE_END, Raw

MAX_LINES = 200_000

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a capture."""

    number: int
    """1-based line in the file."""
    text: str
    """White space (no-break blanks and tabs too) folded to single blanks, ends stripped; may be empty."""
    indent: int
    """Characters of white space before the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A text file as read: its lines, what had to be repaired."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def read_capture(raw: Raw) -> Capture:
    """Return the lines of a file. Raises DumpError where there is no text to read, or too much of it."""
    lines = LINE_END.split(raw.decoded.text)
    findings = list(raw.decoded.findings)
    if len(lines) > MAX_LINES:
        todo = "Split it, or take out what is no listing"
        raise DumpError(raw.name, f"has {len(lines):,} lines; a listing has a few thousand at most", todo)
    if cleaned := [number for number, line in enumerate(lines, 1) if CONTROL.search(line)]:
        findings.append(
            Finding(
                place=Place(dump=raw.name, line=cleaned[0]),
                rule="control-characters",
                severity=Severity.NOTE,
                found=f"Control characters or invisible marks stand in {len(cleaned)} line(s).",
                done="They were left out.",
            )
        )
    rows = tuple(_row(number, line) for number, line in enumerate(lines, 1))
    return Capture(rows=rows, findings=tuple(findings))


def _row(number: int, line: str) -> Row:
    clean = CONTROL.sub("", line)
    text = _SPACE.sub(" ", clean).strip()
    return Row(number=number, text=text, indent=len(clean) - len(clean.lstrip()))
