"""Links in a paragraph, with the labels that TeX and Markdown give them.

Where it stands: after `links` and `scanner`; `commands` and `tex` come here for every address.
"""

import re

from generator.markup.links import find, link
from generator.markup.runs import Run, Style
from generator.markup.scanner import Scanner

_LABELLED = re.compile(r"\[([^\[\]{}$\\]{1,80})\]\((https?://[^\s()<>]{1,300})\)")
_EMPTY_LABEL = re.compile(r"this https? url", re.IGNORECASE)
_PROTECTED = re.compile(r"\\(.)")
_LONGEST_LABEL = 200
_CONTEXT = 80


def bare(scanner: Scanner, token: re.Match[str], done: int) -> int:
    """Take an address and its label in braces; text is written up to `done`, the host may begin before the token."""
    found = None if scanner.math else find(scanner.text, token.start())
    if found is None or found[1] < done:
        scanner.write(scanner.text[done : token.end()])
        return token.end()
    address, begin, end = found
    scanner.write(scanner.text[done:begin])
    scanner.close_before(begin)
    return _take(scanner, address, begin, end)


def href(scanner: Scanner, start: int, end: int) -> int | None:
    r"""Take `\href{address}{label}` whose first braces stand at `start` and `end`; None where they hold no address."""
    found = find(scanner.text, start + 1)
    return _take(scanner, found[0], start, end + 1) if found and found[2] == end else None


def labelled(scanner: Scanner, token: re.Match[str]) -> int:
    """Take a Markdown link, as newer abstracts have them."""
    match = _LABELLED.match(scanner.text, token.start())
    found = match and find(match[2], 0)
    if not match or not found or found[2] < len(match[2]):
        scanner.write(token[0])
        return token.end()
    _write(scanner, found[0], match[1].strip(), token.start())
    return match.end()


def _take(scanner: Scanner, address: str, begin: int, end: int) -> int:
    label, after = _label_at(scanner, end, address)
    _write(scanner, address, label, begin)
    return after


def _write(scanner: Scanner, address: str, label: str, begin: int) -> None:
    context = f"{scanner.text[max(0, begin - _CONTEXT) : begin]} {label}"
    style = Style(emphasis=scanner.style.emphasis)
    scanner.runs.append(Run(text=label or address, style=style, link=link(address, context=context)))


def _label_at(scanner: Scanner, start: int, address: str) -> tuple[str, int]:
    r"""Return the label in braces at `start`, what is left of `\href{address}{label}`, and where to go on.

    The label is empty where it says nothing beyond the address; what is no label is left to be read as text.
    """
    end = scanner.closing.get(start)
    if end is None or end - start > _LONGEST_LABEL:
        return "", start
    inner = scanner.text[start + 1 : end].strip()
    if "://" in inner:
        again = find(inner, inner.index("http")) if "http" in inner else None
        is_same = again is not None and again[0].rstrip("/.").lower() == address.rstrip("/.").lower()
        return "", end + 1 if is_same else start
    if _EMPTY_LABEL.fullmatch(inner) or inner in address:
        return "", end + 1
    return ("", start) if "{" in inner or "$" in inner else (_PROTECTED.sub(r"\1", inner).rstrip("\\"), end + 1)
