"""Each paper for programs, beside its page: the whole record with its citations as JSON, and the text as Markdown.

Where it stands: after `records`.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, NotRequired

from pydantic_core import to_json

from generator.files import encode
from generator.memory import key
from generator.model import Paper
from generator.outputs.artefact import Artefact
from generator.outputs.records import Record, record
from generator.pages.addresses import paper_url
from generator.pages.edition import Edition


class PaperRecord(Record):
    """A paper's record with what only the file beside its page has."""

    url: NotRequired[str | None]
    """The address of its page; null where the site has none."""
    citations: NotRequired[dict[str, Any]]
    """`bibtex`, `ris` and `text` as text, `csl` as an item of CSL-JSON."""


def make_papers(edition: Edition) -> Iterator[Artefact]:
    """Yield the files of every paper that the curator offers."""
    for slug, paper in edition.library.papers.items():
        folder, mark = paper_url(slug), key(edition.mark, edition.prints[slug])
        if edition.offer.paper_json:
            make = partial(_write_json, edition, paper)
            yield Artefact(path=f"{folder}index.json", mark=key(mark, edition.leads[slug]), make=make)
        if edition.offer.paper_markdown:
            yield Artefact(path=f"{folder}index.md", mark=mark, make=partial(_write_text, edition, paper))


def _write_json(edition: Edition, paper: Paper) -> bytes:
    return to_json(describe(edition, paper))


def _write_text(edition: Edition, paper: Paper) -> bytes:
    return encode(write_markdown(edition, paper))


def describe(edition: Edition, paper: Paper) -> PaperRecord:
    """Return a paper's record with its address and its citations."""
    forms = edition.citations[paper.slug]
    address = edition.site.address
    return PaperRecord(
        **record(paper, edition.collection.related[paper.slug]),
        url=f"{address}{paper_url(paper.slug)}" if address else None,
        citations={"bibtex": forms.bibtex, "ris": forms.ris, "csl": forms.csl, "text": forms.text},
    )


def write_markdown(edition: Edition, paper: Paper) -> str:
    """Return a paper as CommonMark with nothing of the site's furniture: for whoever reads text by machine."""
    row = edition.rows[paper.slug]
    topics = ", ".join(edition.vocabulary.topics[slug].name for slug in paper.topics)
    links = [f"- {link.kind.value}: <{link.url}>" for link in paper.links]
    blocks = [
        f"# {row.title}",
        str(row.by),
        paper.abstract.markdown(),
        "\n".join(links),
        f"Topics: {topics}" if topics else "",
        f"Cite as: {edition.citations[paper.slug].text}",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"
