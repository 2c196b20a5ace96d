"""What a browser keeps: broken, denied or full, it costs the reader a message and never a page."""

import pytest
from playwright.sync_api import expect

from tests.visits import Visits

DIGEST = "dates/2025/11/06/"
LIST = "reading-list/"
DENIED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
RECORDS = {
    "paper:one-epoch-is-all-you-need": '{"title":"One Epoch Is All You Need","note":"","added":"2025-11-06","rank":1}',
    "paper:cut-off": '{"title":"Cut o',
    "paper:no-rank": '{"title":"No rank","note":"","added":""}',
    "paper:../up": '{"title":"Up","note":"","added":"","rank":1}',
    "read:2025-11-06": '"zz"',
    "read:yesterday": '""',
    "visit:now": "[]",
    "muted:reasoning": "{}",
    "choice:keys": "7",
    "opened:one-epoch-is-all-you-need": "null",
}
"""Records as they stand in storage; the first alone is whole."""


def keep(visit: Visits, address: str, records: dict[str, str]) -> None:
    """Put records into the visit's storage as another version of the site, or a hand, might have."""
    page = visit.opened[-1].page
    page.goto(address + "about/")
    page.evaluate(
        """records => {
            for (const [key, text] of Object.entries(records)) localStorage.setItem(`broadsheet:/:1:${key}`, text)
        }""",
        records,
    )


def test_what_cannot_be_read_is_put_aside(visit: Visits, sample_address: str) -> None:
    """Broken records are told, can be had as a file, and cost nothing of the list; told to, the site forgets them."""
    page = visit().page
    keep(visit, sample_address, RECORDS)
    page.goto(sample_address + LIST)
    trouble = page.locator(".bs-trouble")
    expect(trouble).to_contain_text("could not be read, and was put aside")
    expect(page.locator(".bs-kept > li")).to_have_count(1)
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('broadsheet:/:aside:paper:'))")
    assert sorted(key.split(":")[-1] for key in kept) == ["../up", "cut-off", "no-rank"]
    with page.expect_download():
        trouble.get_by_role("button", name="Save as a file").click()
    trouble.get_by_role("button", name="Forget").click()
    expect(trouble).to_be_empty()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('aside')).length") == 0
    expect(page.locator(".bs-kept > li")).to_have_count(1)


def test_broken_records_break_no_page(visit: Visits, sample_address: str) -> None:
    """Pages stand with every record broken, whatever their query says."""
    page = visit().page
    for kind in ("", DIGEST, "papers/one-epoch-is-all-you-need/"):
        keep(visit, sample_address, RECORDS)
        page.goto(f"{sample_address}{kind}?topic=reasoning&unread=1&comments=none&sort=up&muted=7")
        page.locator("bs-keys").wait_for(state="attached")
        page.keyboard.press("j")


@pytest.mark.parametrize(
    ("storage", "said"), [(DENIED, "keep nothing"), (FULL, "no room left")], ids=["denied", "full"]
)
def test_a_browser_that_keeps_nothing(visit: Visits, sample_address: str, storage: str, said: str) -> None:
    """Denied or full, the list works until the page is left, says so, and can be taken away as a file."""
    reader = visit()
    # Material's own scripts don't catch the refusal
    reader.expected = ["^denied$", "404.*/papers/a-b/"]
    reader.context.add_init_script(storage)
    page = reader.page
    page.goto(sample_address + LIST)
    page.locator("bs-list-page").wait_for()
    page.evaluate("import(new URL('../assets/reading-list.mjs', location.href)).then(list => list.star('a-b', 'A, B'))")
    expect(page.locator(".bs-kept > li")).to_have_count(1)
    expect(page.locator(".bs-trouble")).to_contain_text(said)
    page.get_by_label("Note on A, B").fill("hold on")
    with page.expect_download():
        page.get_by_role("button", name="Export").click()
    page.goto(sample_address + DIGEST)
    button = page.locator("bs-star button").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_room_again_is_used(visit: Visits, sample_address: str) -> None:
    """What storage refused is kept in it as soon as it takes it, and the message goes."""
    reader = visit()
    reader.expected = ["404.*/papers/a-b/"]
    reader.context.add_init_script(
        "const real = Storage.prototype.setItem;" + FULL + "; window.free = () => { Storage.prototype.setItem = real }"
    )
    page = reader.page
    page.goto(sample_address + LIST)
    page.locator("bs-list-page").wait_for()
    page.evaluate("import(new URL('../assets/reading-list.mjs', location.href)).then(list => list.star('a-b', 'A, B'))")
    expect(page.locator(".bs-trouble")).to_contain_text("no room left")
    page.evaluate("window.free()")
    page.get_by_label("Note on A, B").fill("at last")
    expect(page.locator(".bs-trouble")).to_be_empty()
    assert "at last" in page.evaluate("localStorage.getItem('broadsheet:/:1:paper:a-b')")


def test_sites_of_one_host_keep_apart(visit: Visits, sample_address: str) -> None:
    """Records of a site below another path of the same host are neither read nor touched."""
    page = visit().page
    page.goto(sample_address + "about/")
    page.evaluate("localStorage.setItem('broadsheet:/other/:1:paper:x', 'broken')")
    page.goto(sample_address + LIST)
    expect(page.get_by_text("Nothing is starred yet.")).to_be_visible()
    expect(page.locator(".bs-trouble")).to_be_empty()
    assert page.evaluate("localStorage.getItem('broadsheet:/other/:1:paper:x')") == "broken"
