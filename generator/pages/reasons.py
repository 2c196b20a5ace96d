"""Why a paper has its topics, in the words of the evidence.

Where it stands: after `rows`; a paper's page tells it to a reader who asks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from generator.pages.rows import TopicWord
from generator.topics import Assignment, Evidence, Field

_PHRASES = 5
"""Of each topic, the heaviest."""
_GROUP = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a paper has one topic."""

    word: TopicWord
    weight: str
    """What all its phrases weigh."""
    told: str
    """The heaviest phrases by where they stood, with what each weighs; empty where there is none."""


def give_reasons(
    assignments: Iterable[Assignment], texts: Mapping[Field, str], words: Mapping[str, TopicWord]
) -> tuple[Reason, ...]:
    """Return the reason of each assignment, in their order; `texts` are the title and the abstract."""
    plain = {part: _level(text) for part, text in texts.items()}
    return tuple(
        Reason(word=words[given.topic], weight=_weigh(given.score), told="; ".join(_tell(given.evidence, plain)))
        for given in assignments
    )


def _tell(evidence: tuple[Evidence, ...], texts: Mapping[Field, str]) -> Iterator[str]:
    parts: dict[Field, list[str]] = {}
    for each in evidence[:_PHRASES]:
        times = f" (×{each.times})" if each.times > 1 else ""
        quoted = _quote(each.phrase, texts[each.found_in])
        parts.setdefault(each.found_in, []).append(f"“{quoted}” {_weigh(each.weight)}{times}")
    yield from (f"in the {part}: {', '.join(phrases)}" for part, phrases in parts.items())
    if rest := evidence[_PHRASES:]:
        yield f"{len(rest)} more: {_weigh(sum(each.weight for each in rest))}"


def _quote(phrase: str, text: str) -> str:
    """Return a phrase in the reading that the text has, where it is found by looking; else with its first readings."""
    return " ... ".join(_choose(part.strip(), text) for part in phrase.split("...")) if "(" in phrase else phrase


def _choose(part: str, text: str) -> str:
    shortened = _GROUP.sub(lambda group: f"({group[1].partition('|')[0]}|…)", part)
    return next((reading for reading, looked in _spell(part) if looked in text), shortened)


@cache
def _spell(part: str) -> tuple[tuple[str, str], ...]:
    """Return each reading of a part of a phrase that has no gap, and how a text would hold it."""
    pieces = _GROUP.split(part)
    choices = [piece.split("|") if number % 2 else [piece] for number, piece in enumerate(pieces)]
    readings = (" ".join("".join(choice).split()) for choice in product(*choices))
    return tuple((reading, _level(reading)) for reading in readings)


def _level(text: str) -> str:
    """Return a text in small letters, with blanks for hyphens and a blank before it: what a look needs, and quick."""
    return f" {text.lower().replace('-', ' ')}"


def _weigh(weight: float) -> str:
    return f"{weight:.1f}".removesuffix(".0").replace("-", "−")
