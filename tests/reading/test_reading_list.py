"""The reading list: starred in one place, there in all, the reader's own to order, annotate, take away and share."""

import json
from pathlib import Path
from typing import Any

import bibtexparser.entrypoint
import pytest
from playwright.sync_api import Page, expect

from tests.visits import PHONE, Visits

DIGEST = "dates/2025/11/06/"
LIST = "reading-list/"
FAKING = "alignment-faking-in-large-language-models"
EPOCH = "one-epoch-is-all-you-need"
REFUSAL = "does-refusal-training-in-llms-generalize-to-the-past-tense"
FORMER = "itool-reinforced-fine-tuning-with-dynamic-deficiency-calibration-for-advanced"
"""An address that a paper of the sample had before it was merged with another."""
KEPT = ".bs-kept > li"
NO_PAPER = "404.*/papers/"
"""The browser's own word on a paper that is not in this library."""


def star(page: Page, *slugs: str) -> None:
    """Star papers of the digest on the page."""
    for slug in slugs:
        page.locator(f"li:has(> p a[href*='papers/{slug}/']) bs-star button").click()


def open_list(page: Page, address: str) -> None:
    """Go to the reading list and wait for it."""
    page.goto(address + LIST)
    page.locator("bs-list-page").wait_for()


def keep(page: Page, address: str, *slugs: str) -> None:
    """Star papers of the digest and go to the reading list."""
    page.goto(address + DIGEST)
    star(page, *slugs)
    open_list(page, address)


def titles(page: Page) -> list[str]:
    """Return the titles on the list, in order."""
    return page.locator(f"{KEPT} strong").all_inner_texts()


def take(page: Page, name: str) -> str:
    """Press a button that hands out a file, and return the file's text."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def give(page: Page, content: object) -> None:
    """Import a file that holds `content`, a text or what becomes JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    page.locator("input[type=file]").set_input_files(
        {"name": "list.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def make_file(*papers: dict[str, Any] | None, **fields: object) -> dict[str, Any]:
    """Return a list as a file has it."""
    return {"form": "broadsheet-reading-list", "version": 1, "papers": [*papers], **fields}


def test_a_star_is_seen_wherever_the_paper_is(visit: Visits, sample_address: str) -> None:
    """Starred in a digest, a paper is starred on its page, in every list and after a reload; pressed again, nowhere."""
    page = visit().page
    page.goto(sample_address + DIGEST)
    star(page, FAKING)
    page.reload()
    expect(page.get_by_role("button", name="Star: Alignment faking")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{sample_address}papers/{FAKING}/")
    button = page.get_by_role("button", name="On your reading list")
    button.click()
    expect(page.get_by_role("button", name="Add to your reading list")).to_be_visible()
    page.goto(sample_address + DIGEST)
    expect(page.get_by_role("button", name="Star: Alignment faking")).to_have_attribute("aria-pressed", "false")


def test_order_and_notes_are_kept(visit: Visits, sample_address: str) -> None:
    """Papers stand as starred until they are moved; order and notes are there after a reload, and focus stays put."""
    page = visit().page
    keep(page, sample_address, FAKING, EPOCH, REFUSAL)
    first, second, third = titles(page)
    page.get_by_role("button", name="To the top: Does Refusal").click()
    assert titles(page) == [third, first, second]
    down = page.get_by_role("button", name="Down: Does Refusal")
    down.click()
    assert titles(page) == [first, third, second]
    expect(down).to_be_focused()
    page.get_by_label("Note on One Epoch").fill("Old but <b>good</b>.\nTwice.")
    page.reload()
    expect(page.get_by_label("Note on One Epoch")).to_have_value("Old but <b>good</b>.\nTwice.")
    assert titles(page) == [first, third, second]


def test_a_removal_is_undone_with_its_note(visit: Visits, sample_address: str) -> None:
    """What was removed comes back where it was; what was starred anew has its note."""
    page = visit().page
    keep(page, sample_address, FAKING, EPOCH)
    before = titles(page)
    page.get_by_label("Note on Alignment").fill("the appendix")
    page.get_by_role("button", name="Remove: Alignment").click()
    assert titles(page) == before[1:]
    page.get_by_role("button", name="Undo").click()
    assert titles(page) == before
    page.get_by_role("button", name="Remove: Alignment").click()
    keep(page, sample_address, FAKING)
    expect(page.get_by_label("Note on Alignment")).to_have_value("the appendix")


def test_export_is_imported_elsewhere(visit: Visits, sample_address: str) -> None:
    """A list goes from one browser to another by file: papers, order, notes; a second time nothing changes."""
    page = visit().page
    keep(page, sample_address, EPOCH, FAKING)
    page.get_by_label("Note on Alignment").fill("„Anführung“ & \\ $x$")
    text = take(page, "Export")

    other = visit().page
    open_list(other, sample_address)
    for said in ("2 papers added.", "0 papers added, 2 on the list already."):
        give(other, text)
        expect(other.locator(".bs-said")).to_have_text(said)
        assert titles(other) == titles(page)
        expect(other.get_by_label("Note on Alignment")).to_have_value("„Anführung“ & \\ $x$")


def test_import_overwrites_nothing(visit: Visits, sample_address: str) -> None:
    """A paper on the list already keeps its place and note; another note of it is added below, once."""
    page = visit().page
    keep(page, sample_address, FAKING, EPOCH)
    page.get_by_label("Note on Alignment").fill("mine")
    before = titles(page)
    for _ in range(2):
        give(
            page, make_file({"slug": FAKING, "title": "Other", "note": "theirs"}, {"slug": REFUSAL, "title": "New one"})
        )
        expect(page.locator(KEPT)).to_have_count(3)
        expect(page.get_by_label("Note on Alignment")).to_have_value("mine\ntheirs")
    assert titles(page)[:2] == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "The file is no JSON, or was cut off."),
        ("[]", "The file is no reading list."),
        ("null", "The file is no reading list."),
        (make_file(version=9), "The list was written by a later version of this site."),
        (
            make_file(
                {"slug": "../../evil", "title": "no"},
                {"slug": 7},
                None,
                {"slug": EPOCH, "title": 7, "note": {}, "added": "?"},
            ),
            "1 paper added; 3 records of the file could not be read.",
        ),
    ],
)
def test_a_file_that_is_no_list_is_told(visit: Visits, sample_address: str, content: object, said: str) -> None:
    """A broken file says what is wrong with it, and what can be read of it is taken."""
    page = visit().page
    open_list(page, sample_address)
    give(page, content)
    expect(page.locator(".bs-said")).to_have_text(said)


