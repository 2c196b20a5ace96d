"""The rows behind a header -> the lines that hold titles, abstracts and blocks; what is neither is told of.

Where it stands: between the rows of a capture and their labelling (`segments.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Finding, Place, Severity, ShownDate
from generator.sources.blocks import Block, find_block, is_scrap, read_cut_block
from generator.sources.capture import Row
from generator.sources.header import Header, begins_header, read_header


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the body that is not blank; or a whole metadata block, which stands as one line."""

    number: int
    """1-based line in the file."""
    text: str
    """White space folded, ends stripped; never empty."""
    indent: int = 0
    """Characters of white space before the text."""
    gap: bool = False
    """Whether a blank line stands before it."""
    run_in: bool = False
    """Whether it began in the header: how wide it stood in the capture says nothing."""
    block: Block | None = None
    """The metadata block that it stands for: a fixed point of the labelling."""

    @property
    def columns(self) -> int:
        """Its width as it stood in the file."""
        return self.indent + len(self.text)

    @property
    def last_number(self) -> int:
        """1-based line that it ends at."""
        return self.block.last_line if self.block else self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What stands behind the header."""

    lines: tuple[Line, ...]
    scraps: tuple[Line, ...]
    """Remains of blocks, which belong to no entry."""
    shown: ShownDate | None
    """The date of the first header that has one."""
    findings: tuple[Finding, ...]
    """Further headers."""


def read_body(name: str, rows: Sequence[Row], header: Header) -> Body:
    """Return the lines of the dump `name` that stand behind its header."""
    lines: list[Line] = []
    scraps: list[Line] = []
    findings: list[Finding] = []
    last = max((at for at, row in enumerate(rows) if row.text), default=0)
    at, rest, gap, blocked, shown = header.end, header.rest, False, False, header.shown
    while at < len(rows):
        row = rows[at]
        if not row.text:
            at, gap = at + 1, True
        elif rest is None and begins_header(rows, at):
            again = read_header(rows, at)
            findings.append(_second_header(name, rows[at : again.end] or [row], shown, again))
            shown = shown or again.shown
            at, rest, gap = again.end, again.rest, True
        elif rest is None and (block := _block(rows, at, blocked=blocked, last=at == last)):
            lines.append(Line(number=row.number, text=row.text, gap=gap, block=block))
            at, gap, blocked = at + block.last_line - block.line + 1, False, True
        else:
            text, indent = (row.text, row.indent) if rest is None else (rest, 0)
            line = Line(number=row.number, text=text, indent=indent, gap=gap, run_in=rest is not None)
            scrap = is_scrap(text)
            (scraps if scrap else lines).append(line)
            at, rest, gap = at + 1, None, scrap and gap
    return Body(lines=tuple(lines), scraps=tuple(scraps), shown=shown, findings=tuple(findings))


def _block(rows: Sequence[Row], at: int, *, blocked: bool, last: bool) -> Block | None:
    return find_block(rows, at) or (read_cut_block(rows[at], blocked=blocked) if last else None)


def _second_header(name: str, rows: Sequence[Row], shown: ShownDate | None, again: Header) -> Finding:
    """Return what to tell of a header that stands in `rows`, behind one of the day `shown`."""
    other_day = None not in {shown, again.shown} and again.shown != shown
    found = f"A second header, of {again.shown}, begins here: two captures stand in one file."
    return Finding(
        place=Place(dump=name, line=rows[0].number),
        last_line=rows[-1].number if len(rows) > 1 else None,
        rule="second-header",
        severity=Severity.ERROR if other_day else Severity.NOTE,
        found=found if other_day else "The page's header stands here once more.",
        done="Nothing was dated by it: cut the file in two at this line."
        if other_day
        else "It was passed over; the list was read on.",
    )
