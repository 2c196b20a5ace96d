"""Documents -> what a result shows, in blocks of a few, and these in groups that stay as they are for years.

Where it stands: after `documents` among `outputs.search`, before `index`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import to_json

from generator.outputs.search.bits import varint
from generator.outputs.search.documents import Document

BLOCK = 2
"""Documents of a block. Ten results of 10,000 papers stand in ten blocks, of a KB and a half each; blocks of four would
be twice that, single records twice as many files as pages."""
GROUP = 256
"""Blocks of a group, whose folder is named after what they hold: a day's papers change one group or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring blocks."""

    blocks: Mapping[int, bytes]
    """Number -> a JSON list of rows.

    A row is [path, title, text, topics by number, newest day or 0, comments or -1, code or 0, authors].
    """

    @property
    def digest(self) -> str:
        """A hash of them, in hex."""
        found = hashlib.sha256()
        for number, block in self.blocks.items():
            found.update(b"%d %d " % (number, len(block)))
            found.update(block)
        return found.hexdigest()


def number_records(documents: Sequence[Document], listed: Sequence[str]) -> list[int]:
    """Return for each document which record is its own.

    Papers are numbered as `listed` (slugs, the oldest first), so that a new one changes no other's record; pages begin
    a group of their own.
    """
    numbers = {slug: number for number, slug in enumerate(listed)}
    pages = -(-len(numbers) // (BLOCK * GROUP)) * BLOCK * GROUP
    places: list[int] = []
    for document in documents:
        if document.slug is not None:
            places.append(numbers[document.slug])
        else:
            places.append(pages)
            pages += 1
    return places


def write_order(numbers: Sequence[int]) -> bytes:
    """Return the numbers of records: each as how far it is below the one before (or 0), doubled, odd where above it."""
    parts = []
    before = 0
    for number in numbers:
        below = before - number
        parts.append(varint(2 * below if below >= 0 else -2 * below - 1))
        before = number
    return b"".join(parts)


def write_groups(documents: Sequence[Document], numbers: Sequence[int], topics: Mapping[str, int]) -> Iterator[Group]:
    """Yield every group in order; none is empty."""
    rows: dict[int, dict[int, list[list[object]]]] = defaultdict(lambda: defaultdict(list))
    for number, document in sorted(zip(numbers, documents, strict=True), key=lambda pair: pair[0]):
        rows[number // (BLOCK * GROUP)][number // BLOCK].append(_row(document, topics))
    for group in rows.values():
        yield Group(blocks={number: to_json(block) for number, block in group.items()})


def _row(document: Document, topics: Mapping[str, int]) -> list[object]:
    return [
        document.slug if document.slug is not None else [document.path],
        document.title,
        document.text,
        [topics[slug] for slug in document.topics],
        document.days[0].isoformat() if document.days else 0,
        -1 if document.comments is None else document.comments,
        document.code or 0,
        document.by,
    ]
