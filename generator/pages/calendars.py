"""The pages of months, years and all dates: calendars of digests.

Where it stands: after `digests`.
"""

from calendar import Calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup as Written

from generator.model import Digest
from generator.pages.addresses import DATES, book_of_month, digest_path, month_path, year_path
from generator.pages.digests import Way, name_weekday, trail_to
from generator.pages.edition import Edition
from generator.pages.page import Crumb, Head, Page
from generator.pages.pictures import heat_strip
from generator.pages.rows import Listed
from generator.pages.templates import count

_HEADLINES = 5
"""Of each digest, on its month's page: 31 digests make 155 rows, within the longest list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A square of a calendar."""

    number: str
    """The day of the month; empty outside the month."""
    path: Written
    """Of its digest; empty on a day without one."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as a calendar."""

    path: Written
    name: str
    weeks: tuple[tuple[Day, ...], ...]
    """Each of seven days, from Monday."""
    digests: int
    listings: int
    """Rows of its digests: a paper counts in each that lists it."""
    papers: int
    """Each counts once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A digest by its first headlines."""

    path: Written
    name: str
    count: int
    rows: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year as a strip of days and its months."""

    path: Written
    name: str
    strip: Written
    months: tuple[Month, ...]
    digests: int
    listings: int
    """Rows of its digests: a paper counts in each that lists it."""
    papers: int
    """Each counts once."""


def render_calendars(edition: Edition) -> Iterator[Page]:
    """Yield the page of each month and year that has a digest, newest first, then that of all dates."""
    days = list(edition.counts)
    months = [list(group) for _, group in groupby(days, key=lambda day: (day.year, day.month))]
    for index, month in enumerate(months):
        later = months[index - 1] if index else None
        earlier = months[index + 1] if index + 1 < len(months) else None
        yield _render_month(edition, month, later, earlier)
    years = [make_year(edition, year) for year in sorted({day.year for day in days}, reverse=True)]
    for index, year in enumerate(years):
        yield edition.print(
            str(year.path),
            "year",
            Head(
                title=f"Digests of {year.name}",
                description=f"{count(year.digests, 'digest')} of {year.name}, month by month.",
                trail=(Crumb(name="Dates", url="dates/"),),
            ),
            year=year,
            later=years[index - 1] if index else None,
            earlier=years[index + 1] if index + 1 < len(years) else None,
        )
    yield edition.print(
        DATES,
        "dates",
        Head(title="All dates", description=f"{count(len(days), 'digest')} by year and month."),
        years=years,
    )


def make_front(edition: Edition, digest: Digest, *, headlines: int) -> Front:
    """Return the digest by its first `headlines` rows."""
    return Front(
        path=Written(digest_path(digest.date)),
        name=name_weekday(digest.date),
        count=len(digest.slugs),
        rows=edition.list_digest(digest)[:headlines],
    )


def make_year(edition: Edition, year: int) -> Year:
    """Return the calendar of `year`."""
    listed = {day: digest.slugs for day, digest in edition.digests.items() if day.year == year}
    numbers = sorted({day.month for day in listed})
    return Year(
        path=Written(year_path(year)),
        name=f"{year:04d}",
        strip=heat_strip(year, listed),
        months=tuple(_make_month(edition, year, number) for number in numbers),
        digests=len(listed),
        listings=sum(map(len, listed.values())),
        papers=len(set().union(*listed.values())),
    )


def _make_month(edition: Edition, year: int, month: int) -> Month:
    listed = {
        day.day: digest.slugs for day, digest in edition.digests.items() if (day.year, day.month) == (year, month)
    }

    def square(number: int) -> Day:
        has = number in listed
        return Day(
            number=str(number or ""),
            path=Written(digest_path(date(year, month, number)) if has else ""),
            count=len(listed.get(number, ())),
        )

    weeks = Calendar().monthdayscalendar(year, month)
    first = date(year, month, 1)
    return Month(
        path=Written(month_path(first)),
        name=f"{first:%B %Y}",
        weeks=tuple(tuple(square(number) for number in week) for week in weeks),
        digests=len(listed),
        listings=sum(map(len, listed.values())),
        papers=len(set().union(*listed.values())),
    )


def _render_month(
    edition: Edition, days: Sequence[date], later: Sequence[date] | None, earlier: Sequence[date] | None
) -> Page:
    month = _make_month(edition, days[0].year, days[0].month)
    return edition.print(
        str(month.path),
        "month",
        Head(
            title=f"Digests of {month.name}",
            description=f"{count(month.digests, 'digest')} of {month.name}, with the first headlines.",
            trail=trail_to(days[0]),
        ),
        month=month,
        book=Written(book_of_month(days[0])),
        days=[make_front(edition, edition.digests[day], headlines=_HEADLINES) for day in days],
        year=Way(path=Written(year_path(days[0].year)), name=f"{days[0].year:04d}"),
        later=_way_to_month(later),
        earlier=_way_to_month(earlier),
    )


def _way_to_month(days: Sequence[date] | None) -> Way | None:
    return Way(path=Written(month_path(days[0])), name=f"{days[0]:%B %Y}") if days else None
