"""Titles and abstracts mean the same in every rendering, and nothing of them becomes markup that we did not make."""

import html
import json
import re
import time
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import html5lib
import markdown as python_markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.markup import LinkKind, Markup, link
from tests.sites import ROOT, SHARED

GOLDEN: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "golden" / "markup.yml").read_text(encoding="utf-8"))

MATH_TAGS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msup msub msubsup mover munder munderover mmultiscripts"  # noqa: SIM905
    " mprescripts none mtable mtr mtd mpadded mphantom menclose mstyle merror".split()
)
TAGS = frozenset(("p", "a", "em", "strong", "code", "sup", "sub", "span")) | MATH_TAGS
# Material's own list of extensions, without those that only change typography (smartsymbols) or code blocks' looks.
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.snippets"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde", "pymdownx.blocks.admonition"),
)
PYTHON_MARKDOWN = python_markdown.Markdown(extensions=EXTENSIONS)
PLAIN_PYTHON_MARKDOWN = python_markdown.Markdown()
COMMONMARK = MarkdownIt("commonmark")
GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])

FRAMES = (("[{}](x.md)", {"a"}), ("- {}", {"ul", "li"}), ("# {}", {"h1"}), ("- [{}](x.md)", {"ul", "li", "a"}))

# Words, and the fragments that mean something to TeX, Markdown, HTML, a template or a URL parser.
FRAGMENTS = (
    *("word", "Two words", "x", "R", "12", "0.5", "é", "漢", "𝒪", " ", " ", " ", ". ", ", ", "\n", "\n\n", "\xa0"),
    *("\\", "{", "}", "$", "$$", "^", "_", "~", "--", "---", "`", "``", "'", "''", '"', "*", "**", "[", "]", "("),
    *(")", "\\textit{", "\\texttt{", "\\texttt{https://x.org}", "\\method", "\\em ", "\\frac{a}{b}", "\\%"),
    *("\\$", '\\"o', "\\(", "\\)", "\\[", "\\]", "\\\\", "\\1", "mathcal{", "R^{mtimes n}", "x^2", "f_i"),
    *("\\href{", "\\url{", "$x^2$", "$k$", "$\\unknown{y}$", "red{", "<", ">", "&", "&lt;", "&#60;", "&amp"),
    *("<b>", "<script>alert(1)</script>", "<!--", "-->", "<math>", "</em>", "https://a.org/b_c", "%", "http://"),
    *("www.x.org", "github.com/a/b", "javascript:x", "me@x.org", "<https://x.org>", "[1]", "[x](javascript:y)"),
    *("[x](https://x.org)", "{: .x }", "{ .x }", ":smile:", "~~", "==", "++a++", "^^", "|", "# ", "1. ", "1) "),
    *("- ", "+ ", "> ", "    ", "***", "___", "[^1]", "[^1]: y", "*[X]: y", "--8<--", "{{ x }}", "{% x %}"),
    *("!!! note", "??? x", "===", "/// note", ":::", ": x", "```", "~~~", "[TOC]", "![x](y)", "{++x++}"),
    *("{>>x<<}", "{~~a~>b~~}", "=== 'x'", "- [ ] x", "a|b", "---|---", "\u202e", "\x00", "\x02", "\ud800"),
    *("\u200b", "@x", "#1", "#", "(c)", "+/-"),
)
texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join),
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=10).map(" ".join),
)


def fragment(text: str) -> ET.Element:
    """Return the strictly parsed tree of an HTML fragment."""
    tree: ET.Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(text)
    return tree


