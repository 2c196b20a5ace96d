"""A dump's file -> its bytes and its text, within bounds: the part that every format shares.

Where it stands: first of the readers. Nothing here knows of any format.
"""

import codecs
import hashlib
import re
import stat
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.errors import DumpError
from generator.model import Finding, Place, Severity

MAX_BYTES = 20_000_000
"""Of one dump. The largest real listing has 171,000, the largest file of references 1,300,000; more is no list of a
day. The worst that fits, rows of nothing but brackets, takes a reader a gigabyte and some seconds."""
FIRST_YEAR = 1991
"""arXiv's first: what looks like an earlier date is a number."""
LAST_YEAR = 2100

CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Characters that no text has and XML forbids, those that are there but can't be seen, and those that turn the order
of what is shown around."""
LINE_END = re.compile(r"\r\n?|\n")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file as text."""

    text: str
    """What was no UTF-8 is U+FFFD."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Raw:
    """A file as it lies on the disk."""

    name: str
    """What findings call it."""
    content: bytes

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def decoded(self) -> Decoded:
        """The text, and what had to be repaired in it. Raises DumpError where there is none."""
        return _decode(self.content, self.name)


def read_raw(path: Path, name: str) -> Raw:
    """Read a file's bytes; `name` is what findings call it.

    Raises DumpError where that can't be done: no file, no permission, too much of it.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DumpError(name, "is a folder, not a dump", "Name a file, or the folder that holds the dumps")
        if not stat.S_ISREG(status.st_mode):
            raise DumpError(name, "is a device or a pipe, not a file", "Save the capture as a file")
        if status.st_size > MAX_BYTES:
            found = f"has {status.st_size / 1e6:.0f} MB; a dump has at most {MAX_BYTES / 1e6:.0f}"
            raise DumpError(name, found, "Split it, or take out what is no list of papers")
        return Raw(name=name, content=path.read_bytes())
    except FileNotFoundError:
        raise DumpError(name, "is not there", "Check the path") from None
    except OSError as error:
        raise DumpError(name, f"cannot be read ({error.strerror or error})", "Allow reading it, or delete it") from None
    except ValueError:
        raise DumpError(name, "is no path (it holds a NUL)", "Check the path") from None


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


def _decode(content: bytes, name: str) -> Decoded:
    """Return the text; what is no UTF-8 becomes U+FFFD and a finding, what is no text at all a DumpError."""
    findings: list[Finding] = []
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    # The bytes of a last character that a cut went through are kept back, not decoded.
    text = decoder.decode(content)
    if decoder.getstate()[0]:
        findings.append(
            Finding(
                place=Place(dump=name, line=_line_count(text)),
                rule="cut-off-character",
                severity=Severity.NOTE,
                found="The file ends in the middle of a character.",
                done="What there was of it was left out.",
            )
        )
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    unreadable = broken + len(CONTROL.findall(text))
    # A tenth: stray bytes in a text stay far below it, pictures and archives far above.
    if unreadable * 10 > len(text):
        raise DumpError(name, "is not text (a picture, an archive?)", "Capture the page as plain UTF-8 text")
    if not CONTROL.sub("", text).strip():
        raise DumpError(name, "is empty", "Capture the page again, or delete the file")
    if broken > 0:
        findings.append(
            Finding(
                place=Place(dump=name, line=_line_count(text[: text.index("\ufffd")])),
                rule="not-utf-8",
                severity=Severity.WARNING,
                found=f"{broken} place(s) are not valid UTF-8, the first in this line or below.",
                done="Each was replaced by the mark \ufffd; save the capture as UTF-8 to get them right.",
            )
        )
    return Decoded(text=text, findings=tuple(findings))


def _line_count(text: str) -> int:
    return sum(1 for _ in LINE_END.finditer(text)) + 1
