"""An edition -> the files of its search.

Where it stands: last among `outputs.search`. The browser fetches the manifest when a reader is about to search, and by
it the few files that a query needs: DESIGN.md, "Search", has the method and its figures.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from pydantic_core import to_json

from generator.outputs.artefact import Artefact, finished
from generator.outputs.search.documents import Document, list_documents
from generator.outputs.search.facets import write_code, write_comments, write_days, write_topics
from generator.outputs.search.postings import FIELDS, invert
from generator.outputs.search.records import BLOCK, GROUP, number_records, write_groups, write_order
from generator.outputs.search.shards import cut
from generator.outputs.search.vocabulary import LENGTHS, write_vocabulary
from generator.pages.edition import Edition

FOLDER: Final = "assets/search"
MANIFEST: Final = f"{FOLDER}/index.json"
"""The one name that stays from build to build."""
_NAME = 12
"""Hexadecimal digits of a folder's name: enough that no two builds share one."""
_TAG = 4
"""Bytes that each file begins with, the first of its folder's name, so that another folder's is known for one."""


def make_search(edition: Edition) -> Iterator[Artefact]:
    """Yield the manifest, and the files that it leads to, in folders named after what they hold.

    Each of these is compressed here, not by the host: hosts differ in what they compress, and the end of a gzip file
    tells whether all of it arrived.
    """
    documents = tuple(list_documents(edition))
    topics = {slug: number for number, slug in enumerate(edition.vocabulary.topics)}
    numbers = number_records(documents, edition.listed)
    bounds, files = _write(documents, edition, topics)
    files["order"] = write_order(numbers)
    build, records = hashlib.sha256(), []
    for group in write_groups(documents, numbers, topics):
        digest = group.digest
        build.update(digest.encode())
        records.append(digest[:_NAME])
        yield from _place(records[-1], {str(number): block for number, block in group.blocks.items()})
    for name, content in files.items():
        build.update(b"%s %d " % (name.encode(), len(content)))
        build.update(content)
    folder = build.hexdigest()[:_NAME]
    yield from _place(folder, files)
    manifest = {
        "build": folder,
        "documents": len(documents),
        "block": BLOCK,
        "group": GROUP,
        "records": records,
        "lengths": LENGTHS,
        "bounds": bounds,
    }
    yield finished(MANIFEST, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode())


def _place(folder: str, files: Mapping[str, bytes]) -> Iterator[Artefact]:
    for name, content in files.items():
        yield Artefact(path=f"{FOLDER}/{folder}/{name}.bin", mark=folder, make=partial(_pack, folder, content))


def _pack(folder: str, content: bytes) -> bytes:
    # without a time, so that equal contents give equal files
    return gzip.compress(bytes.fromhex(folder)[:_TAG] + content, 6, mtime=0)


def _write(
    documents: Sequence[Document], edition: Edition, topics: Mapping[str, int]
) -> tuple[list[str], dict[str, bytes]]:
    """Return the bounds of the shards, and the name and content of each file that is no record's."""
    postings = invert(_texts(document, edition) for document in documents)
    bounds: list[str] = []
    files: dict[str, bytes] = {}
    for number, shard in enumerate(cut(postings)):
        bounds.append(shard.bound)
        files[f"terms-{number}"] = shard.documents
        files[f"places-{number}"] = shard.places
    files |= {f"words-{length}": words for length, words in write_vocabulary(postings.terms)}
    words = edition.words
    files["names"] = to_json([[slug, topic.name, words[slug].hue] for slug, topic in edition.vocabulary.topics.items()])
    files["slugs"] = to_json([document.slug or "" for document in documents])
    files["topics"] = write_topics(documents, topics)
    files["code"] = write_code(documents)
    files["comments"] = write_comments(documents)
    files["days"] = write_days(documents)
    return bounds, files


def _texts(document: Document, edition: Edition) -> tuple[tuple[str, ...], ...]:
    """Return the texts of a document by FIELDS."""
    names = tuple(edition.vocabulary.topics[slug].name for slug in document.topics)
    texts = {"text": (document.text,), "title": (document.title,), "topics": names, "authors": document.authors}
    return tuple(texts[field] for field in FIELDS)
