"""One feed's items in documents: the newest hundred, and the archive of full hundreds behind it.

Where it stands: after the formats. Archive documents are filled from the oldest end and numbered from 1: once full, one
keeps its items for good, so that a reader's program needs it once (RFC 5005, section 4). The newest of them may repeat
items of the feed itself; an item's identifier tells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from generator.memory import fingerprint, key
from generator.outputs.artefact import Artefact
from generator.outputs.feeds.atom import Heading, shorten, write_document, write_entry
from generator.outputs.feeds.items import Subject, identify, line, root
from generator.outputs.feeds.jsonfeed import write_json
from generator.pages.addresses import FEEDS, locate
from generator.pages.feeds import PAPERS_FEED, Feed
from generator.pages.page import Site

NEWEST: Final = 100
"""Items of a feed, and of each document of its archive."""
_SOON: Final = 5000
"""Papers of half a year: what the newest hundreds of all topics are taken from."""
_NOTHING_YET: Final = date(1970, 1, 1)
"""When a feed was updated that never had an item; the time of the build would make each build another site."""


class Printer:
    """Items and the entries that they are in every Atom document, each made once for all feeds that want it soon."""

    def __init__(self) -> None:
        self.item = lru_cache(maxsize=_SOON)(lambda subject: subject.tell())
        self.entry = lru_cache(maxsize=_SOON)(lambda subject: write_entry(self.item(subject)))
        self.short_entry = cache(lambda subject: shorten(self.entry(subject)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A feed and all that it tells of."""

    site: Site
    feed: Feed
    subjects: Sequence[Subject]
    """Oldest first."""
    printer: Printer

    @property
    def newest(self) -> Sequence[Subject]:
        """What the feed itself holds, newest first."""
        return self.subjects[-NEWEST:][::-1]

    @property
    def archive(self) -> tuple[Sequence[Subject], ...]:
        """What each archive document holds, newest first; the first document is the oldest.

        They are as many as it takes to hold all that the feed itself does not.
        """
        until = max(len(self.subjects) - NEWEST, 0)
        return tuple(self.subjects[start : start + NEWEST][::-1] for start in range(0, until, NEWEST))

    def count(self) -> int:
        """Return how many items a reader's program finds that follows the feed through its archive."""
        return len({subject.id for part in (self.newest, *self.archive) for subject in part})

    def write(self) -> Iterator[Artefact]:
        """Yield the feed in both formats, then its archive."""
        archive = self.archive
        earlier = [("prev-archive", self._place(len(archive)))] if archive else []
        yield self._write_document(self.feed.atom, self.newest, earlier)
        yield Artefact(path=self.feed.json, mark=self._mark(self.newest), make=self._write_json)
        for number, part in enumerate(archive, 1):
            links = [("current", self.feed.atom)]
            if number > 1:
                links.append(("prev-archive", self._place(number - 1)))
            if number < len(archive):
                links.append(("next-archive", self._place(number + 1)))
            yield self._write_document(self._place(number), part, links, archived=True)

    def _write_document(
        self, path: str, part: Sequence[Subject], links: Sequence[tuple[str, str]], *, archived: bool = False
    ) -> Artefact:
        # The archive of all papers has the full text; those of 31 topics would hold it twice and a half again.
        entry = self.printer.short_entry if archived and self.feed.topic is not None else self.printer.entry
        placed = [(relation, root(self.site) + place) for relation, place in (("self", path), *links)]
        return Artefact(
            path=path,
            mark=self._mark(part, *chain(*placed)),
            make=lambda: write_document(self._head(part), map(entry, part), placed, archived=archived),
        )

    def _write_json(self) -> bytes:
        address = self.site.address and self.site.address + self.feed.json
        return write_json(self._head(self.newest), map(self.printer.item, self.newest), address)

    def _mark(self, part: Sequence[Subject], *more: str) -> str:
        return key(fingerprint((self.site, self.feed)), *more, *(subject.mark for subject in part))

    def _head(self, part: Sequence[Subject]) -> Heading:
        name, feed = self.site.name, self.feed
        return Heading(
            id=identify(self.site, f"{FEEDS}/{feed.name}"),
            title=line(name if feed.name == PAPERS_FEED else f"{name}: {feed.label}"),
            about=line(feed.about),
            author=line(name),
            page=root(self.site) + locate(feed.page),
            updated=max((subject.updated for subject in part), default=_NOTHING_YET),
        )

    def _place(self, number: int) -> str:
        # a full stop, because a topic may be called as another with a number behind it
        return f"{FEEDS}/{self.feed.name}.{number}.xml"
