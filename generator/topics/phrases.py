"""Phrases: what counts as evidence in a text, as a curator writes it and as it is found.

Where it stands: before `vocabulary`, which holds phrases as evidence for topics, and `topics`, which finds them.

How a phrase is written, much as in a library's catalogue:
- `image segmentation`: these words side by side, in small or capital letters, each also with a plural `s`; hyphens and
  other signs between words don't matter, nor does British or American spelling
- `prun*`: every word that starts so (pruning, pruned, prunes)
- `RLHF`, `LoRA`: a word with a capital letter is found only as it is written, or with a plural `s`
- `object (detection|tracking)`: one of several words or groups of words
- `introduce ... benchmark`: up to six other words may stand in between, all in one sentence

Why no stemmer: Porter's, which the site's search has, makes one word of "optimal" and "optimizer", of "continual" and
"continue", of "adapter" and "adapt", of "identify" and "identifiability"; evidence has to tell them apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import TypeAlias

GAP = "..."
LARGEST_GAP = 6
"""Words that a gap may hold: wide enough for "we introduce X, the first large-scale multilingual benchmark"."""
SHORTEST_START = 3
"""Letters before a `*`."""
LONGEST_WORD = 60
"""Letters of a word in a text; a longer one is no word of any language, and is never found."""
MOST_READINGS = 100
"""Word sequences that one phrase may stand for; more is a slip of the pen, and would slow every paper."""

Keys: TypeAlias = frozenset[str]
"""What a word of a text is found by, any of them: its folded form, `^Word` for one as written, `start*`."""
_NOTHING: Keys = frozenset()
_GAP: Keys = frozenset({GAP})

_WORD_OR_END = re.compile(r"[^\W_]+|[.!?;:](?=\s|$)|\n\s*\n")
_PART = re.compile(r"\.\.\.|\(([^()]*)\)|[^\W_]+\*?")
_BETWEEN_PARTS = re.compile(r"[\s\-/'’+&,]*")
_FOLDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=..)(?<![aeiou])ies$", "y"),
        (r"(?<=..)(ss|x|ch|sh)es$", r"\1"),
        (r"(?<=..)(?<![sui])s$", ""),
        (r"(?<=...)is(e|ed|er|ing|ation)$", r"iz\1"),
        (r"(?<=...[aeiou])ll(ed|er|ing)$", r"l\1"),
        (r"iour", "ior"),
    )
)
"""Plurals first, then British spelling. Both sides are folded alike, so that a fold need not give a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A phrase found at a place in a text."""

    phrase: str
    """As written in the vocabulary."""
    start: int
    """Number of its first word in the text, counted from 0; the end of a sentence counts as a word."""
    end: int
    """Number behind its last word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One word sequence that a phrase stands for."""

    phrase: str
    rest: tuple[Keys, ...]
    """What stands behind the first word, under which the reading is filed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBook:
    """Phrases filed by their first word, so that one walk over a text finds them all."""

    filed: Mapping[str, tuple[_Reading, ...]]
    """Key of a first word -> the readings that start with it."""
    known: Keys
    """All keys of all readings."""
    longest_start: int
    """Letters of the longest `start*` among them."""
    answers: dict[str, Keys] = field(default_factory=dict, repr=False, compare=False)
    """Word as met -> its known keys: a memory of what was computed, the same whatever was met before."""

    def find(self, text: str) -> list[Occurrence]:
        """Return every occurrence of every phrase in `text`, by start, then phrase; overlaps included."""
        words = [self._keys(word) for word in split_words(text)]
        found = {
            (start, reading.phrase, end)
            for start, keys in enumerate(words)
            for key in keys or ()
            for reading in self.filed.get(key, ())
            if (end := _follow(words, start + 1, reading.rest))
        }
        return [Occurrence(phrase=phrase, start=start, end=end) for start, phrase, end in sorted(found)]

    def _keys(self, word: str) -> Keys | None:
        """Return the known keys of a word of a text; None for the end of a sentence."""
        keys = self.answers.get(word)
        if keys is not None:
            return keys
        if not word[0].isalnum():
            return None
        if len(word) > LONGEST_WORD:
            return _NOTHING
        lower = word.lower()
        starts = (f"{lower[:size]}*" for size in range(SHORTEST_START, min(len(lower), self.longest_start) + 1))
        keys = self.known.intersection((fold(lower), f"^{word}", f"^{word.removesuffix('s')}", *starts))
        self.answers[word] = keys
        return keys


