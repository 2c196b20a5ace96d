"""A library over time: which papers were new in which month, or in which digest where there are few.

Where it stands: after the library; topic pages draw periods, `trends` compares windows. A paper is counted once, in
the digest that listed it first: what stays on the list for a week is one paper, and no two counts share one.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model import Library

FEWEST_MONTHS = 4
"""Where fewer months have a digest, each digest is a period of its own."""
MOST_PERIODS = 36
"""Three years of months: what a small picture can show."""
RECENT = timedelta(days=30)
"""How long papers count as recent, back from the newest digest."""
BEFORE = timedelta(days=365)
"""How far back they are compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month, or the day of a digest, with the papers that were new in it."""

    name: str
    """`August 2025`, or `27 August 2025`."""
    slugs: tuple[str, ...]
    """Empty in a month that only repeated papers, or had no digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some days in a row, with the papers that were new in them."""

    since: date
    """Of its first digest."""
    until: date
    """Of its last digest; the same day where it has one digest."""
    slugs: tuple[str, ...]
    """The oldest first."""


def debut(library: Library) -> dict[date, tuple[str, ...]]:
    """Return the papers that each digest listed as the first, in its order, by date, the oldest first."""
    listed: set[str] = set()
    new: dict[date, tuple[str, ...]] = {}
    for digest in reversed(library.digests):
        new[digest.date] = tuple(slug for slug in digest.slugs if slug not in listed)
        listed.update(digest.slugs)
    return new


def divide(library: Library) -> tuple[Period, ...]:
    """Return the last 36 months from the first digest to the last, or 36 digests where months are few; oldest first."""
    new = debut(library)
    months: dict[tuple[int, int], list[str]] = defaultdict(list)
    for day, slugs in new.items():
        months[day.year, day.month].extend(slugs)
    if len(months) < FEWEST_MONTHS:
        days = [Period(name=f"{day.day} {day:%B %Y}", slugs=slugs) for day, slugs in new.items()]
        return tuple(days[-MOST_PERIODS:])
    first, last = (12 * year + month - 1 for year, month in (min(months), max(months)))
    spans = [divmod(number, 12) for number in range(max(first, last - MOST_PERIODS + 1), last + 1)]
    return tuple(
        Period(name=f"{date(year, month + 1, 1):%B %Y}", slugs=tuple(months.get((year, month + 1), ())))
        for year, month in spans
    )


def part(library: Library) -> tuple[Window, Window] | None:
    """Return the year before the last 30 days, and those: what was, and what is now.

    Where that year has no new paper, the newest digest alone is recent; None where nothing stands in the year before it
    either. Days without a new paper don't count.
    """
    new = {day: slugs for day, slugs in debut(library).items() if slugs}
    for start in (max(new) - RECENT, max(new) - timedelta(days=1)) if new else ():
        before = [day for day in new if start - BEFORE < day <= start]
        if before:
            return _open(before, new), _open([day for day in new if day > start], new)
    return None


def _open(days: list[date], new: dict[date, tuple[str, ...]]) -> Window:
    return Window(since=days[0], until=days[-1], slugs=tuple(slug for day in days for slug in new[day]))