def elements(tree: ET.Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each element's bare tag name and attributes."""
    for element in tree.iter():
        tag = str(element.tag)
        if tag != "DOCUMENT_FRAGMENT":
            yield tag.rsplit("}", maxsplit=1)[-1], dict(element.attrib)


def words(tree: ET.Element) -> str:
    """Return the tree's text without its white space: that of the layout is not ours."""
    return "".join("".join(tree.itertext()).split())


def folded(text: str) -> str:
    """Return the letters and digits of `text`, scripts and math alphabets as plain ones."""
    normal = unicodedata.normalize("NFKD", text)
    return "".join(character for character in normal if character.isalnum())


def assert_ours(tree: ET.Element) -> None:
    """Assert that a tree holds only elements and attributes that Markup writes."""
    for tag, attributes in elements(tree):
        assert tag in TAGS, tag
        allowed = {"a": {"href"}, "math": {"alttext"}}.get(tag, set())
        assert set(attributes) <= allowed or tag in MATH_TAGS, (tag, attributes)
        assert not any(name.startswith("on") or name in {"style", "href", "src"} for name in attributes if tag != "a")
        assert re.match(r"https?://", attributes.get("href", "https://")), attributes


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: str(case["name"]))
def test_golden(case: dict[str, Any]) -> None:
    """Each golden case reads, in every rendering, as a person wrote it down."""
    markup = Markup(case["source"])
    found = {
        "plain": markup.plain(),
        "html": markup.html(),
        "markdown": markup.markdown(),
        "links": [f"{found.kind} {found.url}" for found in markup.links()],
    }
    html_wanted = case.get("html", html.escape(case["plain"], quote=False))
    wanted = {"markdown": case["plain"], "links": [], "html": html_wanted} | case
    assert found == {name: wanted[name] for name in found}


@given(texts)
@example("<math> $x$ starts a line")
@example("$x$ starts a line")
@example("a `b` ``c`` *d* **e** _f_ {g} 'h'")
def test_html_is_valid_and_only_ours(source: str) -> None:
    """HTML parses without an error and holds no element, attribute or address that is not ours."""
    assert_ours(fragment(Markup(source).html()))


@given(texts)
@example("~6(~7 a")
@example("[a](https://x.org)[b]")
@example("1. [ ] x\n\n    code\n\n- y")
@example("https://x.org/?a&copy=1&lt;2")
def test_markdown_means_the_same_to_every_converter(source: str) -> None:
    """Python-Markdown, bare and extended, CommonMark and GFM make of Markdown the text that HTML has, in our tags."""
    markup = Markup(source)
    wanted = words(fragment(markup.html()))
    text = markup.markdown()
    for convert in (
        PYTHON_MARKDOWN.reset().convert,
        PLAIN_PYTHON_MARKDOWN.reset().convert,
        COMMONMARK.render,
        GFM.render,
    ):
        tree = fragment(convert(text))
        assert words(tree) == wanted
        assert_ours(tree)


@given(texts)
def test_links_survive_markdown(source: str) -> None:
    """Every converter finds in the Markdown just the links that the HTML has, in order."""
    markup = Markup(source)
    wanted = [a["href"] for tag, a in elements(fragment(markup.html())) if tag == "a"]
    for convert in (PYTHON_MARKDOWN.reset().convert, COMMONMARK.render):
        assert [a["href"] for tag, a in elements(fragment(convert(markup.markdown()))) if tag == "a"] == wanted


@given(texts)
@example("see https://x.org/a_b and www.x.org")
@example("a ] b [ c")
def test_a_headline_may_stand_in_a_link_a_heading_and_a_list(source: str) -> None:
    """A headline holds no link, and stands whole in a link's text, a heading and a list item."""
    headline = Markup(source).headline()
    assert "\n" not in headline
    for convert in (PYTHON_MARKDOWN.reset().convert, COMMONMARK.render):
        alone = fragment(convert(headline))
        assert_ours(alone)
        assert "a" not in {tag for tag, _ in elements(alone)}
        for frame, tags in FRAMES if headline else ():
            framed = fragment(convert(frame.format(headline)))
            assert words(framed) == words(alone)
            assert {tag for tag, _ in elements(framed)} <= TAGS - {"a"} | tags
            assert [a["href"] for tag, a in elements(framed) if tag == "a"] == ["x.md"] * ("a" in tags)


