"""Entries and dumps as the readers would make them, in a line each."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from generator.model import Dump, Entry, Place, ShownDate
from generator.sources.blocks import DAY, shown_date
from generator.sources.raw import stated_date

ABSTRACT = (
    "Herons stand still for hours, and nobody has measured what they wait for. Twelve marshes were watched over two "
    "winters with cameras that see in the dark. The birds wait for ripples that mean fish, not for the fish, "
    "and a small network trained on ripples alone predicts nine of ten strikes."
)
OTHER_ABSTRACT = (
    "Bridges hum in the wind. We record the hum of forty of them with telephones, turn it into spectra, and find that "
    "cracks change the third overtone long before an inspector sees them; a classifier of forty lines tells old from "
    "sound ones in most cases, and says when it does not know."
)


def entry(  # noqa: PLR0913 (each is named where it matters)
    title: str,
    published: str | None = None,
    *,
    abstract: str | None = None,
    author_count: int | None = None,
    comments: int | None = None,
    arxiv_id: str | None = None,
    line: int = 1,
) -> Entry:
    """Return an entry of a.txt; `published` is as a listing shows it, the abstract the title's own unless given."""
    return Entry(
        place=Place(dump="a.txt", line=line),
        position=1,
        title=title,
        abstract=f"About {title.lower()}." if abstract is None else abstract,
        author_count=author_count,
        published=_shown(published),
        comments=comments,
        arxiv_id=arxiv_id,
    )


def dump(name: str, shown: str | None, entries: Sequence[Entry] = ()) -> Dump:
    """Return a dump that lists `entries`, three lines each, under a header with the date `shown`."""
    placed = (
        replace(each, place=Place(dump=name, line=3 * position), position=position)
        for position, each in enumerate(entries, 1)
    )
    return Dump(
        name=name,
        content_hash=hashlib.sha256(name.encode()).hexdigest(),
        shown=_shown(shown),
        stated=stated_date(name),
        entries=tuple(placed),
    )


def _shown(text: str | None) -> ShownDate | None:
    match = DAY.match(text) if text else None
    return shown_date(match) if match else None
