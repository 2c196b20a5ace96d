"""When each page last changed: the day of the newest digest that adds something to it, whatever day it was built on.

Where it stands: after `edition`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.pages.edition import Edition, newest_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page as the sitemap has it."""

    address: str
    updated: date | None
    """None for a page that no digest changes: a person wrote it, or it is furniture."""


def list_places(edition: Edition, addresses: Iterable[str]) -> Iterator[Place]:
    """Yield each page that stands at one of the site's addresses, without those that only lead to another."""
    moved = {alias for paper in edition.library.papers.values() for alias in paper.aliases}
    # a year, a month and a day, as an ISO date begins -> the newest digest in it
    spans = {day.isoformat()[:length]: day for day in reversed(edition.counts) for length in (4, 7, 10)}
    for address in addresses:
        steps = address.removeprefix(edition.site.address).strip("/").split("/")
        if steps[0] != "papers" or steps[-1] not in moved:
            yield Place(address=address, updated=_find_update(edition, spans, steps))


def _find_update(edition: Edition, spans: Mapping[str, date], steps: list[str]) -> date | None:
    """Return the day that the page at an address, taken apart at its strokes, was last changed by a digest."""
    match steps:
        case ["papers", slug] if slug in edition.library.papers:
            return newest_day(edition.library.papers[slug])
        case ["topics", slug, *_] if slug in edition.by_topic:
            return next(map(newest_day, edition.by_topic[slug]), None)
        case ["dates", year, *rest]:
            # a long digest's further parts are called 05-2
            return spans.get("-".join([year, *(part.partition("-")[0] for part in rest)]))
        case [""] | ["dates" | "topics" | "trends" | "papers" | "data" | "data-notes", *_]:
            return next(iter(edition.counts), None)
    return None
