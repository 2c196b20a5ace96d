"""Documents -> for each term, which of them have it, how often in each field, and where.

Where it stands: after `bits` and `documents` among `outputs.search`, before `shards`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from lunr.stop_word_filter import WORDS as STOP_WORDS

from generator.outputs.search.bits import Ints, find_gaps, pack, ramp, rice_width
from generator.outputs.search.words import Terms, read_words

FIELDS: Final = ("text", "title", "topics", "authors")
"""The first is where most words stand, and costs least."""
TITLE: Final = FIELDS.index("title")
"""The one field that keeps lunr's stop words, of which some titles have no others: "When, why and how much?\""""
_APART = 16
"""Places between two texts, so that no phrase goes from one to the other."""
_PLACE_WIDTH = 5
"""Bits of a place's remainder: a word that comes back does so some thirty words later."""


@dataclass(frozen=True, kw_only=True)
class Postings:
    """All terms in order, and every occurrence: four arrays of one length, by term, document and place."""

    terms: tuple[str, ...]
    """In the order of their UTF-16 codes, by which JavaScript compares."""
    documents: int
    """How many there are."""
    term: Ints
    document: Ints
    field: Ints
    """Index in FIELDS."""
    place: Ints
    """0-based among the words of the document, stop words counted."""

    @cached_property
    def counts(self) -> Ints:
        """For each term, the documents that have it."""
        return np.bincount(self.term[self._firsts], minlength=len(self.terms))

    def encode_documents(self) -> list[bytes]:
        """Return for each term which documents have it and how often.

        Per document four to seven codes: its distance from the one before (or from -1), less one; the times in
        FIELDS[0]; whether it is in other fields, 0 or 1; if so, the times in each of these. Only the first has a width:
        what `rice_width` says.
        """
        pairs = len(self._firsts)
        pair_of = np.repeat(np.arange(pairs), self._times)
        times = np.bincount(pair_of * len(FIELDS) + self.field, minlength=pairs * len(FIELDS)).reshape(-1, len(FIELDS))
        elsewhere = times[:, 1:].any(axis=1)
        sizes = np.where(elsewhere, 2 + len(FIELDS), 3)
        starts = np.cumsum(sizes) - sizes
        values = np.zeros(int(sizes.sum()), dtype=np.int64)
        widths = np.zeros_like(values)
        values[starts] = find_gaps(self.document[self._firsts], self.counts)
        widths[starts] = np.repeat(rice_width(self.counts, self.documents), self.counts)
        values[starts + 1] = times[:, 0]
        values[starts + 2] = elsewhere
        for column in range(1, len(FIELDS)):
            values[starts[elsewhere] + 2 + column] = times[elsewhere, column]
        return pack(values, widths, self._per_term(sizes))

    def encode_places(self) -> list[bytes]:
        """Return for each term its places, document by document: the distance from the one before (or -1), less one."""
        return pack(
            find_gaps(self.place, self._times), np.full_like(self.place, _PLACE_WIDTH), self._per_term(self._times)
        )

    @cached_property
    def _firsts(self) -> Ints:
        """Index of the first occurrence of each pair of term and document."""
        return np.flatnonzero((np.diff(self.term, prepend=-1) != 0) | (np.diff(self.document, prepend=-1) != 0))

    @cached_property
    def _times(self) -> Ints:
        """How often each pair of term and document occurs."""
        return np.diff(self._firsts, append=len(self.term))

    def _per_term(self, numbers: Ints) -> Ints:
        """Return the sum over each term of numbers given for each pair of term and document."""
        terms = self.term[self._firsts]
        return np.bincount(terms, weights=numbers, minlength=len(self.terms)).astype(np.int64)


def invert(documents: Iterable[Sequence[Iterable[str]]]) -> Postings:
    """Return the postings of documents, each given as the texts of its FIELDS."""
    terms = Terms()
    found: list[int] = []
    sizes: list[tuple[int, int, int, int]] = []
    number = 0
    for document in documents:
        place = 0
        for field, texts in enumerate(document):
            for text in texts:
                words = read_words(text)
                found.extend(map(terms.__getitem__, words))
                sizes.append((len(words), number, field, place))
                place += len(words) + _APART
        number += 1
    return _sort(terms.terms, number, np.array(found, dtype=np.int64), np.array(sizes, dtype=np.int64).reshape(-1, 4))


def _sort(terms: Sequence[str], documents: int, found: Ints, sizes: Ints) -> Postings:
    order = sorted(range(len(terms)), key=lambda number: terms[number].encode("utf-16-be"))
    ranks = np.empty(len(terms), dtype=np.int64)
    ranks[order] = np.arange(len(terms))
    lengths = sizes[:, 0]
    stopped = np.array([term in STOP_WORDS for term in terms], dtype=bool)
    searched = ~stopped[found] | np.repeat(sizes[:, 2] == TITLE, lengths)
    term = ranks[found[searched]]
    # stable, so that within a term documents and places stay in order
    by_term = np.argsort(term, kind="stable")
    chosen = np.flatnonzero(searched)[by_term]
    columns = [np.repeat(sizes[:, column], lengths)[chosen] for column in range(1, 4)]
    return Postings(
        terms=tuple(terms[number] for number in order),
        documents=documents,
        term=term[by_term],
        document=columns[0],
        field=columns[1],
        place=columns[2] + ramp(lengths)[chosen],
    )
