"""Companions: the topics that a topic stands with more often than chance has it.

Where it stands: after the library; topic pages show them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from generator.model import Paper

FEWEST = 3
"""Papers that two companions share, at least."""
_PRIOR = 5
"""Papers added to both sides of a lift: few papers move it little (`Companion.lift`)."""
_LEAST = 1.2
"""The least lift worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """A topic beside another."""

    topic: str
    together: int
    """Papers that carry both."""
    lift: float
    """How many times as often as chance would have it.

    The papers that carry both, to those that would if topics fell on papers independently of each other, both with 5
    added: as if five papers more had stood together just as chance has it. So 3 papers for 0.5 expected make 1.5, not 6
    (the shrinkage of W. DuMouchel, The American Statistician 53, 1999, by one gamma prior with its mean at 1).
    """


def find_companions(papers: Iterable[Paper]) -> dict[str, tuple[Companion, ...]]:
    """Return the companions of each topic that has any, by topic, the highest lift first."""
    size = 0
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for paper in papers:
        size += 1
        alone.update(paper.topics)
        together.update(combinations(sorted(paper.topics), 2))
    found: dict[str, list[Companion]] = defaultdict(list)
    for (one, other), number in together.items():
        lift = (number + _PRIOR) / (alone[one] * alone[other] / size + _PRIOR)
        if number >= FEWEST and lift >= _LEAST:
            found[one].append(Companion(topic=other, together=number, lift=lift))
            found[other].append(Companion(topic=one, together=number, lift=lift))
    return {
        topic: tuple(sorted(companions, key=lambda companion: (-companion.lift, companion.topic)))
        for topic, companions in found.items()
    }
