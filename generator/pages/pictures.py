"""Small pictures as inline SVG on one line, each with words for those who do not see it.

Where it stands: after `templates`. Colours come from the stylesheet, by class, so that both schemes follow.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from math import ceil

from markupsafe import Markup as Written

from generator.pages.templates import count, name_day

_CELL = 10
"""A day's square and its gap, in the picture's own units."""
_SHADES = 4
"""Shades of a day, from few papers to many."""


def place_bar(position: int, total: int) -> Written:
    """Return a bar with a tick where `position` (1-based) stands among `total`; the words beside it say the same."""
    at = 0.0 if total <= 1 else 96 * (min(position, total) - 1) / (total - 1)
    return Written(f'<svg class="bs-place" aria-hidden="true"><rect x="{at:.3g}%"></rect></svg>')


def heat_strip(year: int, listed: Mapping[date, Collection[str]]) -> Written:
    """Return a year as strips of days, a column a week from Monday, shaded by the papers of each day's digest.

    `listed` has their slugs. A paper in several digests is one in the words for a half-year.

    Two half-years, which stand side by side where the width allows: a whole one is too small to see on a phone.
    """
    most = max([1, *map(len, listed.values())])
    halves = (_draw_months(year, months, listed, most) for months in (range(1, 7), range(7, 13)))
    return Written(f'<div class="bs-strip">{"".join(halves)}</div>')


def _draw_months(year: int, months: range, listed: Mapping[date, Collection[str]], most: int) -> str:
    first = date(year, months[0], 1)
    after = date(year + months[-1] // 12, months[-1] % 12 + 1, 1)
    days = [first + timedelta(days=number) for number in range((after - first).days)]
    corners = {day: divmod(number, 7) for number, day in enumerate(days, start=first.weekday())}
    weekdays = [[column * _CELL for column, row in corners.values() if row == weekday] for weekday in range(7)]
    rails = "".join(
        f"M{columns[0]} {(weekday + 1) * _CELL + 4}H{columns[-1] + 8}" for weekday, columns in enumerate(weekdays)
    )
    names = "".join(
        f'<text x="{column * _CELL}" y="7">{day:%b}</text>' for day, (column, _) in corners.items() if day.day == 1
    )
    digests = {day: corners[day] for day in days if day in listed}
    marks = "".join(
        f'<rect class="bs-heat-{max(1, ceil(len(listed[day]) * _SHADES / most))}" x="{column * _CELL}" '
        f'y="{(row + 1) * _CELL}" width="8" height="8">'
        f"<title>{name_day(day)}: {count(len(listed[day]), 'paper')}</title></rect>"
        for day, (column, row) in digests.items()
    )
    total = len(set().union(*(listed[day] for day in digests)))
    words = f"{first:%B} to {days[-1]:%B %Y}: {count(len(digests), 'digest')}, {count(total, 'paper')}"
    return (
        f'<svg viewBox="0 0 {28 * _CELL} {8 * _CELL}" role="img" aria-label="{words}">{names}'
        f'<path class="bs-heat-0" stroke-width="8" stroke-dasharray="8 2" d="{rails}"></path>{marks}</svg>'
    )
