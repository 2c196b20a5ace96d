"""What machines read in a page's head, from the partial alone: any front matter, with MkDocs' escaping or without."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from lxml import html
from markupsafe import escape

from generator.site.plugin import THEME

HEAD = Environment(loader=FileSystemLoader(THEME)).get_template("partials/head.html")  # noqa: S701 (as MkDocs has it)
HOSTILE = """</script><script>alert("1")</script> 'a' & {{ b }} "> <!-- ]]>"""
PAPER = {
    "kind": "paper",
    "title": "Tidy formulas",
    "description": "We tidy formulas.",
    "authors": ["Ada Lovelace", "Charles Babbage"],
    "published": "2025-03-17",
    "arxiv": "2503.00017",
    "trail": [{"name": "Papers", "url": "papers/"}],
}
ADDRESS = "https://example.org/digest/"


def render(meta: dict[str, Any], *, address: str = ADDRESS, offered: bool = True) -> html.HtmlElement:
    """Return a page's head."""
    url = "papers/tidy-formulas/"
    plugin = SimpleNamespace(config=SimpleNamespace(paper_json=offered, paper_markdown=offered))
    config = SimpleNamespace(site_name="A & B", site_url=address, site_description="", plugins={"broadsheet": plugin})
    page = SimpleNamespace(meta=meta, url=url, canonical_url=address and address + url, title="T")
    return html.fromstring(f"<html><head>{HEAD.render(page=page, config=config)}</head></html>")


def told(head: html.HtmlElement, name: str) -> list[str]:
    """Return the contents of the meta elements of a name, in order."""
    return [str(text) for text in head.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")]


def linked_data(head: html.HtmlElement) -> dict[str, Any]:
    """Return what the JSON-LD tells of, by type."""
    blocks = [json.loads(block) for block in head.xpath("//script[@type='application/ld+json']/text()")]
    assert {block["@context"] for block in blocks} <= {"https://schema.org"}
    return {each["@type"]: each for block in blocks for each in block["@graph"]}


def test_a_paper_is_told_to_citation_managers() -> None:
    """Highwire's tags, as Google Scholar and Zotero read them."""
    head = render(PAPER)
    assert told(head, "citation_title") == ["Tidy formulas"]
    assert told(head, "citation_author") == ["Ada Lovelace", "Charles Babbage"]
    assert told(head, "citation_publication_date") == ["2025/03/17"]
    assert told(head, "citation_arxiv_id") == ["2503.00017"]
    assert told(head, "citation_doi") == ["10.48550/arXiv.2503.00017"]
    assert told(head, "citation_pdf_url") == ["https://arxiv.org/pdf/2503.00017"]
    assert told(head, "citation_abstract_html_url") == [f"{ADDRESS}papers/tidy-formulas/"]


def test_a_paper_is_told_to_search_engines() -> None:
    """A scholarly article, and the pages above it."""
    data = linked_data(render(PAPER))
    article, trail = data["ScholarlyArticle"], data["BreadcrumbList"]["itemListElement"]
    assert [author["name"] for author in article["author"]] == PAPER["authors"]
    assert (article["headline"], article["datePublished"]) == ("Tidy formulas", "2025-03-17")
    assert article["sameAs"] == "https://arxiv.org/abs/2503.00017"
    assert article["@id"] == ""
    assert [(step["position"], step["name"]) for step in trail] == [(1, "A & B"), (2, "Papers")]
    assert [step.get("item") for step in trail] == [ADDRESS, f"{ADDRESS}papers/"]


def test_what_two_readers_look_for_is_said_once() -> None:
    """One element has a text under both names by which it is looked for, that of Open Graph first."""
    head = render(PAPER)
    named = {meta.get("property"): meta.get("name") for meta in head.iter("meta") if meta.get("property")}
    assert (named["og:title"], named["og:url"]) == ("citation_title", "citation_abstract_html_url")
    assert all(meta.keys()[0] == "property" for meta in head.iter("meta") if meta.get("property"))
    assert {meta.get("name") for meta in render({**PAPER, "kind": "topic"}).iter("meta")} == {None, "twitter:card"}


def test_what_is_not_known_is_not_told() -> None:
    """No author, date or identifier is made up, and no address without one of the site's."""
    head = render({"kind": "paper", "title": "A", "description": "B"}, address="")
    assert {name for name in head.xpath("//meta/@name") if name.startswith("citation_")} == {"citation_title"}
    assert linked_data(head) == {
        "ScholarlyArticle": {"@type": "ScholarlyArticle", "@id": "", "headline": "A"},
    }
    assert told(head, "og:url") == []


def test_a_shared_link_has_a_picture_where_there_is_one() -> None:
    """A card's address is whole, as Open Graph asks; without a site's address there is none."""
    meta = {"kind": "digest", "title": "A", "card": "dates/2025/11/05/card.png"}
    assert told(render(meta), "og:image") == [f"{ADDRESS}dates/2025/11/05/card.png"]
    assert told(render(meta), "twitter:card") == ["summary_large_image"]
    assert told(render(meta, address=""), "og:image") == []
    assert told(render(PAPER), "twitter:card") == ["summary"]


def test_a_papers_record_is_linked_where_there_is_one() -> None:
    """Programs find the record and what to cite by the relations of signposting.org."""
    assert render(PAPER).xpath("//link[@rel='describedby']/@href") == ["index.json"]
    assert render(PAPER, offered=False).xpath("//link[@rel='describedby']/@href") == []
    assert render(PAPER).xpath("//link[@rel='cite-as']/@href") == ["https://doi.org/10.48550/arXiv.2503.00017"]


@pytest.mark.parametrize("prepare", [str, escape], ids=["raw", "escaped"])
@pytest.mark.parametrize("text", [HOSTILE, "Tom & Jerry &amp; co"])
def test_front_matter_stays_text(text: str, prepare: Callable[[str], str]) -> None:
    """Whether main.html has escaped it or nobody has, a title comes out once, and nothing of it is markup."""
    check_text(text, prepare)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_any_front_matter_stays_text(text: str) -> None:
    """No title or name begins or ends an element."""
    check_text(text, str)


def check_text(text: str, prepare: Callable[[str], str]) -> None:
    """Check that a text comes out wherever it stands."""
    prepared = {"title": prepare(text), "description": prepare(text), "authors": [text]}
    head = render({**PAPER, **prepared})
    article = linked_data(head)["ScholarlyArticle"]
    assert (article["headline"], article["author"][0]["name"]) == (text, text)
    for name in ("og:title", "citation_title", "citation_author"):
        assert told(head, name) == [text]
    assert {element.tag for element in head.iter()} == {"html", "head", "meta", "link", "script"}
    assert head.xpath("//script[not(@type='application/ld+json')]") == []
