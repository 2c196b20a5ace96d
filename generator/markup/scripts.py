r"""Superscripts and subscripts, in math and out of it.

Where it stands: after `macros` and `scanner`; `tex` comes here for every `^` and `_`. In prose a script is what has
braces or is a single token at a place where no word, identifier or file name would have it: `R^2`, `f_i`, `G_{stack}`;
`snake_case`, `A^*` and `V_AI` stay as they stand.
"""

import re
from dataclasses import replace

from generator.markup.macros import STYLES, symbol
from generator.markup.runs import Script
from generator.markup.scanner import Scanner

_COMMAND = re.compile(r"\\([A-Za-z]+)")
_RAISED = re.compile(r"-?\d+|[A-Za-z](?![A-Za-z\d])")
_LOWERED = re.compile(r"(?:[A-Za-z]|\d\d?)(?!\w|[./]\w)")
_DEGREES = frozenset(("\\circ", "\\deg", "\\degree"))
_LONGEST = 200


def script(scanner: Scanner, token: re.Match[str]) -> int:
    """Take `^` or `_` and what it raises or lowers."""
    start = token.end()
    before = scanner.character(token.start() - 1)
    if not scanner.math and not (before and (before.isalnum() or before in ")]}|′")):
        scanner.write(token[0])
        return start
    if scanner.style.script:
        return _nested(scanner, token[0], start)
    kind = Script.SUP if token[0] == "^" else Script.SUB
    end = scanner.closing.get(start)
    if end is not None and end - start <= _LONGEST:
        return _group(scanner, start, end, kind)
    if command := _COMMAND.match(scanner.text, start):
        return _command(scanner, command, kind)
    return _single(scanner, token, kind)


def _nested(scanner: Scanner, mark: str, start: int) -> int:
    """Write a script of a script as on a typewriter: HTML could nest it, but nobody could read it."""
    scanner.write(mark)
    end = scanner.closing.get(start)
    if end is not None:
        is_simple = end - start <= _LONGEST and scanner.text[start + 1 : end].isalnum()
        scanner.marks[start] = ("", "") if is_simple else ("(", ")")
    return start


def _group(scanner: Scanner, start: int, end: int, kind: Script) -> int:
    inner = scanner.text[start + 1 : end].strip()
    if inner in _DEGREES:
        scanner.write("°")
    if inner in _DEGREES or not inner:
        return end + 1
    scanner.push(end, replace(scanner.style, script=kind))
    return start + 1


def _command(scanner: Scanner, command: re.Match[str], kind: Script) -> int:
    name, after = command[1], command.end()
    if name in STYLES and after in scanner.closing:
        return _group(scanner, after, scanner.closing[after], kind)
    text = symbol(name)
    if command[0] in _DEGREES:
        scanner.write("°")
    elif text:
        scanner.write_script(text, kind)
    else:
        scanner.write("^" if kind is Script.SUP else "_")
        return command.start()
    return after


def _single(scanner: Scanner, token: re.Match[str], kind: Script) -> int:
    start = token.end()
    following = (_RAISED if kind is Script.SUP else _LOWERED).match(scanner.text, start)
    if following and (kind is Script.SUP or scanner.math or _after_symbol(scanner)):
        scanner.write_script(following[0], kind)
        return following.end()
    character = scanner.character(start)
    if scanner.math and character and character not in "{}\\ ^_":
        scanner.write_script(character, kind)
        return start + 1
    scanner.write(token[0])
    return start


def _after_symbol(scanner: Scanner) -> bool:
    """Say whether a single letter or symbol was written last, as before an index; not a word or file name."""
    written = "".join(run.text for run in scanner.runs[-2:])
    last, before = written[-1:], written[-2:-1]
    if not last.isalpha():
        return last in "∑∏∇∂)"
    return not last.isascii() or not (before.isalnum() or before in tuple("_./-\\@#"))
