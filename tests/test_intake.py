"""Storing captures under their dates."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.errors import DumpError, OutputError, UndatedError
from generator.intake import Added, add
from tests.digests import CLOUDS, DESKS, KETTLES, fingerprint, listing
from tests.sources.rows import row

TODAY = date(2025, 11, 12)
"""A Wednesday."""
SHOWN_YEAR = "\n\n  • 3 authors\n·\nDec 9, 2021"


def capture(folder: Path, text: str, name: str = "capture.txt") -> Path:
    """Write a capture to be added."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def add_one(tmp_path: Path, text: str, stated: date | None = None) -> Added:
    """Add one capture to the dumps of `tmp_path`."""
    (added,) = add([capture(tmp_path, text)], tmp_path / "dumps", TODAY, stated)
    return added


def test_a_date_in_the_name_is_kept(tmp_path: Path) -> None:
    """A capture whose name states its date is stored under it, byte for byte, whatever its header shows."""
    file = capture(tmp_path, listing("Nov 7", DESKS).replace("\n", "\r\n"), "saved 2024-11-08 late.TXT")
    (added,) = add([file], tmp_path / "dumps", TODAY)
    assert (added.target, added.entries, added.already) == (tmp_path / "dumps" / "2024-11-08.txt", 1, False)
    assert added.target.read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("day", "block", "expected"),
    [
        ("Nov 7", SHOWN_YEAR, "2022-11-07"),
        ("Nov 7", "", "2025-11-07"),
        ("Nov 12", "", "2025-11-12"),
        ("Nov 13", "", "2024-11-13"),
        ("Nov 8", "", "2024-11-08"),
        ("Dec 31", "", "2024-12-31"),
        ("Feb 29", "", "2024-02-29"),
    ],
    ids=["shown", "this-year", "today", "tomorrow", "saturday", "last-year", "leap-day"],
)
def test_the_year_is_worked_out(tmp_path: Path, day: str, block: str, expected: str) -> None:
    """Explicit years decide; else it is the most recent such day up to today that is a weekday."""
    added = add_one(tmp_path, listing(day, DESKS, block=block))
    assert added.target.name == f"{expected}.txt"
    assert added.dated.reason.endswith(".")


def test_what_other_dumps_tell_bounds_the_year(tmp_path: Path) -> None:
    """A capture that lists a paper published this year is not taken for one of an earlier year."""
    known = listing("Nov 10", DESKS, block="\n\n  • 3 authors\n·\nNov 3")
    capture(tmp_path / "dumps", known, "2025-11-10.txt")
    added = add_one(tmp_path, listing("Nov 11", DESKS))
    assert added.target.name == "2025-11-11.txt"
    with pytest.raises(UndatedError, match=r"no date|still to come"):
        add_one(tmp_path, listing("Oct 10", DESKS))


def test_what_is_stated_wins(tmp_path: Path) -> None:
    """The date that the curator gives is taken, whatever the capture shows."""
    assert add_one(tmp_path, listing("Nov 7", DESKS), date(2019, 3, 1)).target.name == "2019-03-01.txt"


@pytest.mark.parametrize("stated", [None, date(2025, 11, 13)], ids=["by-name", "by-curator"])
def test_a_date_to_come_is_refused(tmp_path: Path, stated: date | None) -> None:
    """No capture is of a day to come: neither a name nor a slip of the curator's makes it so."""
    name = "capture.txt" if stated else "2025-11-13.txt"
    with pytest.raises(UndatedError, match=r"2025-11-13, which is still to come .*--date"):
        add([capture(tmp_path, listing("Nov 7", DESKS), name)], tmp_path / "dumps", TODAY, stated)
    assert not (tmp_path / "dumps").exists()


def test_an_answer_of_the_api_is_stored_under_the_date_that_it_shows(tmp_path: Path) -> None:
    """It keeps its own ending; without a date in it the curator is asked."""
    file = capture(tmp_path, json.dumps({"date": "2025-11-05", "data": [row()]}), "answer.JSON")
    (added,) = add([file], tmp_path / "dumps", TODAY)
    assert (added.target.name, added.entries) == ("2025-11-05.json", 1)
    with pytest.raises(UndatedError, match="broadsheet add --date"):
        add([capture(tmp_path, json.dumps([row()]), "answer.json")], tmp_path / "dumps", TODAY)


def test_without_any_date_the_curator_is_asked(tmp_path: Path) -> None:
    """A capture that shows no day is not stored, and the error says how to give one."""
    with pytest.raises(UndatedError, match="--date 2025-11-05"):
        add_one(tmp_path, listing("", DESKS))


def test_another_capture_of_a_day_gets_a_number(tmp_path: Path) -> None:
    """Captures of one day stand side by side, in the order in which they were added."""
    names = [add_one(tmp_path, listing("Nov 7", paper)).target.name for paper in (DESKS, KETTLES, CLOUDS)]
    assert names == ["2025-11-07.txt", "2025-11-07-2.txt", "2025-11-07-3.txt"]


