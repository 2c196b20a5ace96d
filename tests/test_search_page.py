"""The search as a reader meets it: in place on any page, and on a page of its own."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, Route, expect

from tests.visits import DESKTOP, PHONE, Visit, Visits

WORKER = (Path(__file__).parent / "fake_search_worker.mjs").read_text(encoding="utf-8")
Reader: TypeAlias = Callable[..., Visit]


@pytest.fixture
def reader(visit: Visits) -> Reader:
    """Opens visits in which the search is answered by the stand-in."""

    def answer(route: Route) -> None:
        route.fulfill(body=WORKER, content_type="text/javascript")

    def open_visit(size: tuple[int, int] = DESKTOP) -> Visit:
        opened = visit(size)
        opened.context.route("**/search-worker.mjs", answer)
        return opened

    return open_visit


def open_search(page: Page, address: str, query: str) -> None:
    """Go to the search page with a query string, and wait until it has answered."""
    page.goto(f"{address}search/{query}")
    expect(page.locator(".bs-total")).not_to_be_empty()


def titles(page: Page) -> list[str]:
    """Return the titles of the results on the search page."""
    return page.locator(".bs-hits li strong").all_inner_texts()


def test_nothing_is_loaded_before_the_reader_shows_intent(reader: Reader, sample_address: str) -> None:
    """A page loads one small module of the search; the rest comes when a reader goes for it."""
    visit = reader()
    page = visit.page
    page.goto(sample_address, wait_until="networkidle")

    def loaded() -> list[str]:
        return [url.removeprefix(sample_address) for url in visit.requests if "search" in url]

    assert {*loaded()} == {"assets/search.mjs"}
    with visit.context.expect_event("request", lambda request: "search-worker" in request.url):
        page.locator("bs-search a").focus()
    assert "assets/search-dialog.mjs" in loaded()


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_the_search_in_place(reader: Reader, sample_address: str, key: str) -> None:
    """`/` and `s` open a dialog with the field in focus; Escape closes it and gives the focus back."""
    page = reader().page
    page.goto(sample_address)
    page.locator("article a").first.focus()
    page.keyboard.press(key)
    expect(page.get_by_role("combobox", name="Search papers")).to_be_focused()
    expect(page.get_by_role("combobox", name="Search papers")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("article a").first).to_be_focused()


def test_keys_are_never_taken_from_a_field_or_a_browser(reader: Reader, sample_address: str) -> None:
    """What is typed into a field, into editable text or with a modifier is not the search's."""
    page = reader().page
    page.goto(sample_address)
    for field in ("<input id=field>", "<textarea id=field></textarea>", "<p id=field contenteditable><b>a</b></p>"):
        page.evaluate("html => document.querySelector('article').insertAdjacentHTML('afterbegin', html)", field)
        page.locator("#field").focus()
        page.keyboard.type("s/")
        typed = page.locator("#field").evaluate("field => field.value ?? field.textContent")
        assert "s/" in typed
        page.evaluate("document.querySelector('#field').remove()")
    page.locator("article a").first.focus()
    for chord in ("Control+/", "Alt+s", "Meta+s"):
        page.keyboard.press(chord)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_reader_finds_a_paper_by_the_keyboard_alone(reader: Reader, sample_address: str) -> None:
    """Type, go down and up among the results, open one: the focus stays in the field, which names the chosen result."""
    visit = reader()
    # the stand-in's papers have no pages
    visit.expected = ["404.*/papers/paper-"]
    page = visit.page
    page.goto(sample_address)
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search papers")
    page.keyboard.type("dense attention")
    options = page.get_by_role("option")
    expect(options).to_have_count(8)
    expect(page.get_by_role("listbox")).to_have_attribute("aria-busy", "false")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "none")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    chosen = options.last.get_attribute("href") or ""
    with page.expect_navigation(url=chosen):
        page.keyboard.press("Enter")


