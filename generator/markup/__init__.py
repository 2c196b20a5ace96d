"""Titles and abstracts as captured, rendered for each target: plain text, Markdown, HTML.

Where it stands: after `errors`, before `model`. The source is untrusted. Each rendering takes it apart once, by
`tex.read`, and walks the runs; none raises, whatever the source.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from generator.markup import rendering
from generator.markup.escapes import clean
from generator.markup.links import Link, LinkKind, key, link
from generator.markup.runs import Run, plain, unlinked
from generator.markup.sentences import first_sentence
from generator.markup.tex import read

__all__ = ["Gist", "Link", "LinkKind", "Markup", "link"]


@dataclass(frozen=True, slots=True)
class Gist:
    """What every stage asks of a text, again and again."""

    plain: str
    """As `Markup.plain` has it."""
    links: tuple[Link, ...]
    """As `Markup.links` has them."""


@dataclass(frozen=True)
class Markup:
    """A title or an abstract as captured: TeX, links and stray markup still in it."""

    source: str
    """Untrusted; paragraphs are separated by a blank line."""

    def plain(self) -> str:
        """Return Unicode text on one line, paragraphs joined by a blank; a labelled link as `label (address)`."""
        return self.gist.plain

    def paragraphs(self) -> tuple["Markup", ...]:
        """Return each paragraph, on one line; none if there is no text."""
        return tuple(Markup(line) for line in self._lines())

    def markdown(self) -> str:
        """Return Markdown in which only links, emphasis, scripts and math mean anything.

        Blank lines stand between paragraphs. It means the same to Python-Markdown, with the extensions that Material's
        users switch on, and to CommonMark.
        """
        return "\n\n".join(rendering.markdown(runs) for runs in self._runs())

    def headline(self) -> str:
        """Return inline Markdown on one line, without links: it may stand in a link, a heading or a list item."""
        return " ".join(rendering.markdown(unlinked(runs)) for runs in self._runs())

    def html(self) -> str:
        """Return HTML: a single paragraph inline, several each in its `<p>`."""
        paragraphs = [rendering.html(runs) for runs in self._runs()]
        return paragraphs[0] if len(paragraphs) == 1 else "".join(f"<p>{text}</p>" for text in paragraphs)

    def links(self) -> tuple[Link, ...]:
        """Return the links in order, each address once (a last slash, `www.` and the scheme make no difference)."""
        return self.gist.links

    def first_sentence(self) -> "Markup":
        """Return the first sentence; one of over 300 characters is cut at a word and gets an ellipsis."""
        return Markup(first_sentence(next(self._lines(), "")))

    @cached_property
    def gist(self) -> Gist:
        """The plain text and the links, read once."""
        found: dict[str, Link] = {}
        parts = []
        for runs in self._runs():
            parts.append(plain(runs))
            for run in runs:
                if run.link:
                    found.setdefault(key(run.link.url), run.link)
        return Gist(plain=" ".join(" ".join(parts).split()), links=tuple(found.values()))

    def _lines(self) -> Iterator[str]:
        """Yield the paragraphs, each with its white space folded into single blanks."""
        lines = self.source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for is_text, group in groupby(lines, lambda line: bool(line.strip())):
            line = " ".join(" ".join(group).split()) if is_text else ""
            if not line.isprintable():
                line = " ".join(clean(line).split())
            if line:
                yield line

    def _runs(self) -> Iterator[tuple[Run, ...]]:
        return (read(line) for line in self._lines())
