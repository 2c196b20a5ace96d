"""Likeness: how near two papers are, by the terms they share and the topics they carry.

Where it stands: after `weights`; `neighbours` chooses among the pairs found here, `reasons` tells what they share. How
near two papers are depends on the two alone and on `Weights.basis`, so lists found earlier are taken over as they are:
a paper that is new is compared with all, and every list that it belongs into takes it in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.memory import FORGETFUL, Memory
from generator.related.table import Numbers, freeze, thaw
from generator.related.weights import UNIT, Matrix, Weights
from generator.workers import spread

TOPICS_SHARE = 35
"""The part of the score that topics have, in hundredths. Among 140 labelled papers, with no least score, 85 % of those
listed first share a topic at 10, 89 % at 30, 91 % from 35 to 50; more would only take from what the texts say."""
TOPIC_WEIGHTS = (1.0, 0.7, 0.5, 0.4)
"""Of a paper's topics, best first, about as often as they were right: 96, 77, 36 and 60 % of those labelled."""
LEAST_SCORE = 0.28
"""Least score of a pair worth listing. Of labelled pairs that have it 95 % share a topic; from 0.25 to 0.30 it is 86 %,
from 0.20 to 0.25 79 %, from 0.15 to 0.20 69 %."""
LEAST_TEXT = 0.02
"""Least likeness of the texts: nine of ten pairs among 3,700 papers have less. Topics alone make no pair."""
NEAREST = 20
"""Partners kept for each paper: enough for six where many of them are listed often already."""

