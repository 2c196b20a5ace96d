"""Topics: the subject headings that a paper carries, and why.

Where it stands: after `vocabulary`; the library's papers get their topics here, before pages are written. A topic's
score is a plain sum of the weights of the phrases found, so that every assignment can be explained and mended in YAML.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.topics.phrases import Occurrence
from generator.topics.vocabulary import Claim, Vocabulary

MOST_TOPICS = 4
"""Topics that a paper carries at most."""


class Field(StrEnum):
    """The part of a paper that evidence stands in."""

    TITLE = "title"
    ABSTRACT = "abstract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One phrase that spoke for a topic, or against it."""

    phrase: str
    """As written in the vocabulary."""
    found_in: Field
    times: int
    """1 or more."""
    weight: float
    """What all its times together add to the topic's score; below 0 where it speaks against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A topic that a paper carries."""

    topic: str
    score: float
    """The sum of the evidence's weights; 0 where there is none."""
    evidence: tuple[Evidence, ...]
    """Heaviest first. Empty only for the vocabulary's fallback: nothing in the paper told its topic."""


def classify(
    title: str, abstract: str, vocabulary: Vocabulary, forbidden: Collection[str] = ()
) -> tuple[Assignment, ...]:
    """Return the 1 to 4 topics of a paper of plain text, best first; none of those that are `forbidden`.

    A topic's score is the sum of its phrases' weights (`vocabulary.Scoring`). A paper carries the topics that have
    enough, each at least the given share of the best. If none has enough, it carries the best alone; if none has any
    evidence for it, the vocabulary's fallback, with a score of 0.

    Where a topic is forbidden the others need what they needed before: the best of what is left stands in only where
    nothing else had enough. A forbidden fallback leaves a paper without evidence without a topic.
    """
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for found_in, text in ((Field.TITLE, title), (Field.ABSTRACT, abstract)):
        for topic, found in _gather(text, found_in, vocabulary).items():
            evidence[topic].extend(found)
    ranked = sorted(
        (
            Assignment(topic=topic, score=score, evidence=tuple(sorted(found, key=_heaviest_first)))
            for topic, found in evidence.items()
            if (score := round(sum(e.weight for e in found), 6)) > 0
        ),
        key=lambda a: (-a.score, a.topic),
    )
    allowed = [assignment for assignment in ranked if assignment.topic not in forbidden]
    if not allowed:
        last = Assignment(topic=vocabulary.fallback, score=0.0, evidence=())
        return () if last.topic in forbidden else (last,)
    least = max(vocabulary.scoring.enough, vocabulary.scoring.share * min(ranked[0].score, vocabulary.scoring.plenty))
    return tuple(a for a in allowed[:MOST_TOPICS] if a.score >= least) or (allowed[0],)


def _heaviest_first(evidence: Evidence) -> tuple[float, str, str]:
    return (-evidence.weight, evidence.phrase, evidence.found_in)


def _gather(text: str, found_in: Field, vocabulary: Vocabulary) -> dict[str, list[Evidence]]:
    """Return, for each topic, the evidence of one field."""
    in_title = found_in is Field.TITLE
    said: dict[str, list[tuple[Occurrence, Claim]]] = defaultdict(list)
    for occurrence in vocabulary.book.find(text):
        for claim in vocabulary.claims[occurrence.phrase]:
            if in_title or not claim.only_in_title:
                said[claim.topic].append((occurrence, claim))
    factor = vocabulary.scoring.title_factor if in_title else 1.0
    return {
        topic: [
            Evidence(phrase=phrase, found_in=found_in, times=times, weight=factor * weight * _repeated(times))
            for (phrase, weight), times in Counter(_longest(found)).items()
            if weight
        ]
        for topic, found in said.items()
    }


def _longest(found: Iterable[tuple[Occurrence, Claim]]) -> Iterator[tuple[str, float]]:
    """Yield phrase and weight of what counts: where phrases of one topic overlap, the longest, then the heaviest."""
    taken: set[int] = set()
    for occurrence, claim in sorted(
        found, key=lambda f: (f[0].start - f[0].end, -abs(f[1].weight), f[0].start, f[0].phrase)
    ):
        place = range(occurrence.start, occurrence.end)
        if taken.isdisjoint(place):
            taken.update(place)
            yield occurrence.phrase, claim.weight


def _repeated(times: int) -> float:
    """Return how many times its weight a phrase adds: each further time two thirds of the time before, below 3."""
    return 3.0 * (1.0 - (2.0 / 3.0) ** times)
