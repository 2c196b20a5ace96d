"""Generated Markdown, converted as MkDocs would."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Markup
from generator.site.conversion import convert, to_html
from generator.site.direct import KINDS
from tests.converters import render_all, split_page
from tests.libraries import make_library, make_paper, make_sample
from tests.trees import outline

EXTENSIONS = ["toc", "tables", "fenced_code", "md_in_html"]
URLS = {
    "index.md": "./",
    "papers/a.md": "papers/a/",
    "papers/b.md": "papers/b/",
    "dates/2025/11/05.md": "dates/2025/11/05/",
}


def stock(text: str) -> str:
    """Return Markdown as Python-Markdown has it, with what MkDocs switches on."""
    return markdown.markdown(text, extensions=EXTENSIONS)


def fast(text: str) -> str:
    """Return the same as we have it, links left as they are."""
    return convert(text, "papers/a.md", "papers/a/", {}).html


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_page_is_as_python_markdown_has_it(kind: str) -> None:
    """Elements, attributes, anchors of headings and texts are the same on every page of a sample library."""
    pages = [split_page(text) for text in render_all(make_sample()).values()]
    bodies = [body for front, body in pages if front["kind"] == kind]
    assert bodies
    for body in bodies:
        assert outline(fast(body)) == outline(stock(body))


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1), st.text(min_size=1))
def test_any_paper_is_as_python_markdown_has_it(title: str, abstract: str) -> None:
    """No title and no abstract, whatever markup it looks like, is read in two ways."""
    library = make_library([make_paper("any", title=Markup(title), abstract=Markup(abstract))])
    body = split_page(render_all(library)["papers/any.md"])[1]
    assert outline(fast(body)) == outline(stock(body))


def test_headings_have_an_anchor_each() -> None:
    """Equal headings get different anchors, an anchor that is there stays, and what was learned is told."""
    made = convert('# One\n\n## Two\n\n<h2 class="x">Two</h2>\n\n## É & <b>C</b>\n', "papers/a.md", "papers/a/", {})
    assert [(each.level, each.anchor, each.name) for each in made.headings] == [
        (1, "one", "One"),
        (2, "two", "Two"),
        (2, "two_1", "Two"),
        (2, "e-c", "É &amp; C"),
    ]
    assert '<h2 class="x" id="two_1">Two</h2>' in made.html
    assert convert('<h2 id="own">A</h2>\n', "papers/a.md", "papers/a/", {}).headings[0].anchor == "own"


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("b.md", "../b/"),
        ("b.md#part", "../b/#part"),
        ("../dates/2025/11/05.md", "../../dates/2025/11/05/"),
        ("../index.md", "../../"),
        ("../papers/b.md", "../b/"),
    ],
)
def test_links_lead_to_what_their_files_become(target: str, url: str) -> None:
    """A link to a file becomes one to its page, relative to the page that it stands on."""
    made = convert(f"[x]({target})\n", "papers/a.md", "papers/a/", URLS)
    assert f'<a href="{url}">' in made.html
    assert made.unresolved == ()


@pytest.mark.parametrize("target", ["https://example.org/b.md", "//host/b.md", "#part", "?q=1", "mailto:a@b.c"])
def test_links_elsewhere_are_left(target: str) -> None:
    """What leads to another host or to a part of the page itself is not touched."""
    made = convert(f"[x]({target})\n", "papers/a.md", "papers/a/", URLS)
    assert f'<a href="{target}">' in made.html
    assert (made.links, made.unresolved) == ((), ())


@pytest.mark.parametrize("raw", ['<a href="b.md">x</a>', '<p><a href="a.bib" download>x</a></p>', '<img src="b.svg">'])
def test_links_written_as_html_are_left(raw: str) -> None:
    """As by MkDocs: what is no Markdown leads where it says."""
    made = convert(f"{raw}\n\n[x](b.md)\n", "papers/a.md", "papers/a/", URLS)
    assert raw in made.html
    assert (made.links, made.unresolved) == (("papers/b.md",), ())


@pytest.mark.parametrize("target", ["gone.md", "../b.md", "/papers/b.md", "../../papers/b.md"])
def test_links_to_nothing_are_left_and_told(target: str) -> None:
    """A link to no file of the site stays as it was written."""
    made = convert(f"[x]({target})\n", "papers/a.md", "papers/a/", URLS)
    assert f'<a href="{target}">' in made.html
    assert (made.links, made.unresolved) == ((), (target,))


def test_converting_keeps_no_memory() -> None:
    """What the converter's library leaves behind is given back: a thousand pages take no more than one."""
    text = "A paragraph of some length. " * 2000
    to_html(text)
    before = _resident()
    for _ in range(1000):
        to_html(text)
    assert _resident() - before < 20_000_000


def _resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (no file of anybody's)
        return int(file.read().split()[1]) * 4096
