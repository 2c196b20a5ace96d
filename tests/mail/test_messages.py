"""Letters as mail programs get them: both parts, headers, size, what a reader sees."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from lxml import html
from playwright.sync_api import Browser

from generator.errors import BroadsheetError
from generator.mail.addresses import Mailbox, read_mailbox
from generator.mail.letters import Draft, draft_letter
from generator.mail.messages import LONGEST, Sender, check_unsubscribe, fit, write_message
from generator.mail.periods import read_period
from generator.markup import Markup, link
from generator.model import Digest, Paper, YearBasis
from generator.pages import Edition, Site
from tests.libraries import DAY, make_collection, make_library, make_paper

NOW = datetime(2025, 11, 6, 7, 30, tzinfo=UTC)
ADDRESS = "https://digest.example.org/sub/"
READER = read_mailbox("Ada Lovelace <ada@example.org>", "")
SENDER = Sender(mailbox=read_mailbox("digest@example.org", ""))


def draft(
    papers: Iterable[Paper], name: str = "2025-11-05", *, address: str = ADDRESS, note: str | None = None
) -> Draft:
    """Return the letter of a period, of a library of `papers`; `note` is that of the digest of DAY."""
    papers = list(papers)
    listed = tuple(paper.slug for paper in papers if paper.appearances[0].digest == DAY)
    day = Digest(date=DAY, year_basis=YearBasis.STATED, reason="So it says.", dumps=("a.txt",), slugs=listed, note=note)
    library = make_library(papers, digests=[day] if listed else ())
    site = Site(name="The Daily Tëst", address=address)
    return draft_letter(Edition(collection=make_collection(library), site=site), read_period(name))


def write(letter: Draft, sender: Sender | None = SENDER, reader: Mailbox | None = READER) -> EmailMessage:
    """Return the message that a letter makes, parsed again."""
    content = write_message(letter, fit(letter, sender, NOW), sender, reader, NOW)
    assert len(content) <= LONGEST
    assert all(line.endswith(b"\r\n") and len(line) <= 1000 for line in content.splitlines(keepends=True))
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def read_parts(message: EmailMessage) -> tuple[str, html.HtmlElement]:
    """Return a message's plain text and its HTML."""
    assert message.get_content_type() == "multipart/alternative"
    plain, rich = message.iter_parts()
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    assert isinstance(plain, EmailMessage)
    assert isinstance(rich, EmailMessage)
    return plain.get_content().replace("\r\n", "\n"), html.document_fromstring(rich.get_content())


def make_many(number: int, day: date = DAY, **fields: object) -> list[Paper]:
    """Return so many papers of one day, in their order, each with a sentence of the usual length."""
    return [
        make_paper(
            f"p-{day:%j}-{at:03}",
            on=(day,),
            position=at,
            abstract=Markup(f"We study number {at} – " + "at the length of a sentence " * 6 + ". It works."),
            **fields,
        )
        for at in range(1, number + 1)
    ]


def say_comments(paper: Paper, comments: int | None) -> Paper:
    """Return the paper with so many comments wherever it appeared."""
    return replace(paper, appearances=tuple(replace(seen, comments=comments) for seen in paper.appearances))


def read_slugs(tree: html.HtmlElement) -> list[str]:
    """Return the papers of a letter, in order."""
    return [str(href).rstrip("/").split("/")[-1] for href in tree.xpath("//h2/a/@href")]


# Headers


def test_headers() -> None:
    """Who sends it to whom, one letter one identity, and the way out of the list."""
    message = write(draft(make_many(2)))
    assert message["Subject"] == "The Daily Tëst: Wednesday, 5 November 2025"
    assert message["From"] == "The Daily Tëst <digest@example.org>"
    assert message["To"] == "Ada Lovelace <ada@example.org>"
    assert message["Date"].datetime == NOW
    assert message["List-Unsubscribe"] == "<mailto:digest@example.org?subject=unsubscribe>"
    assert message["List-Id"] == "<digest.sub.digest.example.org>"
    assert "List-Unsubscribe-Post" not in message
    other = write(draft(make_many(2)), reader=read_mailbox("babbage@example.org", ""))
    assert write(draft(make_many(2)))["Message-ID"] == message["Message-ID"] != other["Message-ID"]


def test_two_digests_of_one_sender_are_told_apart() -> None:
    """A reader of both gets both: a mail program shows two messages of one identity once."""
    one, other = (
        write(draft(make_many(1), address=f"https://curator.example/{name}/")) for name in ("robots", "proofs")
    )
    assert one["Message-ID"] != other["Message-ID"]
    assert [each["List-Id"] for each in (one, other)] == [
        "<digest.robots.curator.example>",
        "<digest.proofs.curator.example>",
    ]