@given(texts)
def test_plain_text_says_what_html_says(source: str) -> None:
    """Plain text has the letters of the HTML's text, and after a label its address; math is set differently."""
    tree = fragment(Markup(source).html())
    if any(tag == "math" for tag, _ in elements(tree)):
        return
    for anchor in tree.iter("a"):
        if anchor.text != anchor.get("href"):
            anchor.tail = f" {anchor.get('href')} {anchor.tail or ''}"
    assert folded(Markup(source).plain()) == folded("".join(tree.itertext()))


@given(texts)
def test_plain_text_is_one_clean_line(source: str) -> None:
    """Plain text is one line without outer blanks, and can stand in XML."""
    plain = Markup(source).plain()
    assert plain == " ".join(plain.split())
    ET.fromstring(f"<x>{html.escape(plain)}</x>")  # noqa: S314 (our own text)


@given(st.text(st.characters(exclude_characters="\\{}$^_~`*[]<-'\"|.:/", exclude_categories=("C", "Z")), max_size=60))
def test_plain_text_stays_as_it_is(text: str) -> None:
    """Text without a character that TeX or Markdown gives a meaning is its own plain text."""
    if not re.search(r"times|sim|leq|geq|neq|cdot|ldots|arrow|infty|ceil|floor|var|subset", text):
        assert Markup(text).plain() == text


@given(texts)
def test_no_letter_is_lost_outside_commands(source: str) -> None:
    """Letters beyond ASCII, which no command has, all reach the plain text."""
    wanted = sorted(character for character in source if character in "é漢")
    assert sorted(character for character in Markup(source).plain() if character in "é漢") == wanted


@given(texts)
def test_links_are_web_addresses_once(source: str) -> None:
    """Links are http or https, ASCII, safe in an attribute and in Markdown, and none stands twice."""
    links = Markup(source).links()
    assert all(re.fullmatch(r"https?://[\w.-]+(:\d+)?[!-~]*", found.url) for found in links)
    assert not any(character in found.url for found in links for character in "<>\"'`{}[]\\^| ")
    assert len({found.url for found in links}) == len(links)


@given(texts)
def test_the_first_sentence_begins_the_text(source: str) -> None:
    """The first sentence is the beginning of the first paragraph, perhaps with an ellipsis, and has no paragraphs."""
    markup = Markup(source)
    first = next((paragraph.source for paragraph in markup.paragraphs()), "")
    sentence = markup.first_sentence().source
    assert first.startswith(sentence.removesuffix("…"))
    assert bool(sentence) == bool(first)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("We train a model. It works.", "We train a model."),
        ("As in Smith et al. (2020), e.g. in Fig. 3, i.e. vs. Eq. 2, we win. Next.", None),
        ("Methods by J. Smith et al. We show more.", "Methods by J. Smith et al."),
        ("A gain of 3.5 points over GPT-4. We release it.", "A gain of 3.5 points over GPT-4."),
        ("Why does it fail? Nobody knows.", "Why does it fail?"),
        ("See https://x.org/a. B is next. And.", "See https://x.org/a."),
        ("{A group. With two.} Then more.", "{A group. With two.}"),
        ("A {\\it short group.} Then more.", "A {\\it short group.}"),
        ("Costs of $f(x. Y)$ are low. End.", "Costs of $f(x. Y)$ are low."),
        ("It said “no.” Then more.", "It said “no.”"),
        ("We use nnU-Net. vLLM is faster.", "We use nnU-Net."),
        ("it ends. here", "it ends. here"),
        ("We use etc. Then more.", "We use etc."),
        ("no end", "no end"),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, sentence: str | None) -> None:
    """A sentence is not ended by an abbreviation, an initial, a number, an address, a group or math."""
    wanted = text.removesuffix(" Next.") if sentence is None else sentence
    assert Markup(text).first_sentence().source == wanted


def test_a_long_sentence_is_cut_at_a_word() -> None:
    """A sentence of over 300 characters ends with a whole word and an ellipsis, never inside a group or an address."""
    text = "word " * 100
    cut = Markup(text).first_sentence().source
    assert cut.endswith("word…")
    assert 280 <= len(cut) <= 301
    group = "a {" + "word " * 100 + "} b"
    assert Markup(group).first_sentence().source == "a…"
    address = "https://x.org/" + "a" * 400 + " b c"
    assert Markup(address).first_sentence().links() == Markup(address).links()


