"""Long lists in parts: by year, then by month, then in pages of 200, so that none is too long to load or to read.

Where it stands: after `rows`. DESIGN.md, "Addresses": no list page holds more than 200 papers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from generator.pages.rows import Listed

LONGEST = 200
"""Papers on one list page, at most."""
_NEWEST = 40
"""Papers on the first page of a list that is split."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One page of a list: rows, or the shelves that hold them, or the newest rows and the shelves that hold all."""

    path: str
    name: str
    """`2025`, `November 2025`, `November 2025, part 2`; empty for the whole."""
    count: int
    """How many rows it holds, by itself or in its shelves."""
    listed: tuple[Listed, ...] = ()
    shelves: tuple["Shelf", ...] = ()

    @property
    def front(self) -> "Shelf":
        """The shelf without the rows of those below it, which are no part of its page."""
        return replace(self, shelves=tuple(replace(shelf.front, listed=()) for shelf in self.shelves))

    def walk(self) -> Iterator["Shelf"]:
        """Yield this shelf and all below it."""
        yield self
        for shelf in self.shelves:
            yield from shelf.walk()


def shelve(listed: Sequence[Listed], *, path: str, folder: str) -> Shelf:
    """Return the list as one shelf at `path`, or in shelves below `folder` where it is longer than 200.

    `listed` is newest first. A list in several shelves shows its newest rows at `path` too.
    """
    if len(listed) <= LONGEST:
        return Shelf(path=path, name="", count=len(listed), listed=tuple(listed))
    years = [_shelve_year(list(rows), folder) for _, rows in groupby(listed, key=lambda one: one.day.year)]
    return Shelf(path=path, name="", count=len(listed), listed=tuple(listed[:_NEWEST]), shelves=tuple(years))


def split(items: Sequence[T]) -> Iterator[tuple[int, tuple[T, ...]]]:
    """Yield (1-based number, part) for each run of 200; one empty part where there is nothing."""
    for number, start in enumerate(range(0, max(len(items), 1), LONGEST), start=1):
        yield number, tuple(items[start : start + LONGEST])


def _shelve_year(listed: Sequence[Listed], folder: str) -> Shelf:
    year = f"{listed[0].day.year:04d}"
    path = f"{folder}/{year}.md"
    if len(listed) <= LONGEST:
        return Shelf(path=path, name=year, count=len(listed), listed=tuple(listed))
    months = groupby(listed, key=lambda one: one.day.month)
    shelves = [shelf for _, rows in months for shelf in _shelve_month(list(rows), f"{folder}/{year}")]
    return Shelf(path=path, name=year, count=len(listed), shelves=tuple(shelves))


def _shelve_month(listed: Sequence[Listed], folder: str) -> Iterator[Shelf]:
    day = listed[0].day
    for number, part in split(listed):
        yield Shelf(
            path=f"{folder}/{day:%m}{'' if number == 1 else f'-{number}'}.md",
            name=f"{day:%B %Y}" if len(listed) <= LONGEST else f"{day:%B %Y}, part {number}",
            count=len(part),
            listed=part,
        )
