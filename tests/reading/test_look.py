"""Lists set closer, pages on paper, and the site as an app."""

import json

import pytest
from playwright.sync_api import expect

from tests.visits import PHONE, Visits

DIGEST = "dates/2025/11/06/"
PAPER = "papers/tulu-3-pushing-frontiers-in-open-language-model-post-training/"


def test_headlines_only(visit: Visits, sample_address: str) -> None:
    """Set closer, a list loses its sentences and keeps its facts, on every page until told otherwise."""
    page = visit().page
    page.goto(sample_address + DIGEST)
    sentence = page.locator(".bs-rows li > p:nth-child(2)").first
    before = page.locator(".bs-rows").bounding_box()
    page.get_by_label("Headlines only").check()
    expect(sentence).to_be_hidden()
    after = page.locator(".bs-rows").bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] < 0.8 * before["height"]
    expect(page.locator(".bs-rows .bs-meta").first).to_be_visible()
    page.goto(f"{sample_address}topics/alignment/")
    expect(sentence).to_be_hidden()
    page.get_by_label("Headlines only").uncheck()
    expect(sentence).to_be_visible()


@pytest.mark.parametrize("kind", [DIGEST, PAPER, "reading-list/", ""])
def test_on_paper(visit: Visits, sample_address: str, kind: str) -> None:
    """Printed from the dark page, paper is white, nothing on it asks to be pressed, and it fits."""
    page = visit((794, 1123), "dark").page
    page.goto(sample_address + kind)
    page.locator("bs-keys").wait_for(state="attached")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("article :is(button, select, input, textarea):visible")).to_have_count(0)
    expect(page.locator("header, footer").locator("visible=true")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--bs-paper')").strip() == "#fff"
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


def test_a_printed_digest_stands_in_two_columns(visit: Visits, sample_address: str) -> None:
    """A sheet of A4 holds two rows side by side."""
    page = visit((660, 900)).page
    page.emulate_media(media="print")
    page.goto(sample_address + DIGEST)
    first, second = (page.locator(".bs-rows > ul > li").nth(at).bounding_box() for at in (0, 1))
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"]


def test_nothing_moves_for_who_asked_for_rest(visit: Visits, sample_address: str) -> None:
    """Whoever asks for less motion gets none: no transition or animation lasts."""
    page = visit(PHONE).page
    page.goto(sample_address + DIGEST)
    page.locator("bs-keys").wait_for(state="attached")
    longest = page.evaluate(
        """Math.max(...[...document.querySelectorAll("*")].flatMap(each => {
            const style = getComputedStyle(each)
            return [style.transitionDuration, style.animationDuration].flatMap(all => all.split(",").map(parseFloat))
        }))"""
    )
    assert longest <= 0.001


def test_the_site_is_an_app(visit: Visits, sample_address: str) -> None:
    """A browser finds no fault with the web app manifest."""
    reader = visit()
    reader.page.goto(sample_address + DIGEST)
    found = reader.context.new_cdp_session(reader.page).send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{sample_address}app.webmanifest"
    assert json.loads(found["data"])["name"] == "Broadsheet"
