"""The site without a network: what was kept is there, what was not says so, and online nothing is stale."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import sites
from tests.reading.conftest import until
from tests.visits import Visit, Visits

DIGEST = "dates/2025/11/06/"
STARRED = "papers/one-epoch-is-all-you-need/"
OPENED = "papers/alignment-faking-in-large-language-models/"
UNKNOWN = "papers/scaling-mlps-a-tale-of-inductive-bias/"
LATER = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
LISTED = "caches.open('broadsheet:/digest/:list').then(cache => cache.keys()).then(keys => keys.length === {})"
WATCH = """
const register = ServiceWorkerContainer.prototype.register
ServiceWorkerContainer.prototype.register = async function (...given) {
    const made = await register.apply(this, given)
    made.installing.addEventListener("statechange", event => (window.became = event.target.state))
    return made
}"""
CACHES = """async () => {
    const kept = []
    for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) kept.push(`${name} ${request.url}`)
    }
    return kept
}"""


@pytest.fixture
def folder(tmp_path: Path, sample_site: Path) -> Path:
    """A folder that holds a copy of the sample's site, below a path of its own."""
    shutil.copytree(sample_site, tmp_path / "digest")
    return tmp_path


@pytest.fixture
def reader(visit: Visits) -> Visit:
    """A visit in which the network may go."""
    opened = visit()
    # what is out of reach, and what Material's scripts make of that
    opened.expected = ["ERR_CONNECTION_REFUSED", "ERR_FAILED", "503", "^Network error$"]
    return opened


def settle(page: Page) -> None:
    """Wait until the service worker answers for the page."""
    until(page, "navigator.serviceWorker.controller !== null")


def kept(page: Page) -> list[str]:
    """Return `cache address` of all that is kept."""
    found: list[str] = page.evaluate(CACHES)
    return found


def test_what_was_kept_is_there(reader: Visit, folder: Path) -> None:
    """Without a network the front page, a new digest, the list and its papers, and what was opened, are all there."""
    page = reader.page
    with sites.serve(folder) as host:
        address = f"{host}digest/"
        page.goto(address)
        settle(page)
        page.goto(address + DIGEST)
        page.get_by_role("button", name="Star: One Epoch").click()
        until(page, LISTED.format(1))
        page.goto(address + OPENED)
        page.locator("bs-star").first.wait_for()

    for path in ("", DIGEST, f"{DIGEST}?topic=alignment", STARRED, OPENED, "reading-list/"):
        page.goto(address + path)
        page.locator("bs-keys").wait_for(state="attached")
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Newsreader'))")
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--bs-paper')"), path
    expect(page.locator(".bs-kept > li")).to_have_count(1)

    page.goto(address + UNKNOWN)
    expect(page.locator("h1")).to_have_text("Out of reach")
    assert page.url == address + UNKNOWN
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--bs-paper')")
    page.get_by_role("link", name="front page").click()
    expect(page.locator("h1")).to_have_text("Broadsheet")


def test_online_nothing_is_stale(reader: Visit, folder: Path) -> None:
    """A page, a style or a script that changed is seen at the next look, whatever was kept of it."""
    page = reader.page
    changes = (
        ("index.html", "curated digest", "changed digest"),
        ("assets/broadsheet.css", "--bs-paper: #fdfcf8", "--bs-paper: #fdfcf7"),
    )
    # of the future, so that the browser's own cache asks each time
    for file, *_ in changes:
        os.utime(folder / "digest" / file, (LATER, LATER))
    with sites.serve(folder) as host:
        page.goto(f"{host}digest/")
        settle(page)
        for file, old, new in changes:
            text = (folder / "digest" / file).read_text(encoding="utf-8")
            (folder / "digest" / file).write_text(text.replace(old, new), encoding="utf-8")
            os.utime(folder / "digest" / file, (LATER + 60, LATER + 60))
        page.reload()
        expect(page.locator(".bs-motto")).to_contain_text("changed digest")
        assert "#fdfcf7" in page.evaluate("getComputedStyle(document.body).getPropertyValue('--bs-paper')")


def test_a_new_build_takes_over(reader: Visit, folder: Path) -> None:
    """Another build's worker drops what the last one kept, and leaves what is the reader's own."""
    page = reader.page
    with sites.serve(folder) as host:
        page.goto(f"{host}digest/{DIGEST}")
        settle(page)
        page.get_by_role("button", name="Star: One Epoch").click()
        until(page, LISTED.format(1))
        [build] = {entry.split()[0] for entry in kept(page) if ":build:" in entry}
        worker = folder / "digest" / "service-worker.js"
        version = build.rpartition(":")[2]
        worker.write_text(worker.read_text(encoding="utf-8").replace(version, "another"), encoding="utf-8")
        page.reload()
        until(page, f"caches.keys().then(names => !names.some(name => name.endsWith('{version}')))")
        names = {entry.split()[0] for entry in kept(page)}
        assert {name for name in names if ":build:" in name} == {"broadsheet:/digest/:build:another"}
        assert "broadsheet:/digest/:list" in names


def test_a_file_of_another_build_is_not_kept(reader: Visit, folder: Path) -> None:
    """While a site is being published, a mix of two builds is refused; the site works all the same."""
    reader.expected = ["integrity", "digest"]
    style = folder / "digest" / "assets" / "broadsheet.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    page = reader.page
    page.add_init_script(WATCH)
    with sites.serve(folder) as host:
        page.goto(f"{host}digest/")
        until(page, "window.became === 'redundant'")
        page.locator("bs-star").first.wait_for()
        assert page.evaluate("navigator.serviceWorker.controller") is None


def test_a_paper_off_the_list_is_not_kept(reader: Visit, folder: Path) -> None:
    """What is taken off the list goes from the browser too."""
    page = reader.page
    with sites.serve(folder) as host:
        page.goto(f"{host}digest/{DIGEST}")
        settle(page)
        star = page.get_by_role("button", name="Star: One Epoch")
        star.click()
        until(page, LISTED.format(1))
        star.click()
        until(page, LISTED.format(0))
