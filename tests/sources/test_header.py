"""The page's own words before the first title."""

from itertools import product
from pathlib import Path

import pytest

from generator.model import Severity, ShownDate
from generator.sources import read
from tests.listings import BYLINE, INVITATION
from tests.sources.entries import SAMPLES, read_text

NOVEMBER = ShownDate(month=11, day=5)
BODY = f"\n{SAMPLES[0].abstract}\n"


@pytest.mark.parametrize("joint", ["\n\n", "\n", " ", ""], ids=["spaced", "lines", "blanks", "run"])
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("day", ["Nov 5", "November 5", "Nov. 5", None])
@pytest.mark.parametrize("title", ["Slow Gardens", "iGarden: a Note", "λ-Gardens", "“Gardens” and Doors"])
def test_the_header_is_told_from_the_first_title(joint: str, named: bool, day: str | None, title: str) -> None:
    """On lines of its own or in one run, with `Daily Papers` or without, dated or not."""
    words = ["new", INVITATION, "Subscribe", *["Daily Papers"] * named, BYLINE, *([day] if day else []), title]
    dump = read_text(joint.join(words) + BODY)
    assert [each.title for each in dump.entries] == [title]
    assert dump.shown == (NOVEMBER if day else None)
    assert not dump.findings


@pytest.mark.parametrize("title", ["Slow Gardens", "gpt-gardens", "4K Gardens", "[Re] Gardens", "$k$-Gardens"])
def test_a_title_may_be_run_into_any_word_of_the_header(title: str) -> None:
    """`SubscribeFirst title here`: the header ends where its words do."""
    for words in (["new", INVITATION, "Subscribe"], ["new", INVITATION], [INVITATION, "Subscribe", BYLINE]):
        dump = read_text("\n".join(words) + title + BODY)
        assert [(each.title, each.place.line) for each in dump.entries] == [(title, len(words))]


@pytest.mark.parametrize(
    ("run", "day", "title"),
    [
        ("Nov 5MALT: Gardens", 5, "MALT: Gardens"),
        ("Nov 54K Gardens", 5, "4K Gardens"),
        ("Nov 53D Gardens", 5, "3D Gardens"),
        ("Nov 52000 Gardens", 5, "2000 Gardens"),
        ("Nov 13D Gardens", 1, "3D Gardens"),
        ("Nov 152D Gardens", 15, "2D Gardens"),
        ("Nov 13Gardens", 13, "Gardens"),
        ("Nov 5 100 Gardens", 5, "100 Gardens"),
    ],
)
def test_digits_of_a_title_run_into_the_date_stay_the_titles(run: str, day: int, title: str) -> None:
    """A day has no more digits than it can have."""
    dump = read_text(f"{BYLINE}\n\n{run}{BODY}")
    assert dump.shown == ShownDate(month=11, day=day)
    assert [each.title for each in dump.entries] == [title]


@pytest.mark.parametrize(
    "title", ["Subscribers of Gardens", "Subscribe to Gardens", "New Gardens", "new gardens", "May"]
)
def test_a_title_that_begins_like_the_header_is_a_title(title: str) -> None:
    """Without other words of the page, and behind a whole header, such words are the title's."""
    for head in ("", f"new\n{INVITATION}\nSubscribe\n{BYLINE}\nNov 5\n"):
        assert [each.title for each in read_text(head + title + BODY).entries] == [title]


def test_a_listing_without_header_is_read_and_told_of() -> None:
    """Its first line is the first title; a date by itself before it is the digest's."""
    bare = read_text("Slow Gardens" + BODY)
    assert [each.title for each in bare.entries] == ["Slow Gardens"]
    assert [(each.rule, each.place.line) for each in bare.findings] == [("no-header", 1)]
    dated = read_text("Nov 5\n\nSlow Gardens" + BODY)
    assert [each.title for each in dated.entries] == ["Slow Gardens"]
    assert dated.shown == NOVEMBER


@pytest.mark.parametrize("day", ["Feb 30", "Nov 31", "Nov 0", "Feb 29, 2023"])
def test_an_impossible_date_is_told_of_and_dates_nothing(day: str) -> None:
    """A day that no year has is no title either."""
    dump = read_text(f"new\n\n{INVITATION}\n\n{BYLINE}\n\n{day}\n\nSlow Gardens{BODY}")
    assert dump.shown is None
    assert [each.title for each in dump.entries] == ["Slow Gardens"]
    assert [(each.rule, each.place.line) for each in dump.findings] == [("no-such-day", 7)]


