"""Lists filtered and sorted: what is shown is what the address says."""

import re
from datetime import UTC, datetime

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from tests.visits import PHONE, Visits

DIGEST = "dates/2025/11/06/"
ROWS = ".bs-rows > ul > li"


def titles(page: Page) -> list[str]:
    """Return the titles of the rows that are shown, in order."""
    return page.locator(f"{ROWS}:visible strong").all_inner_texts()


def rows_of(page: Page) -> list[tuple[str, str, str, bool]]:
    """Return (title, meta, topics, hidden) of every row, as its HTML has it."""
    tree = html.fromstring(page.content())
    return [
        (
            row.xpath("string(.//strong)"),
            row.xpath("string(.//*[@class='bs-meta'])"),
            row.xpath("string(.//*[@class='bs-topics'])"),
            row.get("hidden") is not None,
        )
        for row in tree.xpath("//div[@class='bs-rows']/ul/li")
    ]


def comments(meta: str) -> int:
    """Return the number of comments that a row's meta tells."""
    found = re.search(r"([\d,]+) comment", meta)
    return int(found[1].replace(",", "")) if found else 0


def test_filtered_by_topic_and_back(visit: Visits, sample_address: str) -> None:
    """The rows of a topic stay, the page says how many, the address holds it, and "back" undoes it."""
    page = visit().page
    page.goto(sample_address + DIGEST)
    everything = titles(page)
    page.get_by_label("Topic").select_option("alignment")
    assert page.url == f"{sample_address}{DIGEST}?topic=alignment"
    shown = titles(page)
    assert shown == [title for title, _, topics, _ in rows_of(page) if "Alignment" in topics]
    assert 0 < len(shown) < len(everything)
    expect(page.get_by_role("status")).to_have_text(f"{len(shown)} of {len(everything)} papers")
    page.get_by_label("Code").check()
    assert page.url == f"{sample_address}{DIGEST}?topic=alignment&code=1"
    assert titles(page) == [
        title for title, meta, topics, _ in rows_of(page) if "Alignment" in topics and "Code" in meta
    ]
    page.go_back()
    assert titles(page) == shown
    expect(page.get_by_label("Code")).not_to_be_checked()
    page.go_back()
    assert titles(page) == everything
    page.go_forward()
    assert titles(page) == shown
    page.get_by_role("button", name="Show all").click()
    assert (titles(page), page.url) == (everything, sample_address + DIGEST)


def test_a_link_holds_the_filter(visit: Visits, sample_address: str) -> None:
    """An address with a query opens the list as it was left; what others put into the query stays there."""
    page = visit().page
    page.goto(f"{sample_address}{DIGEST}?utm_source=mail&comments=1&sort=comments")
    shown = titles(page)
    metas = {title: comments(meta) for title, meta, _, _ in rows_of(page)}
    assert [metas[title] for title in shown] == sorted((each for each in metas.values() if each), reverse=True)
    expect(page.locator("select[name=comments]")).to_have_value("1")
    page.locator("select[name=sort]").select_option("title")
    assert "utm_source=mail" in page.url
    initials = [title[0].casefold() for title in titles(page)]
    assert initials == sorted(initials)


def test_what_was_opened_is_read(visit: Visits, sample_address: str) -> None:
    """A paper whose page was opened is left out of what is unread, in every list."""
    page = visit().page
    page.goto(f"{sample_address}{DIGEST}?unread=1")
    before = titles(page)
    page.locator(f"{ROWS} strong a").first.click()
    expect(page.locator("h1")).to_have_text(before[0])
    page.locator("bs-star").first.wait_for()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"{len(before) - 1} of {len(before)} papers")
    assert titles(page) == before[1:]


def test_nothing_matches(visit: Visits, sample_address: str) -> None:
    """Where no row is left the page says so, and a way back stands beside it."""
    page = visit().page
    page.goto(f"{sample_address}{DIGEST}?topic=no-such-topic")
    expect(page.get_by_role("status")).to_have_text("No paper here is like that.")
    page.get_by_role("button", name="Show all").click()
    assert len(titles(page)) == len(rows_of(page))


