"""An edition -> the files of its search.

Where it stands: last among `outputs.search`. The browser fetches the manifest when a reader is about to search, and by
it the few files that a query needs: DESIGN.md, "Search", has the method and its figures.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic_core import to_json

from generator.outputs.artefact import Artefact, finished
from generator.outputs.search.documents import Document, list_documents
from generator.outputs.search.facets import write_code, write_comments, write_days, write_topics
from generator.outputs.search.postings import FIELDS, invert
from generator.outputs.search.records import BLOCK, write_records
from generator.outputs.search.shards import cut
from generator.outputs.search.vocabulary import LENGTHS, write_vocabulary
from generator.pages.edition import Edition

FOLDER: Final = "assets/search"
MANIFEST: Final = f"{FOLDER}/index.json"
"""The one name that stays from build to build."""
_TAG = 4
"""Bytes that each file begins with, the same in all of a build, so that a file of another is known for one."""


def make_search(edition: Edition) -> Iterator[Artefact]:
    """Yield the manifest, and the files that it leads to in a folder named after what they hold.

    Each of these is compressed here, not by the host: hosts differ in what they compress, and the end of a gzip file
    tells whether all of it arrived.
    """
    documents = tuple(list_documents(edition))
    bounds, files = _write(documents, edition)
    build = hashlib.sha256()
    for name, content in files.items():
        build.update(b"%s %d " % (name.encode(), len(content)))
        build.update(content)
    tag = build.digest()[:_TAG]
    folder = build.hexdigest()[:12]
    manifest = {
        "build": folder,
        "documents": len(documents),
        "block": BLOCK,
        "lengths": LENGTHS,
        "bounds": bounds,
    }
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    yield finished(MANIFEST, text.encode())
    for name, content in files.items():
        # without a time, so that equal contents give equal files
        yield finished(f"{FOLDER}/{folder}/{name}.bin", gzip.compress(tag + content, 6, mtime=0))


def _write(documents: Sequence[Document], edition: Edition) -> tuple[list[str], Mapping[str, bytes]]:
    """Return the bounds of the shards, and each file's name and content."""
    topics = {slug: number for number, slug in enumerate(edition.vocabulary.topics)}
    postings = invert(_texts(document, edition) for document in documents)
    bounds: list[str] = []
    files: dict[str, bytes] = {}
    for number, shard in enumerate(cut(postings)):
        bounds.append(shard.bound)
        files[f"terms-{number}"] = shard.documents
        files[f"places-{number}"] = shard.places
    files |= {f"words-{length}": words for length, words in write_vocabulary(postings.terms)}
    # of a long library it holds as much memory as the records take
    del postings
    files |= {f"records-{number}": block for number, block in enumerate(write_records(documents, topics))}
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
