"""A citation as BibTeX that LaTeX can set and a citation manager can read.

Where it stands: after `citation`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import UnicodeToLatexEncoder

from generator.citations.citation import Citation, Name

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces without regard to backslashes, so that `\{` alone would end the field too late; what closes it
# takes no room. Zotero writes and reads these.
_SPECIAL: Final = {
    "\\": r"{\textbackslash}",
    "{": r"\{\vphantom{\}}",
    "}": r"\vphantom{\{}\}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
# What means something, is no ASCII, or is made one with its neighbour by LaTeX's fonts: dashes, quotation marks.
_UNSAFE: Final = re.compile(r"[^ -~]|[\\{}<>|^~#$%&_]|(?P<second>(?<=-)-|(?<=')'|(?<=[`?!])`|(?<=,),)")
_CASED: Final = re.compile(r"(?<=[^\W_])[A-Z]|[A-Z](?=\d)")
"""A capital that no rule of titles put there; `Rehearsal-Free` has none."""
_JOINS: Final = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)
_ENCODER: Final = UnicodeToLatexEncoder(
    replacement_latex_protection="braces-all", unknown_char_policy="keep", unknown_char_warning=False
)
_DECODER: Final = LatexNodes2Text()


def write_bibtex(citation: Citation) -> str:
    """Return an entry, with a line break at its end. Its type is the one that arXiv itself gives: `misc`."""
    issued = citation.issued
    fields = {
        "title": as_title(citation.title),
        "author": " and ".join(map(_write_name, citation.authors)),
        "year": str(issued.year) if issued else "",
        # a macro of every style, and so without braces
        "month": _MONTHS[issued.month - 1] if issued and issued.month else "",
        "eprint": citation.arxiv_id or "",
        "archiveprefix": "arXiv" if citation.arxiv_id else "",
        "doi": citation.doi or "",
        "url": citation.url,
        "keywords": as_latex(", ".join(citation.subjects)),
        "note": as_latex(citation.note),
    }
    lines = (
        f"  {name} = {value if name == 'month' else '{' + value + '}'},\n" for name, value in fields.items() if value
    )
    return f"@misc{{{citation.key},\n{''.join(lines)}}}\n"


def as_title(text: str) -> str:
    """Return a title as LaTeX; styles that lower its case leave names such as GPT-4 and LoRA as they are."""
    words = ((word, as_latex(word)) for word in text.split(" "))
    return " ".join(f"{{{tex}}}" if _CASED.search(word) else tex for word, tex in words)


def as_latex(text: str) -> str:
    """Return text as LaTeX that sets the same text.

    Accented letters and signs become commands. Letters of other scripts than Latin and Greek stay as they are: it takes
    a font to set them, not a command.
    """
    return _UNSAFE.sub(lambda match: f"{{}}{match[0]}" if match["second"] else _command(match[0]), text)


@lru_cache(maxsize=4096)
def _command(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    name = unicodedata.name(character, "")
    if character.isalpha() and not name.startswith(("LATIN", "GREEK", "MATHEMATICAL")):
        return character
    command: str = _ENCODER.unicode_to_latex(character)
    # a command that reads as another character says something else: pylatexenc 2.10 writes ű as \'u
    return command if _DECODER.latex_to_text(command) == character else character


def _write_name(name: Name) -> str:
    whole = " ".join(part for part in (name.given, name.family, name.suffix) if part)
    if not name.given or _JOINS.search(whole):
        return f"{{{as_latex(whole)}}}"
    return ", ".join(as_latex(part) for part in (name.family, name.suffix, name.given) if part)
