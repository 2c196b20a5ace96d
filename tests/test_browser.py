"""What a reader does, in a real browser."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.visits import DESKTOP, KINDS, PHONE, Visits

PAPER = "papers/alignment-faking-in-large-language-models/"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_kind_of_page_fits_and_says_nothing_on_the_console(
    visit: Visits, sample_address: str, kind: str, scheme: Literal["light", "dark"], size: tuple[int, int]
) -> None:
    """No sideways scrolling, no error, no request to another host, and the reader's scheme is followed."""
    reader = visit(size, scheme)
    reader.page.goto(sample_address + kind, wait_until="load")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    background = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(background.removeprefix("rgb(").removeprefix("rgba(").split(",")[0])
    assert (red < 100) == (scheme == "dark"), background
    assert [url for url in reader.requests if not url.startswith(sample_address)] == []


def test_a_reader_browses_from_the_front_page_to_a_paper_and_back_by_its_digest(
    visit: Visits, sample_address: str
) -> None:
    """Front page, paper, its digest, the digest before."""
    page = visit().page
    page.goto(sample_address)
    first = page.locator("article a[href*='papers/']").first
    title = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(title)
    page.locator("article a[href*='dates/']").first.click()
    expect(page.locator("h1")).to_contain_text("2025")
    expect(page.locator("article")).to_contain_text(title)


def test_the_scheme_is_switched_and_remembered(visit: Visits, sample_address: str) -> None:
    """The palette switch turns the page dark, and the next page is dark too."""
    page = visit().page
    page.goto(sample_address)
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(sample_address + "about/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_without_javascript_everything_but_the_search_is_there(visit: Visits, sample_address: str) -> None:
    """The lists, the papers and the ways between them are plain HTML."""
    page = visit(javascript=False).page
    page.goto(sample_address)
    page.locator("article a[href*='papers/']").first.click()
    assert page.locator("h1").count() == 1
    page.locator("article a[href*='topics/']").first.click()
    assert page.locator("article a[href*='papers/']").count() > 0


def test_the_keyboard_reaches_the_content_first(visit: Visits, sample_address: str) -> None:
    """The first Tab stops at a visible link that skips to the content."""
    page = visit().page
    page.goto(f"{sample_address}papers/alignment-faking-in-large-language-models/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_contain_text("Skip to content")
    expect(focused).to_be_visible()


def test_math_is_rendered_without_a_script(visit: Visits, real_address: str) -> None:
    """A formula in a title is MathML that the browser lays out, at the size of its line."""
    page = visit().page
    page.goto(f"{real_address}papers/met2net-a-decoupled-two-stage-spatio-temporal-forecasting-model-for-complex/")
    box = page.locator("h1 math, h1 sup").first.bounding_box()
    assert box is not None
    assert 4 < box["height"] < 80


def test_a_citation_is_copied_and_saved(visit: Visits, sample_address: str) -> None:
    """One click copies a form; another saves it as a file named after the paper; each says so."""
    reader = visit()
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.page
    page.goto(sample_address + PAPER)
    cite = page.locator("bs-cite")
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(cite.get_by_role("status")).to_have_text("BibTeX copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{alignment-faking")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save RIS").click()
    assert saved.value.suggested_filename == f"{PAPER.split('/')[1]}.ris"
    assert saved.value.path().read_text(encoding="utf-8").startswith("TY  - ")
    assert len([url for url in reader.requests if url.endswith("/index.json")]) == 1


def test_a_citation_that_cannot_be_had_leaves_its_link(visit: Visits, sample_address: str) -> None:
    """Where the record can't be fetched, the reader is told and has the link."""
    reader = visit()
    reader.expected.append("index.json")
    reader.page.route("**/index.json", lambda route: route.abort())
    reader.page.goto(sample_address + PAPER)
    reader.page.get_by_role("button", name="Copy RIS").click()
    expect(reader.page.locator("bs-cite").get_by_role("status").get_by_role("link")).to_have_attribute(
        "href", "index.json"
    )


def test_authors_that_are_left_out_are_named_on_demand(visit: Visits, sample_address: str) -> None:
    """The names come from the paper's record, in the place of the button, and have the focus that it had."""
    page = visit().page
    record = {"authors": ["A", "B", "C"]}
    page.route("**/index.json", lambda route: route.fulfill(json=record))
    link = '<bs-authors><a href="index.json" type="application/json">and 2 more</a></bs-authors>'
    page.route(
        f"**/{PAPER}",
        lambda route: route.fulfill(response=(got := route.fetch()), body=got.text().replace("</h1>", f" {link}</h1>")),
    )
    page.goto(sample_address + PAPER)
    page.get_by_role("button", name="and 2 more").click()
    expect(page.locator("h1")).to_contain_text("B, C")
    expect(page.locator("h1 span:focus")).to_have_text("B, C")


def test_downloads_tell_their_size(visit: Visits, sample_address: str, sample_site: Path) -> None:
    """Beside each file stands how large it is."""
    page = visit().page
    page.goto(sample_address + "data/")
    kilobytes = round((sample_site / "data/papers.jsonl").stat().st_size / 1000)
    row = page.locator("bs-downloads li", has=page.get_by_role("link", name="papers.jsonl", exact=True))
    expect(row.locator(".bs-count")).to_have_text(f"{kilobytes} kB")
