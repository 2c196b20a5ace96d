"""Reference lists as files: of each digest and each topic, in the forms that managers import.

Where it stands: after `artefact`. Abstracts are left out: they are their authors', and a list of a thousand papers
would be five times its size.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from pydantic_core import to_json

from generator.citations import Forms
from generator.files import encode
from generator.memory import key
from generator.outputs.artefact import Artefact
from generator.pages.addresses import digest_url, topic_url
from generator.pages.edition import Edition


def make_citations(edition: Edition) -> Iterator[Artefact]:
    """Yield the reference lists of all that has a paper."""
    for digest in edition.library.digests:
        yield from _list(edition, digest.slugs, f"{digest_url(digest.date)}{digest.date}")
    for topic, papers in edition.by_topic.items():
        yield from _list(edition, [paper.slug for paper in papers], f"{topic_url(topic)}{topic}")


def _list(edition: Edition, slugs: Sequence[str], path: str) -> Iterator[Artefact]:
    mark = key(edition.mark, *(edition.prints[slug] for slug in slugs))
    for ending, write in _WRITERS.items() if slugs else ():
        yield Artefact(path=f"{path}.{ending}", mark=mark, make=partial(_write, write, edition, slugs))


def _write(write: Callable[[Sequence[Forms]], bytes], edition: Edition, slugs: Sequence[str]) -> bytes:
    return write([edition.citations[slug] for slug in slugs])


def write_bibtex(cited: Iterable[Forms]) -> bytes:
    """Return a BibTeX file."""
    return encode("\n".join(forms.bibtex for forms in cited))


def write_ris(cited: Iterable[Forms]) -> bytes:
    """Return an RIS file."""
    return encode("".join(forms.ris for forms in cited))


def write_csl(cited: Iterable[Forms]) -> bytes:
    """Return a CSL-JSON file."""
    return to_json([forms.csl for forms in cited])


_WRITERS: Final[Mapping[str, Callable[[Iterable[Forms]], bytes]]] = {
    "bib": write_bibtex,
    "ris": write_ris,
    "csl.json": write_csl,
}
"""Ending of a file's name -> what makes it."""