def test_an_address_holds_the_list(visit: Visits, sample_address: str) -> None:
    """The shared address offers the papers in order, and takes nothing before it is told to; then it is a plain one."""
    page = visit().page
    keep(page, sample_address, EPOCH, FAKING)
    page.get_by_label("Note on Alignment").fill("private")
    page.get_by_role("button", name="Share").click()
    address = page.get_by_label("Address of this list").input_value()
    assert address.startswith(f"{sample_address}{LIST}#")

    other = visit()
    other.page.goto(sample_address + DIGEST)
    star(other.page, FAKING, REFUSAL)
    before = [
        "Alignment faking in large language models",
        "Does Refusal Training in LLMs Generalize to the Past Tense?",
    ]
    other.page.goto(address)
    expect(other.page.get_by_role("heading", name="A shared list of 2 papers")).to_be_visible()
    assert titles(other.page) == before
    other.page.get_by_role("button", name="Add 1 to my list").click()
    assert titles(other.page) == [*before, "One Epoch Is All You Need"]
    assert other.page.url == sample_address + LIST
    assert "private" not in other.page.content()
    # what is behind `#` stays in the browser; everything else that was asked for is the site's own
    assert [url for url in other.requests if not url.startswith(sample_address)] == []


def test_a_shared_list_is_declined(visit: Visits, sample_address: str) -> None:
    """Declined, it leaves nothing behind but the reader's own list."""
    page = visit().page
    keep(page, sample_address, EPOCH)
    page.get_by_role("button", name="Share").click()
    address = page.get_by_label("Address of this list").input_value()
    other = visit().page
    other.goto(address)
    other.get_by_role("button", name="Not now").click()
    other.reload()
    expect(other.get_by_text("Nothing is starred yet.")).to_be_visible()


@pytest.mark.parametrize("fragment", ["#list=", "#list=%%%", "#list=AAAA", "#list=XY5BDsQ", "#list=" + "A" * 9000])
def test_a_broken_address_is_told(visit: Visits, sample_address: str, fragment: str) -> None:
    """An address that was cut off says so, and the list is as it was."""
    page = visit().page
    page.goto(sample_address + LIST + fragment)
    expect(page.locator(".bs-said")).to_contain_text("The address")
    assert page.url == sample_address + LIST


def test_two_hundred_papers_fit_into_an_address(visit: Visits, sample_address: str) -> None:
    """An address holds 200 papers with long slugs, in order; where it is long for some programs it says so."""
    page = visit().page
    # these papers are of another library, and would be told to be gone
    page.add_init_script("window.fetch = () => Promise.reject(new TypeError('no network'))")
    open_list(page, sample_address)
    papers = [
        {
            "slug": f"{number}-on-the-{number * 7919 % 1000}-ways-of-number-{number}-to-be-prime-and-what-follows",
            "title": f"N {number}",
        }
        for number in range(200)
    ]
    give(page, make_file(*papers))
    expect(page.locator(KEPT)).to_have_count(200)
    page.get_by_role("button", name="Share").click()
    field = page.get_by_label("Address of this list")
    slugs = page.evaluate(
        """async address => {
            const { decode } = await import(new URL("../assets/sharing.mjs", location.href))
            return decode(new URL(address).hash)
        }""",
        field.input_value(),
    )
    assert slugs == [paper["slug"] for paper in papers]
    long = len(field.input_value()) > 8000
    assert ("letters long" in page.locator(".bs-said").inner_text()) == long


