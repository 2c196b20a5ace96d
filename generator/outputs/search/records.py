"""Documents -> what a result shows, in blocks of a few.

Where it stands: after `documents` among `outputs.search`, before `index`.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic_core import to_json

from generator.outputs.search.documents import Document

BLOCK = 2
"""Documents of a block. Ten results of 10,000 papers stand in ten blocks, of a KB and a half each; blocks of four would
be twice that, single records twice as many files as pages."""


def write_records(documents: Sequence[Document], topics: Mapping[str, int]) -> Iterator[bytes]:
    """Yield the blocks in order, each a JSON list of rows.

    A row is [path, title, text, topics by number, newest day or 0, comments or -1, code or 0, authors].
    """
    for start in range(0, len(documents), BLOCK):
        yield to_json([_row(document, topics) for document in documents[start : start + BLOCK]])


def _row(document: Document, topics: Mapping[str, int]) -> list[object]:
    return [
        document.slug if document.slug is not None else [document.path],
        document.title,
        document.text,
        [topics[slug] for slug in document.topics],
        document.days[0].isoformat() if document.days else 0,
        -1 if document.comments is None else document.comments,
        document.code or 0,
        document.by,
    ]
