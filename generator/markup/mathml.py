"""Math as MathML, made at build time: no script runs in a reader's browser.

Where it stands: after `escapes`; `markup` falls back to the source where this returns nothing.
"""

import html
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from latex2mathml import converter

from generator.markup.escapes import as_entities, clean

# latex2mathml works by recursion and quadratically on some inputs; a formula in an abstract is shorter than this.
_LONGEST: Final = 500
_DEEPEST: Final = 20
# MathML Core without links, actions and anything that embeds another language.
_TAGS: Final = frozenset(
    (
        *(
            "math",
            "mrow",
            "mi",
            "mn",
            "mo",
            "ms",
            "mtext",
            "mspace",
            "mfrac",
            "msqrt",
            "mroot",
            "msup",
            "msub",
            "msubsup",
        ),
        *("mover", "munder", "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "mpadded"),
        *("mphantom", "menclose", "mstyle", "merror"),
    )
)
_ATTRIBUTES: Final = frozenset(
    (
        *("accent", "accentunder", "columnalign", "columnspacing", "depth", "displaystyle", "fence", "form", "height"),
        *("linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowspacing"),
        *("rspace", "scriptlevel", "separator", "stretchy", "symmetric", "width"),
    )
)


def mathml(tex: str, escape: Callable[[str], str]) -> str | None:
    """Return `tex` as one line of MathML with its source as `alttext`; None where it is no math that can be set.

    `escape` makes text safe for where the MathML will stand.
    """
    if len(tex) > _LONGEST or max(_depths(tex), default=0) > _DEEPEST:
        return None
    try:
        root = converter.convert_to_element(tex)
        body = "".join(_serialized(child, escape) for child in root)
    except Exception:  # noqa: BLE001 (the library raises what it stumbles on: IndexError, KeyError, RecursionError, its own)
        return None
    return f'<math alttext="{as_entities(tex)}">{body}</math>' if "".join(root.itertext()).strip() else None


def _depths(tex: str) -> Iterator[int]:
    """Yield how deep the brackets stand at each opening one."""
    depth = 0
    for character in tex:
        if character in "{([":
            depth += 1
            yield depth
        elif character in "})]":
            depth -= 1


def _serialized(element: Element, escape: Callable[[str], str]) -> str:
    """Return `element` as HTML; tags and attributes that are not known are left out, their text is not."""
    text = escape(clean(html.unescape(element.text or "").removeprefix("\\")))
    inner = text + "".join(_serialized(child, escape) for child in element)
    if element.tag not in _TAGS:
        return inner
    attributes = "".join(
        f' {name}="{as_entities(value)}"' for name, value in element.attrib.items() if name in _ATTRIBUTES
    )
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"