@pytest.mark.parametrize(
    ("source", "kind", "url"),
    [
        ("Code: https://github.com/a/b.git.", LinkKind.CODE, "https://github.com/a/b"),
        ("our dataset at https://gitlab.com/a/b", LinkKind.CODE, "https://gitlab.com/a/b"),
        ("anonymous.4open.science/r/x-1", LinkKind.CODE, "https://anonymous.4open.science/r/x-1"),
        ("https://huggingface.co/org/model-7b", LinkKind.MODEL, "https://huggingface.co/org/model-7b"),
        ("huggingface.co/datasets/a/b", LinkKind.DATA, "https://huggingface.co/datasets/a/b"),
        ("https://huggingface.co/spaces/a/b", LinkKind.PROJECT, "https://huggingface.co/spaces/a/b"),
        ("https://huggingface.co/papers/1", LinkKind.OTHER, "https://huggingface.co/papers/1"),
        ("Models are at https://huggingface.co/org", LinkKind.MODEL, "https://huggingface.co/org"),
        ("https://zenodo.org/records/1", LinkKind.DATA, "https://zenodo.org/records/1"),
        ("https://youtu.be/x_Y-1 (part 1)", LinkKind.VIDEO, "https://youtu.be/x_Y-1"),
        ("demo.github.io/page/", LinkKind.PROJECT, "https://demo.github.io/page/"),
        ("Project page: https://x.org/p", LinkKind.PROJECT, "https://x.org/p"),
        ("code is on our project page https://x.org/p", LinkKind.PROJECT, "https://x.org/p"),
        ("The code is available at https://aka.ms/x.", LinkKind.CODE, "https://aka.ms/x"),
        ("The dataset lives at (https://x.org/d).", LinkKind.DATA, "https://x.org/d"),
        ("The code is fine. See https://x.org/d", LinkKind.OTHER, "https://x.org/d"),
        ("https://arxiv.org/abs/1 with code", LinkKind.OTHER, "https://arxiv.org/abs/1"),
        ("see https: //github.com/a/b", LinkKind.CODE, "https://github.com/a/b"),
        ("https://x.org/a\\_b\\%20\\~c,", LinkKind.OTHER, "https://x.org/a_b%20~c"),
        ("https://en.wikipedia.org/wiki/A_(b))", LinkKind.OTHER, "https://en.wikipedia.org/wiki/A_(b)"),
        ("athttps://x.org/y.", LinkKind.OTHER, "https://x.org/y"),
        ("www.x.org/y;", LinkKind.OTHER, "https://www.x.org/y"),
    ],
)
def test_a_link_is_cleaned_and_classified(source: str, kind: LinkKind, url: str) -> None:
    """A link is known by its host, else by the clause before it; what belongs to the sentence is left out."""
    assert [(found.kind, found.url) for found in Markup(source).links()] == [(kind, url)]


@pytest.mark.parametrize(
    "source",
    [
        *("javascript:alert(1)", "data:text/html,x", "ftp://x.org/a", "https://", "http://localhost/x", "https://-/"),
        *(
            "https://user:word@x.org/",
            "me@github.com/a/b",
            "file:///etc",
            "//x.org/y",
            "[x](javascript:a)",
            "github.io",
        ),
    ],
)
def test_what_is_no_web_address_is_no_link(source: str) -> None:
    """Only http and https to a named host is a link, in text and from the curator."""
    assert Markup(source).links() == ()
    with pytest.raises(ValueError, match="not an http"):
        link(source)


def test_the_curators_link() -> None:
    """A curator's link is classified like one in a text, unless its kind is given; letters beyond ASCII are encoded."""
    assert link("HTTPS://github.com/a/b").kind is LinkKind.CODE
    assert link("https://x.org/é b", LinkKind.VIDEO).url == "https://x.org/%C3%A9%20b"
    assert link("https://x.org/p", LinkKind.VIDEO).kind is LinkKind.VIDEO


