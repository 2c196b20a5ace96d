r"""TeX's commands: `\name`, `\name{argument}`, accents and escaped characters.

Where it stands: after `macros`, `scanner` and `anchors`; `tex` comes here for every backslash.
"""

import re
import unicodedata

from generator.markup.anchors import href
from generator.markup.macros import (
    ABBREVIATIONS,
    COLORS,
    ENCLOSED,
    FRACTIONS,
    LETTERS,
    SILENT,
    STYLES,
    SWITCHES,
    SYMBOLS,
    accented,
    combined,
    symbol,
)
from generator.markup.scanner import Scanner

_OPERAND = re.compile(r" (?:\d|\\[A-Za-z]|[A-Za-z](?![A-Za-z]))")
_SIMPLE = re.compile(r"[\w.]*|\\[A-Za-z]+")
_LONGEST = 200


def apostrophe(scanner: Scanner, token: re.Match[str]) -> int:
    r"""Take a quote that some program escaped: `the model\'s`."""
    scanner.write("'")
    return token.end()


def accent(scanner: Scanner, token: re.Match[str]) -> int:
    r"""Take a letter with its accent: `\"o`, `\'{\i}`."""
    scanner.write(accented(token[0]))
    return token.end()


def escaped(scanner: Scanner, token: re.Match[str]) -> int:
    r"""Take a backslash and what is no letter: `\%`. Before a digit it is what is left of `\$`."""
    character = token[0][1]
    scanner.write(f"${character}" if character.isdigit() else SYMBOLS.get(character, character))
    return token.end()


def command(scanner: Scanner, token: re.Match[str]) -> int:
    r"""Take `\name` and, where it has one, its first argument's opening brace."""
    name, after = token[0][1:], token.end()
    if abbreviation := ABBREVIATIONS.get(name):
        scanner.write(abbreviation)
        return after + (abbreviation.endswith(".") and scanner.character(after) == ".")
    end = scanner.closing.get(after)
    if end is not None:
        return _with_argument(scanner, name, after, end)
    if name in SWITCHES:
        if scanner.frames:
            scanner.style = scanner.emphasized(SWITCHES[name])
        return after + (scanner.character(after) == " ")
    return _alone(scanner, name, token)


def _with_argument(scanner: Scanner, name: str, start: int, end: int) -> int:
    """Take the command `name` whose first argument's braces stand at `start` and `end`."""
    inner = scanner.text[start + 1 : min(end, start + _LONGEST)]
    has_second = end + 1 in scanner.closing
    if name in SILENT or (name.endswith("color") and (inner in COLORS or has_second)):
        return end + 1
    if name == "href" and has_second and (after := href(scanner, start, end)) is not None:
        return after
    if letter := combined(name, inner):
        scanner.write(letter)
        return end + 1
    if name in STYLES or name in SWITCHES:
        scanner.push(end, scanner.emphasized(STYLES.get(name) or SWITCHES.get(name)))
        return start + 1
    if name in FRACTIONS and has_second:
        _mark(scanner, start, end, "")
        _mark(scanner, end + 1, scanner.closing[end + 1], "/")
    elif name == "sqrt":
        _mark(scanner, start, end, "√")
    elif name in ENCLOSED:
        scanner.marks[start] = ENCLOSED[name]
    else:
        return _named(scanner, name, start, end)
    return start


def _named(scanner: Scanner, name: str, start: int, end: int) -> int:
    r"""Take a command without argument or an unknown one: `\method{}` names something, `\new{text}` means its text."""
    is_empty = not scanner.text[start + 1 : min(end, start + _LONGEST)].strip()
    known = symbol(name)
    scanner.write(known if known is not None else name if is_empty else "")
    scanner.marks[start] = ("", "")
    return end + 1 if is_empty else start


def _mark(scanner: Scanner, start: int, end: int, head: str) -> None:
    """Have `head` written before the group at `start`, and brackets around it unless it is one word or number."""
    is_simple = end - start <= _LONGEST and _SIMPLE.fullmatch(scanner.text, start + 1, end)
    scanner.marks[start] = (head, "") if is_simple else (f"{head}(", ")")


def _alone(scanner: Scanner, name: str, token: re.Match[str]) -> int:
    text = symbol(name)
    if text is None:
        text = "" if name in STYLES or name in ENCLOSED or name in FRACTIONS or name in SILENT else name
    scanner.write(text)
    is_operator = len(text) == 1 and unicodedata.category(text) == "Sm"
    is_glued = scanner.character(token.start() - 1).strip() != ""
    takes_blank = name in LETTERS or (is_operator and is_glued and _OPERAND.match(scanner.text, token.end()))
    return token.end() + (bool(takes_blank) and scanner.character(token.end()) == " ")
