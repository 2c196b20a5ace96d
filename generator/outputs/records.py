"""The machine's view of the library: one record a paper, as JSON Lines, JSON or CSV. A documented contract (README).

Where it stands: after the flow.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pydantic_core import to_json

# pydantic reads the records' types for their JSON Schema, and takes only this one before Python 3.12
from typing_extensions import TypedDict

from generator.files import encode
from generator.flow import Collection
from generator.model import Appearance, Paper
from generator.related import Related

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; a title is text that a stranger wrote."""


class LinkRecord(TypedDict):
    """A link of a paper."""

    url: str
    kind: str


class AppearanceRecord(TypedDict):
    """One listing of a paper. `date` and `year_basis` are null only where nothing dates the dump."""

    date: str | None
    year_basis: str | None
    position: int
    comments: int | None
    dump: str
    line: int


class RelatedRecord(TypedDict):
    """Another paper to read, and why."""

    slug: str
    reason: str


class Record(TypedDict):
    """One paper; the keys stand in this order."""

    slug: str
    title: str
    abstract: str
    author_count: int | None
    authors: list[str]
    published: str | None
    comments: int | None
    upvotes: int | None
    arxiv_id: str | None
    links: list[LinkRecord]
    appearances: list[AppearanceRecord]
    topics: list[str]
    note: str | None
    related: list[RelatedRecord]


def record(paper: Paper, related: Iterable[Related]) -> Record:
    """Return a paper's record: texts as plain text on one line, dates in ISO form, `related` papers as given."""
    return Record(
        slug=paper.slug,
        title=paper.title.plain(),
        abstract=paper.abstract.plain(),
        author_count=paper.author_count,
        authors=list(paper.authors),
        published=paper.published.isoformat() if paper.published else None,
        comments=paper.comments,
        upvotes=paper.upvotes,
        arxiv_id=paper.arxiv_id,
        links=[LinkRecord(url=link.url, kind=link.kind.value) for link in paper.links],
        appearances=[_appearance(appearance) for appearance in paper.appearances],
        topics=list(paper.topics),
        note=paper.note,
        related=[RelatedRecord(slug=other.slug, reason=other.reason) for other in related],
    )


def _appearance(appearance: Appearance) -> AppearanceRecord:
    return AppearanceRecord(
        date=appearance.digest.isoformat() if appearance.digest else None,
        year_basis=appearance.year_basis.value if appearance.year_basis else None,
        position=appearance.position,
        comments=appearance.comments,
        dump=appearance.dump,
        line=appearance.line,
    )


def write_jsonl(collection: Collection) -> Iterator[bytes]:
    """Yield a line of JSON for each paper, in the order of slugs."""
    for each in _records(collection):
        yield to_json(each)
        yield b"\n"


def write_json(collection: Collection) -> Iterator[bytes]:
    """Yield the text of one JSON list of all records, a line each."""
    opening = b"["
    for each in _records(collection):
        yield opening
        yield to_json(each)
        opening = b",\n"
    yield b"[]\n" if opening == b"[" else b"]\n"


def write_csv(collection: Collection) -> Iterator[bytes]:
    """Yield CSV (RFC 4180) with a header row: lists are joined by `; `, an appearance is `date #position`.

    A text that a spreadsheet would run as a formula has an apostrophe put before it.
    """
    yield write_table([list(Record.__annotations__)])
    yield write_table(_flatten(each) for each in _records(collection))


def _flatten(each: Record) -> Sequence[object]:
    flat: dict[str, object] = {**each}
    flat["authors"] = "; ".join(each["authors"])
    flat["links"] = "; ".join(link["url"] for link in each["links"])
    flat["appearances"] = "; ".join(f"{seen['date'] or 'undated'} #{seen['position']}" for seen in each["appearances"])
    flat["topics"] = "; ".join(each["topics"])
    flat["related"] = "; ".join(other["slug"] for other in each["related"])
    return list(flat.values())


def _records(collection: Collection) -> Iterator[Record]:
    for paper in collection.library.papers.values():
        yield record(paper, collection.related[paper.slug])


def write_table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV; a text that a spreadsheet would run as a formula has an apostrophe before it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in row] for row in rows)
    return encode(text.getvalue())


WRITERS: Mapping[str, Callable[[Collection], Iterator[bytes]]] = {
    "jsonl": write_jsonl,
    "json": write_json,
    "csv": write_csv,
}
"""Format's name -> what writes it."""
