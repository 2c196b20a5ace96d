"""The whole library as files in `data/`, with their list and their checksums.

Where it stands: after `records`, `digests` and the modules beside it. Parquet is not among them: the library that
writes it weighs 45 MB in every installation, and what reads Parquet reads JSON Lines and SQLite too.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from pydantic_core import to_json

from generator.citations import Forms
from generator.files import encode
from generator.memory import key
from generator.outputs.artefact import Artefact
from generator.outputs.citations import write_bibtex, write_csl, write_ris
from generator.outputs.data.database import write_database
from generator.outputs.data.documents import write_citation, write_schema
from generator.outputs.digests import DigestRecord, describe_digest
from generator.outputs.papers import PaperRecord
from generator.outputs.records import WRITERS, write_table
from generator.pages import data
from generator.pages.addresses import DATA_FOLDER
from generator.pages.data import Download
from generator.pages.edition import Edition


def make_data(edition: Edition) -> Iterator[Artefact]:
    """Yield every download, then their list and their checksums.

    Each is made when it is asked for, and held by nobody then: those of 50,000 papers together take 500 MB.
    """
    mark = key(edition.mark, *map(edition.print_of, edition.library.digests), *_tell_papers(edition))
    made: dict[Download, _Measure] = {}
    for download in _DOWNLOADS:
        yield Artefact(path=download.path, mark=mark, make=partial(_make, edition, download, made))
    for name, write in {data.MANIFEST: _write_manifest, data.SUMS: _write_sums}.items():
        yield Artefact(path=f"{DATA_FOLDER}/{name}", mark=mark, make=partial(_list, edition, made, write))


def _tell_papers(edition: Edition) -> Iterator[str]:
    for slug, print_ in edition.prints.items():
        yield print_
        yield edition.leads[slug]


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the list of downloads tells of one."""

    size: int
    checksum: str


def _make(edition: Edition, download: Download, made: dict[Download, _Measure]) -> bytes:
    """Return a download, and note how it measures."""
    content = _MAKERS[download](edition)
    made[download] = _Measure(len(content), hashlib.sha256(content).hexdigest())
    return content


def _list(
    edition: Edition, made: dict[Download, _Measure], write: Callable[[Mapping[Download, _Measure]], str]
) -> bytes:
    for download in _DOWNLOADS:
        if download not in made:
            # it was taken over from an earlier build, and the list is lacking
            _make(edition, download, made)
    return encode(write(made))


def _write_manifest(made: Mapping[Download, _Measure]) -> str:
    listed = [
        {
            "name": each.name,
            "about": each.about,
            "type": each.type,
            "bytes": made[each].size,
            "sha256": made[each].checksum,
        }
        for each in _DOWNLOADS
    ]
    return json.dumps(listed, indent=1) + "\n"


def _write_sums(made: Mapping[Download, _Measure]) -> str:
    return "".join(f"{made[each].checksum}  {each.name}\n" for each in _DOWNLOADS)


def _write_papers(form: str) -> Callable[[Edition], bytes]:
    def write(edition: Edition) -> bytes:
        content = io.BytesIO()
        content.writelines(WRITERS[form](edition.collection))
        return content.getvalue()

    return write


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


_DOWNLOADS: Final = tuple(download for shelf in data.SHELVES for download in shelf.downloads)
_MAKERS: Final[Mapping[Download, Callable[[Edition], bytes]]] = {
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