def test_the_dialog_leads_to_all_results(reader: Reader, sample_address: str) -> None:
    """Enter without a choice, or the link, opens the search page with the same words."""
    page = reader().page
    page.goto(sample_address)
    page.locator("bs-search a").click()
    page.keyboard.type("sparse attention")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("30 results")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{sample_address}search/?q=sparse+attention")
    expect(page.get_by_role("searchbox", name="Search papers")).to_have_value("sparse attention")
    expect(page.locator(".bs-hits li")).to_have_count(20)
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_address_is_the_state(reader: Reader, sample_address: str) -> None:
    """A deep link shows what it says; typing, sorting, narrowing and paging change it; back and forward go through."""
    page = reader().page
    open_search(page, sample_address, "?q=attention&topic=agents&code=1&sort=newest")
    assert page.get_by_label("Agents").is_checked()
    assert page.get_by_label("With code").is_checked()
    assert page.get_by_label("Sort by").input_value() == "newest"
    found = titles(page)
    assert 0 < len(found) < 15

    page.get_by_label("With code").uncheck()
    expect(page).to_have_url(f"{sample_address}search/?q=attention&topic=agents&sort=newest")
    expect(page.locator(".bs-hits li")).to_have_count(15)
    expect(page.get_by_label("With code")).to_be_focused()
    page.get_by_label("Agents").uncheck()
    page.get_by_label("Sort by").select_option("relevance")
    expect(page).to_have_url(f"{sample_address}search/?q=attention")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(f"{sample_address}search/?q=attention&page=2")
    expect(page.locator(".bs-hits li strong").first).to_have_text("Paper 21 on dense attention")
    expect(page.get_by_text("45 results")).to_be_focused()
    page.go_back()
    expect(page.locator(".bs-hits li strong").first).to_have_text("Paper 1 on sparse attention")
    for _ in range(3):
        page.go_back()
    expect(page.get_by_label("With code")).to_be_checked()
    assert titles(page) == found
    page.go_forward()
    expect(page.locator(".bs-hits li")).to_have_count(15)


def test_typing_leaves_one_step_back(reader: Reader, sample_address: str) -> None:
    """The query before is one step back, not as many as letters were typed."""
    page = reader().page
    open_search(page, sample_address, "?q=dense")
    field = page.get_by_role("searchbox")
    field.fill("")
    field.press_sequentially("sparse", delay=120)
    expect(page).to_have_url(f"{sample_address}search/?q=sparse")
    expect(page.get_by_text("30 results")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{sample_address}search/?q=dense")
    expect(field).to_have_value("dense")
    expect(page.get_by_text("15 results")).to_be_visible()


def test_a_page_behind_the_last_is_the_last(reader: Reader, sample_address: str) -> None:
    """An address of fewer results than it was written for shows the last of them."""
    page = reader().page
    open_search(page, sample_address, "?q=attention&page=99")
    expect(page).to_have_url(f"{sample_address}search/?q=attention&page=3")
    assert len(titles(page)) == 5


def test_a_title_with_markup_is_text(reader: Reader, sample_address: str) -> None:
    """What a dump wrote as a script is shown letter by letter, in the dialog and on the page."""
    page = reader().page
    open_search(page, sample_address, "?q=hostile")
    assert titles(page) == ["<script>alert(1)</script> & <b>bold</b>"]
    page.goto(sample_address)
    page.keyboard.press("/")
    page.keyboard.type("hostile")
    expect(page.get_by_role("option")).to_contain_text("<script>alert(1)</script> & <b>bold</b>")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("difusion", "Nothing has these words. These are the results for “diffusion”:"),
        ("many", "Nothing has all of these words. These have some of them:"),
        ("colour:red", "There is no operator “colour:”."),
        ("x" * 600, "Only the first 500 letters are searched for."),
    ],
)
def test_the_reader_is_told_what_was_done(reader: Reader, sample_address: str, query: str, told: str) -> None:
    """Where the search did something else than it was asked, a sentence says so."""
    page = reader().page
    open_search(page, sample_address, f"?q={query}")
    expect(page.locator(".bs-said")).to_contain_text(told)


