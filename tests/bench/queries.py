"""Queries as readers make them, from the papers they should find: the same from the same papers.

Each kind imitates one thing that readers do: they remember words of a title or of an abstract, mistype one, stop typing
early, use the singular for the plural, ask for an acronym.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from lunr.stop_word_filter import WORDS as STOP_WORDS

from generator.model import Paper

_WORD = re.compile(r"[A-Za-z]{3,}")
_ACRONYM = re.compile(r"\b([A-Z]{3,})s?\b")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed, and the slugs of the papers that it should find."""

    q: str
    slugs: tuple[str, ...]


def make_queries(papers: Sequence[Paper], many: int, seed: int = 1) -> Iterator[tuple[str, list[Query]]]:
    """Yield each kind and its queries, `many` at most: one a paper, of papers drawn by chance."""
    titles = [paper.title.plain().casefold() for paper in papers]
    alone = [paper for paper, title in zip(papers, titles, strict=True) if titles.count(title) == 1]
    for kind, make in KINDS.items():
        random = Random(f"{seed}:{kind}")  # noqa: S311 (no secret)
        drawn = random.sample(alone, len(alone))
        made = ((make(paper, random), paper.slug) for paper in drawn)
        yield kind, [Query(q=q, slugs=(slug,)) for q, slug in made if q][:many]
    yield "an acronym", list(_ask_acronyms(papers))[:many]


def _beginning(paper: Paper, _: Random) -> str:
    return " ".join(paper.title.plain().split()[:4])


def _title(paper: Paper, random: Random) -> str:
    return " ".join(_pick(_words(paper.title.plain()), 3, random))


def _abstract(paper: Paper, random: Random) -> str:
    return " ".join(_pick(_words(paper.abstract.plain()), 4, random))


def _passage(paper: Paper, random: Random) -> str:
    words = re.findall(r"[\w-]+", paper.abstract.plain())
    start = random.randrange(max(1, len(words) - 3))
    return " ".join(words[start : start + 4])


def _mistyped(paper: Paper, random: Random) -> str:
    words = _pick(_words(paper.title.plain()), 3, random)
    long = [place for place, word in enumerate(words) if len(word) >= 5]
    if not long:
        return ""
    place = random.choice(long)
    words[place] = mistype(words[place], random)
    return " ".join(words)


def mistype(word: str, random: Random) -> str:
    """Return a word with one letter left out, put in, changed, or swapped with its neighbour."""
    while True:
        at = random.randrange(len(word) - 1)
        letter = random.choice(_LETTERS)
        after = {
            "leave out": word[:at] + word[at + 1 :],
            "put in": word[:at] + letter + word[at:],
            "change": word[:at] + letter + word[at + 1 :],
            "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        }[random.choice(["leave out", "put in", "change", "swap"])]
        if after != word:
            return after


def _beginnings(paper: Paper, random: Random) -> str:
    return " ".join(word[:3] for word in _pick(_words(paper.title.plain()), 4, random))


def _number(paper: Paper, random: Random) -> str:
    words = _pick(_words(paper.title.plain()), 3, random)
    return " ".join(_renumber(word) for word in words)


def _renumber(word: str) -> str:
    """Return the plural of a singular and the other way round, as English mostly has it."""
    for one, other in ((r"([^aeiou])ies$", r"\1y"), (r"(s|x|z|ch|sh)es$", r"\1"), (r"([^su])s$", r"\1")):
        if re.search(one, word):
            return re.sub(one, other, word)
    for one, other in ((r"([^aeiou])y$", r"\1ies"), (r"(s|x|z|ch|sh)$", r"\1es")):
        if re.search(one, word):
            return re.sub(one, other, word)
    return f"{word}s"


def _ask_acronyms(papers: Sequence[Paper]) -> Iterator[Query]:
    having: dict[str, set[str]] = {}
    for paper in papers:
        for acronym in _ACRONYM.findall(f"{paper.title.plain()} {paper.abstract.plain()}"):
            having.setdefault(acronym, set()).add(paper.slug)
    for acronym, slugs in sorted(having.items(), key=lambda item: (-len(item[1]), item[0])):
        if acronym.lower() not in STOP_WORDS:
            yield Query(q=acronym, slugs=tuple(sorted(slugs)))


def _words(text: str) -> list[str]:
    """Return the words that mean something, in order, each once."""
    found = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    return [word for word in found if word not in STOP_WORDS]


def _pick(words: Sequence[str], many: int, random: Random) -> list[str]:
    """Return so many of the words by chance, in their order; all where there are no more."""
    chosen = sorted(random.sample(range(len(words)), min(many, len(words))))
    return [words[place] for place in chosen]


KINDS: Mapping[str, Callable[[Paper, Random], str]] = {
    "first four words of the title": _beginning,
    "three words of the title": _title,
    "four words of the abstract": _abstract,
    "four neighbours in the abstract": _passage,
    "one typing error": _mistyped,
    "three-letter beginnings": _beginnings,
    "singular for plural": _number,
}
