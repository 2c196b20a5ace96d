"""The whole library as files in `data/`, with their list and their checksums.

Where it stands: after `records`, `digests` and the modules beside it. Parquet is not among them: the library that
writes it weighs 45 MB in every installation, and what reads Parquet reads JSON Lines and SQLite too.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from pydantic_core import to_json

from generator.citations import Forms
from generator.files import encode
from generator.outputs.artefact import Artefact, finished
from generator.outputs.citations import write_bibtex, write_csl, write_ris
from generator.outputs.data.database import write_database
from generator.outputs.data.documents import write_citation, write_schema
from generator.outputs.digests import DigestRecord, describe_digest
from generator.outputs.papers import PaperRecord
from generator.outputs.records import WRITERS, write_table
from generator.pages import data
from generator.pages.addresses import DATA_FOLDER
from generator.pages.edition import Edition


def make_data(edition: Edition) -> Iterator[Artefact]:
    """Yield every download, then their list and their checksums."""
    listed, sums = [], []
    for shelf in data.SHELVES:
        for download in shelf.downloads:
            content = _MAKERS[download](edition)
            checksum = hashlib.sha256(content).hexdigest()
            listed.append(
                {
                    "name": download.name,
                    "about": download.about,
                    "type": download.type,
                    "bytes": len(content),
                    "sha256": checksum,
                }
            )
            sums.append(f"{checksum}  {download.name}\n")
            yield finished(download.path, content)
    yield finished(f"{DATA_FOLDER}/{data.MANIFEST}", encode(json.dumps(listed, indent=1) + "\n"))
    yield finished(f"{DATA_FOLDER}/{data.SUMS}", encode("".join(sums)))


def _write_papers(form: str) -> Callable[[Edition], bytes]:
    return lambda edition: b"".join(WRITERS[form](edition.collection))


def _list_digests(edition: Edition) -> Iterator[DigestRecord]:
    return (describe_digest(edition, digest) for digest in edition.library.digests)


def _write_digest_lines(edition: Edition) -> bytes:
    return b"".join(to_json(digest) + b"\n" for digest in _list_digests(edition))


def _write_digest_list(edition: Edition) -> bytes:
    return b"[" + b",\n".join(to_json(digest) for digest in _list_digests(edition)) + b"]\n"


def _write_digest_table(edition: Edition) -> bytes:
    header = ("date", "year_basis", "position", "slug", "title", "comments")
    rows = (
        (digest["date"], digest["year_basis"], *(listed[name] for name in header[2:]))  # type: ignore[literal-required]
        for digest in _list_digests(edition)
        for listed in digest["papers"]
    )
    return write_table([header, *rows])


def _cite(write: Callable[[Iterable[Forms]], bytes]) -> Callable[[Edition], bytes]:
    # the mapping itself is filled on demand, in the order that pages happened to ask
    return lambda edition: write([edition.citations[slug] for slug in edition.library.papers])


_MAKERS: Final[Mapping[data.Download, Callable[[Edition], bytes]]] = {
    data.SQLITE: write_database,
    data.PAPERS_JSONL: _write_papers("jsonl"),
    data.PAPERS_JSON: _write_papers("json"),
    data.PAPERS_CSV: _write_papers("csv"),
    data.DIGESTS_JSONL: _write_digest_lines,
    data.DIGESTS_JSON: _write_digest_list,
    data.DIGESTS_CSV: _write_digest_table,
    data.BIBTEX: _cite(write_bibtex),
    data.RIS: _cite(write_ris),
    data.CSL: _cite(write_csl),
    data.CITATION: write_citation,
    data.PAPER_SCHEMA: lambda edition: write_schema(PaperRecord, edition, data.PAPER_SCHEMA),
    data.DIGEST_SCHEMA: lambda edition: write_schema(DigestRecord, edition, data.DIGEST_SCHEMA),
}
