"""Which files the whole library can be taken away as, and the page that lists them.

Where it stands: after `edition`. The page says what each is; `outputs.data` makes them.
"""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup as Written

from generator.pages.addresses import DATA, DATA_FOLDER
from generator.pages.edition import Edition
from generator.pages.page import Head, Page
from generator.pages.templates import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of the whole library."""

    name: str
    """Its name in the folder of downloads."""
    about: str
    """What it is, in a sentence; plain text."""
    type: str
    """Its media type."""

    @property
    def path(self) -> str:
        """Where it stands, below the site's root."""
        return f"{DATA_FOLDER}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Downloads of one kind."""

    name: str
    downloads: tuple[Download, ...]


_JSON: Final = "application/json"
_JSONL: Final = "application/jsonl"
_CSV: Final = "text/csv"
_SCHEMA: Final = "application/schema+json"

SQLITE: Final = Download(
    name="library.sqlite",
    about="Everything as an SQLite database, with full-text search.",
    type="application/vnd.sqlite3",
)
PAPERS_JSONL: Final = Download(name="papers.jsonl", about="One paper a line.", type=_JSONL)
PAPERS_JSON: Final = Download(name="papers.json", about="The same as one list.", type=_JSON)
PAPERS_CSV: Final = Download(name="papers.csv", about="The same as a table, lists joined.", type=_CSV)
DIGESTS_JSONL: Final = Download(name="digests.jsonl", about="One digest a line.", type=_JSONL)
DIGESTS_JSON: Final = Download(name="digests.json", about="The same as one list.", type=_JSON)
DIGESTS_CSV: Final = Download(name="digests.csv", about="The same as a table, a row a listing.", type=_CSV)
BIBTEX: Final = Download(name="papers.bib", about="BibTeX, for LaTeX.", type="application/x-bibtex")
RIS: Final = Download(name="papers.ris", about="RIS, for EndNote.", type="application/x-research-info-systems")
CSL: Final = Download(
    name="papers.csl.json", about="CSL JSON, for Zotero and Pandoc.", type="application/vnd.citationstyles.csl+json"
)
PAPER_SCHEMA: Final = Download(name="paper.schema.json", about="What a paper’s record holds.", type=_SCHEMA)
DIGEST_SCHEMA: Final = Download(name="digest.schema.json", about="What a digest’s record holds.", type=_SCHEMA)
CITATION: Final = Download(name="CITATION.cff", about="How to cite the collection itself.", type="application/yaml")

SHELVES: Final = (
    Shelf(name="All at once", downloads=(SQLITE,)),
    Shelf(name="Papers", downloads=(PAPERS_JSONL, PAPERS_JSON, PAPERS_CSV)),
    Shelf(name="Digests", downloads=(DIGESTS_JSONL, DIGESTS_JSON, DIGESTS_CSV)),
    Shelf(name="To cite", downloads=(BIBTEX, RIS, CSL, CITATION)),
    Shelf(name="Schemas", downloads=(PAPER_SCHEMA, DIGEST_SCHEMA)),
)
SUMS: Final = "SHA256SUMS.txt"
"""The file of checksums, for `sha256sum --check`."""
MANIFEST: Final = "index.json"
"""The list of all downloads with their sizes and checksums."""


def render_data(edition: Edition) -> Page:
    """Return the page of downloads.

    Sizes are not on it: pages are written before the files are made, and making them twice would cost every build
    seconds. The list of downloads tells them to a script and to programs.
    """
    papers, digests = len(edition.library.papers), len(edition.library.digests)
    return edition.print(
        DATA,
        "data",
        Head(
            title="Downloads",
            description=f"{count(papers, 'paper')} and {count(digests, 'digest')} as files for programs.",
        ),
        papers=papers,
        digests=digests,
        shelves=SHELVES,
        offer=edition.offer,
        manifest=Written(MANIFEST),
        sums=Written(SUMS),
        database=Written(SQLITE.name),
    )
