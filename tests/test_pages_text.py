"""Text in pages stays text, by either converter, and the HTML that pages become is sound."""

import re
from collections.abc import Mapping
from itertools import pairwise
from urllib.parse import unquote

import html5lib
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markup import Link, LinkKind, Markup
from generator.model import Digest, Library, YearBasis
from generator.pages.templates import open_templates, target, write
from tests.converters import convert, convert_common, parse, render_all, render_some, split_page
from tests.libraries import DAY, make_finding, make_library, make_paper, make_sample


@pytest.fixture(scope="module")
def sample() -> Mapping[str, str]:
    """The pages of the sample library by path."""
    return render_all(make_sample())


# Text stays text

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "{{ 7 * 7 }}{% raw %}",
    "../../../etc/passwd",
    "</div></aside><h1>Up",
    "--- title: other ---",
    "| a | b |",
    "<!-- hidden",
    "&lt;b&gt; &amp;",
    "{: onclick=alert(1) }",
    "# Heading",
    "1. One",
    "    code",
    "`tick",
    "$x^2$ <math>",
    "\u202eevil\u0000",
]
TAGS = {
    *("div", "span", "p", "a", "ul", "li", "strong", "em", "code", "h1", "h2", "h3", "nav", "aside", "section"),
    *("details", "summary", "pre", "noscript", "bs-feed-choice", "bs-cite", "bs-downloads"),
    *("table", "thead", "tbody", "tr", "th", "td", "svg", "path", "rect", "text", "title", "sup", "sub"),
    *("math", "mrow", "mi", "mo", "mn", "msup", "msub", "mfrac", "mtext"),
}
"""What pages are made of."""


def poison(text: str) -> Library:
    """Return a library with `text` wherever text from a dump can stand."""
    paper = make_paper(
        "poisoned",
        title=Markup(text),
        abstract=Markup(f"{text}\n\n{text} Twice."),
        authors=(text, "B"),
        organization=text,
        links=(Link(url=f"https://example.org/{text}", kind=LinkKind.CODE),),
        aliases=("old",),
        pinned=True,
    )
    digest = Digest(
        date=DAY, year_basis=YearBasis.NEIGHBOURS, reason=text, dumps=("a.txt",), slugs=("poisoned", "other")
    )
    finding = make_finding(3, found=text, done=text, dump=text)
    return make_library([paper, make_paper("other", position=2)], findings=[finding], digests=[digest])


def dangers(html: str) -> list[str]:
    """Return what only markup from a dump could have put into a page."""
    tree = parse(html)
    tags = [str(node.tag) for node in tree.iter() if node.tag not in TAGS]
    handlers = [str(name) for name in tree.xpath("//@*[starts-with(name(), 'on')]")]
    schemes = [href for href in map(str, tree.xpath("//@href")) if re.match(r"(?!https?:)[a-z]+:", href, re.IGNORECASE)]
    return tags + handlers + schemes


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Markup, scripts, templates and links in a dump's text reach no page as such, by either converter."""
    pages = render_all(poison(text))
    for path, page in pages.items():
        for html in (convert(page), convert_common(page)):
            assert dangers(html) == [], path
            assert html.count("<h1") == 1, path


@given(text=st.text(alphabet=st.sampled_from("<>&\"'`*_[](){}|#-+=~^$\\!:/. \n\tab1é\u202e"), max_size=40))
@settings(max_examples=60)
def test_any_text_stays_text(text: str) -> None:
    """No combination of the characters that mean something makes markup of a paper's text."""
    paths = ("papers/poisoned.md", "dates/2025/11/05.md", "data-notes.md", "index.md")
    for path, page in render_some(poison(text), *paths).items():
        for html in (convert(page), convert_common(page)):
            assert dangers(html) == [], path
            assert html.count("<h1") == 1, path


def test_hostile_title_is_shown() -> None:
    """What was escaped is still what a reader sees."""
    pages = render_all(poison("<script>alert(1)</script>"))
    tree = parse(convert(pages["papers/poisoned.md"]))
    assert "".join(tree.xpath("//h1//text()")) == "<script>alert(1)</script>"


def test_templates_escape_by_default() -> None:
    """A template that writes a plain string gets it escaped, and one that writes nothing known fails."""
    templates = open_templates()
    assert templates.from_string("{{ x }}").render(x="<b> *a*") == "&lt;b> \\*a\\*"
    with pytest.raises(TypeError):
        templates.from_string("{{ x }}").render(x=None)
    with pytest.raises(TypeError):
        write(1.5)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://example.org"])
def test_only_web_addresses_are_targets(url: str) -> None:
    """Nothing but http and https becomes the target of a link."""
    with pytest.raises(ValueError, match=re.escape(url)):
        target(url)


def test_target_keeps_the_address() -> None:
    """What is percent-encoded for Markdown's sake is the same address."""
    url = "https://example.org/a_(b)/*c*?q=[1]&copy=2#d<e>"
    href = str(parse(markdown.markdown(f"[x]({target(url)})")).xpath("//a/@href")[0])
    assert unquote(href) == url


@given(title=st.text(min_size=1), abstract=st.text())
@settings(max_examples=40)
def test_front_matter_holds_any_text(title: str, abstract: str) -> None:
    """Whatever a title holds, the front matter gives back its plain text."""
    library = make_library([make_paper("any", title=Markup(title), abstract=Markup(abstract))])
    pages = render_some(library, "papers/any.md")
    assert split_page(pages["papers/any.md"])[0]["title"] == Markup(title).plain()


# HTML


def headings(html: str) -> list[int]:
    """Return the levels of the headings in order."""
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]


def test_headings_are_in_order(sample: Mapping[str, str]) -> None:
    """Every page has one h1, first, and no heading skips a level."""
    for path, text in sample.items():
        levels = headings(convert(text))
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), path


def test_html_is_valid(sample: Mapping[str, str]) -> None:
    """What the Markdown converts to parses without an error, by either converter."""
    for path, text in sample.items():
        for html in (convert(text), convert_common(text)):
            parser = html5lib.HTMLParser()
            parser.parseFragment(html, container="article")
            assert parser.errors == [], path


def test_wrappers_close(sample: Mapping[str, str]) -> None:
    """Each block that a template opens holds Markdown that was converted: no Markdown is left over as text."""
    leftovers = re.compile(r"\]\(|\*\*|^#|markdown=")
    for path, text in sample.items():
        shown = "".join(parse(convert(text)).itertext())
        assert not leftovers.search(shown), path


def test_pictures_have_words(sample: Mapping[str, str]) -> None:
    """Every picture has a name for those who do not see it, or is left out for them."""
    pictures = [picture for text in sample.values() for picture in parse(convert(text)).iter("svg")]
    assert pictures
    for picture in pictures:
        named = picture.get("role") == "img" and picture.get("aria-label")
        assert named or picture.get("aria-hidden") == "true"
