"""Documents -> the columns that narrow, count and sort results: each a file, fetched where it is asked for.

Where it stands: after `documents` and `bits` among `outputs.search`, before `index`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from generator.outputs.search.bits import find_gaps, pack, rice_width, varint
from generator.outputs.search.documents import Document

_EPOCH = date(1970, 1, 1).toordinal()


def write_topics(documents: Sequence[Document], topics: Mapping[str, int]) -> bytes:
    """Return for each topic, by number, the documents that carry it."""
    carriers: list[list[int]] = [[] for _ in topics]
    for number, document in enumerate(documents):
        for slug in document.topics:
            carriers[topics[slug]].append(number)
    return b"".join(_list(numbers, len(documents)) for numbers in carriers)


def write_code(documents: Sequence[Document]) -> bytes:
    """Return the documents that link to code."""
    return _list([number for number, document in enumerate(documents) if document.code], len(documents))


def write_comments(documents: Sequence[Document]) -> bytes:
    """Return for each document one more than its comments; 0 where none are known."""
    return b"".join(varint(0 if document.comments is None else document.comments + 1) for document in documents)


def write_days(documents: Sequence[Document]) -> bytes:
    """Return for each day of a digest, newest first, how many days it is before the one above, and what it lists.

    The first is counted from 1970-01-01, forward.
    """
    listed: dict[date, list[int]] = {}
    for number, document in enumerate(documents):
        for day in document.days:
            listed.setdefault(day, []).append(number)
    parts = []
    above = 0
    for day in sorted(listed, reverse=True):
        here = day.toordinal() - _EPOCH
        parts += [varint(above - here if above else here), _list(listed[day], len(documents))]
        above = here
    return b"".join(parts)


def _list(numbers: Sequence[int], space: int) -> bytes:
    """Return ascending numbers below `space` as postings have them: how many, how many bytes, the gaps."""
    counts = np.array([len(numbers)])
    gaps = find_gaps(np.array(numbers, dtype=np.int64), counts)
    body = pack(gaps, np.full_like(gaps, rice_width(counts, space)[0]), counts)[0]
    return varint(len(numbers)) + varint(len(body)) + body
