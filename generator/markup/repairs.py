r"""What the way to the dump took from TeX, put back where it is certain; TeX's quotes in typographic form.

Where it stands: first in the flow, beside `errors`; `tex` reads a paragraph after these repairs.

Listings lose backslashes (`R^{mtimes n}`, `mathcal{O}(n)`, `leq 0.5`) and the braces around first arguments
(`\frac{8}{255}` becomes `8{255}`). A name gets its backslash back only where English cannot have written it: glued to
`^`, `_`, `{` or a digit, or no English word at all. Everything else stays exactly as it stands.
"""

import re
from itertools import groupby

GREEK = (
    "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon"
    "|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
_OPERATORS = "times|circ|cdot|leq|geq|neq|pm|infty|ldots|cdots|otimes|oplus|approx"
_RAISED = "circ|top|prime|dagger|ddagger|ast|star|perp"
_COLORS = "red|blue|green|orange|teal|purple|magenta|cyan|violet|brown|olive|gray|grey|black"
_WRAPPERS = (
    "textit|textbf|texttt|textsc|textrm|textsf|text|emph|mathcal|mathbf|mathbb|mathrm|mathit|mathsf|mathfrak|boldsymbol"
    "|operatorname|frac|sqrt"
)
_NO_ENGLISH = (
    "leq", "geq", "neq", "infty", "varepsilon", "varphi", "rightarrow", "leftarrow", "Rightarrow", "leftrightarrow",
    "lceil", "rceil", "lfloor", "rfloor", "cdot", "cdots", "ldots", "subseteq",
)  # fmt: skip

_QUOTED_TWICE = re.compile(r"``([^`]{0,500}?)(?:''|\")")
_QUOTED_ONCE = re.compile(r"(?<![\w`\\])`(?=[^\s`'])([^`]{1,160}?)'(?![\w'`])")
_BARE_NAME = re.compile(rf"(?<![\\\w/.:-])({'|'.join(_NO_ENGLISH)})(?=[\s\d({{|\[]|\Z)")
_ACCENT = re.compile(r"(?<![\\\w])(widetilde|widehat) ([A-Za-z])(?![A-Za-z])")
_WRAPPED = re.compile(rf"(?<![\\A-Za-z])({_WRAPPERS})(?=\{{)")
_COLORED = re.compile(rf"(?<![\\\w])({_COLORS})(?=\{{[^{{}}])")
_FRACTION = re.compile(rf"(?<![\w.}}\\])(\d{{1,6}}|[A-Za-z])(?=\{{(?:\d{{1,6}}|\\?(?:{GREEK})(?:\^\d)?)\}})")
_NAMED_GROUP = re.compile(rf"\{{({GREEK}|{_OPERATORS}|sim|deg)\}}")
_GLUED_NAME = re.compile(rf"(?<![\\\w])({GREEK}|ell|nabla|sum|prod|partial)(?=\^[\d{{*+]|_\{{|_[A-Za-z\d](?!\w))")
_GLUED_AFTER_HAT = re.compile(rf"(?<=[\w)\]}}|]\^)({_RAISED})(?![A-Za-z])")
_GLUED_AFTER_LINE = re.compile(rf"(?<!\w)([A-Za-z]_)({GREEK})(?!\w)")
_IN_SCRIPT = re.compile(r"(?<=[\w)\]}|][\^_]\{)[^{}\\]{1,80}(?=\})")
_MATH_NAME = re.compile(
    rf"(?<![\\A-Za-z])({GREEK}|[A-Za-z])?({_OPERATORS}|{_RAISED})(?![A-Za-z])|(?<![\\A-Za-z])({GREEK})(?![A-Za-z])"
)
_BETWEEN_BARS = re.compile(rf"(?<=\|)({GREEK})(?=\|)")
_MEMBER = re.compile(r"(?<!\w)([A-Za-z])in (?=[A-Z]\^\{)")
_MUCH = re.compile(r"(?<= [A-Za-z] )(gg|ll)(?= [A-Za-z]\b)")
_MICRO = re.compile(r"(?<=[\d}])( ?)mu(?=(?:[JsgmWAVFL]|mol)\b)")
_GLUED_TIMES = re.compile(r"(?<=\d)times(?![A-Za-z])( (?=\d))?")
_ABOUT = re.compile(r"(?<![\\\w])sim!?(?=\d)")
_TIMES = re.compile(r"(?<=\d )times(?= \d)")
_WORDS = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{2,}(?: [A-Za-z]{2,})*(?![A-Za-z])")
_HAS_TEXT = re.compile(r"\\(?:text|math|operatorname|mbox|hbox|begin)")
_PROSE_LENGTH = 4
_FUNCTIONS = frozenset(
    f"{GREEK}|{_OPERATORS}|{_RAISED}|le|ge|ne|to|in|log|ln|exp|min|max|sup|inf|lim|arg|sum|prod|int|ell|nabla|partial|sim"
    "|mid|forall|exists|dots|ll|gg|subset|cup|cap|lceil|rceil|lfloor|rfloor|rightarrow|leftarrow|subseteq|left|right"
    f"|{_WRAPPERS}".split("|")
)


def repair(text: str) -> str:
    """Return `text` with certain backslashes put back and quotes made typographic; linear in its length."""
    if "`" in text:
        text = _QUOTED_TWICE.sub(r"“\1”", text)
        text = _QUOTED_ONCE.sub(r"‘\1’", text)
    if "times" in text:
        text = _TIMES.sub("×", _GLUED_TIMES.sub("×", text))
    if "sim" in text:
        text = _ABOUT.sub("∼", text)
    if any(name in text for name in _NO_ENGLISH):
        text = _BARE_NAME.sub(r"\\\1", text)
    if "wide" in text:
        text = _ACCENT.sub(r"\\\1{\2}", text)
    if "^" in text or "_" in text:
        text = _repair_scripts(text)
    if "{" in text:
        text = _repair_groups(text)
    return _BETWEEN_BARS.sub(r"\\\1", text) if "|" in text else text


def _repair_scripts(text: str) -> str:
    text = _MEMBER.sub(r"\1 \\in ", text)
    text = _MUCH.sub(r"\\\1", text)
    text = _IN_SCRIPT.sub(lambda m: _MATH_NAME.sub(_slashed, m[0]), text)
    text = _GLUED_AFTER_HAT.sub(r"\\\1", text)
    text = _GLUED_AFTER_LINE.sub(r"\1\\\2", text)
    return _GLUED_NAME.sub(r"\\\1", text)


def _repair_groups(text: str) -> str:
    text = _WRAPPED.sub(r"\\\1", text)
    text = _COLORED.sub(r"\\textcolor{\1}", text)
    text = _NAMED_GROUP.sub(r"{\\\1}", text)
    text = _FRACTION.sub(r"\\frac{\1}", text)
    return _MICRO.sub(r"\1µ", text)


def _slashed(match: re.Match[str]) -> str:
    """Return the names in a match of _MATH_NAME with their backslashes."""
    prefix, operator, alone = match.groups()
    if alone:
        return f"\\{alone}"
    letter = f"\\{prefix}" if prefix and len(prefix) > 1 else prefix or ""
    return f"{letter}\\{operator}"


def repair_math(tex: str) -> str:
    r"""Return what stood between dollars with its names as TeX names and its prose as text.

    `P(answer is wrong) le 2^k` becomes `P(\text{answer is wrong}) \le 2^k`; math that has words set as text stays.
    """
    return tex if _HAS_TEXT.search(tex) else _WORDS.sub(_named_words, tex)


def _named_words(match: re.Match[str]) -> str:
    """Return a stretch of words with names slashed; a lone short word may be a product of variables and stays."""
    stretches = [(named, " ".join(words)) for named, words in groupby(match[0].split(), _FUNCTIONS.__contains__)]
    return " ".join(_named_stretch(named=named, words=words) for named, words in stretches)


def _named_stretch(*, named: bool, words: str) -> str:
    if named:
        return " ".join(f"\\{word}" for word in words.split())
    return f"\\text{{{words}}}" if len(words) >= _PROSE_LENGTH else words
