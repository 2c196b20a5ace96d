"""Which documents have a word, how often and where."""

from collections import Counter
from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.stop_word_filter import stop_word_filter

from generator.outputs.search import postings as module
from generator.outputs.search.bits import find_gaps, pack, rice_width
from generator.outputs.search.postings import FIELDS, invert
from generator.outputs.search.words import read_words

TEXTS = st.text(alphabet=st.sampled_from("abcd the. é 机器"), max_size=60)


class Codes:
    """Reads codes, bit by bit, as the browser does."""

    def __init__(self, content: bytes) -> None:
        self.bits = [byte >> place & 1 for byte in content for place in range(8)]

    def next(self, width: int = 0) -> int:
        """Return the next number."""
        ones = self.bits.index(0)
        rest = self.bits[ones + 1 : ones + 1 + width]
        self.bits = self.bits[ones + 1 + width :]
        return (ones << width) + sum(bit << place for place, bit in enumerate(rest))


@given(st.lists(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 12))), max_size=6))
def test_what_is_packed_is_read_again(rows: list[list[tuple[int, int]]]) -> None:
    """Each row stands in bytes of its own, whatever numbers and widths it has."""
    flat = [code for row in rows for code in row]
    values = np.array([value for value, _ in flat], dtype=np.int64)
    widths = np.array([width for _, width in flat], dtype=np.int64)
    packed = pack(values, widths, np.array([len(row) for row in rows], dtype=np.int64))
    assert len(packed) == len(rows)
    for row, content in zip(rows, packed, strict=True):
        codes = Codes(content)
        assert [codes.next(width) for _, width in row] == [value for value, _ in row]


@given(st.sets(st.integers(0, 500), min_size=1))
def test_gaps_lead_back_to_the_numbers(numbers: set[int]) -> None:
    """Each gap and one more, added up from -1, is the number."""
    ascending = sorted(numbers)
    gaps = find_gaps(np.array(ascending), np.array([len(ascending)]))
    assert (np.cumsum(gaps + 1) - 1).tolist() == ascending


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=6))
def test_postings_are_those_of_lunr(documents: Sequence[tuple[str, str, str, str]]) -> None:
    """For every word, python-lunr counts the same occurrences in the same fields of the same documents."""
    builder = Builder()
    builder.pipeline.add(stop_word_filter)
    # "When, why and how much?" would have no words left
    builder.pipeline.skip(stop_word_filter, ["title"])
    builder.ref("id")
    for field in FIELDS:
        builder.field(field)
    for number, texts in enumerate(documents):
        words = [" ".join(read_words(text)) for text in texts]
        builder.add({"id": number, **dict(zip(FIELDS, words, strict=True))})
    theirs = Counter(
        {
            (term, int(reference.split("/")[1]), reference.split("/")[0]): times
            for reference, times_of in builder.field_term_frequencies.items()
            for term, times in times_of.items()
        }
    )
    postings = invert([(text,) for text in texts] for texts in documents)
    ours = Counter(
        (postings.terms[term], document, FIELDS[field])
        for term, document, field in zip(postings.term, postings.document, postings.field, strict=True)
    )
    assert ours == theirs


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=6))
def test_a_term_s_bytes_hold_its_documents_and_places(documents: Sequence[tuple[str, str, str, str]]) -> None:
    """Read as the browser reads them, they give every occurrence back, however many are encoded at a time."""
    postings = invert([(text,) for text in texts] for texts in documents)
    encoded = list(postings.encode())
    for at_once in (1, 7):
        with patch.object(module, "_AT_ONCE", at_once):
            assert list(postings.encode()) == encoded
    assert len(encoded) == len(postings.terms)
    widths = rice_width(np.array([count for count, _, _ in encoded]), postings.documents).tolist()
    for term, (count, body, places) in enumerate(encoded):
        codes, spots = Codes(body), Codes(places)
        found = []
        document = -1
        for _ in range(count):
            document += codes.next(widths[term]) + 1
            times = [codes.next()]
            times += [codes.next() for _ in FIELDS[1:]] if codes.next() else [0] * (len(FIELDS) - 1)
            place = -1
            for _ in range(sum(times)):
                place += spots.next(5) + 1
                found.append((document, place))
        here = postings.term == term
        assert found == list(zip(postings.document[here].tolist(), postings.place[here].tolist(), strict=True))


def test_no_documents_have_no_terms() -> None:
    """An empty site has an index too."""
    postings = invert([])
    assert (postings.terms, list(postings.encode())) == ((), [])
