"""What a line looks like by itself: a title, the beginning of an abstract, a further paragraph.

Where it stands: below the labelling (`segments.py`). Each function returns a cost: 0 for what is usual, up to 3 for
what is rare, more for what hardly ever is. They were weighed on 3,724 papers of the daily page; shares are of those.
"""

import re

MAX_TITLE = 250
"""Characters. The longest title has 168, the shortest abstract 165."""

_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]}]*$")
_ENDS_WHOLE = re.compile(r"[.!?…:;\"'”’)\]}$%]$")
_SENTENCE_BREAK = re.compile(r"[a-z0-9)]{2}[.!?] +[A-Z]")
_ADDRESS = re.compile(r"https?://|www\.")
_ADDENDUM = re.compile(
    r"(?:the |our |all |source |project |full )*"
    r"(?:codes?|data|datasets?|models?|weights|demos?|project|website|homepage|videos?|repository|benchmark|github|page|"
    r"checkpoints|software|results|materials?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_PROSE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Tt]his|[Tt]hese|is|are|was|were|has|have|been|be|can|which|their)\b")
"""Words of sentences: one in two lines of 75 characters of an abstract has one, of titles 3 in 100."""
_QUESTION = re.compile(r"(?:Are|Can|Could|Do|Does|How|Is|Should|What|When|Where|Which|Who|Why|Will)\b")
"""Words that a title which is a question begins with: those 3 in 100, mostly."""


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _ENDS_SENTENCE.search(text) is not None


def ends_in_address(text: str) -> bool:
    """Whether the last word of a text is an address."""
    return _ADDRESS.search(text.rsplit(" ", 1)[-1]) is not None


def ends_whole(text: str) -> bool:
    """Whether a text ends as an abstract may: as a sentence, a list, a formula or an address does."""
    return _ENDS_WHOLE.search(text) is not None or ends_in_address(text)


def in_title_case(text: str) -> bool:
    """Whether most longer words have a capital: in 97 titles of 100, in 1 of 100 lines of abstracts."""
    words: list[str] = _WORD.findall(text, 0, MAX_TITLE)
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)


def title_cost(text: str) -> float:
    """Return how little a line looks like (the first line of) a title."""
    cost = 0.0
    if len(text) > MAX_TITLE:
        cost += 6 + min(len(text) - MAX_TITLE, 800) / 50
    if _ADDRESS.search(text):
        cost += 4 if _ADDENDUM.match(text) else 3
    if _SENTENCE_BREAK.search(text):
        cost += 2
    if _PROSE.search(text) and not _QUESTION.match(text):
        cost += 2
    if text[0].islower():
        cost += 1
    return cost


def headline_cost(text: str) -> float:
    """Return how little a line that stands behind a sentence looks like the next: in title case, with a colon."""
    if text.endswith(".") or not in_title_case(text):
        return 0.0
    return 6.0 if ":" in text else 4.0


def paragraph_cost(text: str) -> float:
    """Return how little a line looks like a further paragraph of an abstract."""
    if _ADDRESS.search(text):
        return 2.0 if _ADDENDUM.match(text) or ends_whole(text) else 3.0
    if not ends_sentence(text):
        return 9.0 if in_title_case(text) else 8.0
    return 3.0 if len(text) > MAX_TITLE else 4.0


def abstract_cost(text: str, length: int, ending: str) -> float:
    """Return how little a line looks like the first of an abstract that runs on for `length` characters to `ending`."""
    cost = 3.0 if text[0].islower() else 0.0
    if length < MAX_TITLE:
        cost += 1.5 if ends_sentence(ending) else 3.5
    return cost
