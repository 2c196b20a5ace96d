"""Lines of text in the site's own faces, on three layers of ink, and the picture they make.

Where it stands: after `artefact`. The faces hold Latin letters and common signs; what neither of a face's files has is
written in Latin letters, as it is in addresses.
"""

import io
import unicodedata
import zlib
from bisect import bisect_left
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from text_unidecode import unidecode

from generator.memory import PACKAGE

FONTS: Final = PACKAGE / "theme" / "assets" / "fonts"
SIZE: Final = (1200, 630)
"""Pixels: what Open Graph's readers ask for."""
_PAPER: Final = (253, 252, 248)


_SUBSETS: Final = ("latin", "latin-ext")
_UNKNOWN: Final = "[?]"
"""What text_unidecode gives for a sign that it has no letters for."""


class Ink(Enum):
    """A colour and how many shades of it smooth the edges of its letters; with the paper, sixteen colours in all."""

    BLACK = ((27, 26, 23), 7)
    RED = ((156, 28, 28), 4)
    GREY = ((92, 88, 80), 4)


@dataclass(frozen=True, kw_only=True)
class Face:
    """A family of fonts in one weight: its file for Latin, and the one for rarer Latin letters."""

    family: str
    weight: int
    fonts: dict[tuple[str, int], ImageFont.FreeTypeFont] = field(default_factory=dict, repr=False)
    """By subset and size: opened once for all cards."""
    holders: dict[str, str] = field(default_factory=dict, repr=False)
    """Character -> the subset that has it; empty where none has."""

    def spell(self, text: str) -> str:
        """Return text that can be drawn: letters that no file has become Latin ones, other signs are dropped."""
        spelt = "".join(each if self._find(each) else self._spell(each) for each in text)
        return " ".join(spelt.split())

    def measure(self, text: str, size: int) -> float:
        """Return the width of a line in pixels."""
        return sum(font.getlength(run) for font, run in self._runs(text, size))

    def draw(self, layer: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int) -> None:
        """Draw a line, its baseline at `at`."""
        x, y = at
        for font, run in self._runs(text, size):
            layer.text((x, y), run, font=font, fill=255, anchor="ls")
            x += font.getlength(run)

    def wrap(self, text: str, size: int, width: float, lines: int) -> tuple[str, ...] | None:
        """Return text in at most so many lines no wider than `width`; None where it does not fit."""
        made = [""]
        for word in text.split():
            longer = f"{made[-1]} {word}".lstrip()
            if self.measure(longer, size) <= width:
                made[-1] = longer
            elif len(made) == lines or self.measure(word, size) > width:
                return None
            else:
                made.append(word)
        return tuple(made)

    def shorten(self, text: str, size: int, width: float, lines: int) -> tuple[str, ...]:
        """Return text in at most so many lines, cut at a word where it does not fit."""
        if whole := self.wrap(text, size, width, lines):
            return whole
        words = text.split()

        def cut(number: int) -> tuple[str, ...] | None:
            return self.wrap(f"{' '.join(words[:number])}…", size, width, lines)

        # a hostile title has ten thousand words
        fits = bisect_left(range(1, len(words)), 1, key=lambda number: cut(number) is None)
        return next(filter(None, map(cut, range(fits, 0, -1))), ("",))

    def _runs(self, text: str, size: int) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        return [(self._open(subset, size), "".join(run)) for subset, run in groupby(text, self._find) if subset]

    def _find(self, character: str) -> str:
        if character not in self.holders:
            self.holders[character] = next((subset for subset in _SUBSETS if self._has(subset, character)), "")
        return self.holders[character]

    def _spell(self, character: str) -> str:
        spelt = unidecode(unicodedata.normalize("NFKC", character))
        return spelt if all(each.isspace() or self._find(each) for each in spelt) and spelt != _UNKNOWN else ""

    def _has(self, subset: str, character: str) -> bool:
        if character.isspace():
            return character == " " and subset == "latin"
        font = self._open(subset, 32)
        # a noncharacter has no glyph in any font: what is drawn for it stands for everything that is missing
        missing, drawn = font.getmask("\uffff"), font.getmask(character)
        return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))

    def _open(self, subset: str, size: int) -> ImageFont.FreeTypeFont:
        if (subset, size) not in self.fonts:
            font = ImageFont.truetype(_file(self.family, subset), size)
            font.set_variation_by_axes([self.weight])
            self.fonts[subset, size] = font
        return self.fonts[subset, size]


def _file(family: str, subset: str) -> Path:
    return FONTS / f"{family}-{subset}-wght-normal.woff2"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A card while it is made: a layer for each ink."""

    @cached_property
    def _layers(self) -> dict[Ink, Image.Image]:
        return {ink: Image.new("L", SIZE) for ink in Ink}

    @cached_property
    def inks(self) -> dict[Ink, ImageDraw.ImageDraw]:
        """What draws with each ink."""
        return {ink: ImageDraw.Draw(layer) for ink, layer in self._layers.items()}

    def rule(self, y: int, left: int, right: int, thickness: int, ink: Ink = Ink.BLACK) -> None:
        """Draw a horizontal rule downwards from `y`."""
        self.inks[ink].rectangle((left, y, right - 1, y + thickness - 1), fill=255)

    def print(self) -> bytes:
        """Return the card as PNG of sixteen colours: a tenth of what it would weigh in full colour."""
        picture, palette = Image.new("L", SIZE), list(_PAPER)
        for ink, layer in self._layers.items():
            (colour, shades), first = ink.value, len(palette) // 3
            steps = [first - 1 + round(value / 255 * shades) if value * shades > 127 else 0 for value in range(256)]  # noqa: PLR2004 (half a shade)
            picture.paste(layer.point(steps), mask=layer.point([255 if step else 0 for step in steps]))
            for shade in range(1, shades + 1):
                palette += [
                    round(paper + (full - paper) * shade / shades) for paper, full in zip(_PAPER, colour, strict=True)
                ]
        printed = Image.frombytes("P", SIZE, picture.tobytes())
        printed.putpalette(palette)
        content = io.BytesIO()
        # level 4 takes 5 ms of processor a card, level 9 twenty times that for a twentieth less
        printed.save(content, "PNG", bits=4, compress_level=4, compress_type=zlib.Z_FILTERED)
        return content.getvalue()
