"""Neighbours: which of the near papers stand at the end of which paper.

Where it stands: after `likeness`; `relate` numbers the papers before it, and gives the reasons after it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from generator.related.likeness import Pair, Subject

MOST_RELATED = 6
"""Papers listed for one."""
MOST_LISTINGS = 12
"""Papers that list the same one. Without a bound some stand in 40 lists of 3,700 and others in none."""
COPY = 0.7
"""Likeness of texts from which on two papers are copies of one work. Among 7 million pairs of different papers the
highest is 0.63; of 300 copies with every fifth sentence replaced 297 have more than 0.7."""
LONG_ABSTRACT = 100
"""Characters from which an abstract that two papers share to the letter makes them copies, whatever their titles."""


def choose(pairs: Sequence[Pair], subjects: Sequence[Subject]) -> tuple[tuple[Pair, ...], ...]:
    """Return for each paper the pairs that it lists, best first, none of them with a copy of itself.

    The best pair of all is taken first, by both of its papers if they have room: so near papers list each other, and
    where one has no more room for being listed the next best takes its place. No list holds two copies of one work.
    """
    papers = len(subjects)
    works = _works((pair for pair in pairs if _are_copies(pair, subjects)), papers)
    lists: list[dict[int, Pair]] = [{} for _ in range(papers)]
    """For each paper, by the works that it lists."""
    listings = [0] * papers
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other)):
        if works[pair.one] == works[pair.other]:
            continue
        for lister, listed in ((pair.one, pair.other), (pair.other, pair.one)):
            row = lists[lister]
            if len(row) < MOST_RELATED and listings[listed] < MOST_LISTINGS and works[listed] not in row:
                row[works[listed]] = pair
                listings[listed] += 1
    return tuple(tuple(row.values()) for row in lists)


def _are_copies(pair: Pair, subjects: Sequence[Subject]) -> bool:
    one, other = subjects[pair.one].abstract, subjects[pair.other].abstract
    return pair.text >= COPY or (len(one) >= LONG_ABSTRACT and one.casefold() == other.casefold())


def _works(copies: Iterable[Pair], papers: int) -> list[int]:
    """Return for each paper the number of its work."""
    ends = np.array([(pair.one, pair.other) for pair in copies], int).reshape(-1, 2)
    graph = sparse.coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(papers, papers))
    _, works = connected_components(graph, directed=False)
    numbers: list[int] = works.tolist()
    return numbers
