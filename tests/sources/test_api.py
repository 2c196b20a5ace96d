"""The listing's API as JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DumpError
from generator.markup import LinkKind
from generator.model import Dump, Severity, ShownDate
from generator.sources.api import read_api
from generator.sources.fields import read_day
from generator.sources.jsonrows import MAX_ROWS
from generator.sources.literals import MAX_DEPTH, MAX_LENGTH
from generator.sources.raw import Raw
from tests.sites import SHARED
from tests.sources.rows import OWLS, numbered, read_content, row, told


def test_a_row_is_an_entry_with_all_that_it_tells(tmp_path: Path) -> None:
    """Texts are folded, hidden authors left out; id, votes, comments, keywords, links and the full date are kept."""
    dump = read_content(tmp_path, [row()])
    (entry,) = dump.entries
    assert entry.title == "Owls at the Crossroads: Attention Without a Head"
    assert entry.abstract == (
        "Owls turn their heads and not their eyes. We do the same with attention.\n\n"
        "It costs a third. Code: https://github.com/example/owls."
    )
    assert (entry.authors, entry.author_count) == (("Ada Quill", "Bo Marsh"), 2)
    assert (entry.arxiv_id, entry.upvotes, entry.comments) == ("2511.99001", 12, 3)
    assert entry.published == ShownDate(month=11, day=3, year=2025)
    assert entry.keywords == ("attention", "head pruning")
    assert [(link.url, link.kind) for link in entry.links] == [
        ("https://github.com/example/owls", LinkKind.CODE),
        ("https://example.github.io/owls/", LinkKind.PROJECT),
    ]
    assert (dump.stated, dump.shown, dump.findings) == (date(2025, 11, 5), None, ())


@pytest.mark.parametrize(
    "content",
    [
        [row(), numbered(2)],
        {"status": "success", "date": "2025-11-05", "count": 2, "data": [row(), numbered(2)]},
        [repr(row()), repr(numbered(2))],
        {"data": [repr(row()), numbered(2)]},
    ],
    ids=["plain", "wrapped", "literals", "both"],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_all_shapes_give_the_same_entries(tmp_path: Path, content: object, indent: int | None) -> None:
    """A list, a list in an object, rows as Python literals; on one line or on many."""
    plain = read_content(tmp_path, [row(), numbered(2)])
    dump = read_content(tmp_path, json.dumps(content, indent=indent))
    assert [entry.title for entry in dump.entries] == [entry.title for entry in plain.entries]
    assert [entry.authors for entry in dump.entries] == [entry.authors for entry in plain.entries]
    assert [entry.place.row for entry in dump.entries] == [1, 2]
    assert dump.findings == ()


def test_an_entry_stands_where_its_row_begins(tmp_path: Path) -> None:
    """By the line, and by the number of the row: a whole answer may stand on one line."""
    rows = [row(), numbered(2)]
    spread = read_content(tmp_path, "[\n\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n").entries
    assert [str(entry.place) for entry in spread] == ["2025-11-05.json:3 (row 1)", "2025-11-05.json:4 (row 2)"]
    narrow = read_content(tmp_path, json.dumps(rows)).entries
    assert [str(entry.place) for entry in narrow] == ["2025-11-05.json:1 (row 1)", "2025-11-05.json:1 (row 2)"]


def test_a_file_may_date_itself(tmp_path: Path) -> None:
    """By its `date`, else by the one day on which its rows were listed; a name that differs is followed, and told."""
    listed = [row({**OWLS, "submittedOnDailyAt": "2025-11-05T02:33:26.106Z"}), numbered(2)]
    day = ShownDate(month=11, day=5, year=2025)
    assert read_content(tmp_path, {"date": "2025-11-05", "data": [row()]}, "owls.json").shown == day
    assert read_content(tmp_path, listed, "owls.json").shown == day
    other = row({**OWLS, "submittedOnDailyAt": "2025-11-06T02:33:26.106Z"})
    assert read_content(tmp_path, [*listed, other], "owls.json").shown is None
    assert read_content(tmp_path, [numbered(1)], "owls.json").shown is None
    dump = read_content(tmp_path, {"date": "2024-11-05", "data": [row()]})
    assert (dump.stated, told(dump)) == (date(2025, 11, 5), ["dates-differ"])


BROKEN_ROWS: tuple[object, ...] = (
    None,
    7,
    "text",
    [],
    {},
    {"paper": None},
    {"paper": {"title": " \n"}},
    "{'paper': __import__('os')}",
)


@pytest.mark.parametrize("broken", BROKEN_ROWS, ids=repr)
def test_a_broken_row_is_a_finding_and_the_others_are_kept(tmp_path: Path, broken: object) -> None:
    """It says which row, on which line, and what is wrong with it."""
    rows = [numbered(1), broken, numbered(3)]
    dump = read_content(tmp_path, "[" + ",\n".join(map(json.dumps, rows)) + "]")
    assert [entry.title for entry in dump.entries] == ["The Number 1", "The Number 3"]
    assert [entry.position for entry in dump.entries] == [1, 2]
    (finding,) = dump.findings
    assert (finding.rule, finding.severity) == ("broken-record", Severity.WARNING)
    assert str(finding.place) == "2025-11-05.json:2 (row 2)"
    assert finding.found.startswith("Row 2 is no paper: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("summary", 7),
        ("authors", "Ada"),
        ("authors", ["Ada"]),
        ("authors", [{"name": None}]),
        ("publishedAt", "yesterday"),
        ("publishedAt", "2025-02-30"),
        ("publishedAt", "9999-01-01"),
        ("publishedAt", 20251103),
        ("upvotes", -1),
        ("upvotes", True),
        ("upvotes", 10**400),
        ("upvotes", "12"),
        ("ai_keywords", "attention"),
        ("ai_keywords", [None]),
        ("githubRepo", "javascript:alert(1)"),
        ("projectPage", ["https://example.org"]),
        ("id", "2513.00001"),
        ("id", 2511.99001),
    ],
)
def test_a_field_of_another_type_is_told_and_left_open(tmp_path: Path, name: str, value: object) -> None:
    """The rest of the row is kept."""
    dump = read_content(tmp_path, [row({**OWLS, name: value})])
    (entry,) = dump.entries
    assert entry.title == "Owls at the Crossroads: Attention Without a Head"
    assert "broken-field" in told(dump)
    finding = next(each for each in dump.findings if each.rule == "broken-field")
    assert f"`{name}`" in finding.found


def test_the_same_fault_is_told_once(tmp_path: Path) -> None:
    """A thousand nameless authors are one clause, not a finding of a megabyte."""
    (finding,) = read_content(tmp_path, [row({**OWLS, "authors": [{}] * 1000})]).findings
    assert finding.found.count("`authors`") == 1


def test_what_cannot_be_seen_or_stored_is_left_out(tmp_path: Path) -> None:
    """Control characters and half characters, which JSON can spell, reach no page."""
    dump = read_content(tmp_path, [row({**OWLS, "title": "Owls\u0000\u202e\ud800 Turn", "authors": []})])
    (entry,) = dump.entries
    assert entry.title == "Owls\ufffd Turn"
    assert told(dump) == ["control-characters"]


def test_an_abstract_may_be_missing(tmp_path: Path) -> None:
    """The paper is kept, and a note says so."""
    dump = read_content(tmp_path, [{"paper": {"title": "Owls"}}])
    assert (dump.entries[0].abstract, told(dump)) == ("", ["no-abstract"])


def test_a_file_that_breaks_off_keeps_its_whole_rows(tmp_path: Path) -> None:
    """What is lost is told, with the row and the line."""
    text = json.dumps([numbered(1), numbered(2), numbered(3)], indent=1)
    dump = read_content(tmp_path, text[: text.index("The Number 3")])
    assert [entry.title for entry in dump.entries] == ["The Number 1", "The Number 2"]
    (finding,) = dump.findings
    assert (finding.rule, finding.place.row) == ("broken-json", 3)
    lines = text.split("\n")
    assert lines[finding.place.line - 1] == " {"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{", "is no JSON"),
        ("[{]", "is no JSON"),
        ("owls", "is no JSON"),
        ('"owls"', "holds no list of papers"),
        ('{"error": "Too many requests"}', "holds no list of papers"),
        ('{"data": {"paper": {}}}', "holds no list of papers"),
        ("[" * 100_000, "is no JSON (it nests too deeply)"),
        ("[1" + "0" * 5000 + "]", "is no JSON (a number is too long)"),
        ("[" + "1," * MAX_ROWS + "1]", f"holds more than {MAX_ROWS:,} rows"),
    ],
    ids=["brace", "bracket", "word", "text", "error", "object", "deep", "long", "many"],
)
def test_what_is_no_list_of_rows_is_one_clear_error(tmp_path: Path, content: str, what: str) -> None:
    """The error says what the file is instead, and what to do."""
    with pytest.raises(DumpError) as caught:
        read_content(tmp_path, content)
    assert caught.value.what.startswith(what)
    assert caught.value.todo


def test_an_empty_list_is_an_empty_digest(tmp_path: Path) -> None:
    """A day without papers stops nothing."""
    dump = read_content(tmp_path, "[]")
    assert (dump.entries, told(dump)) == ((), ["no-entries"])


def test_a_day_without_papers_still_has_its_date(tmp_path: Path) -> None:
    """The API answers so for a Saturday."""
    dump = read_content(tmp_path, {"date": "2025-11-08", "count": 0, "data": []}, "answer.json")
    assert (dump.shown, dump.entries) == (ShownDate(month=11, day=8, year=2025), ())


@pytest.mark.parametrize(
    ("literal", "why"),
    [
        ("{'paper': " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1) + "}", "nests deeper"),
        ("{'paper': '" + "a" * MAX_LENGTH + "'}", "has 1,000,"),
        ("{'paper': " + "-" * 1000 + "1}", "is no Python literal"),
        ("{'paper': {}}.get('paper')", "is no Python literal"),
        ("{'paper': 'a' 'b', }}", "is no Python literal"),
        ("{'paper': {[]: 1}}", "is no Python literal"),
        ("{'paper': 1" + "0" * 5000 + "}", "is no Python literal"),
    ],
    ids=["deep", "long", "minus", "call", "brackets", "unhashable", "number"],
)
def test_a_literal_is_read_and_never_run(tmp_path: Path, literal: str, why: str) -> None:
    """Bombs, calls and operators are broken rows."""
    dump = read_content(tmp_path, [numbered(1), literal])
    assert len(dump.entries) == 1
    (finding,) = dump.findings
    assert (finding.rule, finding.place.row) == ("broken-record", 2)
    assert why in finding.found


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PAPERS = st.fixed_dictionaries({}, optional={name: VALUES | st.just(value) for name, value in OWLS.items()})
ROWS = st.lists(PAPERS.map(row) | VALUES | PAPERS.map(row).map(repr), max_size=6)


@given(ROWS, st.booleans())
def test_every_row_is_accounted_for(rows: list[Any], wrapped: bool) -> None:
    """Whatever its fields hold, a row is an entry or a finding, at its own place; nothing is raised."""
    text = json.dumps({"data": rows} if wrapped else rows)
    dump = read_api(Raw(name="a.json", content=text.encode()))
    left_out = [finding.place.row for finding in dump.findings if finding.rule == "broken-record"]
    assert sorted([*left_out, *(entry.place.row for entry in dump.entries)]) == list(range(1, len(rows) + 1))
    for entry in dump.entries:
        texts = (entry.title, *entry.abstract.split("\n\n"), *entry.authors, *entry.keywords)
        assert all(text == " ".join(text.split()) for text in texts)
        "".join(texts).encode()


@given(st.text(alphabet='[]{}",:\\ud80-1e.n\'"paper \n', max_size=60) | st.binary(max_size=60).map(repr))
def test_no_text_raises_anything_but_a_dump_error(text: str) -> None:
    """JSON or not."""
    try:
        read_api(Raw(name="a.json", content=text.encode()))
    except DumpError:
        return


DAYS = sorted((SHARED / "corpora" / "hf-daily-papers").glob("*.json"))
FORMATS = SHARED / "corpora" / "formats"


def of(path: Path) -> Dump:
    """Read one file of the corpora."""
    return read_api(Raw(name=path.name, content=path.read_bytes()))


@pytest.mark.skipif(not DAYS, reason="the real days (../shared/corpora) are not on this machine")
def test_real_days_are_read_whole() -> None:
    """Each row is an entry with names, id, full date and an abstract; nothing had to be told of."""
    ids: set[str | None] = set()
    number = 0
    for path in DAYS:
        dump = of(path)
        rows = json.loads(path.read_bytes())
        assert (dump.stated, dump.findings) == (date.fromisoformat(path.stem), ())
        # where the rows say the day, they say the same
        assert dump.shown in {None, read_day(path.stem)}
        assert [entry.arxiv_id for entry in dump.entries] == [each["paper"]["id"] for each in rows]
        for entry, each in zip(dump.entries, rows, strict=True):
            visible = [author["name"] for author in each["paper"]["authors"] if not author["hidden"]]
            assert entry.authors == tuple(" ".join(name.split()) for name in visible if name.strip())
            assert entry.abstract.split() == each["paper"]["summary"].split()
            assert entry.title.split() == each["paper"]["title"].split()
            assert entry.published is not None
            assert entry.published.year is not None
        ids |= {entry.arxiv_id for entry in dump.entries}
        number += len(rows)
    assert len(ids) == number


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the real formats (../shared/corpora) are not on this machine")
@pytest.mark.parametrize("shape", ["plain", "wrapped", "rows-as-repr-strings"])
def test_real_shapes_are_read_whole(shape: str) -> None:
    """The three shapes that are met give an entry a row."""
    path = FORMATS / f"hf-api-{shape}.json"
    content = json.loads(path.read_bytes())
    dump = of(path)
    assert len(dump.entries) == len(content["data"] if isinstance(content, dict) else content)
    assert dump.findings == ()
    assert all(entry.authors and entry.arxiv_id and entry.abstract for entry in dump.entries)
