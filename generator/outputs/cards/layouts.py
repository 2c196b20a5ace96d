"""How a card is laid out: the masthead of a newspaper, a dateline, and below it headlines or a name.

Where it stands: after `lettering`.
"""

from dataclasses import dataclass, field
from typing import Final

from generator.outputs.cards.lettering import SIZE, Face, Ink, Sheet

_LEFT: Final = 64
_RIGHT: Final = SIZE[0] - 64
_WIDTH: Final = _RIGHT - _LEFT
_GUTTER: Final = 48
_BODY: Final = 186
"""Where the dateline ends."""
_FOOT: Final = SIZE[1] - 58


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a card; all plain text."""

    masthead: str
    left: str
    """Of the dateline."""
    right: str
    lead: str
    """The largest line."""
    text: str = ""
    """Below the lead, small."""
    headlines: tuple[str, ...] = ()
    """Below that, in two columns; as many as fit."""


@dataclass(frozen=True, kw_only=True)
class Press:
    """Prints cards; its fonts are opened once."""

    serif: Face = field(default_factory=lambda: Face(family="newsreader", weight=600))
    display: Face = field(default_factory=lambda: Face(family="newsreader", weight=700))
    sans: Face = field(default_factory=lambda: Face(family="libre-franklin", weight=500))

    def print(self, card: Card) -> bytes:
        """Return a card as PNG."""
        card = self._spell(card)
        sheet = Sheet()
        self._head(sheet, card)
        y = self._lead(sheet, card)
        if card.text:
            y = self._text(sheet, card.text, y)
        if card.headlines:
            self._columns(sheet, card.headlines, y)
        sheet.rule(SIZE[1] - 45, _LEFT, _RIGHT, 5, Ink.RED)
        return sheet.print()

    def _spell(self, card: Card) -> Card:
        return Card(
            masthead=self.display.spell(card.masthead),
            left=self.sans.spell(card.left),
            right=self.sans.spell(card.right),
            lead=self.serif.spell(card.lead),
            text=self.sans.spell(card.text),
            headlines=tuple(filter(None, map(self.serif.spell, card.headlines))),
        )

    def _head(self, sheet: Sheet, card: Card) -> None:
        sheet.rule(40, _LEFT, _RIGHT, 5)
        size = next((size for size in (58, 50, 42, 34) if self.display.measure(card.masthead, size) <= _WIDTH), 34)
        (name,) = self.display.shorten(card.masthead, size, _WIDTH, 1)
        x = (SIZE[0] - self.display.measure(name, size)) / 2
        self.display.draw(sheet.inks[Ink.BLACK], (x, 106), name, size)
        sheet.rule(130, _LEFT, _RIGHT, 1)
        half = _WIDTH / 2 - _GUTTER
        (left,), (right,) = (self.sans.shorten(text, 24, half, 1) for text in (card.left, card.right))
        self.sans.draw(sheet.inks[Ink.GREY], (_LEFT, 163), left, 24)
        self.sans.draw(sheet.inks[Ink.GREY], (_RIGHT - self.sans.measure(right, 24), 163), right, 24)
        sheet.rule(180, _LEFT, _RIGHT, 1)

    def _lead(self, sheet: Sheet, card: Card) -> float:
        """Draw the lead as large as it fits; return where it ends."""
        lines = 3 if card.headlines else 4
        sizes = (68, 62, 56, 50, 45)
        size = next((size for size in sizes if self.serif.wrap(card.lead, size, _WIDTH, lines)), sizes[-1])
        y = _BODY + size * 1.2
        for line in self.serif.shorten(card.lead, size, _WIDTH, lines):
            self.serif.draw(sheet.inks[Ink.BLACK], (_LEFT, y), line, size)
            y += size * 1.12
        return y - size * 0.72

    def _text(self, sheet: Sheet, text: str, y: float) -> float:
        y += 42
        for line in self.sans.shorten(text, 28, _WIDTH, 3):
            if y > _FOOT:
                break
            self.sans.draw(sheet.inks[Ink.GREY], (_LEFT, y), line, 28)
            y += 40
        return y - 22

    def _columns(self, sheet: Sheet, headlines: tuple[str, ...], top: float) -> None:
        width = (_WIDTH - _GUTTER) // 2
        waiting = list(headlines)
        for left in (_LEFT, _LEFT + width + _GUTTER):
            y = top + 16
            while waiting:
                lines = self.serif.shorten(waiting[0], 30, width, 3)
                if y + 22 + 36 * len(lines) > _FOOT:
                    break
                sheet.rule(round(y), left, left + width, 1, Ink.GREY)
                y += 38
                for line in lines:
                    self.serif.draw(sheet.inks[Ink.BLACK], (left, y), line, 30)
                    y += 36
                y -= 16
                waiting.pop(0)
