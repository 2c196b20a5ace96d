"""Each digest for programs, beside its page.

Where it stands: after `artefact`.
"""

from collections.abc import Iterator
from functools import partial

from pydantic import ConfigDict, with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from generator.memory import key
from generator.model import Digest
from generator.outputs.artefact import Artefact
from generator.pages.addresses import digest_url
from generator.pages.edition import Edition, appearance_on

_EXPLAINED = with_config(ConfigDict(use_attribute_docstrings=True))
"""Has the schema of a record say what each key means."""


@_EXPLAINED
class ListingRecord(TypedDict):
    """A paper in a digest."""

    slug: str
    title: str
    position: int
    """1-based place in the digest."""
    comments: int | None
    """As shown on that day."""


@_EXPLAINED
class DigestRecord(TypedDict):
    """One digest; the keys stand in this order."""

    date: str
    year_basis: str
    """What settled its year: `stated`, `shown`, `bounded` or `neighbours`."""
    reason: str
    """Why it has that year, as a sentence."""
    dumps: list[str]
    note: str | None
    """The editor's, in Markdown."""
    url: str | None
    """The address of its page; null where the site has none."""
    papers: list[ListingRecord]
    """In the order listed."""


def make_digests(edition: Edition) -> Iterator[Artefact]:
    """Yield the record of every digest, beside its page."""
    for digest in edition.library.digests:
        yield Artefact(
            path=f"{digest_url(digest.date)}index.json",
            mark=key(edition.mark, edition.print_of(digest)),
            make=partial(_write, edition, digest),
        )


def _write(edition: Edition, digest: Digest) -> bytes:
    return to_json(describe_digest(edition, digest))


def describe_digest(edition: Edition, digest: Digest) -> DigestRecord:
    """Return a digest's record."""
    address = edition.site.address
    return DigestRecord(
        date=digest.date.isoformat(),
        year_basis=digest.year_basis.value,
        reason=digest.reason,
        dumps=list(digest.dumps),
        note=digest.note,
        url=f"{address}{digest_url(digest.date)}" if address else None,
        papers=[
            ListingRecord(
                slug=slug,
                title=edition.rows[slug].name,
                position=position,
                comments=appearance_on(edition.library.papers[slug], digest.date).comments,
            )
            for position, slug in enumerate(digest.slugs, 1)
        ],
    )