def test_unsubscribing_by_one_click() -> None:
    """An https address takes the mail program's own post, and knows the reader."""
    sender = Sender(mailbox=SENDER.mailbox, unsubscribe="https://news.example.org/out?who={address}")
    message = write(draft(make_many(1)), sender, read_mailbox("a+b@example.org", ""))
    out = "https://news.example.org/out?who=a%2Bb%40example.org"
    assert message["List-Unsubscribe"] == f"<{out}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, tree = read_parts(message)
    assert plain.endswith(f"Unsubscribe: {out}\n")
    assert tree.xpath("//a[text()='unsubscribe']/@href") == [out]


@pytest.mark.parametrize(
    "address",
    ["http://x.example/", "javascript:x", "x@example.org", "https://x.example/\r\nBcc: y", "mailto:a, mailto:b"],
)
def test_unsubscribing_is_not_left_to_chance(address: str) -> None:
    """Neither an address in the clear nor one that would break the header."""
    with pytest.raises(BroadsheetError, match=r"^--unsubscribe: "):
        check_unsubscribe(address)


def test_a_draft_is_from_nobody() -> None:
    """Without a sender it is a file to look at or to edit, and says nothing of unsubscribing."""
    message = write(draft(make_many(1)), None, None)
    assert message["X-Unsent"] == "1"
    assert not {"From", "To", "List-Unsubscribe"} & set(message.keys())
    plain, tree = read_parts(message)
    assert "nsubscribe" not in plain + tree.text_content()


def test_a_reader_beyond_ascii() -> None:
    """Headers are in UTF-8 then, as SMTPUTF8 has them, and read the same."""
    assert write(draft(make_many(1)), reader=read_mailbox("用户@example.org", ""))["To"] == "用户@example.org"


def test_a_letter_is_the_same_for_the_same_digest() -> None:
    """No part of it is drawn by chance."""
    first, again = (write_message(draft(make_many(3)), 3, SENDER, READER, NOW) for _ in range(2))
    assert first == again


# What it says


def test_both_parts_tell_every_paper_in_order() -> None:
    """Title, who, first sentence, code and topics, each with a whole address; text in short lines."""
    papers = make_many(3)
    papers.append(
        make_paper(
            "last",
            position=4,
            title=Markup("On $O(n)$ & <b>more</b>"),
            authors=("Ada Lovelace", "Charles Babbage"),
            links=(link("https://github.com/example/tidy"),),
        )
    )
    plain, tree = read_parts(write(draft(papers, note="See [agents](topics/agents.md). <script>x</script>")))
    assert read_slugs(tree) == [paper.slug for paper in papers]
    assert [str(href) for href in tree.xpath("//@href") if not re.match(r"https://|mailto:", str(href))] == []
    assert f"{ADDRESS}topics/agents/" in tree.xpath("//a/@href")
    assert tree.xpath("//h2")[-1].text_content() == "On O(n) & <b>more</b>"
    assert not tree.xpath("//script | //b | //style | //img")
    for said in ("Ada Lovelace and Charles Babbage · 2 comments", "4. On O(n) & <b>more</b>", "We study last."):
        assert said in plain
        assert said.removeprefix("4. ") in tree.text_content()
    assert f"   {ADDRESS}papers/last/\n   Code: https://github.com/example/tidy\n" in plain
    assert [line for line in plain.splitlines() if len(line) > 72 and "://" not in line] == []
    assert "https://github.com/example/tidy" in tree.xpath("//a[text()='Code']/@href")


def test_authors_are_counted_as_on_the_site() -> None:
    """Where a dump names some of them only, the letter tells how many there are."""
    plain, _ = read_parts(write(draft([make_paper("a", authors=("A B", "C D"), author_count=12)])))
    assert "   12 authors · 2 comments\n" in plain


def test_what_is_not_known_is_not_said() -> None:
    """A paper of which no dump tells authors, comments, code or an abstract has no line for them in either part."""
    paper = say_comments(make_paper("quiet"), None)
    plain, tree = read_parts(write(draft([paper])))
    assert "1. Quiet\n   We study quiet.\n" in plain
    assert [each.text_content() for each in tree.xpath("//h2/following-sibling::p")] == ["We study quiet.", "Reasoning"]
    _, tree = read_parts(write(draft([replace(paper, abstract=Markup(""), topics=())])))
    assert tree.xpath("//h2/following-sibling::p") == []