def test_the_same_capture_is_stored_once(tmp_path: Path) -> None:
    """A capture that is there already is not stored again, be it under another name of the same day."""
    first = add_one(tmp_path, listing("Nov 7", DESKS))
    assert (add_one(tmp_path, listing("Nov 7", DESKS)).already, first.already) == (True, False)
    first.target.rename(first.target.with_name("2025-11-07-evening.txt"))
    again = add_one(tmp_path, listing("Nov 7", DESKS))
    assert (again.already, again.target.name) == (True, "2025-11-07-evening.txt")
    assert len(list((tmp_path / "dumps").iterdir())) == 1


@pytest.mark.parametrize("name", ["dropped.txt", "2024-11-07.txt"])
def test_a_capture_that_lies_there_under_another_date_is_refused(tmp_path: Path, name: str) -> None:
    """Of two equal dumps a build reads one, so storing the second would change nothing: the first has to be renamed."""
    capture(tmp_path / "dumps", listing("Nov 7", DESKS), name)
    with pytest.raises(DumpError, match=rf"there already, as .*{name}\. .* rename .*2025-11-06"):
        add_one(tmp_path, listing("Nov 7", DESKS), date(2025, 11, 6))
    assert [path.name for path in (tmp_path / "dumps").iterdir()] == [name]


def test_two_captures_at_once(tmp_path: Path) -> None:
    """Several captures are stored in one go, twins once."""
    files = [
        capture(tmp_path, listing("Nov 7", DESKS), "a.txt"),
        capture(tmp_path, listing("Nov 7", KETTLES), "b.txt"),
        capture(tmp_path, listing("Nov 7", DESKS), "c.txt"),
    ]
    added = add(files, tmp_path / "dumps", TODAY)
    assert [(each.target.name, each.already) for each in added] == [
        ("2025-11-07.txt", False),
        ("2025-11-07-2.txt", False),
        ("2025-11-07.txt", True),
    ]


def test_twins_of_two_days_are_refused(tmp_path: Path) -> None:
    """One capture is one digest, also where both are new: neither is stored."""
    files = [capture(tmp_path, listing("", DESKS), f"2025-11-0{day}.txt") for day in (6, 7)]
    with pytest.raises(DumpError, match=r"there already, as .*2025-11-06\.txt\. Leave one of them out"):
        add(files, tmp_path / "dumps", TODAY)
    assert list((tmp_path / "dumps").iterdir()) == []


def test_what_stands_in_the_way_is_left_alone(tmp_path: Path) -> None:
    """A folder or a link that leads nowhere may have the date's name: the capture gets a number."""
    (tmp_path / "dumps" / "2025-11-07.txt").mkdir(parents=True)
    (tmp_path / "dumps" / "2025-11-07-2.txt").symlink_to(tmp_path / "gone.txt")
    assert add_one(tmp_path, listing("Nov 7", DESKS)).target.name == "2025-11-07-3.txt"


def test_a_capture_named_like_a_dump_is_not_taken_for_it(tmp_path: Path) -> None:
    """The years that a dump shows say nothing about a capture that only has the same name."""
    capture(tmp_path / "dumps", listing("Mar 3", KETTLES, block=SHOWN_YEAR), "capture.txt")
    assert add_one(tmp_path, listing("Nov 7", DESKS)).target.name == "2025-11-07.txt"


@pytest.mark.parametrize(
    ("text", "error"),
    [("", "empty"), ("\x00\x01\x02" * 50, "not text"), (listing("Nov 7"), "no title"), (listing("", DESKS), "no date")],
)
def test_all_are_stored_or_none(tmp_path: Path, text: str, error: str) -> None:
    """One capture that can't be stored keeps the others out too, and what lay there before is as it was."""
    capture(tmp_path / "dumps", listing("Nov 6", CLOUDS), "2025-11-06.txt")
    before = fingerprint(tmp_path / "dumps")
    files = [capture(tmp_path, listing("Nov 7", DESKS), "good.txt"), capture(tmp_path, text, "bad.txt")]
    with pytest.raises((DumpError, UndatedError), match=rf"bad\.txt: .*{error}"):
        add(files, tmp_path / "dumps", TODAY)
    assert fingerprint(tmp_path / "dumps") == before


def test_what_was_stored_is_taken_back_where_the_rest_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full at the second capture leaves none of both."""
    files = [capture(tmp_path, listing("Nov 7", DESKS), "a.txt"), capture(tmp_path, listing("Nov 6", KETTLES), "b.txt")]
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.name == "2025-11-06.txt":
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"2025-11-06\.txt: .*No space left"):
        add(files, tmp_path / "dumps", TODAY)
    assert list((tmp_path / "dumps").iterdir()) == []


def test_what_would_stop_the_next_build_is_not_stored(tmp_path: Path) -> None:
    """Two captures in one file are refused, with the line to cut at."""
    text = listing("Nov 7", DESKS) + "\n" + listing("Nov 10", CLOUDS)
    with pytest.raises(DumpError, match="cut the file in two at this line"):
        add_one(tmp_path, text)
    assert not (tmp_path / "dumps").exists()
