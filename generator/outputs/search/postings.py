"""Documents -> for each term, which of them have it, how often in each field, and where.

Where it stands: after `bits` and `documents` among `outputs.search`, before `shards`.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from lunr.stop_word_filter import WORDS as STOP_WORDS

from generator.outputs.search.bits import Ints, find_gaps, pack, rice_width
from generator.outputs.search.words import Terms, read_words

FIELDS: Final = ("text", "title", "topics", "authors")
"""The first is where most words stand, and costs least."""
TITLE: Final = FIELDS.index("title")
"""The one field that keeps lunr's stop words, of which some titles have no others: "When, why and how much?\""""
_APART = 16
"""Places between two texts, so that no phrase goes from one to the other."""
_PLACE_WIDTH = 5
"""Bits of a place's remainder: a word that comes back does so some thirty words later."""


_Numbers: TypeAlias = npt.NDArray[np.int32]
_Number = TypeVar("_Number", bound=np.generic)
_AT_ONCE = 500_000
"""Occurrences that are encoded at a time, in some 50 MB of memory: those of 50,000 papers would take 1.7 GB at once."""


@dataclass(frozen=True, kw_only=True)
class Postings:
    """All terms in order, and every occurrence: four arrays of one length, by term, document and place."""

    terms: tuple[str, ...]
    """In the order of their UTF-16 codes, by which JavaScript compares."""
    documents: int
    """How many there are."""
    term: _Numbers
    """Index in `terms`."""
    document: _Numbers
    field: npt.NDArray[np.int8]
    """Index in FIELDS."""
    place: _Numbers
    """0-based among the words of the document, stop words counted."""

    def encode(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield for each term how many documents have it, which these are and how often, and where."""
        ends = np.cumsum(np.bincount(self.term, minlength=len(self.terms)))
        first, start = 0, 0
        while first < len(self.terms):
            last = max(first + 1, int(np.searchsorted(ends, start + _AT_ONCE, side="right")))
            end = int(ends[last - 1])
            part = _Part(
                terms=last - first,
                documents=self.documents,
                term=self.term[start:end].astype(np.int64) - first,
                document=self.document[start:end].astype(np.int64),
                field=self.field[start:end].astype(np.int64),
                place=self.place[start:end].astype(np.int64),
            )
            yield from zip(part.counts.tolist(), part.encode_documents(), part.encode_places(), strict=True)
            first, start = last, end


@dataclass(frozen=True, kw_only=True)
class _Part:
    """The occurrences of neighbouring terms, as in Postings."""

    terms: int
    """How many there are."""
    documents: int
    term: Ints
    """From 0 on."""
    document: Ints
    field: Ints
    place: Ints

    @cached_property
    def counts(self) -> Ints:
        """For each term, the documents that have it."""
        return np.bincount(self.term[self._firsts], minlength=self.terms)

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
        return np.bincount(terms, weights=numbers, minlength=self.terms).astype(np.int64)


def invert(documents: Iterable[Sequence[Iterable[str]]]) -> Postings:
    """Return the postings of documents, each given as the texts of its FIELDS."""
    terms = Terms()
    found, places, sizes = array("i"), array("i"), array("i")
    number = 0
    for document in documents:
        place = 0
        for field, texts in enumerate(document):
            for text in texts:
                words = read_words(text)
                found.extend(map(terms.__getitem__, words))
                places.extend(range(place, place + len(words)))
                sizes.extend((len(words), number, field))
                place += len(words) + _APART
        number += 1
    return _sort(terms.terms, number, *(np.frombuffer(each, dtype=np.int32) for each in (found, places, sizes)))


def _sort(terms: Sequence[str], documents: int, found: _Numbers, places: _Numbers, sizes: _Numbers) -> Postings:
    """Return the postings of terms by number.

    `found` and `places` have the number and the place of every word, `sizes` for each text how many words it has, whose
    it is and which field.
    """
    order = sorted(range(len(terms)), key=lambda number: terms[number].encode("utf-16-be"))
    ranks = np.empty(len(terms), dtype=np.int32)
    ranks[order] = np.arange(len(terms))
    lengths, document, field = sizes.reshape(-1, 3).T
    stopped = np.array([term in STOP_WORDS for term in terms], dtype=bool)
    searched = ~stopped[found] | np.repeat(field == TITLE, lengths)
    term = ranks[found[searched]]
    # stable, so that within a term documents and places stay in order
    by_term = np.argsort(term, kind="stable")

    def lay_out(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        """Return for each occurrence what its text has."""
        laid: npt.NDArray[_Number] = np.repeat(values, lengths)[searched][by_term]
        return laid

    return Postings(
        terms=tuple(terms[number] for number in order),
        documents=documents,
        term=term[by_term],
        document=lay_out(document),
        field=lay_out(field.astype(np.int8)),
        place=places[searched][by_term],
    )
