"""A paper's files beside its page."""

import json

from lxml import html
from markdown_it import MarkdownIt

from generator.outputs.papers import make_papers
from generator.outputs.records import Record
from generator.pages import Edition, Offer, Site
from tests.libraries import make_collection, make_sample

SITE = Site(name="A digest", address="https://example.org/")


def test_every_paper_has_its_record_and_its_text() -> None:
    """The record is the contract's, and besides it has an address and the citations."""
    edition = Edition(collection=make_collection(make_sample()), site=SITE)
    files = {made.path: made.content for made in make_papers(edition)}
    papers = edition.library.papers
    assert set(files) == {f"papers/{slug}/index.{form}" for slug in papers for form in ("json", "md")}
    record = json.loads(files["papers/tidy-formulas/index.json"])
    assert list(record) == [*Record.__annotations__, "url", "citations"]
    assert record["url"] == "https://example.org/papers/tidy-formulas/"
    assert record["citations"]["csl"]["id"] == "tidy-formulas"
    assert record["citations"]["bibtex"].startswith("@misc{tidy-formulas,")
    assert record["citations"]["ris"].startswith("TY  - ")
    assert record["citations"]["text"].startswith("Tidy formulas")


def test_a_site_without_an_address_has_none_to_tell() -> None:
    """The address is null then, and the citations leave it out."""
    edition = Edition(collection=make_collection(make_sample()), site=Site(name="A digest"))
    files = {made.path: made.content for made in make_papers(edition)}
    record = json.loads(files["papers/tidy-formulas/index.json"])
    assert record["url"] is None
    assert "url" not in record["citations"]["bibtex"]


def test_the_curator_may_offer_less() -> None:
    """Each form can be turned off, for hosts that count files."""
    for offer, endings in (
        (Offer(paper_json=False), {"md"}),
        (Offer(paper_markdown=False), {"json"}),
        (Offer(paper_json=False, paper_markdown=False), set()),
    ):
        edition = Edition(collection=make_collection(make_sample()), site=SITE, offer=offer)
        assert {made.path.rpartition(".")[2] for made in make_papers(edition)} == endings


def test_the_markdown_is_the_paper() -> None:
    """CommonMark reads a headline, the abstract, the links and how to cite it."""
    edition = Edition(collection=make_collection(make_sample()), site=SITE)
    files = {made.path: made.content.decode() for made in make_papers(edition)}
    page = html.fromstring(MarkdownIt().render(files["papers/tidy-formulas/index.md"]))
    assert page.xpath("string(//h1)").startswith("Tidy formulas in")
    assert "https://github.com/example/tidy_formulas" in page.xpath("//li/a/@href")
    text = page.text_content()
    assert "We tidy formulas." in text
    assert "12 authors" in text
    assert "Cite as: Tidy formulas" in text
