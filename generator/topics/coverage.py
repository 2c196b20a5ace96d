"""How a vocabulary does on a library: papers per topic, papers without evidence, what it has no phrase for.

Where it stands: after `topics`; `broadsheet topics` prints it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lunr.stop_word_filter import WORDS as STOP_WORDS

from generator.model import Paper
from generator.topics.phrases import split_words
from generator.topics.vocabulary import Vocabulary

LONGEST = 3
"""Words of a phrase that is looked for."""
FEWEST_PAPERS = 4
"""Papers that a phrase stands in, at least, to be worth a curator's look."""
_SHARE = 0.01
"""The same as a share of all papers."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the vocabulary covers of a library."""

    papers: Mapping[str, int]
    """Topic -> papers that carry it, in the vocabulary's order."""
    without: tuple[str, ...]
    """Slugs of papers that carry no topic, or only the fallback because nothing was found, sorted."""
    unclaimed: tuple[tuple[str, int], ...]
    """Phrases of two or three words that no phrase of the vocabulary touches, and the papers they stand in; most
    frequent first."""


def cover(papers: Iterable[Paper], without: Iterable[str], vocabulary: Vocabulary) -> Coverage:
    """Return how `vocabulary` covers classified papers; `without` are the slugs in which no evidence was found."""
    listed = list(papers)
    counts = Counter(topic for paper in listed for topic in paper.topics)
    stands_in = Counter(phrase for paper in listed for phrase in set(_unclaimed(paper, vocabulary)))
    fewest = max(FEWEST_PAPERS, int(_SHARE * len(listed)))
    frequent = {phrase: number for phrase, number in stands_in.items() if number >= fewest}
    return Coverage(
        papers={topic: counts[topic] for topic in vocabulary.topics},
        without=tuple(sorted(without)),
        unclaimed=tuple(
            sorted(
                ((phrase, number) for phrase, number in frequent.items() if not _within(phrase, number, frequent)),
                key=lambda item: (-item[1], item[0]),
            )
        ),
    )


def _within(phrase: str, number: int, frequent: Mapping[str, int]) -> bool:
    """Whether a phrase is only ever part of a longer one that is listed too."""
    return any(other != phrase and f" {phrase} " in f" {other} " and number == frequent[other] for other in frequent)


def _unclaimed(paper: Paper, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the runs of two or three content words, in small letters, that no phrase of the vocabulary touches."""
    for field in (paper.title.plain(), paper.abstract.plain()):
        text = _ADDRESS.sub(" . ", field)
        claimed = {at for found in vocabulary.book.find(text) for at in range(found.start, found.end)}
        words = [
            word.lower() if at not in claimed and word.isalpha() else "" for at, word in enumerate(split_words(text))
        ]
        for length in range(2, LONGEST + 1):
            for start in range(len(words) - length + 1):
                run = words[start : start + length]
                if all(run) and _content(run[0]) and _content(run[-1]):
                    yield " ".join(run)


def _content(word: str) -> bool:
    """Whether a phrase may begin or end with a word; inside, a stop word is welcome: "state of the art"."""
    return len(word) > 1 and word not in STOP_WORDS
