"""The fields of one record, taken with care: what has another type than it should is told and left open.

Where it stands: beside `gathering`; the readers of JSON take their rows apart by it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.markup import Link, LinkKind, link
from generator.model import ShownDate
from generator.sources.raw import LAST_YEAR

_LARGEST = 10_000_000
"""Of a number of votes or comments: no list has had 2,000."""
_DAY = re.compile(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")


@dataclass(slots=True)
class Fields:
    """One record's members. A member that is absent, None or an empty text is no fault."""

    values: Mapping[str, object]
    faults: list[str] = field(default_factory=list)
    """A clause each."""

    def text(self, name: str) -> str:
        """Return a text; empty where there is none."""
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        self.fault(name, "is no text")
        return ""

    def number(self, name: str) -> int | None:
        """Return a count of 0 or more."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST:
            return value
        if value is not None:
            self.fault(name, "is no count")
        return None

    def day(self, name: str) -> ShownDate | None:
        """Return the day of an ISO date or time."""
        text = self.text(name)
        found = read_day(text)
        if text.strip() and not found:
            self.fault(name, "is no date")
        return found

    def link(self, name: str, kind: LinkKind | None = None) -> Link | None:
        """Return a web address as a link."""
        text = self.text(name)
        try:
            return link(text, kind) if text.strip() else None
        except ValueError:
            self.fault(name, "is no web address")
            return None

    def each(self, name: str) -> Iterator[object]:
        """Yield the elements of a list."""
        value = self.values.get(name)
        if isinstance(value, (list, tuple)):
            yield from value
        elif value is not None:
            self.fault(name, "is no list")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list of texts."""
        values = list(self.each(name))
        if not all(isinstance(value, str) for value in values):
            self.fault(name, "holds what is no text")
        return tuple(value for value in values if isinstance(value, str))

    def fault(self, name: str, what: str) -> None:
        """Note what is wrong with a member, once: a clause without its subject."""
        fault = f"`{name}` {what}"
        if fault not in self.faults:
            self.faults.append(fault)


def read_day(text: str) -> ShownDate | None:
    """Return the day that an ISO date or time begins with; None where that is none of the years 1 to 2100."""
    match = _DAY.match(text)
    if not match:
        return None
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return None
    return ShownDate(month=day.month, day=day.day, year=day.year) if day.year <= LAST_YEAR else None
