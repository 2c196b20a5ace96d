"""Where a text's first sentence ends.

Where it stands: after `spans`; `markup` cuts by it. It works on the source, so that what is cut off is never half a
group, a formula or an address.
"""

import re
from collections.abc import Iterator

from generator.markup.spans import LONGEST_MATH, matching_braces, math_end

_LONGEST = 300
_FARTHEST = 2000
_BLANK = re.compile(r"\s+")
# A full stop, what may close with it, and a blank before something that can begin a sentence: no small letter, unless
# it begins a name such as nnU-Net.
_END = re.compile(r"[.!?][)\]}”’\"'*]{0,6}\s+(?=[^\sa-z]|[a-z]{1,12}[A-Z])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.?g|i\.?e|vs|cf|resp|approx|Figs?|Eqs?|Secs?|Refs?|Tabs?|Nos?|Dr|Prof|St|Mr|MR|Mrs|Ms|Vol|pp|w\.r\.t|a\.k\.a"
    r"|i\.i\.d|Ph\.D|Appx|Thm|ca|viz)\.[)\]}”’\"'*]*\Z"
)
# "et al." and "J." end a sentence only before a word that begins most sentences.
_NAME = re.compile(r"(?:\bet al|(?:\A|[\s(.~-])[A-Z])\.[)\]}”’\"'*]*\Z")
_STARTER = re.compile(
    r"\s+(?:We|The|This|These|That|Our|It|In|On|To|For|From|With|By|At|As|And|But|However|Moreover|Furthermore|Finally"
    r"|Experiments|Experimental|Results|Code|Here|There|They|When|While|Thus|Although|Recent|Specifically|Additionally)\b"
)
_REACH = 24
_OPENING = re.compile(r"\\[\s\S]|\$\$?|[{}]")


def first_sentence(text: str) -> str:
    """Return the first sentence of one paragraph; one of over 300 characters is cut at a word, with an ellipsis.

    A sentence may end inside braces (`{… dominant.} We`); then it ends with them.
    """
    shelters = list(_shelters(text))
    for end in _END.finditer(text):
        stop = end.start() + len(end[0].rstrip())
        if stop > _LONGEST:
            break
        if not _is_sheltered(shelters, stop) and not _is_abbreviation(text, stop):
            return text[:stop]
    return text if len(text) <= _LONGEST else _cut(text, shelters)


def _is_abbreviation(text: str, stop: int) -> bool:
    tail = text[max(0, stop - _REACH) : stop]
    if _ABBREVIATION.search(tail):
        return True
    return _NAME.search(tail) is not None and _STARTER.match(text, stop) is None


def _shelters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that cannot be cut, as far as they begin before the longest sentence's end."""
    braces = matching_braces(text)
    position = 0
    while (opening := _OPENING.search(text, position)) and opening.start() <= _LONGEST:
        start, position = opening.start(), opening.end()
        end: int | None = None
        if opening[0] == "{":
            end = braces.get(start)
        elif opening[0] in {"\\(", "\\["}:
            end = text.find("\\)" if opening[0] == "\\(" else "\\]", position, position + LONGEST_MATH)
        elif opening[0][0] == "$":
            end = math_end(text, start, opening[0])
        if end is not None and end > start:
            yield start, end
            # Braces inside braces are sheltered with them.
            position = end + 1


def _is_sheltered(shelters: list[tuple[int, int]], place: int) -> bool:
    return any(start < place <= end for start, end in shelters)


def _cut(text: str, shelters: list[tuple[int, int]]) -> str:
    """Return the longest beginning of `text` that ends with a word; after a huge group or address, the shortest."""
    seams = [blank.start() for blank in _BLANK.finditer(text[:_FARTHEST])]
    free = [seam for seam in seams if not _is_sheltered(shelters, seam)]
    near = [seam for seam in free if seam <= _LONGEST]
    stop = near[-1] if near else free[0] if free else min(len(text), _FARTHEST)
    return text[:stop].rstrip(",;:–—- ") + "…" if stop < len(text) else text
