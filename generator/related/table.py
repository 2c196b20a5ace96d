"""The terms of all texts, counted: read once for each text, in this build or an earlier one.

Where it stands: after `terms`; `weights` weighs them, and trends tell what papers say.
"""

from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from generator.memory import FORGETFUL, Memory, key
from generator.model import Paper
from generator.related.terms import TermReader
from generator.workers import spread

TITLE_WEIGHT = 3
"""How often a title's terms count: it names the subject in ten words, an abstract in a hundred."""
_STAGE = "terms"
_BETWEEN = "\n"
"""No term holds one."""

Numbers: TypeAlias = NDArray[np.int32]
Text: TypeAlias = tuple[str, str]
"""Title and abstract, both plain."""
_Counted: TypeAlias = tuple[str, bytes]
"""A text's terms, _BETWEEN them, and how often each stands there: a mapping of 50,000 texts would take 250 MB."""
_MOST = 255
"""Times that are counted: more is no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTable:
    """Texts in rows, terms in columns, how often each stands in each; only what is not 0."""

    marks: tuple[str, ...]
    """A hash of each text: what its row is known by."""
    rows: Mapping[str, int]
    """Mark -> number of its row."""
    terms: tuple[str, ...]
    """Keys of all terms, in the order of their numbers, which has no meaning."""
    starts: Numbers
    """Where in the two below each row begins, and behind all the end of the last."""
    numbers: Numbers
    """Of terms, each once in its row."""
    counts: Numbers
    """How often each stands there, the title's counted TITLE_WEIGHT times."""

    def row(self, mark: str) -> Numbers:
        """Return the numbers of a text's terms."""
        at = self.rows[mark]
        return self.numbers[self.starts[at] : self.starts[at + 1]]


def mark(paper: Paper) -> str:
    """Return what a paper's text is known by."""
    return key(paper.title.plain(), paper.abstract.plain())


def read_texts(papers: Iterable[Paper], memory: Memory = FORGETFUL) -> TermTable:
    """Return the terms of the papers' texts."""
    return read_terms({mark(paper): (paper.title.plain(), paper.abstract.plain()) for paper in papers}, memory)


def read_terms(texts: Mapping[str, Text], memory: Memory = FORGETFUL) -> TermTable:
    """Return the terms of the texts, given by mark."""
    known = _thaw(memory.recall(_STAGE))
    old = [each for each in texts if each in known.rows]
    new = [each for each in texts if each not in known.rows]
    table = _join(_take(known, old), new, spread(_count, [texts[each] for each in new]))
    if new or len(old) < len(known.rows):
        memory.keep(_STAGE, _freeze(table))
    return table


def _count(texts: Sequence[Text]) -> list[_Counted]:
    reader = TermReader()
    counted = (Counter(reader.keys(title) * TITLE_WEIGHT + reader.keys(abstract)) for title, abstract in texts)
    return [(_BETWEEN.join(row), bytes(min(count, _MOST) for count in row.values())) for row in counted]


def _take(table: TermTable, marks: Sequence[str]) -> TermTable:
    """Return the rows of these marks alone, and the terms that they hold."""
    if len(marks) == len(table.marks):
        return table
    rows = np.array([table.rows[each] for each in marks], np.int32)
    sizes = np.diff(table.starts)[rows]
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    places = np.repeat(table.starts[rows] - starts[:-1], sizes) + np.arange(starts[-1])
    used, numbers = np.unique(table.numbers[places], return_inverse=True)
    terms = tuple(table.terms[number] for number in used.tolist())
    return _make(marks, terms, starts, numbers.astype(np.int32), table.counts[places])


def _join(table: TermTable, marks: Sequence[str], counted: Iterable[_Counted]) -> TermTable:
    """Return the table with further rows behind its own."""
    if not marks:
        return table
    places = {term: number for number, term in enumerate(table.terms)}
    sizes, numbers, counts = array("i"), array("i"), array("i")
    for terms, times in counted:
        sizes.append(len(times))
        numbers.extend(places.setdefault(term, len(places)) for term in (terms.split(_BETWEEN) if terms else ()))
        counts.extend(times)
    return _make(
        (*table.marks, *marks),
        tuple(places),
        np.concatenate((table.starts, table.starts[-1] + np.cumsum(sizes))).astype(np.int32),
        np.concatenate((table.numbers, np.array(numbers, np.int32))),
        np.concatenate((table.counts, np.array(counts, np.int32))),
    )


def _make(
    marks: Sequence[str], terms: tuple[str, ...], starts: Numbers, numbers: Numbers, counts: Numbers
) -> TermTable:
    return TermTable(
        marks=tuple(marks),
        rows={each: row for row, each in enumerate(marks)},
        terms=terms,
        starts=starts,
        numbers=numbers,
        counts=counts,
    )


def _freeze(table: TermTable) -> dict[str, Any]:
    return {
        "marks": table.marks,
        "terms": _BETWEEN.join(table.terms),
        "sizes": freeze(np.diff(table.starts)),
        "numbers": freeze(table.numbers),
        "counts": freeze(table.counts),
    }


def _thaw(kept: Mapping[str, Any]) -> TermTable:
    empty = np.zeros(0, np.int32)
    if not kept:
        return _make((), (), np.zeros(1, np.int32), empty, empty)
    sizes, numbers, counts = (thaw(kept[name]) for name in ("sizes", "numbers", "counts"))
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    terms = tuple(kept["terms"].split(_BETWEEN)) if kept["terms"] else ()
    return _make(kept["marks"], terms, starts, numbers, counts)


def freeze(numbers: Numbers) -> str:
    """Return whole numbers as a text that Memory takes: three times as quick as a list of them."""
    return b64encode(numbers.astype("<i4").tobytes()).decode()


def thaw(text: str) -> Numbers:
    """Return the numbers that were frozen."""
    return np.frombuffer(b64decode(text), "<i4").astype(np.int32)
