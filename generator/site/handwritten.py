"""docs/ -> the pages that a person wrote.

Where it stands: after `writer`, before the plugin.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import cmarkgfm
from lxml import html
from lxml.etree import ParserError
from mkdocs.utils.meta import get_data

from generator.pages.handwritten import Handwritten
from generator.site.writer import is_ours

_HEADING = re.compile(r"^# +(.+?)(?: +\{[^}]*\})?$", re.MULTILINE)


def read_handwritten(docs: Path) -> Iterator[Handwritten]:
    """Yield the pages below `docs` that are hand-written, by path; none that its front matter keeps out of the search.

    (`search: {exclude: true}` is Material's own way to say so.)
    """
    for path in sorted(docs.rglob("*.md")):
        if is_ours(path) or any(part.startswith(".") for part in path.relative_to(docs).parts):
            continue
        body, meta = get_data(path.read_text(encoding="utf-8-sig", errors="replace"))
        if isinstance(search := meta.get("search"), dict) and search.get("exclude"):
            continue
        heading = _HEADING.search(body)
        name = path.parent.name if path.stem in {"index", "README"} else path.stem
        title = meta.get("title") or (_plain(heading[1]) if heading else name.replace("-", " ").capitalize())
        text = body.replace(heading[0], "", 1) if heading else body
        yield Handwritten(address=_address(path.relative_to(docs)), title=str(title), text=_plain(text))


def _address(path: Path) -> str:
    """Return where MkDocs publishes a page, as it does unless told otherwise: in a folder of its own."""
    folder = path.parent if path.stem in {"index", "README"} else path.with_suffix("")
    return "" if folder == Path() else f"{folder.as_posix()}/"


def _plain(markdown: str) -> str:
    try:
        text = html.fromstring(cmarkgfm.github_flavored_markdown_to_html(markdown)).text_content()
    except ParserError:
        # nothing in it but comments
        return ""
    return " ".join(text.split())