def test_a_long_digest_is_cut_and_says_so() -> None:
    """As many papers as 100 KB hold, from the first, and the number of the others with the way to them."""
    plain, tree = read_parts(write(draft(make_many(300))))
    shown = read_slugs(tree)
    assert shown == [paper.slug for paper in make_many(300)][: len(shown)]
    assert 30 < len(shown) < 300
    (more,) = tree.xpath("//a[contains(., 'more on the site')]")
    assert (more.text_content(), more.get("href")) == (
        f"{300 - len(shown)} more on the site",
        f"{ADDRESS}dates/2025/11/05/",
    )
    assert f"{300 - len(shown)} more on the site:\n{ADDRESS}dates/2025/11/05/\n" in plain


def test_the_longest_address_has_room() -> None:
    """What fits, fits for every reader."""
    sender = Sender(mailbox=SENDER.mailbox, unsubscribe="https://news.example.org/out?who={address}")
    write(draft(make_many(300)), sender, read_mailbox("é" * 60 + "@example.org", ""))


def test_a_note_that_leaves_no_room_is_told() -> None:
    """A letter without a paper is not what was asked for."""
    with pytest.raises(BroadsheetError, match="Shorten the digest's note"):
        write(draft(make_many(1), note="word " * 30_000))


@pytest.mark.parametrize(("name", "page"), [("2025-W45", "dates/"), ("2025-11", "dates/2025/11/")])
def test_a_week_or_month_begins_with_what_was_discussed_most(name: str, page: str) -> None:
    """Each paper once, the most comments within the period first, forty at most, and the way to the rest."""
    days = [date(2025, 11, day) for day in (3, 4, 5)]
    papers = [paper for day in days for paper in make_many(20, day)]
    hot = say_comments(make_paper("hot", on=days, position=21), 9)
    plain, tree = read_parts(write(draft([*papers, hot], name)))
    shown = read_slugs(tree)
    assert shown[0] == "hot"
    assert len(set(shown)) == len(shown) == 40
    assert "61 papers, the most discussed first" in " ".join(plain.split())
    assert tree.xpath("//a[contains(., 'more on the site')]/@href") == [ADDRESS + page]


def test_a_day_is_told_in_its_own_order() -> None:
    """However much was said of its papers."""
    papers = [say_comments(paper, at) for at, paper in enumerate(make_many(3))]
    _, tree = read_parts(write(draft(papers)))
    assert read_slugs(tree) == [paper.slug for paper in papers]


def test_a_month_of_which_no_comments_are_known_begins_with_the_newest() -> None:
    """And says so; there is nothing else to go by."""
    quiet = [say_comments(paper, None) for day in (4, 5) for paper in make_many(1, date(2025, 11, day))]
    plain, tree = read_parts(write(draft(quiet, "2025-11")))
    assert read_slugs(tree) == [paper.slug for paper in reversed(quiet)]
    assert "2 papers, the newest first" in " ".join(plain.split())


def test_without_a_paper_there_is_no_letter() -> None:
    """Where the curator hid all that a digest lists, readers are not written to about nothing."""
    empty = Digest(date=DAY, year_basis=YearBasis.STATED, reason="So it says.", dumps=("a.txt",), slugs=())
    edition = Edition(
        collection=make_collection(make_library([], digests=[empty])), site=Site(name="A", address=ADDRESS)
    )
    with pytest.raises(BroadsheetError, match="`2025-11`: lists no paper"):
        draft_letter(edition, read_period("2025-11"))


def test_without_an_address_there_is_no_letter() -> None:
    """Its links would lead nowhere; the error says what to write where."""
    with pytest.raises(BroadsheetError, match=r"mkdocs\.yml: has no `site_url`"):
        draft(make_many(1), address="")


# What a reader sees


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_letter_fits_and_is_read_in_both_schemes(browser: Browser, scheme: str, width: int) -> None:
    """One column, no sideways scrolling, and text that stands out from the ground it is shown on."""
    rich = write(draft(make_many(12))).get_body(("html",))
    assert rich
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    ) as context:
        page = context.new_page()
        page.set_content(rich.get_content())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        boxes = [box for row in page.locator("h2").all() if (box := row.bounding_box())]
        assert len({box["x"] for box in boxes}) == 1
        assert max(box["width"] for box in boxes) <= 600
        red = page.evaluate("getComputedStyle(document.querySelector('h2 a')).color").split("(")[1].split(",")[0]
        assert (int(red) > 200) == (scheme == "dark")