ONE = UNIT * UNIT
"""A cosine of 1, as the product of two rows has it."""
FULL = 100 * ONE
"""A score of 1; below 2³¹."""
_STAGE = "likeness"
_BLOCK = 256
"""Rows compared at once: some 30 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a paper is about, as far as likeness goes."""

    mark: str
    """A hash of all below."""
    text: str
    """The mark of its title and abstract."""
    title: str
    """Plain text."""
    abstract: str
    """Plain text."""
    topics: tuple[str, ...]
    """Slugs, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Who is near whom: one entry for each paper in another's list."""

    papers: Numbers
    """Numbers of papers, in the order given, from 0."""
    others: Numbers
    """The number of a paper near to each."""
    scores: Numbers
    """The cosine of terms and topics together, as part of FULL."""
    texts: Numbers
    """The cosine of the terms alone, as part of ONE."""

    def where(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> "Near":
        """Return some of the entries, by a mask or by their numbers."""
        return Near(
            papers=self.papers[which], others=self.others[which], scores=self.scores[which], texts=self.texts[which]
        )


def compare(subjects: Sequence[Subject], weights: Weights, memory: Memory = FORGETFUL) -> Near:
    """Return the NEAREST of each paper, nearest first, all of them near enough; none is near to itself."""
    known = memory.recall(_STAGE)
    old, is_new = _take_over(known, subjects, weights.basis)
    ranks = np.array([int(subject.mark[:15], 16) for subject in subjects], np.int64)
    found = _Search(matrix=weights.matrix, carried=_carry(subjects), ranks=ranks, is_new=is_new).run()
    # what is new to an old list stands in the new ones
    back = Near(papers=found.others, others=found.papers, scores=found.scores, texts=found.texts)
    near = _choose(_chain(old.where(~is_new[old.others]), found, back.where(~is_new[back.papers])), ranks)
    if is_new.any() or len(known.get("marks", [])) != len(subjects):
        memory.keep(_STAGE, _freeze(near, subjects, weights.basis))
    return near


def _take_over(known: Mapping[str, Any], subjects: Sequence[Subject], basis: str) -> tuple[Near, NDArray[np.bool_]]:
    """Return the lists of an earlier build that still hold, and which papers need a new one."""
    is_new = np.ones(len(subjects), bool)
    if known.get("basis") != basis:
        return _chain(), is_new
    numbers = {subject.mark: number for number, subject in enumerate(subjects)}
    place = np.array([numbers.get(mark, -1) for mark in known["marks"]], np.int32)
    papers, others, scores, texts = (thaw(known[name]) for name in ("papers", "others", "scores", "texts"))
    old = Near(papers=place[papers], others=place[others], scores=scores, texts=texts)
    is_new[place[place >= 0]] = False
    # one that lost a paper may have room for one that it never kept
    is_new[old.papers[(old.others < 0) & (old.papers >= 0)]] = True
    return old.where((old.papers >= 0) & ~is_new[old.papers]), is_new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """Compares papers that are new with all."""

    matrix: Matrix
    carried: NDArray[np.float32]
    """The topics of all, in whole numbers, one in a row of length UNIT."""
    ranks: NDArray[np.int64]
    is_new: NDArray[np.bool_]

    def run(self) -> Near:
        """Return the nearest of each new paper, and all old ones that are near enough to it."""
        columns = self.matrix.T.tocsr()

        def compare_blocks(blocks: Sequence[Numbers]) -> list[Near]:
            return [self._compare(block, columns) for block in blocks]

        numbers = np.flatnonzero(self.is_new).astype(np.int32)
        blocks = [numbers[start : start + _BLOCK] for start in range(0, len(numbers), _BLOCK)]
        return _chain(*spread(compare_blocks, blocks, fewest=4))

    def _compare(self, block: Numbers, columns: Matrix) -> Near:
        products = self.matrix[block] @ columns
        rows = np.repeat(np.arange(len(block), dtype=np.int32), np.diff(products.indptr))
        alike = products.data >= LEAST_TEXT * ONE
        rows, others, texts = rows[alike], products.indices[alike], products.data[alike]
        # exact too: a 32-bit float holds any whole number up to ONE
        topics = (self.carried[block] @ self.carried.T)[rows, others].astype(np.int32)
        scores = (100 - TOPICS_SHARE) * texts + TOPICS_SHARE * topics
        found = Near(papers=block[rows], others=others, scores=scores, texts=texts)
        found = found.where((scores >= LEAST_SCORE * FULL) & (found.papers != others))
        return _chain(
            _choose(found.where(self.is_new[found.others]), self.ranks), found.where(~self.is_new[found.others])
        )


def _chain(*parts: Near) -> Near:
    empty = np.zeros(0, np.int32)
    papers, others, scores, texts = (
        np.concatenate((empty, *(getattr(part, name) for part in parts)))
        for name in ("papers", "others", "scores", "texts")
    )
    return Near(papers=papers, others=others, scores=scores, texts=texts)


def _choose(near: Near, ranks: NDArray[np.int64]) -> Near:
    """Return the NEAREST of each paper; of papers just as near, those of the least rank."""
    order = np.lexsort((ranks[near.others], -near.scores, near.papers))
    papers = near.papers[order]
    place = np.arange(len(papers)) - np.searchsorted(papers, papers)
    return near.where(order[place < NEAREST])


def _carry(subjects: Sequence[Subject]) -> NDArray[np.float32]:
    """Return the topics of all, in whole numbers, one in a row of length UNIT."""
    columns = {slug: at for at, slug in enumerate(sorted({slug for subject in subjects for slug in subject.topics}))}
    carried = np.zeros((len(subjects), max(1, len(columns))), np.float32)
    for row, subject in enumerate(subjects):
        weights = TOPIC_WEIGHTS + TOPIC_WEIGHTS[-1:] * len(subject.topics)
        length = sum(weight * weight for weight in weights[: len(subject.topics)]) ** 0.5
        for weight, slug in zip(weights, subject.topics, strict=False):
            # rounded down, so that no product is above ONE
            carried[row, columns[slug]] = int(weight / length * UNIT)
    return carried


def _freeze(near: Near, subjects: Sequence[Subject], basis: str) -> dict[str, Any]:
    lists = {name: freeze(getattr(near, name)) for name in ("papers", "others", "scores", "texts")}
    return {"basis": basis, "marks": [subject.mark for subject in subjects], **lists}
