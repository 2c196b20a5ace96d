"""Lays entries out as a text listing, in any of the layouts that DESIGN.md names ("Rules of the data")."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.model import Entry, ShownDate

INVITATION = "Get trending papers in your email inbox!"
BYLINE = "byAK and the research community"


class Head(StrEnum):
    """How the page's own words stand before the first title."""

    SPACED = "spaced"
    """Each on a line, blank lines between."""
    TIGHT = "tight"
    """Each on a line."""
    GLUED = "glued"
    """Each on a line, the last run into the first title."""
    RUN = "run"
    """All in one run with the first title."""
    NONE = "none"


class Paragraphs(StrEnum):
    """How the paragraphs of an abstract are told apart."""

    LINES = "lines"
    """As blocks are: by a blank line where blocks are, by a line's end elsewhere."""
    INDENTED = "indented"
    """The second and further begin with two blanks."""
    JOINED = "joined"
    """Not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way a listing may look."""

    head: Head = Head.SPACED
    daily_papers: bool = True
    """Whether the header says `Daily Papers`."""
    spaced: bool = True
    """Whether blank lines stand between title, abstract and block."""
    width: int | None = None
    """Columns that titles and abstracts are wrapped at; None for one line each."""
    title_indent: str = "  "
    """Before the continuation lines of a wrapped title."""
    paragraphs: Paragraphs = Paragraphs.LINES
    bullet: str = "  • "
    block_spaced: bool = False
    """Whether blank lines stand inside a block."""
    singular: str = "authors"
    """The word behind `1`."""
    newline: str = "\n"
    byte_order_mark: bool = False
    blank: str = " "
    """What stands between words."""
    trailing: str = ""
    """What stands at the end of each line."""
    final_newline: bool = True


def lay_out(entries: Sequence[Entry], layout: Layout, shown: ShownDate | None = None) -> str:
    """Return the listing of `entries` with `shown` in its header, as the text of a file."""
    gap = "\n\n" if layout.spaced else "\n"
    body = gap.join(block for entry in entries for block in _blocks(entry, layout))
    text = _head(layout, shown) + body + ("\n" if layout.final_newline else "")
    text = text.replace("\n", layout.trailing + "\n").replace(" ", layout.blank).replace("\n", layout.newline)
    return "\ufeff" * layout.byte_order_mark + text


def _head(layout: Layout, shown: ShownDate | None) -> str:
    words = ["new", INVITATION, "Subscribe", *["Daily Papers"] * layout.daily_papers, BYLINE]
    words += [str(shown)] if shown else []
    match layout.head:
        case Head.SPACED:
            return "\n\n".join(words) + "\n\n"
        case Head.TIGHT:
            return "\n".join(words) + "\n"
        case Head.GLUED:
            return "\n".join(words)
        case Head.RUN:
            return "".join(words)
        case Head.NONE:
            return f"{shown}\n\n" if shown else ""


def _blocks(entry: Entry, layout: Layout) -> Iterator[str]:
    yield _wrap(entry.title, layout, indent=layout.title_indent)
    paragraphs = entry.abstract.split("\n\n")
    match layout.paragraphs:
        case Paragraphs.LINES:
            yield from (_wrap(paragraph, layout) for paragraph in paragraphs)
        case Paragraphs.INDENTED:
            yield "\n".join(_wrap("  " * bool(at) + paragraph, layout) for at, paragraph in enumerate(paragraphs))
        case Paragraphs.JOINED:
            yield _wrap(" ".join(paragraphs), layout)
    yield from _metadata(entry, layout)


def _wrap(text: str, layout: Layout, indent: str = "") -> str:
    if layout.width is None:
        return text
    return textwrap.fill(text, layout.width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _metadata(entry: Entry, layout: Layout) -> Iterator[str]:
    head = entry.organization
    if entry.author_count is not None:
        head = f"{entry.author_count} {layout.singular if entry.author_count == 1 else 'authors'}"
    if head is None or entry.published is None:
        return
    comments = "" if entry.comments is None else f" {entry.comments}"
    yield ("\n\n" if layout.block_spaced else "\n").join((layout.bullet + head, "·", f"{entry.published}{comments}"))
