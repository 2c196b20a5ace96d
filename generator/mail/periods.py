"""The days that a letter is about: one, an ISO week or a month.

Where it stands: first among `mail`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.errors import BroadsheetError
from generator.model import Digest
from generator.pages.digests import name_weekday
from generator.pages.templates import name_day
from generator.yamlfile.mistakes import quote

_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day, a week or a month."""

    name: str
    """`2025-11-05`, `2025-W45` or `2025-11`: what the curator calls it."""
    title: str
    """For readers."""
    since: date
    until: date
    """Its last day."""

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.since == self.until


def read_period(name: str) -> Period:
    """Return what `name` means. Raises BroadsheetError where it means nothing, or no day that exists."""
    try:
        if week := _WEEK.fullmatch(name):
            return make_week(date.fromisocalendar(int(week[1]), int(week[2]), 1))
        if month := _MONTH.fullmatch(name):
            return make_month(date(int(month[1]), int(month[2]), 1))
        if len(name) == len("2025-11-05"):
            return make_day(date.fromisoformat(name))
    except ValueError as error:
        raise _unknown(name, f"there is no such time ({error})") from error
    raise _unknown(name, "is neither a day nor a week nor a month")


def make_day(day: date) -> Period:
    """Return a day as a period."""
    return Period(name=day.isoformat(), title=name_weekday(day), since=day, until=day)


def make_week(day: date) -> Period:
    """Return the ISO week that `day` is in, from Monday to Sunday."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    sunday = monday + timedelta(days=6)
    since: str = name_day(monday)
    if monday.year == sunday.year:
        since = str(monday.day) if monday.month == sunday.month else f"{monday.day} {monday:%B}"
    title = f"Week {week} of {year}, {since} to {name_day(sunday)}"
    return Period(name=f"{year:04d}-W{week:02d}", title=title, since=monday, until=sunday)


def make_month(day: date) -> Period:
    """Return the month that `day` is in."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Period(name=f"{first:%Y-%m}", title=f"{first:%B %Y}", since=first, until=last)


def find_digests(digests: Sequence[Digest], period: Period) -> tuple[Digest, ...]:
    """Return the digests of a period, newest first. Raises BroadsheetError, with the closest, where there is none."""
    if found := tuple(digest for digest in digests if period.since <= digest.date <= period.until):
        return found
    if not digests:
        raise BroadsheetError(quote(period.name), "there is no digest at all", "Add one: broadsheet add CAPTURE")
    # of two that are equally far the later
    closest = min((digest.date for digest in digests), key=lambda day: (_distance(day, period), -day.toordinal()))
    make = make_day if period.is_day else make_week if "W" in period.name else make_month
    raise BroadsheetError(quote(period.name), "has no digest", f"The closest is {make(closest).name}")


def _distance(day: date, period: Period) -> int:
    return max((period.since - day).days, (day - period.until).days)


def _unknown(name: str, what: str) -> BroadsheetError:
    return BroadsheetError(quote(name), what, "Write it as 2025-11-05, 2025-W45 or 2025-11")
