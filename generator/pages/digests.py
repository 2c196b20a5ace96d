"""The page of each digest: its papers in order, the digests before and after it, and how it got its year.

Where it stands: after `edition`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup as Written

from generator.model import Digest, YearBasis
from generator.pages.addresses import (
    CARD,
    book_of_day,
    book_of_month,
    book_of_week,
    digest_path,
    digest_url,
    month_path,
)
from generator.pages.edition import Edition
from generator.pages.page import Crumb, Head, Page
from generator.pages.shelves import split
from generator.pages.templates import count, name_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link to another page of the site."""

    path: Written
    name: str
    count: int = 0


def render_digests(edition: Edition) -> Iterator[Page]:
    """Yield the page of every digest, a very long one in parts of 200."""
    days = list(edition.digests)
    for index, digest in enumerate(edition.library.digests):
        earlier = days[index + 1] if index + 1 < len(days) else None
        later = days[index - 1] if index else None
        yield from _render_digest(edition, digest, earlier, later)


def name_weekday(day: date) -> str:
    """Return `Wednesday, 5 November 2025`."""
    return f"{day:%A}, {name_day(day)}"


def trail_to(day: date) -> tuple[Crumb, ...]:
    """Return the pages above the month of `day`."""
    return (Crumb(name="Dates", url="dates/"), Crumb(name=f"{day:%Y}", url=f"dates/{day:%Y}/"))


def way_to(day: date | None) -> Way | None:
    """Return the way to the digest of `day`."""
    return Way(path=Written(digest_path(day)), name=name_day(day)) if day else None


def _render_digest(edition: Edition, digest: Digest, earlier: date | None, later: date | None) -> Iterator[Page]:
    day = digest.date
    parts = list(split(edition.list_digest(digest)))
    name = name_weekday(day)
    for number, listed in parts:
        title = name if number == 1 else f"{name}, part {number}"
        yield edition.print(
            digest_path(day, number),
            "digest",
            Head(
                title=title,
                description=f"The digest of {name_day(day)}: {count(len(digest.slugs), 'paper')}.",
                card=f"{digest_url(day)}{CARD}" if digest.slugs else "",
                trail=(*trail_to(day), Crumb(name=f"{day:%B %Y}", url=f"dates/{day:%Y/%m}/")),
            ),
            name=title,
            file=Written(day.isoformat()),
            books_of_day=[
                ("this day", Written(book_of_day(day))),
                ("its week", Written(book_of_week(day))),
                ("its month", Written(book_of_month(day))),
            ],
            count=len(digest.slugs),
            rows_of_page=listed,
            first=number == 1,
            parts=[
                Way(path=Written(digest_path(day, part)), name=f"Part {part}", count=len(rows))
                for part, rows in parts
                if len(parts) > 1
            ],
            note=edition.rebase(digest.note, digest_path(day, number)),
            inferred=digest.year_basis is not YearBasis.STATED,
            basis=digest.year_basis.value,
            reason=digest.reason,
            month=Way(path=Written(month_path(day)), name=f"{day:%B %Y}"),
            earlier=way_to(earlier),
            later=way_to(later),
        )