def test_nothing_found_leads_on(reader: Reader, sample_address: str) -> None:
    """Ways out of an empty result: fewer words, no filters, and the lists."""
    page = reader().page
    open_search(page, sample_address, "?q=attention+zebra&topic=agents")
    expect(page.locator(".bs-total")).to_have_text("Nothing found")
    expect(page.get_by_label("agents")).to_be_checked()
    page.get_by_role("link", name="without “zebra”").click()
    expect(page).to_have_url(f"{sample_address}search/?q=attention&topic=agents")
    expect(page.get_by_text("15 results")).to_be_visible()
    open_search(page, sample_address, "?q=zebra&year=2024")
    page.get_by_role("link", name="Search without the filters").click()
    expect(page).to_have_url(f"{sample_address}search/?q=zebra")
    expect(page.get_by_role("article").get_by_role("link", name="Topics")).to_be_visible()


@pytest.mark.parametrize("kind", ["offline", "missing", "bad", "stale"])
def test_trouble_is_told_with_a_way_out(reader: Reader, sample_address: str, kind: str) -> None:
    """A page that can't be answered says what is wrong; its button tries again, or loads the renewed site."""
    page = reader().page
    open_search(page, sample_address, f"?q={kind}")
    assert titles(page) == []
    button = page.get_by_role("button", name="Reload the page" if kind == "stale" else "Try again")
    expect(button).to_be_visible()
    if kind == "missing":
        button.click()
        expect(page.locator(".bs-hits li")).to_have_count(20)
        expect(button).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_search_fits_the_screen(reader: Reader, sample_address: str, size: tuple[int, int]) -> None:
    """Neither the page nor the dialog is wider than the screen; on a phone the dialog is the screen."""
    page = reader(size).page
    open_search(page, sample_address, "?q=attention")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.get_by_label("Agents").is_visible() == (size == DESKTOP)
    page.goto(sample_address)
    page.locator("bs-search a").click()
    page.keyboard.type("attention")
    expect(page.get_by_role("option")).to_have_count(8)
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]
    assert (box["width"] == size[0] and box["height"] == size[1]) == (size == PHONE)


def test_without_javascript_the_way_to_the_search_leads_to_the_lists(visit: Visits, sample_address: str) -> None:
    """The header's link opens a page that says what the search needs, and leads to every paper without it."""
    page = visit(javascript=False).page
    page.goto(sample_address)
    page.locator("header").get_by_role("link", name="Search").click()
    expect(page.locator("article")).to_contain_text("needs JavaScript")
    for name, target in {"All papers": "papers/", "Topics": "topics/", "Dates": "dates/"}.items():
        link = page.get_by_role("article").get_by_role("link", name=name)
        assert link.evaluate("link => link.href") == sample_address + target


# With the search worker itself ---------------------------------------------------------------------------------------


def test_a_reader_searches_and_opens_a_paper(visit: Visits, sample_address: str) -> None:
    """Words of a title find the paper first, in place and on the page; Enter on it opens it."""
    page = visit().page
    page.goto(sample_address)
    page.keyboard.press("/")
    page.keyboard.type("alignment faking")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Alignment faking in large language models")
    expect(option.locator("mark").first).to_have_text("Alignment")
    expect(page.get_by_role("listbox")).to_have_attribute("aria-busy", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Alignment faking in large language models")
    open_search(page, sample_address, "?q=alignment+faking")
    assert titles(page)[0] == "Alignment faking in large language models"


def test_a_result_is_starred_like_any_row(visit: Visits, sample_address: str) -> None:
    """A paper that was found can be put on the reading list, and the keys of lists go through the results."""
    page = visit().page
    open_search(page, sample_address, "?q=language+models")
    page.get_by_role("article").get_by_role("heading", name="Search").click()
    page.keyboard.press("j")
    first = page.locator(".bs-hits li").first
    expect(first.locator("strong a")).to_be_focused()
    page.keyboard.press("b")
    expect(first.get_by_role("button", name="Star:")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize(
    "query", ["-model", "topic:", "---", '"', "扩散模型", "🚀🚀", "<script>", "x" * 10_000, "the of"]
)
def test_no_query_breaks_the_search(visit: Visits, sample_address: str, query: str) -> None:
    """Operators alone, other scripts, emoji, markup, a flood of letters: an answer, and the next query works."""
    page = visit().page
    page.goto(sample_address)
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    field.fill(query)
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(re.compile(r"result|Nothing found"))
    field.fill("alignment faking")
    expect(page.get_by_role("option").first).to_contain_text("Alignment faking")


def test_a_missing_part_of_the_index_can_be_tried_again(visit: Visits, sample_address: str) -> None:
    """Where the host has lost a file of the index, the reader is told; once it is back, the button finds the papers."""
    reader = visit()
    reader.expected = ["404.*/assets/search/"]
    page = reader.page
    parts = "**/assets/search/*/terms-*.bin"
    reader.context.route(parts, lambda route: route.fulfill(status=404))
    open_search(page, sample_address, "?q=alignment")
    expect(page.locator(".bs-total")).to_have_text("A part of the search index could not be fetched.")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    reader.context.unroute(parts)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".bs-hits li").first).to_contain_text("lignment")


