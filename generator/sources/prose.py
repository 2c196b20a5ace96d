"""Text of dumps -> what an entry or a finding holds: one line, paragraphs of one line each, a quotation.

Where it stands: after `raw`; the readers of structured formats fold every text by it.
"""

import re

from generator.sources.raw import CONTROL

_QUOTED = 80
"""Characters of a text that a finding quotes."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a character, which JSON can spell and no file can hold."""
_PARAGRAPH = re.compile(r"\n\s*\n\s*|\n[ \t]{2,}(?=\S)")
"""Between paragraphs: a blank line; or, as arXiv sets abstracts, a line's end with the next line indented."""


def fold_line(text: str) -> str:
    """Return a text on one line: white space folded, what can't be seen left out."""
    line = " ".join(text.split())
    # the quick question first: the other is a tenth of reading a dump
    return line if line.isprintable() else " ".join(CONTROL.sub("", _SURROGATE.sub("\ufffd", line)).split())


def fold_paragraphs(text: str) -> str:
    """Return a text with its paragraphs on one line each, one blank line between them; hard wraps are undone."""
    lines = "\n".join(text.splitlines()).strip()
    return "\n\n".join(folded for part in _PARAGRAPH.split(lines) if (folded := fold_line(part)))


def has_invisible(text: str) -> bool:
    """Whether a text holds what folding leaves out or replaces."""
    line = " ".join(text.split())
    return not line.isprintable() and bool(CONTROL.search(line) or _SURROGATE.search(line))


def quote(text: str) -> str:
    """Return a text in quotation marks, the end of a long one left out."""
    shortened = text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
    return f"“{shortened}”"
