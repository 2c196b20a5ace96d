"""What the lines of one capture have in common: how they were wrapped and set apart.

Where it stands: between the lines of a body and the costs of labelling them (`segments.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.sources.body import Line

WRAP_LIMIT = 130
"""Columns. A text whose lines are nearly all shorter was hard-wrapped, or is very short."""
_PROSE = 3
"""Blanks in a line that a wrapping could have broken elsewhere; one long address says nothing about a width."""
_LONG_SHARE = 0.25
"""Share of longer lines from which on a text counts as not wrapped: half of its lines are abstracts then."""
_STRAY_SHARE = 40
"""One line in so many may be wider than the text was wrapped at: pasted by hand, or holding a long address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the lines of a body stand."""

    width: int | None
    """Columns the text was wrapped at; None where each block is one line."""
    spaced: bool
    """Whether blank lines stand between blocks."""
    blocked: bool
    """Whether metadata blocks stand behind entries."""
    breaks: Sequence[bool]
    """For each line: whether it certainly begins a block, since no wrapping would have broken before it."""
    runs: Sequence[tuple[int, str]]
    """For each line: characters up to the next certain end of a block, and the line that ends there."""
    titles: frozenset[int]
    """Lines that are of a title whatever they say, since of two texts before a metadata block they are the first."""
    abstracts: frozenset[int]
    """Lines that are of an abstract whatever they say, since they are the second."""


def find_layout(lines: Sequence[Line]) -> Layout:
    """Return the layout of a body's lines."""
    texts = [line for line in lines if not line.block]
    pairs = list(_pairs(lines))
    width = _wrap_width([line.columns for line in texts if line.text.count(" ") >= _PROSE and not line.run_in])
    breaks = [at == 0 or _breaks(lines[at - 1], lines[at], width) for at in range(len(lines))]
    return Layout(
        width=width,
        spaced=_spaced(texts, width),
        blocked=len(texts) < len(lines),
        breaks=breaks,
        runs=_runs(lines, breaks),
        titles=frozenset(at for first, _ in pairs for at in first),
        abstracts=frozenset(at for _, second in pairs for at in second),
    )


def _wrap_width(columns: Sequence[int]) -> int | None:
    wrapped = sorted((each for each in columns if each <= WRAP_LIMIT), reverse=True)
    if len(wrapped) <= len(columns) * (1 - _LONG_SHARE):
        return None
    return wrapped[len(wrapped) // _STRAY_SHARE]


def _breaks(before: Line, line: Line, width: int | None) -> bool:
    if before.block or line.block:
        return True
    if before.run_in:
        return width is None
    if width is None or before.columns > WRAP_LIMIT:
        return True
    return before.columns + 1 + len(line.text.split(" ", 1)[0]) <= width


def _spaced(texts: Sequence[Line], width: int | None) -> bool:
    gaps = sum(line.gap for line in texts[1:])
    # A blank line put in by hand is no layout. An entry has two blocks at least, and seldom more than 40 wrapped lines.
    return gaps * (4 if width is None else 40) >= len(texts) - 1 > 0


def _runs(lines: Sequence[Line], breaks: Sequence[bool]) -> list[tuple[int, str]]:
    runs: list[tuple[int, str]] = []
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text
        ends = at + 1 == len(lines) or lines[at + 1].gap or breaks[at + 1]
        length, ending = (0, text) if ends else runs[-1]
        runs.append((len(text) + 1 + length, ending))
    return runs[::-1]


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[range, range]]:
    """Return, for each metadata block with just two texts before it, which lines the one and the other have.

    Two lines are two texts; of more lines, a single blank one has to part them.
    """
    start = 0
    for end, line in enumerate(lines):
        if not line.block:
            continue
        parting = [at for at in range(start + 1, end) if lines[at].gap]
        if end - start == 2:  # noqa: PLR2004 (two lines)
            parting = [start + 1]
        if len(parting) == 1:
            yield range(start, parting[0]), range(parting[0], end)
        start = end + 1
