"""Terms -> shards: files of neighbouring terms, so that a query fetches what it asks for and little else.

Where it stands: after `postings` among `outputs.search`, before `index`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.outputs.search.bits import varint
from generator.outputs.search.postings import Postings

SHARD = 4_000
"""Bytes of a shard, unless a single term takes more. Smaller ones mean more names to know before the first query,
greater ones more bytes of other terms in every query: of 10,000 papers, three words of a title take 21 KB of shards of
8,000 bytes, and 11 KB of these, whose names take half a KB more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Neighbouring terms."""

    bound: str
    """The shortest text that is above all terms of the shard before, and not above any of this one."""
    documents: bytes
    places: bytes


def cut(postings: Postings) -> Iterator[Shard]:
    """Yield the shards in the order of their terms: one at least, so that a site without papers has an index."""
    held: list[tuple[int, bytes, bytes]] = []
    first, size = 0, 0
    for number, encoded in enumerate(postings.encode()):
        taken = len(encoded[1])
        if held and size + taken > SHARD:
            yield _shard(postings.terms, first, held)
            held, first, size = [], number, 0
        held.append(encoded)
        # a term's own letters, those it shares with its neighbour left out, and three numbers
        size += taken + 6
    if held or not first:
        yield _shard(postings.terms, first, held)


def _shard(all_terms: Sequence[str], first: int, encoded: Sequence[tuple[int, bytes, bytes]]) -> Shard:
    """Return the shard of the encoded terms, of which the `first` is given by its index."""
    terms = all_terms[first : first + len(encoded)]
    head = [varint(len(terms)), *front_code(terms)]
    head += [varint(count) + varint(len(documents)) for count, documents, _ in encoded]
    sizes = [varint(len(places)) for _, _, places in encoded]
    return Shard(
        bound=separate(all_terms[first - 1], terms[0]) if first else "",
        documents=b"".join([*head, *(documents for _, documents, _ in encoded)]),
        places=b"".join([*sizes, *(places for _, _, places in encoded)]),
    )


def front_code(terms: Sequence[str]) -> Iterator[bytes]:
    """Yield for each of sorted terms: the characters it shares with the one before, the bytes of the rest, the rest.

    Characters are UTF-16's, as JavaScript counts them.
    """
    before = ""
    for term in terms:
        shared = _shared(before, term)
        rest = term[shared:].encode()
        units = shared if term.isascii() else len(term[:shared].encode("utf-16-le")) // 2
        yield varint(units) + varint(len(rest)) + rest
        before = term


def separate(before: str, after: str) -> str:
    """Return the shortest beginning of `after` that is above `before`."""
    return after[: _shared(before, after) + 1]


def _shared(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))