def bind(phrases: Iterable[str]) -> PhraseBook:
    """Return the book of `phrases`. Raises ValueError for one that cannot be read."""
    filed: dict[str, list[_Reading]] = defaultdict(list)
    known: set[str] = set()
    for phrase in sorted(set(phrases)):
        for first, *rest in readings(phrase):
            known.update(first, *rest)
            for key in first:
                filed[key].append(_Reading(phrase=phrase, rest=tuple(rest)))
    return PhraseBook(
        filed={key: tuple(entries) for key, entries in filed.items()},
        known=frozenset(known),
        longest_start=max((len(key) - 1 for key in known if key.endswith("*")), default=0),
    )


def readings(phrase: str) -> tuple[tuple[Keys, ...], ...]:
    """Return the word sequences that `phrase` stands for; a gap is a key of its own.

    Raises ValueError for a phrase that could never be found: what is wrong and what to do, as `read_yaml` wants them.
    """
    parts = list(_parts(phrase))
    if not parts:
        raise ValueError(f"the phrase {phrase!r} holds no word", "Write words")
    if [(_GAP,)] in (parts[0], parts[-1]):
        raise ValueError(f"the phrase {phrase!r} starts or ends with a gap", "Write words on both sides of the gap")
    if (count := prod(map(len, parts))) > MOST_READINGS:
        raise ValueError(f"the phrase {phrase!r} stands for {count:,} word sequences", "Write several phrases")
    return tuple(tuple(keys for group in choice for keys in group) for choice in product(*parts))


def split_words(text: str) -> list[str]:
    """Return the words of a text in order; the mark that ends a sentence stands as a word of its own."""
    return _WORD_OR_END.findall(text)


def fold(word: str) -> str:
    """Return the form that a lower-case word shares with its plural and its spelling across the ocean."""
    for pattern, replacement in _FOLDS:
        word = pattern.sub(replacement, word)
    return word


def _parts(phrase: str) -> Iterator[list[tuple[Keys, ...]]]:
    """Yield, for each part of a phrase in order, the word sequences it may be; single words stand in one set."""
    for part, alternatives in _split(phrase, phrase):
        if alternatives is None:
            yield [(_GAP if part == GAP else frozenset({_key(part, phrase)}),)]
            continue
        groups = [[_key(word, phrase) for word, _ in _split(words, phrase)] for words in alternatives.split("|")]
        if not all(groups):
            raise ValueError(f"the phrase {phrase!r} has an empty alternative", "Write a word on each side of the `|`")
        single = frozenset(keys[0] for keys in groups if len(keys) == 1)
        longer = [tuple(frozenset({key}) for key in keys) for keys in groups if len(keys) > 1]
        yield [(single,), *longer] if single else longer


def _split(text: str, phrase: str) -> Iterator[tuple[str, str | None]]:
    """Yield the words, gaps and groups of `text`, a part of `phrase`; beside a group, what stands in it."""
    at = 0
    for found in _PART.finditer(text):
        if not _BETWEEN_PARTS.fullmatch(text, at, found.start()):
            break
        yield found[0], found[1]
        at = found.end()
    if not _BETWEEN_PARTS.fullmatch(text, at):
        raise ValueError(f"the phrase {phrase!r} cannot be read from {text[at:].strip()!r} on", "Write words")


def _key(word: str, phrase: str) -> str:
    """Return what a written word is filed under."""
    if word == GAP:
        raise ValueError(f"the phrase {phrase!r} has a gap inside a group", "Write words between the `|`")
    if not word.endswith("*"):
        return f"^{word}" if word != word.lower() else fold(word)
    if word != word.lower() or len(word) <= SHORTEST_START:
        raise ValueError(
            f"the phrase {phrase!r} has {word!r}", f"Write {SHORTEST_START} small letters or more before the `*`"
        )
    return word


def _follow(words: Sequence[Keys | None], at: int, rest: tuple[Keys, ...]) -> int:
    """Return the number behind the last word if `rest` stands at `at`, else 0; a gap takes as little as it can."""
    for number, keys in enumerate(rest):
        if keys is _GAP:
            return _leap(words, at, rest[number + 1 :])
        if at >= len(words) or keys.isdisjoint(words[at] or _NOTHING):
            return 0
        at += 1
    return at


def _leap(words: Sequence[Keys | None], at: int, rest: tuple[Keys, ...]) -> int:
    """Return as `_follow` does for `rest` behind a gap at `at`; a gap ends with its sentence."""
    for start in range(at, min(at + LARGEST_GAP + 1, len(words))):
        if words[start] is None:
            return 0
        if end := _follow(words, start, rest):
            return end
    return 0
