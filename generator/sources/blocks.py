"""The metadata blocks of a listing (`  • N authors` / `·` / `Mon D[, YYYY][ comments]`) and its dates.

Where it stands: between the rows of a capture and their labelling, which takes each block as one fixed line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import ShownDate
from generator.sources.capture import Row

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_LONG_MONTH = _MONTH + r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
# Digits are those of ASCII, and few: a number is never too long for int().
_DAY = _LONG_MONTH + r" (?P<day>[0-9]{1,2})"
_YEAR = "(?P<year>(?:19|20)[0-9]{2})"
GLUED_DAY = re.compile(rf"{_DAY}(?:,? {_YEAR})?")
"""A day as a listing shows it, at the start of a text, whatever is glued to it: `Nov 5`, `Dec 23, 2023`, `Nov 54K`."""
DAY = re.compile(rf"{GLUED_DAY.pattern}(?![0-9,])")
"""The same where its number ends: neither more digits follow nor those of a thousand."""
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,6}"
_DATED = re.compile(rf"{_DAY}(?:, {_YEAR})?(?: (?P<comments>{_NUMBER})(?: comments?)?)?$")
"""Without the comma it is no year: `Nov 5 2023` has 2,023 comments."""
_COMMENTS = re.compile(rf"(?P<comments>{_NUMBER})(?: comments?)?$")
"""The same by themselves: never a title, though a capture may have set them on a line of their own."""
_AUTHORS = re.compile(rf"(?P<count>{_NUMBER}) authors?$", re.IGNORECASE)
_CUT_AUTHORS = re.compile(r"[0-9,]* ?[a-z]{0,6}$")
_BULLET = re.compile(r"^[•●▪◦] ?")
_DOT = "·"
_SCRAPS = "•●▪◦· "
_NAME = re.compile(r"(?![a-z])(?!.*[a-z][.,;:?!] )(?:.*[^.,;:?!]|.*\b(?:Co|Corp|Inc|Ltd)\.)$")
"""An organisation's name, told from the last line of an abstract whose block lost its first: no piece of a sentence."""
MAX_ORGANIZATION = 120
"""Characters. A longer text in an author line's place is no organisation's name."""
MAX_BLOCK = 11
"""Rows of the longest block: bullet, authors, dot, organisation, dot, date, a blank one between each two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What one metadata block says."""

    line: int
    """1-based line it begins at."""
    last_line: int
    author_count: int | None = None
    organization: str | None = None
    published: ShownDate | None = None
    comments: int | None = None
    fault: str | None = None
    """What is wrong with it, as a sentence; None where it is whole."""


def shown_date(match: re.Match[str]) -> ShownDate | None:
    """Return the date that a match of `DAY` shows; None where no such day exists (in a year not shown: in any)."""
    year = int(match["year"]) if match["year"] else None
    shown = ShownDate(month=MONTHS.index(match["month"]) + 1, day=int(match["day"]), year=year)
    try:
        date(shown.year or 2000, shown.month, shown.day)  # 2000 had a 29 February
    except ValueError:
        return None
    return shown


def find_block(rows: Sequence[Row], at: int) -> Block | None:
    """Return the block that begins at row `at`; None where none does.

    A block is known by a number of authors, or by a lone dot with a date behind it; so an abstract may hold bulleted
    lines of its own. Of a broken block only what surely belongs to it is taken.
    """
    if len(rows[at].text) > 2 * MAX_ORGANIZATION:
        return None
    marked = _BULLET.match(rows[at].text)
    parts = _parts(rows, at)
    kinds = "".join(part.kind for part in parts)
    shape = (_MARKED_SHAPE if marked else _SHAPE).match(kinds)
    if shape is None or (not marked and kinds[0] == _OTHER_PART and not _NAME.match(parts[0].text)):
        return None
    rest = parts[shape.end() :]
    parts = parts[: shape.end()]
    if rest and rest[0].line == parts[-1].line:
        return None
    return _read_parts({part.kind: part for part in parts}, rows[at].number, parts[-1].line)


def read_cut_block(row: Row, *, blocked: bool) -> Block | None:
    """Return the block that breaks off in a capture's last row, its first; None where the row looks like none.

    `blocked` says that blocks stood before: only then any text behind a bullet will do.
    """
    head = _BULLET.sub("", row.text)
    if head == row.text or len(head) > MAX_ORGANIZATION or not (blocked or _CUT_AUTHORS.match(head)):
        return None
    return Block(line=row.number, last_line=row.number, fault=_BROKEN_OFF)


def is_scrap(text: str) -> bool:
    """Whether a row is what only blocks have: a dot, a bullet or a date by itself."""
    return not text.strip(_SCRAPS) or bool(_DATED.match(text))


def is_number_of_comments(text: str) -> bool:
    """Whether a row may be the comments of a block, set on a line of their own."""
    return bool(_COMMENTS.match(text))


_BROKEN_OFF = "The block breaks off before its date."
_HEADLESS = "The block does not say how many authors there are."
_AUTHORS_PART, _DATE_PART, _DOT_PART, _OTHER_PART, _ALIEN_PART = "ATDOX"
_SHAPE = re.compile("A(?:D+O(?=D+T))?(?:D*T|D+)?|O(?=D)(?:D+A)?D+T|D+T")
"""What blocks look like, a letter a part: authors, a date, a dot, an organisation or any other short text."""
_MARKED_SHAPE = re.compile(f"{_SHAPE.pattern}|T|OD+")
"""The same for those that begin with a bullet, which is evidence enough for less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A dot of a block, or what stands between two."""

    text: str
    line: int
    kind: str


def _parts(rows: Sequence[Row], at: int) -> list[_Part]:
    parts: list[_Part] = []
    for row in rows[at : at + MAX_BLOCK]:
        pieces = re.split(f" ?({_DOT}) ?", row.text) if len(row.text) <= 2 * MAX_ORGANIZATION else [row.text]
        pieces[0] = pieces[0] if parts else _BULLET.sub("", pieces[0])
        parts += [_Part(text=piece, line=row.number, kind=_kind(piece)) for piece in pieces if piece]
    return parts


def _kind(text: str) -> str:
    if text == _DOT:
        return _DOT_PART
    if _AUTHORS.match(text):
        return _AUTHORS_PART
    if _DATED.match(text):
        return _DATE_PART
    # What has a bullet, but not as the first, begins another block.
    return _ALIEN_PART if len(text) > MAX_ORGANIZATION or _BULLET.match(text) else _OTHER_PART


def _read_parts(parts: Mapping[str, _Part], line: int, last_line: int) -> Block:
    authors = _AUTHORS.match(parts[_AUTHORS_PART].text) if _AUTHORS_PART in parts else None
    dated = _DATED.match(parts[_DATE_PART].text) if _DATE_PART in parts else None
    published = shown_date(dated) if dated else None
    fault = None
    if dated is None:
        fault = _BROKEN_OFF
    elif published is None:
        fault = f"No such day exists: {dated[0]}."
    elif authors is None and _OTHER_PART not in parts:
        fault = _HEADLESS
    return Block(
        line=line,
        last_line=last_line,
        author_count=_number(authors["count"]) if authors else None,
        organization=parts[_OTHER_PART].text if _OTHER_PART in parts else None,
        published=published,
        comments=_number(dated["comments"]) if dated and dated["comments"] else None,
        fault=fault,
    )


def _number(text: str) -> int:
    return int(text.replace(",", ""))
