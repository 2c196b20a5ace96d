"""What can be found: papers, newest first, then the hand-written pages.

Where it stands: after `outputs.search.words`, before the index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.markup import LinkKind
from generator.model import Paper
from generator.pages.edition import Edition
from generator.pages.rows import name_authors


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One result of a search."""

    path: str
    """Below the site's root, with a trailing slash; empty for the front page."""
    title: str
    text: str
    """The abstract, or what the page says, on one line."""
    slug: str | None = None
    """None for a page that is no paper's."""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Slugs, best first."""
    days: tuple[date, ...] = ()
    """Of the digests that list it, newest first."""
    comments: int | None = None
    code: str | None = None
    """Address of its first code link."""
    by: str = ""
    """Its authors as a list row shows them, in plain text."""


def list_documents(edition: Edition) -> Iterator[Document]:
    """Yield every document in the order of the index: the newest digest's papers first, in its order, pages last."""
    for paper in edition.newest:
        yield _paper(paper, edition.rows[paper.slug].name)
    for page in edition.handwritten:
        yield Document(path=page.address, title=page.title, text=page.text)


def _paper(paper: Paper, title: str) -> Document:
    return Document(
        path=f"papers/{paper.slug}/",
        title=title,
        text=paper.abstract.plain(),
        slug=paper.slug,
        authors=paper.authors,
        topics=paper.topics,
        days=tuple(sorted({seen.digest for seen in paper.appearances if seen.digest}, reverse=True)),
        comments=paper.comments,
        code=next((link.url for link in paper.links if link.kind is LinkKind.CODE), None),
        by=name_authors(paper),
    )
