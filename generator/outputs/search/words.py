"""Text -> the words that a search finds it by.

Where it stands: first among `outputs.search`. `theme/assets/search-words.mjs` reads a query by the same rules, and a
test holds the two together. What lunr's tokenizer takes apart is the text with a blank for all that is no letter and no
digit. Stems are not made here: python-lunr's stemmer and lunr.js's differ ("lay", "try"),
so the index keeps words as they are written, and the one stemmer, lunr.js's, joins them in the browser. A beginning of
a word, a phrase and a misspelt word need them as they are written, too.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Final

LONGEST = 64
"""Characters of a word; what is beyond them (a pasted key, an endless formula) is cut off."""

_MARKS: Final = re.compile("[\u0300-\u036f]")
# Letters and digits; a point between digits belongs to them: `GPT-4.5` is `gpt` and `4.5`.
_WORD: Final = re.compile(r"[^\W_]+(?:\.\d[^\W_]*)*")
# Han, kana: written without blanks. A pair of neighbours stands for a word, as any engine without a dictionary does it.
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def read_words(text: str) -> list[str]:
    """Return the words in order, stop words among them: lower case, without accents, compatibility forms resolved.

    `(LLMs)` is `llms`, `low-rank` is `low`, `rank`, `Gödel` is `godel`, `Met²Net` is `met2net`.
    """
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", text)
        text = _UNSPACED.sub(_pair, unicodedata.normalize("NFC", _MARKS.sub("", folded)))
    return _WORD.findall(text.lower())


def _pair(run: re.Match[str]) -> str:
    signs = run[0]
    return f" {' '.join(a + b for a, b in pairwise(signs)) or signs} "


class Terms(dict[str, int]):
    """A word -> the number of its term, given on first sight.

    A mapping that fills itself: two million words are looked up in a build, forty thousand of them new.
    """

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        self[word] = number = self._numbers.setdefault(word[:LONGEST], len(self._numbers))
        return number

    @property
    def terms(self) -> list[str]:
        """All terms by their numbers."""
        return list(self._numbers)
