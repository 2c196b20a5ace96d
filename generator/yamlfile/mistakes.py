"""Mistakes of a curator's file, named by line and key, told all at once.

Where it stands: after `errors`; `yamlfile` finds most of them, `curation` those that only the library shows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process

from generator.errors import CurationError

KeyPath = tuple[str | int, ...]
"""The keys and places in lists (from 0) that lead to a value."""

SHOWN = 20
"""Mistakes told one by one; those after them are counted."""

_CLOSE = 60
"""The least `fuzz.ratio`, of 100, that makes a hint: two of five letters may differ."""
_CLOSE_PART = 80
"""The least `fuzz.partial_ratio`, of 100, that makes one: a beginning or a part, with a slip in five letters."""
_PART_COUNTS = 0.9
"""How much of its likeness a part counts, against a whole."""
_PART = 4
"""Letters that a word needs to be taken as a part: shorter ones are in everything."""
_ALIKE_PARTS = 50
"""Names that share a part that are told apart by what is around it."""
_COMPARED = 500
"""Characters of a word that are compared: no slug or title is longer, and comparing takes time by length."""
_QUOTED = 60
"""Characters of a found text that a message repeats."""
_PLAIN_KEY = re.compile(r"[\w./:-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Something a curator has to mend in a file."""

    line: int
    """1-based."""
    key: str
    """What leads to it, such as `papers.some-slug.topics[1]`; empty for the whole file."""
    what: str
    """What was found, without a full stop, as in `BroadsheetError`."""
    todo: str
    """What to do, as an imperative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a section of a file stands, so that what proves wrong with it later can still be named."""

    file: Path = Path("curation.yml")
    path: KeyPath = ()
    """What leads to the section; empty for the whole file."""
    lines: Mapping[KeyPath, int] = field(default_factory=dict, repr=False)
    """The 1-based line of every value in the file."""

    def line(self, *keys: str | int) -> int:
        """Return the 1-based line of what `keys` lead to from here, or of the nearest section around it."""
        path = self.path + keys
        return next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 1)

    def mistake(self, *keys: str | int, what: str, todo: str) -> Mistake:
        """Return the mistake that `what` is wrong with what `keys` lead to from here."""
        return Mistake(line=self.line(*keys), key=_written(self.path + keys), what=what, todo=todo)


def refuse(path: Path, mistakes: Iterable[Mistake]) -> None:
    """Raise one CurationError of all `mistakes` in the file at `path`, by line; do nothing where there are none."""
    found = sorted(dict.fromkeys(mistakes), key=lambda mistake: mistake.line)
    errors = [
        CurationError(f"{path}:{m.line}: {m.key}" if m.key else f"{path}:{m.line}", m.what, m.todo)
        for m in found[:SHOWN]
    ]
    if len(found) > SHOWN:
        errors.append(CurationError(str(path), f"holds {len(found) - SHOWN:,} more mistakes", "Mend those above first"))
    if errors:
        first = errors[0]
        raise CurationError(first.where, first.what, first.todo, tuple(errors[1:]))


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` is most likely a slip of, or a part, itself misspelt perhaps; else None.

    A part counts a little less than the whole: `walking-robot` is `walking-robots`, not the beginning of a longer one.
    """
    # in an order of their own: of names alike the same is taken in every run
    names, cut = sorted(known), word[:_COMPARED]
    whole = process.extractOne(cut, names, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    longer = [name for name in names if len(name) > len(cut) >= _PART]
    parts = process.extract(
        cut,
        longer,
        scorer=fuzz.partial_ratio,
        score_cutoff=max(_CLOSE_PART, whole[1] if whole else 0),
        limit=_ALIKE_PARTS,
    )
    best = [name for name, score, _ in parts if score == parts[0][1]]
    if best and (whole is None or parts[0][1] * _PART_COUNTS > whole[1]):
        return max(best, key=lambda name: fuzz.ratio(cut, name))
    return whole[0] if whole else None


def least_far(word: str, known: Iterable[str]) -> str | None:
    """Return `closest`, and the most alike of `known` where none is near; None only where there is none at all."""
    names = sorted(known)
    return closest(word, names) or max(names, key=lambda name: fuzz.ratio(word[:_COMPARED], name), default=None)


def quote(text: str) -> str:
    """Return `text` as a message repeats it: between backticks, on one line, shortened."""
    return f"`{_on_one_line(text)}`"


def _on_one_line(text: str) -> str:
    cut = text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"
    return "".join(c if c.isprintable() else " " for c in cut)


def _written(path: KeyPath) -> str:
    parts = (
        f"[{key}]" if isinstance(key, int) else f".{key if _PLAIN_KEY.fullmatch(key) else _quoted_key(key)}"
        for key in path
    )
    return "".join(parts).removeprefix(".")


def _quoted_key(key: str) -> str:
    return f'"{_on_one_line(key)}"'