def test_a_reader_who_is_offline_is_told_so(visit: Visits, sample_address: str) -> None:
    """Without a network the search says so and keeps the query; with one, it answers."""
    reader = visit()
    reader.expected = ["ERR_INTERNET_DISCONNECTED"]
    page = reader.page
    page.goto(f"{sample_address}search/", wait_until="networkidle")
    reader.context.set_offline(offline=True)
    page.get_by_role("searchbox").fill("alignment")
    expect(page.locator(".bs-total")).to_contain_text("You are offline")
    reader.context.set_offline(offline=False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".bs-hits li").first).to_contain_text("lignment")


@pytest.mark.parametrize(("query", "together"), [("topic:alignment", False), ("year:2025", True)])
def test_results_are_saved_as_one_file(visit: Visits, sample_address: str, query: str, *, together: bool) -> None:
    """BibTeX and JSON hold every paper found, in the order shown: from their own records, or from the file of all."""
    reader = visit()
    page = reader.page
    open_search(page, sample_address, f"?q={query}")
    found = int(page.locator(".bs-total").inner_text().split()[0])
    files = {}
    for form in ("BibTeX", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("button", name=form).click()
        files[form] = Path(download.value.path()).read_text(encoding="utf-8")
    papers = json.loads(files["JSON"])
    assert len(papers) == found
    assert [paper["title"] for paper in papers[:20]] == titles(page)
    assert re.findall(r"^@misc\{(.+),$", files["BibTeX"], flags=re.MULTILINE) == [paper["slug"] for paper in papers]
    assert ("data/papers.bib" in " ".join(reader.requests)) == together
    assert {"slug", "abstract", "topics"} <= papers[0].keys()


def test_the_search_outlives_instant_navigation(visit: Visits, sample_site: Path, sample_address: str) -> None:
    """Where pages are exchanged under the header, keys open one dialog, results lead on, and the search page works."""
    reader = visit()
    reader.be_instant(sample_site, sample_address)
    page = reader.page
    page.goto(sample_address, wait_until="networkidle")
    page.evaluate("window.same = true")
    page.locator(".bs-nav").get_by_role("link", name="Topics").click()
    expect(page.locator("h1")).to_have_text("Topics")
    page.locator(".bs-families a").first.click()
    expect(page.locator(".bs-page--topic")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("alignment faking")
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(page.get_by_role("option").first).to_contain_text("Alignment faking")
    page.get_by_role("option").first.click()
    expect(page.locator("h1")).to_contain_text("Alignment faking")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("/")
    page.get_by_role("combobox").fill("language models")
    page.get_by_role("link", name="Show all").click()
    expect(page).to_have_url(f"{sample_address}search/?q=language+models")
    expect(page.locator(".bs-hits li").first).to_be_visible()
    page.get_by_label("With code").check()
    expect(page).to_have_url(f"{sample_address}search/?q=language+models&code=1")
    page.locator(".bs-hits li strong a").first.click()
    expect(page.locator(".bs-page--paper")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("With code")).to_be_checked()
    page.go_back()
    expect(page.get_by_label("With code")).not_to_be_checked()
    assert page.evaluate("window.same")
