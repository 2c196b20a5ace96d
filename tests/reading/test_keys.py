"""A list read from the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.visits import Visits

DIGEST = "dates/2025/11/06/"
HEADLINE = ".bs-rows > ul > li strong a"


def focused(page: Page) -> str:
    """Return the text of what has the focus."""
    text: str = page.evaluate("document.activeElement.textContent")
    return text


@pytest.fixture
def digest(visit: Visits, sample_address: str) -> Page:
    """A page with a digest."""
    page = visit().page
    page.goto(sample_address + DIGEST)
    page.locator("bs-keys").wait_for(state="attached")
    return page


def test_from_row_to_row(digest: Page) -> None:
    """`j` and `k` go down and up, seen and in sight; `o` opens, `b` stars."""
    titles = digest.locator(HEADLINE).all_inner_texts()
    digest.keyboard.press("j")
    assert focused(digest) == titles[0]
    for _ in range(8):
        digest.keyboard.press("j")
    assert focused(digest) == titles[8]
    assert digest.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    box = digest.locator(HEADLINE).nth(8).bounding_box()
    assert box is not None
    assert 60 < box["y"] < 900
    digest.keyboard.press("k")
    assert focused(digest) == titles[7]
    digest.keyboard.press("b")
    expect(digest.locator("bs-star button").nth(7)).to_have_attribute("aria-pressed", "true")
    digest.keyboard.press("o")
    expect(digest.get_by_role("button", name="On your reading list")).to_be_visible()
    expect(digest.locator("h1")).to_have_text(titles[7])
    digest.keyboard.press("b")
    expect(digest.get_by_role("button", name="Add to your reading list")).to_be_visible()


def test_only_rows_that_are_shown(digest: Page) -> None:
    """Rows that a filter left out are passed over, and the ends of the list are ends."""
    digest.get_by_label("Topic").select_option("alignment")
    shown = digest.locator(".bs-rows > ul > li:visible strong a").all_inner_texts()
    digest.locator("h1").click()
    for _ in range(len(shown) + 3):
        digest.keyboard.press("j")
    assert focused(digest) == shown[-1]


def test_the_keys_are_told(digest: Page) -> None:
    """`?` opens a dialog that names every key and holds the focus; Escape closes it."""
    digest.keyboard.press("?")
    dialog = digest.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert set(dialog.locator("kbd").all_inner_texts()) == {"/", "s", "j", "k", "o", "b", "?"}
    digest.keyboard.press("j")
    assert digest.evaluate("document.activeElement.closest('dialog') !== null")
    digest.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("key", ["Control+j", "Alt+k", "Meta+b", "Shift+J"])
def test_keys_with_others_held_are_not_ours(digest: Page, key: str) -> None:
    """A combination belongs to the browser or the system."""
    digest.keyboard.press(key)
    assert digest.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize(
    "field",
    [
        "<input>",
        "<textarea></textarea>",
        "<div contenteditable>text</div>",
        "<div contenteditable><p tabindex=0>text</p></div>",
        "<select><option>k</option><option>j</option></select>",
        "<div role=textbox tabindex=0></div>",
    ],
)
def test_a_field_keeps_its_keys(digest: Page, field: str) -> None:
    """What is typed into a field, or into what is edited, goes there."""
    digest.evaluate("html => { document.querySelector('h1').innerHTML = html }", field)
    target = digest.locator("h1 *").last if "contenteditable><p" in field else digest.locator("h1 *").first
    target.focus()
    digest.keyboard.press("j")
    digest.keyboard.press("?")
    assert digest.evaluate("document.activeElement.closest('h1') !== null")
    expect(digest.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_keys_can_be_switched_off(digest: Page) -> None:
    """Single keys are the reader's to switch off, for they disturb those who dictate (WCAG 2.1.4)."""
    digest.keyboard.press("?")
    digest.get_by_label("Use these keys").uncheck()
    digest.keyboard.press("Escape")
    digest.reload()
    digest.locator("bs-keys").wait_for(state="attached")
    digest.locator("h1").click()
    digest.keyboard.press("j")
    digest.keyboard.press("/")
    assert digest.evaluate("document.activeElement === document.body")
    digest.get_by_role("button", name="Keys").click()
    digest.get_by_label("Use these keys").check()
    digest.get_by_role("button", name="Close").click()
    digest.locator("h1").click()
    digest.keyboard.press("j")
    assert focused(digest) == digest.locator(HEADLINE).first.inner_text()
