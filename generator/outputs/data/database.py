"""The library as an SQLite database that Datasette opens: tables with their keys, and full-text search over papers.

Where it stands: after `records`. One version of SQLite makes the same bytes of the same library.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.outputs.records import record
from generator.pages.edition import Edition

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA page_size = 4096;
CREATE TABLE digests (date TEXT PRIMARY KEY, year_basis TEXT NOT NULL, reason TEXT NOT NULL, note TEXT);
CREATE TABLE topics (slug TEXT PRIMARY KEY, name TEXT NOT NULL, family TEXT NOT NULL, description TEXT NOT NULL);
CREATE TABLE papers (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, abstract TEXT NOT NULL,
    author_count INTEGER, published TEXT, comments INTEGER, upvotes INTEGER, arxiv_id TEXT, note TEXT
);
CREATE TABLE authors (
    paper INTEGER NOT NULL REFERENCES papers (id), position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE TABLE links (
    paper INTEGER NOT NULL REFERENCES papers (id), url TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (paper, url)
) WITHOUT ROWID;
CREATE TABLE appearances (
    paper INTEGER NOT NULL REFERENCES papers (id), date TEXT NOT NULL REFERENCES digests (date),
    position INTEGER NOT NULL, comments INTEGER, dump TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (paper, date)
) WITHOUT ROWID;
CREATE TABLE paper_topics (
    paper INTEGER NOT NULL REFERENCES papers (id), rank INTEGER NOT NULL,
    topic TEXT NOT NULL REFERENCES topics (slug), PRIMARY KEY (paper, rank)
) WITHOUT ROWID;
CREATE TABLE related (
    paper INTEGER NOT NULL REFERENCES papers (id), rank INTEGER NOT NULL,
    other INTEGER NOT NULL REFERENCES papers (id), reason TEXT NOT NULL, PRIMARY KEY (paper, rank)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE papers_fts USING FTS5 (title, abstract, content="papers", content_rowid="id", tokenize="porter");
"""
# After the rows, so that each is sorted once.
_INDEXES = """
CREATE INDEX appearances_date ON appearances (date);
CREATE INDEX paper_topics_topic ON paper_topics (topic);
CREATE INDEX authors_name ON authors (name);
INSERT INTO papers_fts (papers_fts) VALUES ('rebuild');
INSERT INTO papers_fts (papers_fts) VALUES ('optimize');
"""


def write_database(edition: Edition) -> bytes:
    """Return the file of a database of the whole library."""
    # in memory it would stand there twice: as SQLite has it, and as what is returned
    with TemporaryDirectory() as folder:
        path = Path(folder, "library.sqlite")
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.executescript(_SCHEMA)
            database.execute("BEGIN")
            for table, rows in _tables(edition):
                _fill(database, table, rows)
            database.execute("COMMIT")
            database.executescript(_INDEXES)
        return path.read_bytes()


def _fill(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    width = len(database.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608 (a name of ours)
    database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)  # noqa: S608 (as above)


def _tables(edition: Edition) -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    vocabulary = edition.vocabulary
    yield (
        "digests",
        ((str(each.date), each.year_basis.value, each.reason, each.note) for each in reversed(edition.library.digests)),
    )
    yield (
        "topics",
        (
            (slug, topic.name, vocabulary.families[topic.family], topic.description)
            for slug, topic in vocabulary.topics.items()
        ),
    )
    ids = {slug: number for number, slug in enumerate(edition.library.papers, 1)}
    parts: dict[str, list[tuple[object, ...]]] = {
        table: [] for table in ("papers", "authors", "links", "appearances", "paper_topics", "related")
    }
    for slug, paper in edition.library.papers.items():
        told, number = record(paper, edition.collection.related[slug]), ids[slug]
        facts = (told["author_count"], told["published"], told["comments"], told["upvotes"], told["arxiv_id"])
        parts["papers"].append((number, slug, told["title"], told["abstract"], *facts, told["note"]))
        parts["authors"] += ((number, at, name) for at, name in enumerate(told["authors"], 1))
        parts["links"] += ((number, link["url"], link["kind"]) for link in told["links"])
        parts["appearances"] += (
            (number, seen["date"], seen["position"], seen["comments"], seen["dump"], seen["line"])
            for seen in told["appearances"]
        )
        parts["paper_topics"] += ((number, at, topic) for at, topic in enumerate(told["topics"], 1))
        parts["related"] += (
            (number, at, ids[other["slug"]], other["reason"]) for at, other in enumerate(told["related"], 1)
        )
    yield from parts.items()
