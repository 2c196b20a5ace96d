"""Neighbours: which of the near papers stand at the end of which paper.

Where it stands: after `likeness`; `relate` numbers the papers before it, and gives the reasons after it.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from generator.related.likeness import ONE, Near, Subject

MOST_RELATED = 6
"""Papers listed for one."""
MOST_LISTINGS = 12
"""Papers that list the same one. Without a bound some stand in 40 lists of 3,700 and others in none."""
COPY = 0.7
"""Likeness of texts from which on two papers are copies of one work. Among 7 million pairs of different papers the
highest is 0.63; of 300 copies with every fifth sentence replaced 297 have more than 0.7."""
LONG_ABSTRACT = 100
"""Characters from which an abstract that two papers share to the letter makes them copies, whatever their titles."""

Pair: TypeAlias = tuple[int, int]
"""The numbers of two papers, the smaller first."""


def choose(near: Near, subjects: Sequence[Subject]) -> tuple[tuple[int, ...], ...]:
    """Return for each paper the numbers of those that it lists, best first, none of them a copy of itself.

    The best pair of all is taken first, by both of its papers if they have room: so near papers list each other, and
    where one has no more room for being listed the next best takes its place. No list holds two copies of one work.
    """
    papers = len(subjects)
    pairs = _pair_up(near, papers)
    works = _find_works(pairs, subjects)
    lists: list[dict[int, int]] = [{} for _ in range(papers)]
    """For each paper, by the works that it lists."""
    listings = [0] * papers
    for one, other in zip(pairs.papers.tolist(), pairs.others.tolist(), strict=True):
        if works[one] == works[other]:
            continue
        for lister, listed in ((one, other), (other, one)):
            row = lists[lister]
            if len(row) < MOST_RELATED and listings[listed] < MOST_LISTINGS and works[listed] not in row:
                row[works[listed]] = listed
                listings[listed] += 1
    return tuple(tuple(row.values()) for row in lists)


def _pair_up(near: Near, papers: int) -> Near:
    """Return each pair once, whichever of the two is near to the other, the best first."""
    ends = np.sort(np.stack((near.papers, near.others)).astype(np.int64), axis=0)
    _, first = np.unique(ends[0] * papers + ends[1], return_index=True)
    pairs = Near(
        papers=ends[0][first].astype(np.int32),
        others=ends[1][first].astype(np.int32),
        scores=near.scores[first],
        texts=near.texts[first],
    )
    order = np.lexsort((pairs.others, pairs.papers, -pairs.scores))
    return Near(
        papers=pairs.papers[order], others=pairs.others[order], scores=pairs.scores[order], texts=pairs.texts[order]
    )


def _find_works(pairs: Near, subjects: Sequence[Subject]) -> list[int]:
    """Return for each paper the number of its work."""
    abstracts = _number_abstracts(subjects)
    copies = (pairs.texts >= COPY * ONE) | (abstracts[pairs.papers] == abstracts[pairs.others])
    one, other = pairs.papers[copies], pairs.others[copies]
    graph = sparse.coo_matrix((np.ones(len(one)), (one, other)), shape=(len(subjects), len(subjects)))
    _, works = connected_components(graph, directed=False)
    numbers: list[int] = works.tolist()
    return numbers


def _number_abstracts(subjects: Sequence[Subject]) -> NDArray[np.int64]:
    """Return a number for each abstract, the same for those that are long and equal to the letter."""
    seen: dict[str, int] = {}
    return np.array(
        [
            seen.setdefault(subject.abstract.casefold(), number) if len(subject.abstract) >= LONG_ABSTRACT else number
            for number, subject in enumerate(subjects)
        ],
        np.int64,
    )
