"""Pages rendered and converted, for tests of what a reader gets."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import markdown
import yaml
from jinja2 import Environment
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from generator.flow import Collection
from generator.model import Library
from generator.pages import Edition, Offer, Site, render
from generator.pages.templates import open_templates
from tests.libraries import make_collection

SITE = Site(name="The Daily Test", description="Papers for tests.")
ROW = re.compile(r"^-   \*\*\[.*\]\(\S*papers/([a-z0-9-]+)\.md\)\*\*$", re.MULTILINE)
"""A row of a list: its headline."""
FILE = re.compile(r"(?!\w+://).*\.(?!md\b)\w+")
"""A link to a file of the site that is no page; whether it is there, the built site's tests tell."""


def render_all(library: Library) -> dict[str, str]:
    """Return every page's text by path, of a library in which nothing is explained or related."""
    return render_collection(make_collection(library))


def render_collection(collection: Collection, offer: Offer | None = None) -> dict[str, str]:
    """Return every page's text by path; a path that comes twice fails."""
    pages = list(render(make_edition(collection, offer)))
    assert [path for path, times in Counter(page.path for page in pages).items() if times > 1] == []
    return {page.path: page.text for page in pages}


def render_some(library: Library, *paths: str) -> dict[str, str]:
    """Return the texts of these pages alone, by path: what a test of many libraries has time for."""
    pages = {page.path: page for page in render(make_edition(make_collection(library)))}
    return {path: pages[path].text for path in paths}


def make_edition(collection: Collection, offer: Offer | None = None) -> Edition:
    """Return the collection's edition; its templates are compiled once for all, half of what a few pages cost."""
    edition = Edition(collection=collection, site=SITE, offer=offer or Offer())
    vars(edition)["templates"] = _compiled()
    return edition


@cache
def _compiled() -> Environment:
    return open_templates()


def split_page(text: str) -> tuple[dict[str, object], str]:
    """Return a page's front matter and its Markdown."""
    _, block, body = text.split("---\n", 2)
    return yaml.safe_load(block), body


def convert(text: str) -> str:
    """Return a page's HTML by the converter and the extensions that mkdocs.yml names."""
    return markdown.markdown(split_page(text)[1], extensions=["toc", "tables", "fenced_code", "md_in_html"])


def convert_common(text: str) -> str:
    """Return a page's HTML by a CommonMark converter with tables."""
    html: str = MarkdownIt("commonmark", {"html": True}).enable("table").render(split_page(text)[1])
    return html


def parse(html: str) -> etree._Element:
    """Return the HTML as a tree."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def find_links(text: str) -> list[str]:
    """Return the targets of a page's links as a reader's browser would see them, the site's files left out."""
    return [str(href) for href in parse(convert(text)).xpath("//a/@href") if not FILE.fullmatch(href)]


def broken_links(pages: Mapping[str, str], paths: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the links of the site's own that lead to no page: those on the pages at `paths`, or on all."""
    return [
        (path, href)
        for path in paths or pages
        for href in find_links(pages[path])
        if "://" not in href and posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) not in pages
    ]
