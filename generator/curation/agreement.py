"""Several sections of the curation file about one paper: made one, or told where they contradict each other.

Where it stands: after `curation`; `resolution` needs it, since a paper has many names and papers may be merged.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

from generator.curation import PaperCuration
from generator.yamlfile.mistakes import KeyPath, Mistake, Origin, quote, refuse

_SETTLED_ONCE = ("pin", "hide", "title", "abstract", "arxiv", "topics", "note")
_ADDED_UP = ("links", "forbid_topics")


def combine(said: Iterable[PaperCuration]) -> PaperCuration:
    """Return all that is said of one paper; links and forbidden topics add up, in the file's order.

    Raises CurationError where it contradicts itself.
    """
    ordered = sorted(said, key=lambda curated: curated.origin.line())
    if not ordered:
        return PaperCuration()
    refuse(ordered[0].origin.file, find_contradictions(ordered))
    return reduce(_join, ordered)


def find_contradictions(said: Sequence[PaperCuration]) -> Iterator[Mistake]:
    """Yield each place where what is said of one paper, in the file's order, cannot all be done."""
    for key in _SETTLED_ONCE:
        sayers = [curated for curated in said if curated.says(key)]
        for other in sayers[1:]:
            if getattr(other, key) != getattr(sayers[0], key):
                what = f"contradicts line {sayers[0].origin.line(key)}, which is about the same paper"
                yield other.origin.mistake(key, what=what, todo="Keep one of the two")
    forbidden = {
        topic: curated.origin.line("forbid_topics", n)
        for curated in said
        for n, topic in enumerate(curated.forbid_topics)
    }
    for curated in said:
        for n, topic in enumerate(curated.topics):
            if topic in forbidden:
                what = f"sets {quote(topic)}, which line {forbidden[topic]} forbids"
                yield curated.origin.mistake("topics", n, what=what, todo="Keep one of the two")


def _join(one: PaperCuration, other: PaperCuration) -> PaperCuration:
    sayers = {key: one if one.says(key) else other for key in _SETTLED_ONCE + _ADDED_UP}
    said: dict[str, Any] = {key: getattr(sayers[key], key) for key in _SETTLED_ONCE}
    said |= {key: tuple(dict.fromkeys(getattr(one, key) + getattr(other, key))) for key in _ADDED_UP}
    lines: dict[KeyPath, int] = {(key,): sayer.origin.line(key) for key, sayer in sayers.items()}
    return PaperCuration(**said, origin=Origin(file=one.origin.file, lines=lines))
