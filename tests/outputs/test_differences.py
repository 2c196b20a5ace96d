"""What changed between two exports."""

import json
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import BroadsheetError
from generator.outputs.differences import Differences, compare, read_export, report_json, report_text
from generator.outputs.records import AppearanceRecord, Record


def make_record(slug: str, *lines: int, title: str = "A title", day: str = "2025-11-05") -> Record:
    """Return a record that stands on lines of one dump."""
    appearances = [
        AppearanceRecord(date=day, year_basis="stated", position=1, comments=None, dump="a.txt", line=line)
        for line in lines
    ]
    empty = dict.fromkeys(Record.__annotations__)
    return cast("Record", {**empty, "slug": slug, "title": title, "appearances": appearances})


RECORDS = st.lists(
    st.builds(
        lambda slug, lines, title: make_record(slug, *lines, title=title),
        st.sampled_from("abcdef"),
        st.lists(st.integers(1, 9), max_size=3),
        st.sampled_from(["One", "Two"]),
    ),
    unique_by=lambda record: record["slug"],
)
NOTHING = Differences(digests=(), added=(), merged=(), moved=(), corrected=(), removed=())


def test_new_records_and_digests_are_added() -> None:
    """A record that nothing of the old export leads to is new, and so is the date it brings."""
    found = compare([make_record("a", 1)], [make_record("a", 1), make_record("b", 2, day="2025-11-06")])
    assert [record["slug"] for record in found.added] == ["b"]
    assert found.digests == ("2025-11-06",)


def test_records_that_became_one_are_merged() -> None:
    """Two old records whose appearances one new record has are told with it, and are not removed."""
    found = compare([make_record("a", 1), make_record("b", 2)], [make_record("a", 1, 2)])
    assert [(each.into["slug"], each.slugs) for each in found.merged] == [("a", ("a", "b"))]
    assert found.removed == ()


def test_a_record_at_another_address_has_moved() -> None:
    """It is known by an appearance; it is neither removed nor new."""
    found = compare([make_record("a", 1)], [make_record("b", 1)])
    assert [(each.slug, each.record["slug"]) for each in found.moved] == [("a", "b")]
    assert (found.added, found.removed) == ((), ())


def test_what_was_corrected_is_named() -> None:
    """The keys that say something else are told; comments, which grow by themselves, are no correction."""
    was = make_record("a", 1, title="Wrng")
    now = cast("Record", {**make_record("a", 1, title="Right"), "comments": 5})
    (corrected,) = compare([was], [now]).corrected
    assert corrected.keys == ("title",)


def test_a_record_that_is_gone_is_removed() -> None:
    """Nothing of the new export has its slug or an appearance of it."""
    assert [record["slug"] for record in compare([make_record("a", 1)], []).removed] == ["a"]


@given(records=RECORDS)
def test_an_export_does_not_differ_from_itself(records: list[Record]) -> None:
    """Nor from itself in another order."""
    assert compare(records, records[::-1]) == NOTHING


@given(old=RECORDS, new=RECORDS)
def test_every_record_is_accounted_for(old: list[Record], new: list[Record]) -> None:
    """An old record is removed, or it is at home in exactly one new one; a new one without any is added."""
    found = compare(old, new)
    slugs = {record["slug"] for record in new}
    gone = {record["slug"] for record in found.removed}
    homed = {slug for each in found.merged for slug in each.slugs} | {each.slug for each in found.moved}
    assert {record["slug"] for record in old} - gone - homed <= slugs
    assert gone.isdisjoint(homed)
    assert gone.isdisjoint(slugs)
    assert {record["slug"] for record in found.added} <= slugs


def test_a_title_is_text_in_the_report() -> None:
    """What a stranger wrote into a title is no markup of the release notes."""
    text = report_text(compare([], [make_record("a", 1, title="<script>*a*")]))
    assert "<script>" not in text.replace("&lt;script>", "")
    assert "\\*a\\*" in text


def test_a_long_report_is_cut_and_says_so() -> None:
    """Of very many records the first are named, and how many more there are."""
    added = [make_record(f"{number:03}", number) for number in range(1, 121)]
    lines = [line for line in report_text(compare([], added)).splitlines() if line.startswith("- ")]
    named = len(lines) - 1
    assert lines[-1] == f"- and {len(added) - named} more"


def test_the_report_for_programs_is_json() -> None:
    """It names slugs by what became of them."""
    report = json.loads(report_json(compare([make_record("a", 1)], [make_record("b", 1)])))
    assert report["moved"] == [{"slug": "b", "from": "a"}]


@pytest.mark.parametrize("text", ["{", "[1]", '[{"slug": "a"}]', "[" * 100_000, "\ud800"])
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    """One clear error names the file."""
    file = tmp_path / "papers.jsonl"
    file.write_bytes(text.encode(errors="surrogatepass"))
    with pytest.raises(BroadsheetError, match=r"papers\.jsonl"):
        read_export(file)


def test_both_forms_of_an_export_are_read(tmp_path: Path) -> None:
    """JSON and JSON Lines hold the same records."""
    records = [make_record("a", 1), make_record("b", 2)]
    (tmp_path / "papers.json").write_text(json.dumps(records, indent=2))
    (tmp_path / "papers.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
    assert read_export(tmp_path / "papers.json") == read_export(tmp_path / "papers.jsonl") == records
