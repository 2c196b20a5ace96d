r"""Text made safe for its target, so that nothing of it is read as markup there.

Where it stands: first in the flow, beside `errors`; `markup` writes everything through it.

The Markdown has to mean the same to Python-Markdown, with the extensions that Material's users switch on, and to a
CommonMark converter. A backslash is the readable escape, but Python-Markdown knows it before few characters, and some
extensions read their delimiters (`\(`, `{++`, `{%`) before any escape: those characters become entities.
Typographic extensions (smarty, smartsymbols) are left to do what their user wants of them, but for `(c)` in a list.
"""

import re

# Not allowed in XML, or an error in HTML: controls, surrogates, non-characters. And what makes text read as something
# else than it is: bidirectional overrides and isolates, zero-width blanks.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(chr(plane * 0x10000 + code) for plane in range(1, 17) for code in (0xFFFE, 0xFFFF))
    + "]"
)

_MARKDOWN = re.compile(
    r"""(?P<backslashed>[`*\[]|\](?!:)         # code, emphasis, links
        |(?<![^\W_])_|_(?![^\W_])             # emphasis; inside a word it is a letter like others
        |\#\Z                                # the end of a heading
        |\+(?=\+[\w"'])|(?<=\+)\+(?=[\w"'])   # keys: ++ctrl++
        )
      |(?P<entity>[\\<{|^$]                  # HTML, attributes, templates, tables, math
        |&(?!\s|\Z)                          # an entity, with or without its semicolon
        |\](?=:)                             # a reference's definition
        |~(?!(?<=[ ]~)\d|(?<=[ ][(]~)\d)      # strikethrough, subscript; "about ~60%" can open nothing
        |=(?==)|(?<==)=                      # marked text
        |:(?=[\w+\-]{1,100}:|//)             # emoji; the start of an address
        |@(?=\w*\.\w)|(?<!\w)@(?=\w)         # e-mail, mentions
        |(?<=www)\.(?=\w)                    # an address
        |[(](?=(?:c|r|tm)[)])                # "(c)" is a list's third item, not a copyright sign
        )""",
    re.VERBOSE | re.IGNORECASE,
)
# Where a match of it may begin; by itself, that is ten times faster to look for.
_TRIGGER = re.compile(r"[#`*\[\]_+\\<{|^$~=&:@.(]")
_PUNCTUATION = re.compile(r"[!-+\-/:-@\[-`{-~]")
# What means something at the start of a line only: headings, lists, quotes, rules, definitions, admonitions, tabs.
_LINE_START = re.compile(
    r"(?P<backslashed>[#!]|[-+](?=[\s+-]|\Z))|(?P<entity>[>\[?:/=~])|(?P<number>\d+)(?P<point>[.)])(?=\s|\Z)"
)


def clean(text: str) -> str:
    """Return `text` without the characters that no target may carry."""
    return _UNWANTED.sub("", text)


def as_html(text: str) -> str:
    """Return `text` as HTML text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_markdown(text: str, before: str) -> str:
    """Return `text` as inline Markdown; `before` is the character it follows, empty at the start of a line."""
    head = ""
    if not before and (start := _LINE_START.match(text)):
        head, text = _line_start(start), text[start.end() :]
        before = start[0][-1]
    # Patterns look back at `before`; a blank stands for the start of a line.
    joined = (before or " ") + text
    parts, done = [head], 1
    for trigger in _TRIGGER.finditer(joined, 1):
        if match := _MARKDOWN.match(joined, trigger.start()):
            parts += (joined[done : match.start()], _replace(match))
            done = match.end()
    return "".join((*parts, joined[done:]))


def _line_start(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}\\{match['point']}"
    return _replace(match)


def _replace(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match["backslashed"] else entity(match[0])


def entity(character: str) -> str:
    """Return `character` as an entity that reads as nothing else."""
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(character) or f"&#{ord(character)};"


def as_entities(text: str) -> str:
    """Return `text` with its ASCII punctuation as entities: for attributes, and for MathML inside Markdown."""
    return _PUNCTUATION.sub(lambda match: entity(match[0]), text)