def test_no_address_is_made_that_nobody_could_open(visit: Visits, sample_address: str) -> None:
    """A list longer than what an address is read for is to go as a file."""
    page = visit().page
    page.add_init_script("window.fetch = () => Promise.reject(new TypeError('no network'))")
    open_list(page, sample_address)
    most = page.evaluate("import(new URL('../assets/sharing.mjs', location.href)).then(({ MOST }) => MOST)")
    give(page, make_file(*({"slug": f"paper-{number}", "title": "A"} for number in range(most + 1))))
    expect(page.locator(KEPT)).to_have_count(most + 1)
    page.get_by_role("button", name="Share").click()
    expect(page.locator(".bs-said")).to_contain_text(f"no more than {most} papers")
    expect(page.get_by_label("Address of this list")).to_have_count(0)


def test_a_paper_that_moved_or_is_gone(visit: Visits, sample_address: str) -> None:
    """A paper at a former address goes on at the new one with its note; one that is gone stays, and says so."""
    reader = visit()
    reader.expected = [NO_PAPER]
    page = reader.page
    open_list(page, sample_address)
    give(
        page,
        make_file(
            {"slug": FORMER, "title": "Old title", "note": "keep me"}, {"slug": "never-was", "title": "Never Was"}
        ),
    )
    moved = page.locator(KEPT).first
    expect(moved.locator("a")).to_have_attribute(
        "href",
        f"{sample_address}papers/boosting-tool-use-of-large-language-models-via-iterative-reinforced-fine-tuning/",
    )
    expect(moved.locator("textarea")).to_have_value("keep me")
    gone = page.locator(KEPT).last
    expect(gone).to_contain_text("No longer in this library")
    expect(gone.locator("a")).not_to_have_attribute("href", "/.*/")
    page.reload()
    expect(page.locator(KEPT).last).to_contain_text("No longer in this library")


def test_two_tabs_keep_in_step(visit: Visits, sample_address: str) -> None:
    """What one tab stars and writes stands in the other, and neither loses what it was doing."""
    reader = visit()
    one, other = reader.page, reader.context.new_page()
    open_list(one, sample_address)
    other.goto(sample_address + DIGEST)
    star(other, EPOCH)
    expect(one.locator(KEPT)).to_have_count(1)
    one.get_by_label("Note on One Epoch").fill("half a thou")
    star(other, FAKING)
    expect(one.locator(KEPT)).to_have_count(2)
    expect(one.get_by_label("Note on One Epoch")).to_be_focused()
    one.keyboard.type("ght")
    open_list(other, sample_address)
    expect(other.get_by_label("Note on One Epoch")).to_have_value("half a thought")


def test_writes_at_once_lose_nothing(visit: Visits, sample_address: str) -> None:
    """Two tabs that star a hundred papers each at the same time leave two hundred."""
    reader = visit()
    reader.expected = [NO_PAPER]
    tabs = [reader.page, reader.context.new_page()]
    for tab in tabs:
        tab.goto(sample_address + LIST)
    for at, tab in enumerate(tabs):
        tab.evaluate(
            """async at => {
                const { star } = await import(new URL("../assets/reading-list.mjs", location.href))
                setTimeout(() => { for (let n = 0; n < 100; n += 1) star(`p-${at}-${n}`, "P") }, 200)
            }""",
            at,
        )
    for tab in tabs:
        expect(tab.locator(KEPT)).to_have_count(200)


def test_the_list_without_javascript(visit: Visits, sample_address: str) -> None:
    """Without scripts the page says what is missing, and nothing on any page looks like a control that does nothing."""
    page = visit(javascript=False).page
    page.goto(sample_address + LIST)
    assert "scripts are switched off" in page.locator("article").inner_text()
    assert page.locator("article button, article input").count() == 0
    page.goto(sample_address + DIGEST)
    assert page.locator("article button, article select, article input").count() == 0
    assert page.locator(".bs-rows > ul > li").count() == page.locator(".bs-rows > ul > li:visible").count() > 15


def test_the_list_fits_a_phone(visit: Visits, sample_address: str) -> None:
    """A full list with a long note and an open address does not scroll sideways."""
    page = visit(PHONE).page
    keep(page, sample_address, FAKING, EPOCH)
    page.get_by_label("Note on One Epoch").fill("w" * 500)
    page.get_by_role("button", name="Share").click()
    page.get_by_label("Address of this list").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_citations_as_one_file(visit: Visits, sample_address: str) -> None:
    """The list's citations come as one BibTeX file, in its order; a paper without one is named."""
    reader = visit()
    reader.expected = [NO_PAPER]
    page = reader.page
    keep(page, sample_address, FAKING, EPOCH)
    library = bibtexparser.entrypoint.parse_string(take(page, "BibTeX"))
    assert library.failed_blocks == []
    assert [entry["title"] for entry in library.entries] == [
        "Alignment faking in large language models",
        "One Epoch Is All You Need",
    ]
    expect(page.locator(".bs-said")).to_have_text("2 citations")
    give(page, make_file({"slug": "never-was", "title": "Never Was"}))
    take(page, "BibTeX")
    expect(page.locator(".bs-said")).to_have_text("2 citations; none could be had for “Never Was”")
