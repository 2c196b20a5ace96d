"""What TeX's control words and symbols mean in a title or an abstract.

Where it stands: after `runs`; `tex` asks it about each macro. Symbols are pylatexenc's; the tables here hold what it
does not know, what prose wants otherwise, and accents, which it takes a tenth of a millisecond for, each.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pylatexenc.latex2text import get_default_latex_context_db

from generator.markup.runs import Emphasis


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


STYLES: Final[Mapping[str, Emphasis | None]] = MappingProxyType(
    dict.fromkeys(_words("textsc text textrm textsf textnormal textup mathcal mathbb mathrm mathsf mathfrak mathscr"))
    | dict.fromkeys(_words("mathtt operatorname mbox hbox underline uline url title section subsection paragraph"))
    | dict.fromkeys(_words("textit emph textsl mathit"), Emphasis.EM)
    | dict.fromkeys(_words("textbf mathbf boldsymbol bm"), Emphasis.STRONG)
    | dict.fromkeys(_words("texttt path verb"), Emphasis.CODE)
)
"""Macros that set their argument in a style; None leaves it as the text around it."""

SWITCHES: Final[Mapping[str, Emphasis | None]] = MappingProxyType(
    dict.fromkeys(
        _words("rm sc sf rmfamily scshape sffamily normalfont upshape tiny scriptsize footnotesize small large")
    )
    | dict.fromkeys(_words("em it itshape sl slshape"), Emphasis.EM)
    | dict.fromkeys(_words("bf bfseries"), Emphasis.STRONG)
    | dict.fromkeys(_words("tt ttfamily"), Emphasis.CODE)
)
"""Macros that set the rest of their group in a style."""

ENCLOSED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    dict.fromkeys(_words("cite citep citet citealp ref eqref cref Cref autoref"), ("[", "]"))
    | dict.fromkeys(_words("footnote thanks"), (" (", ")"))
    | {"abs": ("|", "|"), "norm": ("‖", "‖")}
)
"""Macros whose argument stands between marks."""

SILENT: Final = frozenset(_words("begin end label"))
"""Macros whose argument is not for readers."""

FRACTIONS: Final = frozenset(_words("frac tfrac dfrac nicefrac sfrac"))
"""Macros of two arguments, one over the other."""

ABBREVIATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {"eg": "e.g.", "Eg": "E.g.", "ie": "i.e.", "Ie": "I.e.", "etc": "etc.", "etal": "et al.", "vs": "vs.", "cf": "cf."}
    | {"wrt": "w.r.t.", "aka": "a.k.a.", "iid": "i.i.d.", "dof": "d.o.f."}
)
"""Macros that conference styles define; a full stop after one is not written twice."""

_PRINTED: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(
        _words("xspace noindent left right big Big bigg Bigg displaystyle textstyle centering limits protect"), ""
    )
    | dict.fromkeys(_words("quad qquad par newline linebreak hfill bigskip medskip smallskip item"), " ")
    | {"deg": "°", "degree": "°", "textdegree": "°", "LaTeX": "LaTeX", "TeX": "TeX", "S": "§", "P": "¶", "ne": "≠"}
    | {"copyright": "©", "pounds": "£", "euro": "€", "colon": ":", "epsilon": "ε", "phi": "φ", "prime": "′", "sim": "∼"}
    | {name: name for name in _words("log ln exp min max sup inf lim arg argmin argmax det dim Pr sin cos tan softmax")}
)

SYMBOLS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(",;: \\>", " ") | dict.fromkeys("!-/@", "") | {"|": "‖"}
)
"""A backslash and one of these; before any other character it only protects it."""

COLORS: Final = frozenset(
    _words("red blue green orange teal purple magenta cyan violet brown olive gray grey black white pink")
)

LETTERS: Final = frozenset(_words("o O l L ss ae AE oe OE aa AA i j dh DH th TH dj DJ"))
r"""Macros after which authors rely on TeX's taking the blank for the end of their name: `S\o ren`."""

_COMBINING: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(_words("tilde widetilde"), "\u0303")
    | dict.fromkeys(_words("hat widehat"), "\u0302")
    | dict.fromkeys(_words("bar overline"), "\u0304")
    | {"dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c", "acute": "\u0301", "grave": "\u0300"}
)

_ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
    | {"c": "\u0327", "v": "\u030c", "H": "\u030b", "k": "\u0328", "r": "\u030a", "u": "\u0306", "d": "\u0323"}
    | {"b": "\u0331"}
)
"""A backslash, one of these and a letter: what combines with the letter."""

_KNOWN: Final = get_default_latex_context_db()


def symbol(name: str) -> str | None:
    r"""Return what the macro `\name` without argument prints; None where nobody knows."""
    if name in _PRINTED:
        return _PRINTED[name]
    known = getattr(_KNOWN.get_macro_spec(name), "simplify_repl", None)
    return known if isinstance(known, str) and known and "%" not in known else None


def combined(name: str, letter: str) -> str | None:
    r"""Return `letter` under the accent of a math macro such as `\hat`; None where it cannot be."""
    if name not in _COMBINING or len(letter) != 1:
        return None
    return unicodedata.normalize("NFC", letter + _COMBINING[name])


def accented(fragment: str) -> str:
    r"""Return the accented letter that a fragment such as `\"o`, `\'{\i}` or `\c{c}` stands for."""
    name = fragment[2:].strip("{}")
    letter = name.removeprefix("\\")
    # an i or j under an accent has no dot anyway
    base = letter if letter == name or letter in "ij" else symbol(letter) or letter
    return unicodedata.normalize("NFC", base + _ACCENTS[fragment[1]])
