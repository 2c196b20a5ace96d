"""The downloads, each opened by a program that nobody here wrote."""

import csv
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
import yaml

from generator.model import Library
from generator.outputs import FAMILIES
from generator.outputs.data import make_data
from generator.pages import Edition, Site
from generator.pages.data import SHELVES
from tests.digests import read_records
from tests.libraries import make_collection, make_library, make_sample

SITE = Site(name="A digest", description="Of the day: kept.", address="https://example.org/")


def make_edition(library: Library) -> Edition:
    """Return an edition of a published site."""
    return Edition(collection=make_collection(library), site=SITE)


@pytest.fixture(scope="module")
def sample() -> Library:
    """A library with something of everything."""
    return make_sample()


@pytest.fixture(scope="module")
def files(sample: Library) -> dict[str, bytes]:
    """Every file of its site by path."""
    return {made.path: made.content for family in FAMILIES.values() for made in family(make_edition(sample))}


def test_every_download_is_there_with_its_checksum(files: dict[str, bytes]) -> None:
    """The list and the checksums name every file that the page names, as it is."""
    manifest = json.loads(files["data/index.json"])
    assert [each["name"] for each in manifest] == [one.name for shelf in SHELVES for one in shelf.downloads]
    sums = dict(line.split("  ")[::-1] for line in files["data/SHA256SUMS.txt"].decode().splitlines())
    for each in manifest:
        content = files[f"data/{each['name']}"]
        assert each["bytes"] == len(content)
        assert each["sha256"] == sums[each["name"]] == hashlib.sha256(content).hexdigest()


def test_papers_are_the_contract_in_every_format(sample: Library, files: dict[str, bytes]) -> None:
    """JSON Lines, JSON and CSV hold the same papers, in the order of slugs."""
    for form in ("jsonl", "json", "csv"):
        records = read_records(form, files[f"data/papers.{form}"].decode())
        assert [record["slug"] for record in records] == list(sample.papers)


def test_digests_are_the_same_in_every_format(sample: Library, files: dict[str, bytes]) -> None:
    """JSON Lines, JSON, CSV and the file beside each digest's page hold the same listings."""
    listed = json.loads(files["data/digests.json"])
    assert [each["date"] for each in listed] == [str(digest.date) for digest in sample.digests]
    assert [json.loads(line) for line in files["data/digests.jsonl"].splitlines()] == listed
    for each in listed:
        assert json.loads(files[f"dates/{each['date'].replace('-', '/')}/index.json"]) == each
    rows = list(csv.DictReader(io.StringIO(files["data/digests.csv"].decode(), newline="")))
    expected = [(each["date"], str(paper["position"]), paper["slug"]) for each in listed for paper in each["papers"]]
    assert [(row["date"], row["position"], row["slug"]) for row in rows] == expected


@pytest.mark.parametrize(("kind", "pattern"), [("paper", "papers/*/index.json"), ("digest", "dates/*/*/*/index.json")])
def test_records_keep_to_their_schema(files: dict[str, bytes], kind: str, pattern: str) -> None:
    """Every record, beside its page or in the downloads, is valid; one with a wrong type or without a key is not."""
    schema = json.loads(files[f"data/{kind}.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"https://example.org/data/{kind}.schema.json"
    validator = jsonschema.Draft202012Validator(schema)
    beside = [json.loads(content) for path, content in files.items() if Path(path).match(pattern)]
    records = [*beside, *json.loads(files[f"data/{kind}s.json"])]
    assert len(records) > len(beside) > 0
    for record in records:
        validator.validate(record)
        assert not validator.is_valid({key: value for key, value in record.items() if key != "note"})
        assert not validator.is_valid({**record, "note": 7})


@pytest.fixture
def database(files: dict[str, bytes], tmp_path: Path) -> sqlite3.Connection:
    """The database, read from its file as Datasette would."""
    path = tmp_path / "library.sqlite"
    path.write_bytes(files["data/library.sqlite"])
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def test_the_database_is_whole(sample: Library, database: sqlite3.Connection) -> None:
    """SQLite finds no fault in it, every reference leads to a row, and all that is known is in it."""
    with closing(database):
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (names of ours)
            for table in ("papers", "digests", "authors", "links", "appearances", "paper_topics")
        }
    papers = sample.papers.values()
    assert counts == {
        "papers": len(papers),
        "digests": len(sample.digests),
        "authors": sum(len(paper.authors) for paper in papers),
        "links": sum(len(paper.links) for paper in papers),
        "appearances": sum(len(paper.appearances) for paper in papers),
        "paper_topics": sum(len(paper.topics) for paper in papers),
    }


def test_the_database_is_searched(database: sqlite3.Connection) -> None:
    """A word in another form finds its paper, and Datasette finds the search by its `content`."""
    query = "SELECT slug FROM papers_fts JOIN papers ON papers.id = papers_fts.rowid WHERE papers_fts MATCH ?"
    with closing(database):
        assert database.execute(query, ["tidied formula"]).fetchall() == [("tidy-formulas",)]
        (made,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'papers_fts'").fetchone()
    assert 'content="papers"' in made


def test_downloads_are_the_same_bytes_each_time(sample: Library) -> None:
    """Nothing in them depends on the clock, the run, or which paper was cited first; the database included."""
    asked = make_edition(sample)
    assert asked.citations["two-names"].text
    assert list(make_data(asked)) == list(make_data(make_edition(sample)))


def test_the_collection_says_how_it_is_cited(files: dict[str, bytes]) -> None:
    """CITATION.cff has what its format requires, and the newest digest's date."""
    citation = yaml.safe_load(files["data/CITATION.cff"])
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["title"] == "A digest"
    assert str(citation["date-released"]) == citation["version"] == "2025-11-05"


def test_an_empty_library_is_downloaded_too() -> None:
    """Every file is there and can be read, with nothing in it."""
    files = {made.path: made.content for family in FAMILIES.values() for made in family(make_edition(make_library([])))}
    assert json.loads(files["data/papers.json"]) == json.loads(files["data/digests.json"]) == []
    assert json.loads(files["data/papers.csl.json"]) == []
    assert yaml.safe_load(files["data/CITATION.cff"])["title"] == "A digest"
    assert "## Newest digests" in files["llms.txt"].decode()


def test_programs_that_read_text_are_led(files: dict[str, bytes]) -> None:
    """llms.txt has a headline, a summary, and only links to what is there."""
    text = files["llms.txt"].decode()
    assert text.startswith("# A digest\n\n> Of the day: kept.\n")
    targets = {line.partition("](")[2].partition(")")[0] for line in text.splitlines() if line.startswith("- [")}
    assert all(target.startswith("https://example.org/") for target in targets)
    paths = {target.removeprefix("https://example.org/") for target in targets}
    assert {path for path in paths if not path.startswith("topics/")} <= set(files)
    assert {path for path in paths if path.startswith("topics/")} == {
        f"topics/{topic}/" for topic in ("reasoning", "theory", "code")
    }
