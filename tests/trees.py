"""Pages of HTML as trees that can be compared: the same to a reader, however they were written."""

import re

from lxml import html

_VERBATIM = ("pre", "script", "style", "textarea")


def outline(page: str) -> list[object]:
    """Return a page's elements, attributes and texts in order; white space is one blank, between tags none."""
    parts: list[object] = []
    _walk(html.document_fromstring(page), parts)
    return parts


def _walk(element: html.HtmlElement, parts: list[object]) -> None:
    # comments
    if not isinstance(element.tag, str):
        return
    parts.append((element.tag, sorted((name, _style(name, value)) for name, value in element.attrib.items())))
    _say(element.text, parts, verbatim=element.tag in _VERBATIM)
    for child in element:
        _walk(child, parts)
        _say(child.tail, parts, verbatim=element.tag in _VERBATIM)
    parts.append(f"/{element.tag}")


def _style(name: str, value: str) -> str:
    return re.sub(r"\s*([:;])\s*", r"\1", value).rstrip(";") if name == "style" else value


def _say(text: str | None, parts: list[object], *, verbatim: bool) -> None:
    if verbatim and text:
        parts.append(text)
    elif text and text.strip():
        parts.append(" ".join(text.split()))
