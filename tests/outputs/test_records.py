"""The machine's view of a library, as a contract."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Markup
from generator.model import Appearance, Library, Paper
from generator.outputs.records import WRITERS, Record, record
from generator.related import Related, When
from tests.digests import read_records
from tests.libraries import make_collection, make_library, make_paper, make_sample

KEYS = [
    "slug",
    "title",
    "abstract",
    "author_count",
    "authors",
    "published",
    "comments",
    "upvotes",
    "arxiv_id",
    "links",
    "appearances",
    "topics",
    "note",
    "related",
]
"""The contract of README.md, in its order."""
AHEAD = Related(slug="two-names", reason="Both on code", when=When.LATER)


def papers() -> Iterator[Paper]:
    """Yield papers with all that a record can hold, and with as little as it may."""
    yield from make_sample().papers.values()
    undated = Appearance(digest=None, position=4, dump="c.txt", line=9, year_basis=None)
    yield make_paper("bare", appearances=(undated,), author_count=None)


def test_a_record_is_the_contract() -> None:
    """A record's keys, their order and their forms are those of the contract."""
    full = record(make_sample().papers["tidy-formulas"], [AHEAD])
    assert list(full) == KEYS == list(Record.__annotations__)
    assert full["published"] == "2025-03-17"
    assert full["links"][0] == {"url": "https://github.com/example/tidy_formulas", "kind": "code"}
    assert full["appearances"][1] == {
        "date": "2025-11-05",
        "year_basis": "stated",
        "position": 1,
        "comments": 2,
        "dump": "2025-11-05.txt",
        "line": 10,
    }
    assert full["topics"] == ["reasoning", "theory"]
    assert full["related"] == [{"slug": "two-names", "reason": "Both on code"}]


def test_what_is_not_known_is_null() -> None:
    """A date, a number or an id that no dump gives is null, never an empty text or 0."""
    bare = record(list(papers())[-1], ())
    assert {key for key in KEYS if bare[key] is None} == {  # type: ignore[literal-required]
        "author_count",
        "published",
        "comments",
        "upvotes",
        "arxiv_id",
        "note",
    }
    assert bare["related"] == []
    assert bare["appearances"][0]["date"] is None
    assert bare["appearances"][0]["year_basis"] is None


def test_titles_and_abstracts_are_plain_text_on_one_line() -> None:
    """TeX is rendered as text, and paragraphs are joined."""
    paper = make_paper("a", title=Markup(r"Met$^2$Net \textit{now}"), abstract=Markup("First.\n\nSecond, $x^2$."))
    assert record(paper, ())["title"] == "Met²Net now"
    assert record(paper, ())["abstract"] == "First. Second, x²."


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_has_every_paper(form: str) -> None:
    """Each format is read back as the same papers in the same order, with the contract's keys."""
    library = make_library(papers())
    rows = read_records(form, b"".join(WRITERS[form](make_collection(library))).decode())
    assert [row["slug"] for row in rows] == list(library.papers)
    assert all(list(row) == KEYS for row in rows)


def test_csv_joins_lists() -> None:
    """A cell of CSV holds a list's parts with `; ` between them, and nothing for what is not known."""
    rows = {
        row["slug"]: row
        for row in read_records(
            "csv", b"".join(WRITERS["csv"](make_collection(make_library(papers()), related={"bare": [AHEAD]}))).decode()
        )
    }
    assert rows["two-names"]["authors"] == "Ada Lovelace; Charles Babbage"
    assert rows["tidy-formulas"]["appearances"] == "2025-03-20 #1; 2025-11-05 #1"
    assert rows["bare"]["appearances"] == "undated #4"
    assert rows["bare"]["related"] == "two-names"
    assert rows["bare"]["arxiv_id"] == ""


@pytest.mark.parametrize("form", WRITERS)
def test_a_library_without_papers_is_written(form: str) -> None:
    """Nothing to write is an empty list, or a header row alone."""
    text = b"".join(WRITERS[form](make_collection(Library(papers={}, digests=(), findings=())))).decode()
    assert text == {"jsonl": "", "json": "[]\n", "csv": ",".join(KEYS) + "\r\n"}[form]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


@given(title=WORDS, note=st.none() | WORDS, day=st.none() | st.dates(min_value=date(1991, 1, 1)))
def test_any_text_comes_back(title: str, note: str | None, day: date | None) -> None:
    """Quotes, commas, line separators and formula signs survive each format; JSON gives the record itself."""
    paper = replace(make_paper("a", title=Markup(title)), note=note, published=day)
    library = Library(papers={"a": paper}, digests=(), findings=())
    written = record(paper, ())
    for form in ("jsonl", "json"):
        assert read_records(form, b"".join(WRITERS[form](make_collection(library))).decode()) == [written]
    (row,) = read_records("csv", b"".join(WRITERS["csv"](make_collection(library))).decode())
    assert row["title"].removeprefix("'") == written["title"].removeprefix("'")
    assert row["published"] == (written["published"] or "")


@pytest.mark.parametrize("sign", "=+-@")
def test_a_spreadsheet_runs_no_title(sign: str) -> None:
    """A title that a spreadsheet would take for a formula has an apostrophe before it, in CSV alone."""
    library = make_library([make_paper("a", title=Markup(f"{sign}1+1 is Three"))])
    (row,) = read_records("csv", b"".join(WRITERS["csv"](make_collection(library))).decode())
    assert row["title"].startswith(f"'{sign}1")
    (plain,) = read_records("json", b"".join(WRITERS["json"](make_collection(library))).decode())
    assert plain["title"].startswith(f"{sign}1")
