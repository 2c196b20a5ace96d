"""What came since the last visit, across two builds of a site."""

import pytest
from playwright.sync_api import Page, expect

from tests.reading.conftest import Press, until
from tests.visits import PHONE, Visits

NEWS = "bs-catch-up"
HOUR = 3_600_000


def come_back(page: Page, hours: float) -> None:
    """Let so much time pass: what the browser noted is so much older."""
    page.evaluate(
        """age => {
            for (const name of ["first", "before", "now"]) {
                const key = `broadsheet:/now/:1:visit:${name}`
                const visit = JSON.parse(localStorage.getItem(key))
                if (visit) localStorage.setItem(key, JSON.stringify({ ...visit, at: visit.at - age }))
            }
        }""",
        hours * HOUR,
    )
    page.reload()


def arrive(page: Page, address: str) -> None:
    """Open the front page, and wait until the visit is noted."""
    page.goto(address)
    until(page, "localStorage.getItem('broadsheet:/now/:1:visit:now') !== null")


def test_a_first_visit_calls_nothing_new(visit: Visits, press: Press) -> None:
    """A reader who comes for the first time, and reloads, is told no news."""
    page = visit().page
    for _ in range(2):
        arrive(page, press.address)
        expect(page.locator(NEWS)).to_be_empty()


def test_news_since_the_last_visit(visit: Visits, press: Press) -> None:
    """After another build its digest is new, and so is the paper that came late; marked read, neither is."""
    page = visit().page
    arrive(page, press.address)
    press.show("second")
    come_back(page, 30)
    expect(page.get_by_role("heading", name="Since your last visit")).to_contain_text("9 new papers in 2 digests")
    rows = page.locator(f"{NEWS} li")
    expect(rows.nth(0)).to_contain_text("7 November 2025")
    expect(rows.nth(0)).to_contain_text("8 papers")
    expect(rows.nth(1)).to_contain_text("6 November 2025")
    expect(rows.nth(1)).to_contain_text("1 more of 4 papers")
    assert rows.nth(0).locator(".bs-topic a").first.get_attribute("href") is not None

    page.get_by_role("button", name="Mark read: 7 November").click()
    expect(rows).to_have_count(1)
    expect(page.get_by_role("heading", name="Since your last visit")).to_contain_text("1 new paper in 1 digest")
    page.reload()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Show 1 digest read").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Mark unread: 7 November").click()
    expect(rows.nth(0)).to_contain_text("New")


def test_news_lasts_for_the_visit_and_is_unread_after(visit: Visits, press: Press) -> None:
    """A reload, or an hour of reading, takes no news away; at the next visit it is old, but still unread."""
    page = visit().page
    arrive(page, press.address)
    press.show("second")
    come_back(page, 30)
    expect(page.locator(NEWS)).to_contain_text("9 new papers")
    for _ in range(3):
        come_back(page, 0.3)
        expect(page.locator(NEWS)).to_contain_text("9 new papers")
    come_back(page, 30)
    expect(page.get_by_role("heading", name="Nothing new since your last visit")).to_be_visible()
    expect(page.locator(f"{NEWS} li")).to_have_count(2)
    page.get_by_role("button", name="Mark all read").click()
    expect(page.locator(f"{NEWS} li")).to_have_count(0)


def test_a_digest_is_marked_on_its_own_page(visit: Visits, press: Press) -> None:
    """Marked read on its page, a digest is read on the front page, and its papers are read in every list."""
    reader = visit()
    # Material takes a feed for a translation of the page
    reader.expected = ["feeds/sitemap.xml"]
    page = reader.page
    arrive(page, press.address)
    press.show("second")
    come_back(page, 30)
    page.locator(f"{NEWS} a", has_text="7 November 2025").click()
    expect(page.locator("h1")).to_contain_text("7 November 2025")
    page.get_by_role("button", name="Mark digest read").click()
    expect(page.get_by_role("button", name="Mark digest unread")).to_be_visible()
    page.goto(f"{press.address}papers/?unread=1")
    expect(page.locator("bs-filter")).to_contain_text("5 of 13 papers")
    page.goto(press.address)
    expect(page.locator(f"{NEWS} li")).to_have_count(1)


def test_a_paper_that_comes_late_to_a_digest_read_is_news(visit: Visits, press: Press) -> None:
    """A digest that was marked read and then captured again with more papers has news: those alone."""
    page = visit().page
    arrive(page, press.address)
    page.goto(f"{press.address}dates/2025/11/06/")
    page.get_by_role("button", name="Mark digest read").click()
    press.show("second")
    come_back(page, 30)
    expect(page.get_by_role("button", name="Mark digest read")).to_be_visible()
    page.goto(press.address)
    expect(page.locator(f"{NEWS} li", has_text="6 November")).to_contain_text("1 more of 4 papers")


@pytest.mark.parametrize("content", [None, "{", '{"digests": 7}', "null"])
def test_without_the_file_there_is_no_news_and_no_error(visit: Visits, press: Press, content: str | None) -> None:
    """A file of news that is missing or broken costs the news, and nothing else."""
    reader = visit()
    reader.expected = ["404"]
    reader.page.route(
        "**/assets/recent.json",
        lambda route: route.fulfill(status=404) if content is None else route.fulfill(body=content),
    )
    reader.page.goto(press.address)
    reader.page.locator("bs-star").first.wait_for()
    expect(reader.page.locator(NEWS)).to_be_empty()


def test_news_fits_a_phone(visit: Visits, press: Press) -> None:
    """The news does not scroll sideways, and its dates stand in a column."""
    page = visit(PHONE).page
    arrive(page, press.address)
    press.show("second")
    come_back(page, 30)
    page.locator(f"{NEWS} li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_marks_are_the_same_in_both_tongues(visit: Visits, press: Press) -> None:
    """The browser makes of a slug the mark that the build made."""
    page = visit().page
    page.goto(press.address)
    recent = page.evaluate("fetch('assets/recent.json').then(response => response.json())")
    slugs = page.locator(".bs-front li strong a").evaluate_all(
        "links => links.map(link => link.href.split('/').at(-2))"
    )
    marks = page.evaluate(
        "slugs => import('./assets/marks.mjs').then(marks => slugs.map(marks.markOf).join(''))", slugs
    )
    assert recent["digests"][0]["papers"] == marks