def test_a_year_in_the_header_is_kept() -> None:
    """`Nov 5, 2025` says more than the page does."""
    assert read_text(f"{BYLINE}\nNov 5, 2025\nSlow Gardens{BODY}").shown == ShownDate(month=11, day=5, year=2025)


def test_only_a_header_is_an_empty_listing_that_is_told_of() -> None:
    """No entry, one warning."""
    dump = read_text(f"new\n\n{INVITATION}\n\nSubscribe\n\n{BYLINE}\n\nNov 5\n")
    assert (dump.shown, dump.entries) == (NOVEMBER, ())
    assert [each.rule for each in dump.findings] == ["no-entries"]


@pytest.mark.parametrize(("joint", "end"), list(product(["\n\n", "\n", ""], ["\n\n", ""])))
def test_a_second_header_of_another_day_is_an_error_where_it_begins(joint: str, end: str) -> None:
    """Two captures in one file: nobody can know whose papers are whose, until a person cuts the file in two."""
    words = ["new", INVITATION, "Subscribe", BYLINE]
    first = "\n".join([*words, "Nov 5", "Slow Gardens"]) + BODY
    dump = read_text(f"{first}\n" + joint.join([*words, "Nov 6"]) + f"{end}A Note on Doors{BODY}")
    assert [each.title for each in dump.entries] == ["Slow Gardens", "A Note on Doors"]
    (finding,) = dump.findings
    assert (finding.rule, finding.severity, finding.place.line) == ("second-header", Severity.ERROR, 9)
    assert dump.shown == NOVEMBER


@pytest.mark.parametrize("again", ["Nov 5", None])
def test_the_same_header_again_is_passed_over(again: str | None) -> None:
    """A page copied in two pieces is one listing; a header that stands there twice is one header."""
    words = [INVITATION, "Subscribe", "Daily Papers", BYLINE, *([again] if again else [])]
    head = f"new\n{INVITATION}\n{BYLINE}\nNov 5"
    inside = read_text(f"{head}\nSlow Gardens{BODY}" + "\n".join([*words, "A Note on Doors"]) + BODY)
    before = read_text(f"{head}\n" + "\n".join([*words, "Slow Gardens"]) + BODY)
    assert [each.title for each in inside.entries] == ["Slow Gardens", "A Note on Doors"]
    assert [each.title for each in before.entries] == ["Slow Gardens"]
    assert [(each.rule, each.severity) for each in inside.findings] == [("second-header", Severity.NOTE)]
    assert before.findings == ()


def test_a_header_that_differs_from_the_files_name_is_told_of(tmp_path: Path) -> None:
    """The name is followed; a header of the same day says nothing new."""
    text = f"{BYLINE}\n\nNov 5\n\nSlow Gardens{BODY}"
    for name, rules in (("2025-11-05.txt", []), ("2025-11-06.txt", [("dates-differ", 3)])):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert [(each.rule, each.place.line) for each in read(tmp_path / name).findings] == rules


def test_the_invitation_may_run_on() -> None:
    """The page has worded it otherwise; the rest of the line belongs to it."""
    dump = read_text(
        f"new\n\n{INVITATION.rstrip('!')} once a day!\n\nSubscribe\n\n{BYLINE}\n\nNov 5\n\nSlow Gardens\n{BODY}"
    )
    assert dump.shown == NOVEMBER
    assert [each.title for each in dump.entries] == ["Slow Gardens"]
    assert not dump.findings


def test_a_header_behind_a_stray_line_dates_the_listing() -> None:
    """A first header without a date leaves the dating to the next, which is no second capture then."""
    dump = read_text(f"new\n\nLog in\n\n{INVITATION}\n\nSubscribe\n\n{BYLINE}\n\nNov 5\n\nSlow Gardens\n{BODY}")
    assert dump.shown == NOVEMBER
    assert [each.title for each in dump.entries] == ["Slow Gardens"]
    assert {each.severity for each in dump.findings} <= {Severity.NOTE, Severity.WARNING}
