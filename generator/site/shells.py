"""A page as the theme makes it, with slots for what differs between the pages of one kind: rendered once, filled often.

Where it stands: after `conversion`; knows nothing of MkDocs or of templates.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import escape


class Slot(StrEnum):
    """What stands in the rendered page where a page's own is to stand; nothing else reads like it.

    A text that the theme may write as it is or escaped has an `&`, so that the two can be told apart.
    """

    TITLE = "QZ&TITLE&ZQ"
    DESCRIPTION = "QZ&DESCRIPTION&ZQ"
    HEAD = "QZxHEADxZQ"
    """Of the partial that is rendered for each page."""
    ANCHOR = "QZxANCHORxZQ"
    """Of the page's h1."""
    CONTENT = "<h1>QZxCONTENTxZQ</h1>"
    """With the heading that templates look for."""
    STEP = "QZxSTEPxZQ"
    """A folder or a name in the page's path; a run of them is the path's own part."""


_ESCAPED = {str(escape(slot)): slot for slot in Slot}
_STEPS = re.compile(rf"{Slot.STEP}(?:/{Slot.STEP})*")
_SLOTS = re.compile("|".join(map(re.escape, sorted({*Slot, *_ESCAPED}))))
_VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"\s*\n\s*(?P<block></?(?:article|div|header|link|main|meta|nav|p|section|ul)\b|</li>)?")
"""A line's end. Before an element that stands on lines of its own, nothing is read of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A rendered page, cut at its slots."""

    parts: tuple[str, ...]
    """Text and slot by turns, the first and the last a text; a slot as it stood there, escaped or not."""

    def fill(self, values: Mapping[Slot, str]) -> str:
        """Return a page. Values are given as they are; the shell knows where they are escaped."""
        filled = list(self.parts)
        for at in range(1, len(filled), 2):
            form = filled[at]
            value = values.get(form)  # type: ignore[call-overload]  # a slot is its text
            filled[at] = str(escape(values[_ESCAPED[form]])) if value is None else value
        return "".join(filled)


def cut(rendered: str) -> Shell:
    """Return a page that was rendered with slots for its values."""
    text, parts, done = _STEPS.sub(Slot.STEP, rendered), [], 0
    for match in _SLOTS.finditer(text):
        parts += [text[done : match.start()], match[0]]
        done = match.end()
    return Shell(parts=(*parts, text[done:]))


def squeeze(rendered: str) -> str:
    """Return a page without the indents and empty lines that templates leave: a third of a paper's bytes."""
    # by turns: what may be squeezed, an element that may not, its name
    pieces = _VERBATIM.split(rendered)
    pieces[::3] = [_BREAK.sub(lambda end: end["block"] or "\n", piece) for piece in pieces[::3]]
    del pieces[2::3]
    return "".join(pieces)
