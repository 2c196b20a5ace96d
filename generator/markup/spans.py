"""Where braces and math begin and end in a line of TeX, and which braces are TeX's at all.

Where it stands: first in the flow, beside `errors`; `tex` and `sentences` read it.
"""

import re
from typing import Final

LONGEST_MATH: Final = 500
"""Characters; a dollar without a partner within these is money."""
_LONGEST_SET = 80

_BRACE = re.compile(r"\\[\s\S]|[{}]")
_EVIDENCE = re.compile(r"[\\^_{}=<>]")
_SMALL = re.compile(r"[A-Za-z\d\s+\-*/(),.!|':%]{1,40}")
_WORD = re.compile(r"[A-Za-z]{3,}")
# What templates and attribute lists begin with, and TeX's groups do not: `{{ x }}`, `{% x %}`, `{: .x }`.
_TEMPLATE = re.compile(r"\{?[\s:%#]")
_ESCAPED_BRACE = re.compile(r"\\[{}]")


def matching_braces(text: str) -> dict[int, int]:
    """Return the place of each brace that is closed, with the place of its closing one; escaped ones are no braces."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            pairs[opened.pop()] = brace.start()
    return pairs


def math_end(text: str, start: int, mark: str) -> int | None:
    """Return where the math that `mark` (`$` or `$$`) at `start` opens is closed; None where it opens none.

    Money is not math: "from $5 to $10" has a blank before its second dollar and prose behind the first.
    """
    begin = start + len(mark)
    end = text.find(mark, begin, begin + LONGEST_MATH)
    while end > begin and text[end - 1] == "\\":
        end = text.find(mark, end + 1, begin + LONGEST_MATH)
    return end if end > begin and _is_math(text[begin:end], text[end + len(mark) : end + len(mark) + 1]) else None


def _is_math(tex: str, after: str) -> bool:
    if after.isdigit() or not _is_balanced(tex):
        return False
    evident = _EVIDENCE.search(tex) is not None
    if tex != tex.strip():
        return evident and not (tex[0].isdigit() or _WORD.search(tex.replace("\\", "")))
    if evident:
        return not (tex[0].isdigit() and " " in tex and _WORD.search(tex) and "\\" not in tex)
    return _SMALL.fullmatch(tex) is not None and not _WORD.search(tex) and not (tex[0].isdigit() and " " in tex)


def _is_balanced(tex: str) -> bool:
    bare = _ESCAPED_BRACE.sub("", tex)
    return bare.count("{") == bare.count("}") == len(matching_braces(tex))


def is_literal(text: str, start: int, end: int) -> bool:
    """Say whether the braces at `start` and `end` are the author's (a set `{-1, 0, 1}`) and not TeX's (`{ChartIR}`)."""
    if end - start > _LONGEST_SET:
        return False
    inner = text[start + 1 : end]
    if "\\" in inner or "://" in inner:
        return False
    before = text[start - 1 : start]
    is_glued = before.isalnum() or (before == "}" and inner.isdigit())
    return is_glued or not inner.strip() or "," in inner or '"' in inner or _TEMPLATE.match(inner) is not None
