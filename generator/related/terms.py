"""Terms: the words and pairs of words that papers may share, and how a paper writes them.

Where it stands: first in `related`, after `phrases`; `likeness` weighs terms, `reasons` quotes them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from generator.related.words import BEGINNINGS, ENDINGS, PASSED_OVER, is_adverb
from generator.topics.phrases import LONGEST_WORD, fold

_HALVES = BEGINNINGS | ENDINGS

_OFFER = re.compile(
    r"\b(?:code|codes|data|dataset|datasets|demo|models?|weights|page)\b[^.!?;]{0,50}\bavailable\b", re.IGNORECASE
)
"""That something is available is said of any subject, and `code` is a subject where it does not mean this."""
_TOKEN = re.compile(
    r"(?:https?://|www\.|github\.|huggingface\.)\S+|[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+"
)
_NUMBER = re.compile(r"(?![234][dD]$)\d+(?:[a-zA-Z]{0,2}|px|bits?|shot)")
"""With or without a unit (`7B`, `10x`, `1st`); 2D to 4D are words."""
_JOINTS = frozenset({"", " ", "-", "‐", "‑", "–"})
"""What may stand between the words of a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermReader:
    """Reads terms, and remembers how words fold.

    A term is a word, or two side by side (with an `of` between them, if one is), and is known by its key: in small
    letters, folded so that singular and plural meet, one blank between words. Addresses, numbers, single letters, and
    words that papers of any subject use are left out; two words are no pair across them, or across punctuation. Chinese
    and Japanese characters count as words.
    """

    folded: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Word as met -> its key, empty for one passed over: the same whatever was met before."""

    def keys(self, text: str) -> list[str]:
        """Return the keys of the terms of a plain text in their order, each as often as it stands there."""
        return [key for key, _, _ in self._terms(text)]

    def written(self, text: str, wanted: Collection[str]) -> dict[str, str]:
        """Return how a plain text most often writes those terms of the `wanted` keys that it holds.

        Where two wanted pairs overlap (`visual question` and `question answering`), their three words are told as well.
        """
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        before, before_start, before_end = "", 0, 0
        for key, start, end in self._terms(text):
            if key not in wanted:
                continue
            forms[key][text[start:end]] += 1
            if " " in key:
                if before and start < before_end:
                    forms[overlap(before, key)][text[before_start:end]] += 1
                before, before_start, before_end = key, start, end
        return {key: min(counts, key=lambda form: (-counts[form], form)) for key, counts in forms.items()}

    def _terms(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the key of each term, its start and its end."""
        if "available" in text:
            text = _OFFER.sub(_blank, text)
        folded = self.folded
        before, start, end = "", 0, 0
        for found in _TOKEN.finditer(text):
            word = found[0]
            at, behind = found.span()
            key = folded.get(word)
            if key is None:
                key = folded[word] = _fold(word)
            if key:
                if key not in _HALVES:
                    yield key, at, behind
                if before and text[end:at] in _JOINTS:
                    yield f"{before} {key}", start, behind
                before, start = key, at
            elif before:
                before = f"{before} of" if word.lower() == "of" and text[end:at] in _JOINTS else ""
            end = behind


def overlap(pair: str, following: str) -> str:
    """Return the key of three words of which `pair` is the first two and `following` the last two."""
    return f"{pair} {following.partition(' ')[2]}"


def is_whole(key: str) -> bool:
    """Return whether a term says something by itself: `few shot`, but neither `supervised fine` nor `shot learning`."""
    return key.partition(" ")[0] not in ENDINGS and key.rpartition(" ")[2] not in BEGINNINGS


def _blank(found: re.Match[str]) -> str:
    """Return as many full stops as were found, so that places in the text stay what they are."""
    return "." * len(found[0])


def _fold(word: str) -> str:
    """Return a word's key; nothing for a word that is passed over."""
    is_letter = len(word) == 1 and word.isascii()
    if is_letter or len(word) > LONGEST_WORD or not word.isalnum() or _NUMBER.fullmatch(word):
        return ""
    lower = word.lower()
    key = fold(lower)
    return "" if key in PASSED_OVER or is_adverb(lower) else key
