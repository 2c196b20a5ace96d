"""Lines of a listing's body -> what each of them is: title, abstract, paragraph, metadata block or nothing known.

Where it stands: between the lines of a body and the records (`records.py`) that are gathered from the answer.

A listing has no marks for where a title ends or an abstract begins, and captures differ: blank lines or none, one long
line a block or lines wrapped at 79 columns, blocks of metadata or none, abstracts of several paragraphs. So no single
rule of layout is trusted. Each line may be labelled in several ways, each label has a cost for what the line looks like
and for how it follows the line before, and the cheapest labelling of the whole body is taken (Viterbi's algorithm, one
pass, linear in the number of lines). The costs are judgements on layouts, not fitted numbers: what is certain costs
nothing, what is odd 2 to 6, what should not happen 8 or more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from generator.sources.blocks import is_number_of_comments
from generator.sources.body import Line
from generator.sources.layout import Layout, find_layout
from generator.sources.looks import (
    abstract_cost,
    ends_in_address,
    ends_sentence,
    ends_whole,
    headline_cost,
    in_title_case,
    paragraph_cost,
    title_cost,
)


class Label(IntEnum):
    """What a line is. `TITLE`, `ABSTRACT` and `PARAGRAPH` open a text, the two `MORE_*` continue it."""

    TITLE = 0
    MORE_TITLE = 1
    ABSTRACT = 2
    PARAGRAPH = 3
    MORE_ABSTRACT = 4
    BLOCK = 5
    UNKNOWN = 6


_IN_TITLE = (Label.TITLE, Label.MORE_TITLE)
_IN_ABSTRACT = (Label.ABSTRACT, Label.PARAGRAPH, Label.MORE_ABSTRACT)
_CONTINUING = (Label.MORE_TITLE, Label.MORE_ABSTRACT)
_AFTER_ENTRY = (Label.TITLE, Label.UNKNOWN)
_NEXT: dict[Label, tuple[Label, ...]] = {
    Label.TITLE: (Label.MORE_TITLE, Label.ABSTRACT, Label.BLOCK),
    Label.MORE_TITLE: (Label.MORE_TITLE, Label.ABSTRACT, Label.BLOCK),
    **dict.fromkeys(_IN_ABSTRACT, (Label.MORE_ABSTRACT, Label.PARAGRAPH, Label.BLOCK, *_AFTER_ENTRY)),
    Label.BLOCK: (*_AFTER_ENTRY, Label.BLOCK),
    Label.UNKNOWN: (*_AFTER_ENTRY, Label.BLOCK),
}
_END_COST = {Label.TITLE: 3.0, Label.MORE_TITLE: 3.0}
"""A capture can end after a title: it was cut off there."""
_FORBIDDEN = 1000.0


def label(lines: Sequence[Line]) -> list[Label]:
    """Return the cheapest labelling: one label a line, in order."""
    if not lines:
        return []
    costs = _Costs(lines=lines, layout=find_layout(lines))
    best: dict[Label, float] = {Label.BLOCK: 0.0}
    """Cost of the cheapest labelling so far, by the label of the last line; a body begins as if after a block."""
    origins: list[dict[Label, Label]] = []
    for at in range(len(lines)):
        own = costs.of_line(at)
        step: dict[Label, float] = {}
        origin: dict[Label, Label] = {}
        for before, cost in best.items():
            for after in _NEXT[before]:
                if after not in own:
                    continue
                total = cost + own[after] + costs.of_step(at, before, after)
                if after not in step or total < step[after]:
                    step[after], origin[after] = total, before
        best = step
        origins.append(origin)
    labels = [min(best, key=lambda each: (best[each] + _END_COST.get(each, 0.0), each))]
    for origin in reversed(origins[1:]):
        labels.append(origin[labels[-1]])
    return labels[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Costs:
    """What labels of lines cost in one layout."""

    lines: Sequence[Line]
    layout: Layout

    def of_line(self, at: int) -> dict[Label, float]:
        """Return the labels that line `at` may have, each with its cost for what the line looks like by itself."""
        line = self.lines[at]
        if line.block:
            return {Label.BLOCK: 0.0}
        opens_paragraph = line.indent and not line.gap
        costs = {
            Label.TITLE: title_cost(line.text) + 2.0 * bool(line.indent),
            Label.MORE_TITLE: 0.0 if line.indent else 5.0,
            Label.ABSTRACT: abstract_cost(line.text, *self.layout.runs[at]),
            Label.PARAGRAPH: 2.0 if opens_paragraph else paragraph_cost(line.text),
            Label.MORE_ABSTRACT: 3.0 * bool(line.indent),
            Label.UNKNOWN: 6.5,
        }
        if self.layout.blocked and is_number_of_comments(line.text):
            costs[Label.TITLE] += 8.0
        if at in self.layout.titles:
            return {each: costs[each] for each in _IN_TITLE}
        if at in self.layout.abstracts:
            return {each: costs[each] for each in _IN_ABSTRACT}
        return costs

    def of_step(self, at: int, before: Label, after: Label) -> float:
        """Return the cost of line `at` having the label `after` when the line before has `before`."""
        cost = self._of_break(at, after)
        if at == 0 or after is Label.UNKNOWN:
            return cost
        text, previous = self.lines[at].text, self.lines[at - 1].text
        if before in _IN_TITLE:
            if after is Label.BLOCK:
                cost += 8.0
            elif after is Label.ABSTRACT and previous.endswith(".") and not previous.endswith("..."):
                cost += 3.0 if in_title_case(previous) else 5.0
        elif after is Label.TITLE and before in _IN_ABSTRACT:
            cost += 1.5 * self.layout.blocked + 1.5 * (not ends_whole(previous))
        elif after is Label.MORE_ABSTRACT:
            if not self.layout.spaced and (ends_sentence(previous) or ends_in_address(previous)):
                cost += headline_cost(text)
        elif after is Label.PARAGRAPH and text[0].islower() and not ends_whole(previous):
            cost += 4.0
        return cost

    def _of_break(self, at: int, after: Label) -> float:
        """Return the cost of opening a text at line `at`, or of continuing one there, as the layout goes."""
        line = self.lines[at]
        continues = after in _CONTINUING
        if at == 0 or line.gap or line.block or self.lines[at - 1].block:
            return _FORBIDDEN if continues else 0.0
        return self._of_continuing(at, after) if continues else self._of_opening(at, after)

    def _of_continuing(self, at: int, after: Label) -> float:
        if not self.layout.breaks[at]:
            return 0.0
        if self.lines[at].indent and (self.layout.width or after is Label.MORE_TITLE):
            return 0.0
        return 3.0 if self.layout.width else 10.0

    def _of_opening(self, at: int, after: Label) -> float:
        if after is Label.PARAGRAPH and self.lines[at].indent:
            return 0.0
        if not self.layout.breaks[at]:
            return 12.0 if self.layout.spaced else 5.0 if after is Label.PARAGRAPH else 2.0
        if not self.layout.spaced:
            return 0.0
        return 3.0 if self.layout.width else 1.0
