"""A paragraph taken apart: runs of text in one style, links and math. And their plain form.

Where it stands: after `links`; `tex` makes runs, `markup` renders them. Runs are a flat list, not a tree, so that no
depth of nesting in a hostile text can exhaust anything.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import dropwhile, groupby

from generator.markup.links import Link


class Emphasis(StrEnum):
    """How a run is set off; the value is its HTML tag."""

    EM = "em"
    STRONG = "strong"
    CODE = "code"


class Script(StrEnum):
    """Where a run stands against the line; the value is its HTML tag."""

    SUP = "sup"
    SUB = "sub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How text is set."""

    emphasis: Emphasis | None = None
    script: Script | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a paragraph: text, or a link if `link` is set, or math if `tex` is."""

    text: str
    """What a reader sees: of a link its label or address, of math its Unicode form. Never empty."""
    style: Style = PLAIN
    link: Link | None = None
    tex: str | None = None
    """Math's source, without its dollars."""


_RAISED = dict(zip("0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤αβγδεθφ",
                   "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀᵅᵝᵞᵟᵋᶿᵠ", strict=True))  # fmt: skip
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
_SCRIPTS = {Script.SUP: ("^", _RAISED), Script.SUB: ("_", _LOWERED)}


def join(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` with neighbours of one style in one run."""
    joined: list[Run] = []
    for same, group in groupby(runs, lambda run: None if run.link or run.tex else run.style):
        members = list(group)
        if same is None or len(members) == 1:
            joined += members
        else:
            joined.append(replace(members[0], text="".join(run.text for run in members)))
    return tuple(joined)


def trim(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` without white space at either end."""
    kept = list(dropwhile(_is_blank, runs))
    kept = list(dropwhile(_is_blank, reversed(kept)))[::-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _is_blank(run: Run) -> bool:
    return not run.text.strip()


def unlinked(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` with links as the text a reader sees of them."""
    return join(replace(run, link=None) for run in runs)


def plain(runs: Iterable[Run]) -> str:
    """Return the runs as Unicode text: a link's address after its label, scripts as Unicode has them."""
    parts = []
    for script, group in groupby(runs, lambda run: run.style.script):
        text = "".join(_plain_run(run) for run in group)
        parts.append(_plain_script(text, script) if script else text)
    return "".join(parts)


def _plain_run(run: Run) -> str:
    return f"{run.text} ({run.link.url})" if run.link and run.text != run.link.url else run.text


def _plain_script(text: str, script: Script) -> str:
    """Return `x²` for x squared; of words, and where a character has no such form, `x_max` or `x^(q×2)`."""
    mark, forms = _SCRIPTS[script]
    bare = text.replace(" ", "")
    if bare and all(character in forms for character in bare) and sum(map(str.isalpha, bare)) <= 1:
        return "".join(forms[character] for character in bare)
    simple = all(unicodedata.category(character)[0] in "LN" for character in text)
    return f"{mark}{text}" if simple else f"{mark}({text})"
