"""The state of one pass over a paragraph: what is written, what is open, where the braces pair.

Where it stands: after `runs`; `anchors`, `scripts`, `commands` and `tex` each take tokens with it.
"""

from dataclasses import dataclass, field, replace

from generator.markup.runs import PLAIN, Emphasis, Run, Script, Style


@dataclass(slots=True, kw_only=True)
class Frame:
    """What is open: a group, a script's braces, emphasis."""

    end: int
    """Where it closes."""
    style: Style
    """The style to go back to."""
    tail: str = ""
    """What is written where it closes."""


@dataclass(slots=True, kw_only=True)
class Scanner:
    """A paragraph being read. A token's function takes it and returns where in `text` to go on."""

    text: str
    math: bool = False
    """Whether `text` is what stood between dollars."""
    closing: dict[int, int]
    """Opening brace -> its closing one."""
    style: Style = PLAIN
    runs: list[Run] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    marks: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Opening brace -> what is written for it and for its closing one, as the macro before it wants."""

    def write(self, text: str) -> None:
        """Write `text` in the current style."""
        if text:
            self.runs.append(Run(text=text, style=self.style))

    def write_script(self, text: str, script: Script) -> None:
        """Write `text` raised or lowered."""
        self.runs.append(Run(text=text, style=replace(self.style, script=script)))

    def push(self, end: int, style: Style, tail: str = "") -> None:
        """Open what closes at `end`; until then text is in `style`."""
        self.frames.append(Frame(end=end, style=self.style, tail=tail))
        self.style = style

    def pop(self) -> None:
        """Close what was opened last."""
        frame = self.frames.pop()
        self.style = frame.style
        self.write(frame.tail)

    def close_before(self, place: int) -> None:
        """Close what should have closed before `place`, had not a link or math taken its closing brace."""
        while self.frames and self.frames[-1].end < place:
            self.pop()

    def closes_at(self, place: int) -> bool:
        """Say whether what was opened last closes at `place`."""
        return bool(self.frames) and self.frames[-1].end == place

    def emphasized(self, emphasis: Emphasis | None) -> Style:
        """Return the current style with `emphasis`, if any."""
        return replace(self.style, emphasis=emphasis or self.style.emphasis)

    def character(self, place: int) -> str:
        """Return the character at `place`; empty outside the text."""
        return self.text[place] if 0 <= place < len(self.text) else ""
