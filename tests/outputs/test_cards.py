"""The pictures beside shared links."""

import io
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.markup import Markup
from generator.outputs.cards import make_cards
from generator.outputs.cards.layouts import Card, Press
from generator.outputs.cards.lettering import SIZE, Face
from generator.pages import Edition, Offer, Site
from tests.libraries import make_collection, make_library, make_paper, make_sample

SITE = Site(name="A digest", address="https://example.org/")
PRESS = Press()
SERIF = Face(family="newsreader", weight=600)


def open_picture(content: bytes) -> Image.Image:
    """Return a PNG as a program that shows it would see it."""
    with Image.open(io.BytesIO(content)) as picture:
        picture.verify()
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("RGB")


def has_ink(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything but paper is in a part of a picture."""
    return len(picture.crop(box).getcolors() or ()) > 1


def make_edition(offer: Offer | None = None) -> Edition:
    """Return the sample's edition."""
    return Edition(collection=make_collection(make_sample()), site=SITE, offer=offer or Offer())


def test_every_page_that_is_shared_has_a_card() -> None:
    """The front page, each digest and each topic; each paper only where the curator wants it."""
    edition = make_edition()
    cards = {made.path: made.content for made in make_cards(edition)}
    digests = {f"dates/{digest.date:%Y/%m/%d}/card.png" for digest in edition.library.digests}
    topics = {f"topics/{slug}/card.png" for slug in edition.vocabulary.topics}
    assert set(cards) == {"card.png", *digests, *topics}
    assert all(open_picture(content).size == SIZE and len(content) < 60_000 for content in cards.values())
    more = {made.path for made in make_cards(make_edition(offer=Offer(paper_cards=True)))}
    assert more - set(cards) == {f"papers/{slug}/card.png" for slug in edition.library.papers}


def test_the_pages_name_their_cards() -> None:
    """A page's front matter names a card exactly where one is made."""
    edition = make_edition(offer=Offer(paper_cards=True))
    named = {
        line.removeprefix("card: ")
        for page in edition_pages(edition)
        for line in page.splitlines()
        if line.startswith("card: ")
    }
    assert named == {made.path for made in make_cards(edition)}


def edition_pages(edition: Edition) -> list[str]:
    """Return the text of every page."""
    from generator.pages import render  # noqa: PLC0415 (what is rendered, beside what is drawn)

    edition.collection.__dict__["related"] = dict.fromkeys(edition.library.papers, ())
    return [page.text for page in render(edition)]


def test_a_site_without_an_address_has_none() -> None:
    """Open Graph names a picture by its whole address, so that it could not be found."""
    edition = Edition(collection=make_collection(make_sample()), site=Site(name="A digest"))
    assert list(make_cards(edition)) == []


def test_an_empty_library_has_the_front_pages_card() -> None:
    """No digest, no headline: the masthead and what the site is."""
    edition = Edition(collection=make_collection(make_library([])), site=SITE)
    assert "card.png" in {made.path for made in make_cards(edition)}


def test_cards_are_the_same_bytes_each_time() -> None:
    """No clock and no chance."""
    first, second = ({made.path: made.content for made in make_cards(make_edition())} for _ in range(2))
    assert first == second


def test_a_changed_title_changes_the_card() -> None:
    """A card is known by what stands on it."""
    one, other = (
        {made.path: made.content for made in make_cards(Edition(collection=make_collection(library), site=SITE))}
        for library in (make_library([make_paper("a", title=Markup(title))]) for title in ("One", "Another"))
    )
    assert {path for path in one if one[path] != other[path]} == {
        "card.png",
        "dates/2025/11/05/card.png",
        "topics/reasoning/card.png",
    }


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("Łódź and Erdős", "Łódź and Erdős"),
        ("α-CROWN in R⁴", "a-CROWN in R4"),
        ("学习", "Xue Xi"),
        ("Обучение", "Obuchenie"),
        ("so 🤗 good", "so good"),
    ],
)
def test_what_no_font_has_is_spelt(text: str, spelt: str) -> None:
    """Letters of other scripts become Latin ones, as in addresses; signs without letters are left out; no empty box."""
    assert SERIF.spell(text) == spelt


@settings(max_examples=40)
@given(
    masthead=st.text(max_size=80),
    lead=st.text(max_size=400),
    text=st.text(max_size=400),
    headlines=st.lists(st.text(max_size=200), max_size=6).map(tuple),
)
def test_any_text_is_printed_within_its_margins(
    masthead: str, lead: str, text: str, headlines: tuple[str, ...]
) -> None:
    """Whatever is to stand on it, a card is made, and nothing runs over its edges."""
    card = Card(masthead=masthead, left="a", right="b", lead=lead, text=text, headlines=headlines)
    picture = open_picture(PRESS.print(card))
    width, height = SIZE
    assert not has_ink(picture, (0, 0, 40, height))
    assert not has_ink(picture, (width - 40, 0, width, height))
    assert not has_ink(picture, (0, height - 35, width, height))


def test_a_long_word_is_cut() -> None:
    """A word wider than its column leaves the line to nothing rather than running over the next."""
    assert SERIF.shorten("x" * 300, 30, 200, 2) == ("",)
    assert SERIF.shorten("one two three four five six", 30, 120, 1)[0].endswith("…")


@given(st.lists(st.text(alphabet="il mW", max_size=8), max_size=40), st.integers(60, 400), st.integers(1, 3))
def test_as_many_words_stand_on_a_card_as_fit(words: list[str], width: int, lines: int) -> None:
    """All of them, or the most that leave room for the mark that more follow."""
    text = " ".join(words)
    made = SERIF.shorten(text, 30, width, lines)
    if whole := SERIF.wrap(text, 30, width, lines):
        assert made == whole
    else:
        split = text.split()
        cuts = (SERIF.wrap(" ".join(split[:number]) + "…", 30, width, lines) for number in range(len(split) - 1, 0, -1))
        assert made == next(filter(None, cuts), ("",))


def test_a_title_of_very_many_words_is_cut_at_once() -> None:
    """No more than a few lines of it are measured, a dozen times."""
    with patch.object(Face, "measure", autospec=True, side_effect=Face.measure) as measure:
        assert SERIF.shorten("word " * 10_000, 30, 400, 2)[-1].endswith("…")
    assert measure.call_count < 1000
