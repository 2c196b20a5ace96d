"""A generated page's Markdown -> the HTML that MkDocs would make of it, by a CommonMark converter fifty times as fast.

Where it stands: first of what writes generated pages without MkDocs. It knows nothing of it but the rule of relative
addresses; the restricted Markdown of `pages` means the same to both converters (`markup.escapes`).
"""

import ctypes
import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from cmarkgfm import cmark
from markdown.extensions.toc import slugify, strip_tags, unique
from mkdocs.utils import get_relative_url

_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES
_TABLE = re.compile(r"^ *\|", re.MULTILINE)
_HEADING = re.compile(r"<h([1-6])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_TARGET = re.compile(r'(<a href="|<img src=")([^"]*)')
_RAW, _MARKED = re.compile("<(a|img) "), re.compile("<(a|img)  ")
"""Links that are written as HTML, which MkDocs leaves alone: a second blank tells them from Markdown's own."""
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|[#?]|\Z")
"""How an address begins that is not of a file of the site: a scheme, a host, a part of the page itself, nothing."""

# cmarkgfm never frees what cmark returns, 7 KB a page
_free = ctypes.CDLL(None).free
_free.argtypes = [ctypes.c_void_p]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading and the anchor that it was given."""

    level: int
    anchor: str
    name: str
    """As HTML, without tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A page's HTML and what was learned on the way."""

    html: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    """The files of the site that it links to, each once, sorted: paths below docs/."""
    unresolved: tuple[str, ...]
    """Links, as written, that lead to no file; they were left as they are."""


def convert(markdown: str, path: str, url: str, urls: Mapping[str, str]) -> Converted:
    """Return the page at `path` below docs/ and `url` below the site. `urls`: a file's path below docs/ -> its url."""
    made = to_html(_RAW.sub(r"<\1  ", markdown)).replace(' markdown="1"', "")
    anchors = _Anchors(used=set(_ID.findall(made) if ' id="' in made else ()))
    made = _HEADING.sub(anchors.add, made)
    links = _Links(folder=posixpath.dirname(path), url=url, urls=urls)
    made = _TARGET.sub(links.point, made)
    return Converted(
        html=_MARKED.sub(r"<\1 ", made),
        headings=tuple(anchors.headings),
        links=tuple(sorted(links.found)),
        unresolved=tuple(links.unresolved),
    )


def to_html(markdown: str) -> str:
    """Return CommonMark with tables as HTML, raw HTML passed through."""
    if _TABLE.search(markdown):
        # the way with extensions frees no tree either, 40 KB a page: only pages with a table, which are few, go it
        table: str = cmark.markdown_to_html_with_extensions(markdown, _OPTIONS, ["table"])
        return table
    content = markdown.encode()
    made = cmark._cmark.lib.cmark_markdown_to_html(content, len(content), _OPTIONS)  # noqa: SLF001 (it must be freed)
    text: str = cmark._cmark.ffi.string(made).decode()  # noqa: SLF001
    _free(int(cmark._cmark.ffi.cast("uintptr_t", made)))  # noqa: SLF001
    return text


@dataclass(slots=True, kw_only=True)
class _Anchors:
    """Gives each heading the anchor that Python-Markdown's `toc` gives it."""

    used: set[str]
    headings: list[Heading] = field(default_factory=list)

    def add(self, match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        name, slug = _name(inner)
        own = _ID.search(attributes)
        anchor = html.unescape(own[1]) if own else unique(slug, self.used)
        self.headings.append(Heading(level=int(level), anchor=anchor, name=name))
        return match[0] if own else f'<h{level}{attributes} id="{anchor}">{inner}</h{level}>'


@dataclass(slots=True, kw_only=True)
class _Links:
    """Points links at the pages that files become."""

    folder: str
    url: str
    urls: Mapping[str, str]
    found: set[str] = field(default_factory=set)
    unresolved: list[str] = field(default_factory=list)

    def point(self, match: re.Match[str]) -> str:
        opening, target = match.groups()
        if _ELSEWHERE.match(target):
            return match[0]
        path, part = _locate(self.folder, target)
        url = self.urls.get(path)
        if url is None or target.startswith("/"):
            self.unresolved.append(html.unescape(target))
            return match[0]
        self.found.add(path)
        return f"{opening}{get_relative_url(url, self.url)}{part}"


# most headings and links stand on many pages: remembering them takes a third off a page's time
@lru_cache(maxsize=50_000)
def _locate(folder: str, target: str) -> tuple[str, str]:
    """Return the file that a link on a page in a folder means, and the part of it, from `#` on."""
    name, mark, part = target.partition("#")
    return posixpath.normpath(posixpath.join(folder, unquote(html.unescape(name)))), f"{mark}{part}"


@lru_cache(maxsize=1_000)
def _name(heading: str) -> tuple[str, str]:
    """Return a heading's HTML without its tags, and the anchor that comes of it."""
    name = strip_tags(heading)
    return name, slugify(html.unescape(name), "-")
