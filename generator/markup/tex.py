"""The one pass over a paragraph: TeX, links and stray Markdown in it become runs.

Where it stands: after `repairs`, `anchors`, `scripts` and `commands`; the package's `Markup` renders what it returns.
No input makes it raise, no letter is lost but a command's name, and its time is linear: every look ahead is bounded.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from generator.markup import anchors, commands, links, scripts
from generator.markup.repairs import repair, repair_math
from generator.markup.runs import Emphasis, Run, join, plain, trim
from generator.markup.scanner import Scanner
from generator.markup.spans import LONGEST_MATH, is_literal, matching_braces, math_end
from generator.markup.typography import tie

_TOKEN: Final = re.compile(
    r"""(?P<apostrophe>(?<=[A-Za-z])\\'(?=(?:s|t|re|ll|ve|d|m)\b))
    |(?P<accent>\\["'`^~=.](?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])|[A-Za-z])|\\[cvHkrudb]\{[A-Za-z]\})
    |(?P<command>\\[A-Za-z]+)
    |(?P<math>\\[(\[])
    |(?P<escaped>\\[\s\S])
    |(?P<open>\{)
    |(?P<close>\})
    |(?P<dollar>\$\$?)
    |(?P<script>[\^_])
    |(?P<tie>~)
    |(?P<star>\*+)
    |(?P<code>`+)
    |(?P<label>\[(?=[^\[\]]{1,80}\]\(https?://))
    """,
    re.VERBOSE,
)
# Where a token may begin. Branches that begin with literals let `re` skip to the next one; _TOKEN alone could not.
_TRIGGER: Final = re.compile("|".join(map(re.escape, ("\\", "{", "}", "$", "^", "_", "~", "*", "`", "["))))
_STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])[^*{}$\\]{1,200}(?<=\S)\*\*(?!\*)")
_EM = re.compile(r"(?<![\w*)\]}])\*(?=[A-Za-z])[^*{}$\\]{1,200}(?<=[\w.,!?%)])\*(?![\w*])")
_CODE = re.compile(r"(?<![\w`])`(?=\S)([^`]{1,120})(?<=\S)`(?!`)")
_JUST_NUMBER = re.compile(r"[\d.,\s]*(?:\\%|%|[KMB])?")
_FENCES: Final = MappingProxyType({"\\(": "\\)", "\\[": "\\]"})


def read(paragraph: str) -> tuple[Run, ...]:
    """Return the runs of `paragraph`: one line, without control characters."""
    return trim(join(_scan(repair(paragraph))))


def _scan(text: str, *, math: bool = False) -> list[Run]:
    scanner = Scanner(text=text, math=math, closing=matching_braces(text))
    trigger = _TRIGGER.search(text)
    address = links.start(text, 0) if not math and links.starts(text) else None
    written = position = 0
    while trigger or address:
        if address and (not trigger or address.start() <= trigger.start()):
            written = position = anchors.bare(scanner, address, written)
        elif trigger and (token := _TOKEN.match(text, trigger.start())):
            scanner.write(text[written : token.start()])
            scanner.close_before(token.start())
            written = position = _TAKERS[token.lastgroup or ""](scanner, token)
        elif trigger:
            position = trigger.end()
        # Each is searched for again only once it is passed: that keeps a pass linear.
        if trigger and trigger.start() < position:
            trigger = _TRIGGER.search(text, position)
        if address and address.start() < position:
            address = links.start(text, position)
    scanner.write(text[written:])
    return scanner.runs


def _open(scanner: Scanner, token: re.Match[str]) -> int:
    start = token.start()
    end = scanner.closing.get(start)
    if end is None:
        scanner.write("" if scanner.character(start + 1).isalnum() else "{")
    elif start in scanner.marks:
        head, tail = scanner.marks[start]
        scanner.write(head)
        scanner.push(end, scanner.style, tail)
    elif not scanner.math and is_literal(scanner.text, start, end):
        scanner.write("{")
        scanner.push(end, scanner.style, "}")
    else:
        scanner.push(end, scanner.style)
    return token.end()


def _close(scanner: Scanner, token: re.Match[str]) -> int:
    """Take a closing brace; one that closes nothing is dropped where it sticks to a word."""
    before = scanner.character(token.start() - 1)
    if scanner.closes_at(token.start()):
        scanner.pop()
    elif not before.strip() or before in "{}":
        scanner.write("}")
    return token.end()


def _dollar(scanner: Scanner, token: re.Match[str]) -> int:
    end = None if scanner.math else math_end(scanner.text, token.start(), token[0])
    if end is None:
        scanner.write("$")
        return token.start() + 1
    _write_math(scanner, scanner.text[token.end() : end])
    return end + len(token[0])


def _math(scanner: Scanner, token: re.Match[str]) -> int:
    end = scanner.text.find(_FENCES[token[0]], token.end(), token.end() + LONGEST_MATH)
    if scanner.math or end < 0:
        scanner.write(token[0][1])
        return token.end()
    _write_math(scanner, scanner.text[token.end() : end])
    return end + 2


def _write_math(scanner: Scanner, source: str) -> None:
    tex = repair_math(source.strip())
    inner = join(_scan(tex, math=True))
    text = " ".join(plain(inner).split())
    if not text:
        return
    if scanner.style.script:
        scanner.write(text)
    elif tex[0] in "^_" or _JUST_NUMBER.fullmatch(tex):
        # A script of the word before it (`Met$^2$Net`) or a number is text, and reads better as such.
        scanner.runs += (replace(run, style=replace(scanner.style, script=run.style.script)) for run in inner)
    else:
        scanner.runs.append(Run(text=text, style=scanner.style, tex=tex))


def _tie(scanner: Scanner, token: re.Match[str]) -> int:
    scanner.write(" " if scanner.math else tie(scanner.text, token.start()))
    return token.end()


def _star(scanner: Scanner, token: re.Match[str]) -> int:
    """Take Markdown's emphasis, as newer abstracts have it; a lone star stays."""
    if scanner.closes_at(token.start()):
        scanner.pop()
        return token.end()
    for pattern, stars, emphasis in ((_STRONG, "**", Emphasis.STRONG), (_EM, "*", Emphasis.EM)):
        if not scanner.math and token[0] == stars and (match := pattern.match(scanner.text, token.start())):
            scanner.push(match.end() - len(stars), scanner.emphasized(emphasis))
            return token.end()
    scanner.write(token[0])
    return token.end()


def _code(scanner: Scanner, token: re.Match[str]) -> int:
    match = None if scanner.math else _CODE.match(scanner.text, token.start())
    if not match:
        scanner.write(token[0])
        return token.end()
    scanner.runs.append(Run(text=match[1], style=scanner.emphasized(Emphasis.CODE)))
    return match.end()


_TAKERS: Final[Mapping[str, Callable[[Scanner, re.Match[str]], int]]] = MappingProxyType(
    {
        "apostrophe": commands.apostrophe,
        "accent": commands.accent,
        "command": commands.command,
        "escaped": commands.escaped,
        "math": _math,
        "open": _open,
        "close": _close,
        "dollar": _dollar,
        "script": scripts.script,
        "tie": _tie,
        "star": _star,
        "code": _code,
        "label": anchors.labelled,
    }
)
