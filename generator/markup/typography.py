"""TeX's ties as characters, where they are TeX's.

Where it stands: first in the flow, beside `errors`; `tex` asks it about each tilde.
"""

from typing import Final

NO_BREAK: Final = "\u00a0"
_WORD_REACH = 40


def tie(text: str, start: int) -> str:
    """Return what the tilde at `start` is: a no-break blank between words; itself before and between numbers."""
    before, after = text[max(0, start - _WORD_REACH) : start], text[start + 1 : start + 2]
    word = before.rsplit(maxsplit=1)[-1] if before and not before[-1].isspace() else ""
    if not word:
        starts_sentence = before.rstrip()[-1:] in (".", "?", "!")
        return "" if after.isalpha() and starts_sentence else "~"
    is_range = after.isdigit() and any(character.isdigit() for character in word)
    is_loose = not after or after.isspace() or after in "~/"
    # Behind an opening bracket or a sign it means "about" again.
    ends_word = word[-1].isalnum() or word[-1] in ".,:;)]}'\"”’%"
    return NO_BREAK if ends_word and not is_range and not is_loose else "~"
