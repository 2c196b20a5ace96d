"""With instant navigation pages change in place: what scripts add is there on each, once. Titles are never markup."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.reading.conftest import HOSTILE, Press
from tests.visits import Visits

TITLE = HOSTILE[0]
MISTAKEN = "feeds/sitemap.xml"
"""Material takes a feed for a translation of the page that was changed in place, and asks for its sitemap."""


def arrive(page: Page, address: str) -> None:
    """Open a page and leave a mark on its window: it is lost when a page is loaded anew."""
    page.goto(address)
    page.evaluate("window.here = true")


def test_each_page_has_its_controls_once(visit: Visits, press: Press) -> None:
    """From the front page to a digest, to a paper, to the list and back: stars, filters and the list are there."""
    reader = visit()
    reader.expected = [MISTAKEN]
    page = reader.page
    arrive(page, press.address)
    page.locator(".bs-dateline a").first.click()
    expect(page.locator("h1")).to_contain_text("6 November 2025")
    expect(page.locator("bs-filter")).to_have_count(1)
    expect(page.locator(".bs-rows bs-star")).to_have_count(3)
    page.get_by_role("button", name="Star: Learning to Name Clouds").click()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text("Clouds")
    expect(page.get_by_role("button", name="On your reading list")).to_have_count(1)
    expect(page.locator("[data-md-component=header-topic]")).to_have_text(page.locator("h1").inner_text())
    page.locator(".bs-nav a", has_text="Reading list").click()
    expect(page.locator(".bs-kept > li")).to_have_count(1)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Clouds")
    expect(page.locator("bs-star[starred]").first).to_be_visible()
    expect(page.locator("bs-keys")).to_have_count(1)
    assert page.evaluate("window.here")


def test_filters_and_history(visit: Visits, press: Press) -> None:
    """Filters go into the address and come back from it, across pages that change in place."""
    reader = visit()
    reader.expected = [MISTAKEN]
    page = reader.page
    arrive(page, f"{press.address}papers/")
    everything = page.locator(".bs-rows > ul > li:visible")
    expect(everything).to_have_count(4)
    page.get_by_label("Unread").check()
    page.locator(".bs-rows strong a").first.click()
    expect(page.locator(".bs-page--paper")).to_be_visible()
    page.locator("bs-star").first.wait_for()
    page.go_back()
    expect(page.locator("bs-filter")).to_contain_text("3 of 4 papers")
    page.go_back()
    expect(page.get_by_label("Unread")).not_to_be_checked()
    expect(everything).to_have_count(4)
    assert page.evaluate("window.here")


def test_a_title_is_never_markup(visit: Visits, press: Press) -> None:
    """A title that is a script is text: on a star, on the list, in files, in what is offered."""
    page = visit().page
    # were it run, the page would say so on the console
    page.add_init_script("window.alert = () => console.error('a title was run')")
    page.goto(f"{press.address}dates/2025/11/06/")
    page.get_by_role("button", name=f"Star: {TITLE}").click()
    page.goto(f"{press.address}reading-list/")
    expect(page.locator(".bs-kept strong")).to_have_text(TITLE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Share").click()
    address = page.get_by_label("Address of this list").input_value()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".bs-said")).to_contain_text(f"Removed “{TITLE}”.")

    page.locator("input[type=file]").set_input_files(
        {"name": "list.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    expect(page.locator(".bs-kept strong")).to_have_text(TITLE)
    other = visit().page
    other.add_init_script("window.alert = () => console.error('a title was run')")
    other.goto(address)
    expect(other.locator(".bs-offer li")).to_have_text(TITLE)
    other.get_by_role("button", name="Add 1 to my list").click()
    expect(other.locator(".bs-kept strong")).to_have_text(TITLE)
