"""The newest digests in a few kilobytes: from them a reader's browser tells what came since the last visit.

Where it stands: after the edition. What was seen stays in the browser, so the same file serves every reader.
"""

from collections.abc import Iterator
from zlib import crc32

from pydantic_core import to_json

from generator.model import Digest
from generator.outputs.artefact import Artefact, finished
from generator.pages.edition import Edition

PATH = "assets/recent.json"
_DIGESTS = 30
"""Digests at most: six weeks of a daily page."""
_PAPERS = 600
"""Rows at most, but for the newest digest, which is always whole: some 4 KB when packed."""


def make_recent(edition: Edition) -> Iterator[Artefact]:
    """Yield the file of the newest digests.

    `{"topics": [[slug, name, hue]], "digests": [{"date", "papers", "topics"}]}`, newest first: `papers` are the marks
    of the digest's papers in one text, `topics` of each paper the places of its topics in the list above, best first.
    """
    digests = list(_newest(edition))
    papers = [edition.library.papers[slug] for digest in digests for slug in digest.slugs]
    used = sorted({topic for paper in papers for topic in paper.topics})
    places = {topic: place for place, topic in enumerate(used)}
    content = {
        "topics": [[slug, edition.vocabulary.topics[slug].name, edition.words[slug].hue] for slug in used],
        "digests": [
            {
                "date": digest.date.isoformat(),
                "papers": "".join(map(mark, digest.slugs)),
                "topics": [[places[topic] for topic in edition.library.papers[slug].topics] for slug in digest.slugs],
            }
            for digest in digests
        ],
    }
    yield finished(PATH, to_json(content))


def mark(slug: str) -> str:
    """Return the six hexadecimal digits that stand for a paper, as `assets/marks.mjs` makes them.

    Two papers of one digest of a hundred share a mark once in three thousand digests; then news of one is missed.
    """
    return f"{crc32(slug.encode()) & 0xFFFFFF:06x}"


def _newest(edition: Edition) -> Iterator[Digest]:
    rows = 0
    for digest in edition.library.digests[:_DIGESTS]:
        rows += len(digest.slugs)
        if rows > max(_PAPERS, len(digest.slugs)):
            return
        yield digest