def test_each_address_is_listed_once() -> None:
    """A last slash, `www.` and the scheme make no second link; the first spelling stays."""
    markup = Markup("https://x.org/a and http://www.x.org/a/ and https://x.org/b{https://x.org/b}.")
    assert [found.url for found in markup.links()] == ["https://x.org/a", "https://x.org/b"]


def test_paragraphs() -> None:
    """Paragraphs are parted by blank lines, each one line; one alone is inline HTML."""
    markup = Markup(" One\r\n line.\r\n \t\r\n\r\nTwo. ")
    assert [paragraph.source for paragraph in markup.paragraphs()] == ["One line.", "Two."]
    assert markup.plain() == "One line. Two."
    assert markup.markdown() == "One line.\n\nTwo."
    assert markup.html() == "<p>One line.</p><p>Two.</p>"
    assert Markup("One.").html() == "One."
    assert Markup(" \n ").paragraphs() == ()


HOSTILE = {
    "braces": "{" * 10_000,
    "nested": "{" * 50_000 + "x" + "}" * 50_000,
    "dollars": "$" * 100_000,
    "prices": "$5 " * 50_000,
    "long": "word " * 200_000,
    "giant": "x" * 1_000_000,
    "scripts": "x^{" * 50_000 + "}" * 50_000,
    "commands": "\\textit{" * 30_000,
    "fractions": "\\frac{a}{" * 20_000,
    "backslashes": "\\" * 100_000,
    "accents": '\\"o' * 50_000,
    "backticks": "``a `b" * 30_000,
    "stars": " **a *b" * 30_000,
    "brackets": "[a](https://" * 20_000,
    "labels": "https://a.org/{" * 20_000,
    "hosts": "a." * 50_000 + "github.io",
    "hosts in hosts": "-." + "github.io." * 10_000,
    "schemes": "https://" * 10_000,
    "addresses": "https://a.org/((" * 20_000,
    "sentences": "A. B et al. " * 20_000,
    "math": "$x^2$ " * 2_000,
    "deep math": ("$" + "{" * 200 + "}" * 200 + "$ ") * 100,
    "lines": "\n \n" * 100_000,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(source: str) -> None:
    """A million characters, however nested, are rendered in seconds; a quadratic step would take hours."""
    began = time.process_time()
    markup = Markup(source)
    for render in (markup.plain, markup.markdown, markup.html, markup.headline, markup.links, markup.first_sentence):
        render()
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    "source",
    [f"https://x.org/{'a' * 2_000}", f"{'a.' * 130}github.io", f"{'a-' * 130}.github.io/b"],
)
def test_what_is_too_long_for_an_address_is_text(source: str) -> None:
    """An address has 2,000 characters at most, its host 253: a longer one is no link, and no letter of it is lost."""
    assert Markup(source).links() == ()
    assert Markup(source).plain() == source


def test_math_that_cannot_be_set_stays_as_text() -> None:
    """Math that the library cannot set is shown in its plain form, and no letter of it is lost."""
    markup = Markup("so $\\left(x^$ and $a_{b}^$ end")
    assert "<math" not in markup.html()
    assert markup.html() == html.escape(markup.plain())
    assert [letter for letter in markup.plain() if letter in "xab"] == ["x", "a", "a", "b"]


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the recorded dumps stand beside the checkout only where it is developed"
)
def test_real_abstracts_convert_alike() -> None:
    """Of a recorded year's titles and abstracts each 15th means the same to each converter, and loses no long word."""
    files = sorted((SHARED / "corpora" / "hf-daily-papers").glob("*.json"))[::15]
    rows = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]
    for source in (row["paper"][name] for row in rows for name in ("title", "summary")):
        markup = Markup(source)
        wanted = words(fragment(markup.html()))
        assert words(fragment(PYTHON_MARKDOWN.reset().convert(markup.markdown()))) == wanted
        assert words(fragment(COMMONMARK.render(markup.markdown()))) == wanted
        plain = markup.plain()
        assert not [
            word for word in re.findall(r"(?<![\\\w/.{])[A-Z][a-z]{5,}(?![\w{}*])", source) if word not in plain
        ]
