"""A captured file -> its lines as clean text, whatever wrote it: the part that every text format shares.

Where it stands: first of the readers. Nothing here knows what the lines mean.
"""

import codecs
import hashlib
import re
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.errors import DumpError
from generator.model import Finding, Place, Severity

MAX_BYTES = 20_000_000
"""Of one dump. The largest real one has 171,000; more is no capture of a day's list."""
MAX_LINES = 200_000
FIRST_YEAR = 1991
"""arXiv's first: what looks like an earlier date is a number."""
LAST_YEAR = 2100

_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Characters that no text has and XML forbids, those that are there but can't be seen, and those that turn the order
of what is shown around."""
_LINE_END = re.compile(r"\r\n?|\n")
_SPACE = re.compile(r"\s+")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


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
    """A file as read: its lines, its fingerprint, what had to be repaired."""

    rows: tuple[Row, ...]
    content_hash: str
    findings: tuple[Finding, ...]


def read_capture(path: Path, name: str) -> Capture:
    """Read a text file; `name` is what findings call it.

    Raises DumpError where there is no text to read: no file, no permission, nothing in it, no text, too much of it.
    """
    content = _read_bytes(path, name)
    findings: list[Finding] = []
    text = _decode(content, name, findings)
    lines = _LINE_END.split(text)
    if len(lines) > MAX_LINES:
        todo = "Split it, or take out what is no listing"
        raise DumpError(name, f"has {len(lines):,} lines; a listing has a few thousand at most", todo)
    if cleaned := [number for number, line in enumerate(lines, 1) if _CONTROL.search(line)]:
        found = f"Control characters or invisible marks stand in {len(cleaned)} line(s)."
        findings.append(_note(name, cleaned[0], "control-characters", found, "They were left out."))
    rows = tuple(_row(number, line) for number, line in enumerate(lines, 1))
    if not any(row.text for row in rows):
        raise DumpError(name, "is empty", "Capture the page again, or delete the file")
    return Capture(rows=rows, content_hash=hashlib.sha256(content).hexdigest(), findings=tuple(findings))


def stated_date(name: str) -> date | None:
    """Return the ISO date in a dump's file name, as in `2025-11-05-evening.txt`; None without one from 1991 to 2100."""
    for year, month, day in _ISO_DATE.findall(name.rsplit("/", 1)[-1]):
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            continue
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DumpError(name, "is a folder, not a dump", "Name a file, or the folder that holds the dumps")
        if not stat.S_ISREG(status.st_mode):
            raise DumpError(name, "is a device or a pipe, not a file", "Save the capture as a file")
        if status.st_size > MAX_BYTES:
            found = f"has {status.st_size / 1e6:.0f} MB; a dump has at most {MAX_BYTES / 1e6:.0f}"
            raise DumpError(name, found, "Split it, or take out what is no listing")
        return path.read_bytes()
    except FileNotFoundError:
        raise DumpError(name, "is not there", "Check the path") from None
    except OSError as error:
        raise DumpError(name, f"cannot be read ({error.strerror or error})", "Allow reading it, or delete it") from None
    except ValueError:
        raise DumpError(name, "is no path (it holds a NUL)", "Check the path") from None


def _decode(content: bytes, name: str, findings: list[Finding]) -> str:
    """Return the text; what is no UTF-8 becomes U+FFFD and a finding, what is no text at all a DumpError."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    # The bytes of a last character that a cut went through are kept back, not decoded.
    text = decoder.decode(content)
    if decoder.getstate()[0]:
        found = "The file ends in the middle of a character."
        findings.append(
            _note(name, _line_count(text), "cut-off-character", found, "What there was of it was left out.")
        )
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    unreadable = broken + len(_CONTROL.findall(text))
    # A tenth: stray bytes in a text stay far below it, pictures and archives far above.
    if unreadable * 10 > len(text):
        raise DumpError(name, "is not text (a picture, an archive?)", "Capture the page as plain UTF-8 text")
    if broken > 0:
        line = _line_count(text[: text.index("\ufffd")])
        found = f"{broken} place(s) are not valid UTF-8, the first in this line or below."
        done = "Each was replaced by the mark \ufffd; save the capture as UTF-8 to get them right."
        findings.append(
            Finding(
                place=Place(dump=name, line=line),
                rule="not-utf-8",
                severity=Severity.WARNING,
                found=found,
                done=done,
            )
        )
    return text


def _line_count(text: str) -> int:
    return sum(1 for _ in _LINE_END.finditer(text)) + 1


def _note(name: str, line: int, rule: str, found: str, done: str) -> Finding:
    return Finding(place=Place(dump=name, line=line), rule=rule, severity=Severity.NOTE, found=found, done=done)


def _row(number: int, line: str) -> Row:
    clean = _CONTROL.sub("", line)
    text = _SPACE.sub(" ", clean).strip()
    return Row(number=number, text=text, indent=len(clean) - len(clean.lstrip()))
