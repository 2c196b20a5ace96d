"""Labelled lines -> records: the lines of one paper's title, abstract and metadata block.

Where it stands: between the labelling and `listing.py`, which makes entries and findings of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.sources.blocks import Block
from generator.sources.body import Line
from generator.sources.looks import ends_in_address
from generator.sources.segments import Label

_UNFINISHED = re.compile(r"[\w,;:(\[{–—\\-]\Z")
_SOURCE_LIMIT = 1900
"""Characters. The page's own source cuts abstracts at 1,920, so a long one may end anywhere and still be whole."""
_RAGGED = 12
"""Columns that a wrapped line may fall short of the longest: a word more would not have fitted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One paper's lines, as they stand."""

    title: tuple[Line, ...]
    """At least one."""
    abstract: tuple[tuple[Line, ...], ...]
    """Paragraphs, each of at least one line; none where the abstract is missing."""
    block: Block | None

    @property
    def line(self) -> int:
        """1-based line that it begins at."""
        return self.title[0].number

    @property
    def last_line(self) -> int:
        """1-based line that it ends at."""
        return self.block.last_line if self.block else (self.abstract[-1] if self.abstract else self.title)[-1].number

    def is_cut_off(self, *, ends_line: bool) -> bool:
        """Whether it breaks off, as the last of a capture may, which `ends_line` or stops in the middle of one.

        A cut behind a full stop, or in the numbers of a block's date, can't be seen.
        """
        if self.block:
            return False
        if not self.abstract:
            return True
        lines = self.abstract[-1]
        text = join(lines)
        if len(text) >= _SOURCE_LIMIT or ends_in_address(text) or not _UNFINISHED.search(text):
            return False
        filled = len(lines) > 1 and lines[-1].columns >= max(line.columns for line in lines) - _RAGGED
        return filled or not ends_line


def gather(lines: Sequence[Line], labels: Sequence[Label]) -> tuple[list[Record], list[Line]]:
    """Return the records, in order, and the lines that belong to none."""
    records: list[Record] = []
    unknown: list[Line] = []
    title: list[Line] = []
    abstract: list[list[Line]] = []

    def close(block: Block | None = None) -> None:
        if title:
            records.append(Record(title=tuple(title), abstract=tuple(map(tuple, abstract)), block=block))
        title.clear()
        abstract.clear()

    for line, what in zip(lines, labels, strict=True):
        match what:
            case Label.TITLE:
                close()
                title.append(line)
            case Label.MORE_TITLE:
                title.append(line)
            case Label.ABSTRACT | Label.PARAGRAPH:
                abstract.append([line])
            case Label.MORE_ABSTRACT:
                abstract[-1].append(line)
            case Label.BLOCK if title:
                close(line.block)
            case Label.BLOCK | Label.UNKNOWN:
                close()
                unknown.append(line)
    close()
    return records, unknown


def join(lines: Sequence[Line]) -> str:
    """Return the text of lines that a wrapping broke."""
    return " ".join(line.text for line in lines)
