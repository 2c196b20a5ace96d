"""Reference lists as files: of each digest and each topic, in the forms that managers import.

Where it stands: after `artefact`. Abstracts are left out: they are their authors', and a list of a thousand papers
would be five times its size.
"""

from collections.abc import Iterable, Iterator, Mapping

from pydantic_core import to_json

from generator.citations import Forms
from generator.files import encode
from generator.outputs.artefact import Artefact
from generator.pages.addresses import digest_url, topic_url
from generator.pages.edition import Edition


def make_citations(edition: Edition) -> Iterator[Artefact]:
    """Yield the reference lists of all that has a paper."""
    for digest in edition.library.digests:
        yield from _list(edition.citations, digest.slugs, f"{digest_url(digest.date)}{digest.date}")
    for topic, papers in edition.by_topic.items():
        yield from _list(edition.citations, (paper.slug for paper in papers), f"{topic_url(topic)}{topic}")


def _list(citations: Mapping[str, Forms], slugs: Iterable[str], path: str) -> Iterator[Artefact]:
    forms = [citations[slug] for slug in slugs]
    if forms:
        yield Artefact(path=f"{path}.bib", content=encode("\n".join(each.bibtex for each in forms)))
        yield Artefact(path=f"{path}.ris", content=encode("".join(each.ris for each in forms)))
        yield Artefact(path=f"{path}.csl.json", content=to_json([each.csl for each in forms]))