def test_a_muted_topic(visit: Visits, sample_address: str) -> None:
    """Papers first of all of a muted topic are left out everywhere but on its own page, counted, shown on demand."""
    page = visit().page
    page.goto(f"{sample_address}{DIGEST}?topic=reinforcement-learning")
    page.get_by_role("button", name="Mute it").click()
    page.goto(sample_address + DIGEST)
    rows = rows_of(page)
    out = [title for title, _, topics, _ in rows if topics.startswith("Reinforcement learning")]
    assert out == [title for title, _, _, hidden in rows if hidden]
    expect(page.locator(".bs-muted")).to_contain_text(f"{len(out)} papers hidden of topics that you muted")
    page.get_by_role("button", name="Show").click()
    assert titles(page) == [title for title, *_ in rows]
    page.go_back()
    page.goto(sample_address)
    expect(page.locator(f"{ROWS}:not(:visible)").first).to_be_attached()
    page.goto(f"{sample_address}topics/reinforcement-learning/")
    assert len(titles(page)) == len(rows_of(page))
    page.get_by_role("button", name="Unmute this topic").click()
    page.goto(sample_address + DIGEST)
    assert titles(page) == [title for title, *_ in rows]
    expect(page.locator(".bs-muted")).to_be_hidden()


@pytest.mark.parametrize("kind", [DIGEST, "topics/alignment/", "papers/", "dates/2025/11/"])
def test_every_list_can_be_filtered(visit: Visits, sample_address: str, kind: str) -> None:
    """Digests, topics, the index and months have the controls that tell their rows apart."""
    page = visit().page
    page.goto(sample_address + kind)
    expect(page.get_by_label("Unread")).to_be_visible()


def test_headlines_of_a_month_are_filtered_by_topic(visit: Visits, sample_address: str) -> None:
    """A month shows each headline with its first topic, and is filtered by it."""
    page = visit().page
    page.goto(f"{sample_address}dates/2025/09/?topic=alignment")
    page.locator("bs-filter").wait_for()
    shown = page.locator(".bs-fronts ul ul > li:visible")
    assert 0 < shown.count() < page.locator(".bs-fronts ul ul > li").count()
    assert set(shown.locator(".bs-topic").all_inner_texts()) == {"Alignment & preference learning"}


def test_newest_first(visit: Visits, sample_address: str) -> None:
    """The index of all papers, from A to Z, is sorted by the dates it shows."""
    page = visit().page
    page.goto(f"{sample_address}papers/?sort=newest")
    page.locator("bs-filter").wait_for()
    metas = page.locator(f"{ROWS} .bs-meta").all_inner_texts()
    days = [datetime.strptime(meta.split(" · ")[0], "%d %B %Y").replace(tzinfo=UTC) for meta in metas]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 1


def test_on_a_phone_the_controls_are_behind_a_button(visit: Visits, sample_address: str) -> None:
    """On a phone one line opens the controls, and they fit."""
    page = visit(PHONE).page
    page.goto(sample_address + DIGEST)
    opener = page.get_by_role("button", name="Filter and sort")
    expect(page.get_by_label("Topic")).to_be_hidden()
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.get_by_label("Topic").select_option("alignment")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("kind", [DIGEST, "papers/alignment-faking-in-large-language-models/"])
@pytest.mark.parametrize("size", [PHONE, (1280, 900)], ids=["phone", "desktop"])
def test_controls_move_nothing(visit: Visits, sample_address: str, kind: str, size: tuple[int, int]) -> None:
    """The place of the controls is kept free before scripts run: the first row, or the abstract, stays where it was."""
    page = visit(size).page
    # without it Material takes the feeds for translations
    still = 'import "./alternates.mjs"'
    page.route("**/assets/reader.mjs", lambda route: route.fulfill(body=still, content_type="text/javascript"))
    page.goto(sample_address + kind)
    place = ".bs-rows > ul > li, .bs-story"
    before = page.locator(place).first.bounding_box()
    page.unroute("**/assets/reader.mjs")
    page.goto("about:blank")
    page.goto(sample_address + kind)
    page.locator("bs-star").first.wait_for()
    after = page.locator(place).first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=2)
