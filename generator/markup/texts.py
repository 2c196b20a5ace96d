"""The texts of a run, each read once: in this build, and in those before.

Where it stands: after `Markup`; the stages that merge, name and date papers share one. Reading a text is most of what
they cost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.markup import Gist, Link, LinkKind, Markup
from generator.memory import Memory, key
from generator.workers import spread

_STAGE = "texts"


@dataclass(frozen=True, slots=True)
class Texts:
    """Sources -> their markup, the same value for the same source."""

    memory: Memory = field(default_factory=Memory)
    markups: dict[str, Markup] = field(default_factory=dict)

    def __getitem__(self, source: str) -> Markup:
        """Return the markup of a source."""
        markup = self.markups.get(source)
        if markup is None:
            markup = self.markups[source] = Markup(source)
        return markup

    def read(self, sources: Iterable[str]) -> None:
        """Read all these sources, those that the last build read by looking."""
        known = self.memory.recall(_STAGE)
        kept = {key(source): source for source in sources}
        unread = [source for mark, source in kept.items() if mark not in known]
        known |= zip(map(key, unread), spread(_read, unread), strict=True)
        for mark, source in kept.items():
            # as if it had been asked for
            vars(self[source])["gist"] = _thaw(source, known[mark])
        self.memory.keep(_STAGE, {mark: known[mark] for mark in kept})


def _read(sources: Sequence[str]) -> list[Any]:
    return [_freeze(source, Markup(source).gist) for source in sources]


def _freeze(source: str, gist: Gist) -> Any:  # noqa: ANN401 (what Memory takes)
    """Return a gist as plain values: None for the many texts that are their own."""
    plain = None if gist.plain == source else gist.plain
    if plain is None and not gist.links:
        return None
    return [plain, *([link.url, link.kind] for link in gist.links)]


def _thaw(source: str, frozen: Any) -> Gist:  # noqa: ANN401 (as above)
    plain, *links = frozen or (None,)
    return Gist(
        plain=source if plain is None else plain,
        links=tuple(Link(url=url, kind=LinkKind(kind)) for url, kind in links),
    )
