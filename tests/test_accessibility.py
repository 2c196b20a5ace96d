"""Every kind of page, and what scripts add to it, by the rules that a program can check (axe-core)."""

from collections.abc import Callable
from typing import Literal, TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.visits import DESKTOP, KINDS, PHONE, Visits

Act: TypeAlias = Callable[[Page], None]
RULES = {"rules": {"target-size": {"enabled": True}}}
"""Axe's own, and one that it has off as long as few follow WCAG 2.2; Lighthouse has it on."""
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


def check(page: Page) -> None:
    """Assert that axe finds no violation in the page as it stands."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_page_shuts_anybody_out(
    visit: Visits, sample_address: str, kind: str, scheme: Literal["light", "dark"]
) -> None:
    """Names, roles, contrast, order of headings, sizes of targets: no violation in either scheme, on either screen."""
    page = visit(PHONE if scheme == "light" else DESKTOP, scheme).page
    page.goto(sample_address + kind, wait_until="networkidle")
    check(page)


def search_in_place(page: Page) -> None:
    """Open the search and find something."""
    page.keyboard.press("/")
    page.keyboard.type("language models")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def search_for_much(page: Page) -> None:
    """Find much on the search page, and open all that is closed there."""
    page.goto(page.url + "search/?q=language+models")
    expect(page.locator(".bs-hits li").first).to_be_visible()
    page.locator(".bs-facets").evaluate("facets => facets.open = true")
    page.locator(".bs-help").evaluate("help => help.open = true")


def search_in_vain(page: Page) -> None:
    """Find nothing."""
    page.goto(page.url + "search/?q=qqqqzzzz+qqqqxxxx")
    expect(page.locator(".bs-total")).to_have_text("Nothing found")


def open_drawer(page: Page) -> None:
    """Open Material's menu of a phone."""
    page.locator("label.md-header__button[for=__drawer]").click()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("act", [search_in_place, search_for_much, search_in_vain, open_drawer])
def test_nothing_that_opens_shuts_anybody_out(
    visit: Visits, sample_address: str, act: Act, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    """What appears by a reader's doing has no violation either."""
    if act is open_drawer and size == DESKTOP:
        pytest.skip("a drawer is for a phone")
    page = visit(size, scheme).page
    page.goto(sample_address, wait_until="networkidle")
    act(page)
    check(page)
