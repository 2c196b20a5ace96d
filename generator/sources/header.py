"""The head of a listing: the page's own words and the date, each on a line of its own or run together.

Where it stands: before the body is labelled. What a header holds is listed in DESIGN.md, "Rules of the data".
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from generator.model import ShownDate
from generator.sources.blocks import DAY, GLUED_DAY, is_scrap, shown_date
from generator.sources.capture import Row

_INVITATION = re.compile(r"Get trending papers in your email inbox(?: [a-z ]{1,30})?!?")
"""The page has said `inbox!` and `inbox once a day!`."""
_BYLINE = re.compile(r"by ?AK and the research community")
_PHRASES = (
    re.compile(r"new(?= ?$| ?Get trending papers)"),
    _INVITATION,
    re.compile(r"Subscribe"),
    re.compile(r"Daily Papers(?= ?$| ?by ?AK| ?" + DAY.pattern + ")"),
    _BYLINE,
)
_TITLE_WORD = re.compile(r"Subscribe[a-z ].")
"""A title may begin so; only behind other phrases is it the header's word and a title run into it."""
_LONGEST = 14
"""Rows of the longest header: six lines, each with a blank one, and two to spare."""
_THREE_D = re.compile(r"[0-9]?D\b")
_LAST_DAY = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands before the first title."""

    end: int
    """Index of the first row of the body; that row may have begun in the header."""
    rest: str | None = None
    """What is left of that row for the body, where it began in the header."""
    phrases: int = 0
    """How many of the page's own phrases were there; 0 means that there was no header."""
    shown: ShownDate | None = None
    date_line: int | None = None
    """1-based line of the date."""
    impossible: str | None = None
    """What stands on that line where no such day exists."""


def read_header(rows: Sequence[Row], start: int = 0) -> Header:
    """Read the header that begins at row `start`, as far as one is there; one that stands there twice is one."""
    met: set[re.Pattern[str]] = set()
    dated = Header(end=start)
    for at in range(start, len(rows)):
        text = rows[at].text
        while text:
            if phrase := _leading_phrase(text, met):
                met.add(phrase.re)
                text = text[phrase.end() :].lstrip()
            elif dated.shown and _leading_day(text) == (dated.shown, ""):
                text = ""
            elif dated.date_line is None and (met or _lone_day(text)) and (day := _leading_day(text)):
                shown, rest = day
                dated = Header(end=at, shown=shown, date_line=rows[at].number, impossible=None if shown else text)
                text = rest
            else:
                rest_of_row = text if text != rows[at].text else None
                return replace(dated, end=at, rest=rest_of_row, phrases=len(met))
    return replace(dated, end=len(rows), phrases=len(met))


def begins_header(rows: Sequence[Row], at: int) -> bool:
    """Whether another header begins at row `at`, behind entries: two captures in one file."""
    text = rows[at].text
    if _INVITATION.match(text) or _BYLINE.match(text):
        return True
    return bool(_leading_phrase(text, ())) and read_header(rows[at : at + _LONGEST], 0).phrases > 1


def _leading_phrase(text: str, met: Collection[re.Pattern[str]]) -> re.Match[str] | None:
    """Return the phrase that a text begins with; one that the header has had only where it stands alone."""
    if not met and _TITLE_WORD.match(text):
        return None
    match = next((match for phrase in _PHRASES if (match := phrase.match(text))), None)
    return match if match and (match.re not in met or match.end() == len(text)) else None


def _lone_day(text: str) -> bool:
    match = DAY.match(text)
    return match is not None and match.end() == len(text)


def _leading_day(text: str) -> tuple[ShownDate | None, str] | None:
    """Return the date at the start of a text, None for it where no such day exists, and what follows it.

    A title may follow without a blank (`Nov 5MALT`); where it begins with a digit, the day has one digit if it can't
    have two (`Nov 54K`), and `Nov 13D-…` is read as the first of November and a title in 3D.
    """
    match = GLUED_DAY.match(text)
    if match is None or (is_scrap(text) and not _lone_day(text)):
        return None  # with a number of comments behind it, it is a block's
    second = match.start("day") + 1
    in_3d = not match["year"] and _THREE_D.match(text, second)
    if len(match["day"]) > 1 and (in_3d or (int(match["day"]) > _LAST_DAY and second < len(text) - 1)):
        return shown_date(GLUED_DAY.match(text[:second]) or match), text[second:].lstrip()
    return shown_date(match), text[match.end() :].lstrip()
