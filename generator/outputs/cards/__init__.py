"""The pictures that stand beside a shared link: of the front page, each digest, each topic and, on request, each paper.

Where it stands: after `layouts`. A card is drawn again where something else is to stand on it: a thousand take a dozen
seconds.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from generator.memory import fingerprint
from generator.model import Digest, Paper
from generator.outputs.artefact import Artefact
from generator.outputs.cards.layouts import Card, Press
from generator.pages.addresses import CARD, digest_url, paper_url, topic_url
from generator.pages.digests import name_weekday
from generator.pages.edition import Edition, newest_day
from generator.pages.rows import name_authors
from generator.pages.templates import count, name_day

_HEADLINES: Final = 9


def make_cards(edition: Edition) -> Iterator[Artefact]:
    """Yield every card; none for a site without an address: a card is named by its whole one, or not at all."""
    if edition.site.address:
        press = Press()
        for path, card in _lay_out(edition):
            yield Artefact(path=path, mark=fingerprint(card), make=partial(press.print, card))


def _lay_out(edition: Edition) -> Iterator[tuple[str, Card]]:
    """Yield the path of every card and what stands on it."""
    latest = next(iter(edition.library.digests), None)
    yield CARD, _of_site(edition, latest)
    for digest in edition.library.digests:
        if digest.slugs:
            yield f"{digest_url(digest.date)}{CARD}", _of_digest(edition, digest)
    for slug in edition.vocabulary.topics:
        yield f"{topic_url(slug)}{CARD}", _of_topic(edition, slug)
    if edition.offer.paper_cards:
        for paper in edition.library.papers.values():
            yield f"{paper_url(paper.slug)}{CARD}", _of_paper(edition, paper)


def _of_site(edition: Edition, latest: Digest | None) -> Card:
    site, library = edition.site, edition.library
    return Card(
        masthead=site.name,
        left=name_weekday(latest.date) if latest else "",
        right=count(len(library.papers), "paper"),
        lead=site.description or "Papers of the day, kept.",
        headlines=tuple(edition.rows[slug].name for slug in (latest.slugs if latest else ())[:_HEADLINES]),
    )


def _of_digest(edition: Edition, digest: Digest) -> Card:
    first, *others = (edition.rows[slug].name for slug in digest.slugs[: _HEADLINES + 1])
    return Card(
        masthead=edition.site.name,
        left=name_weekday(digest.date),
        right=count(len(digest.slugs), "paper"),
        lead=first,
        headlines=tuple(others),
    )


def _of_topic(edition: Edition, slug: str) -> Card:
    topic, papers = edition.vocabulary.topics[slug], edition.by_topic[slug]
    return Card(
        masthead=edition.site.name,
        left=edition.vocabulary.families[topic.family],
        right=count(len(papers), "paper"),
        lead=topic.name,
        text=topic.description,
        headlines=tuple(edition.rows[paper.slug].name for paper in papers[:_HEADLINES]),
    )


def _of_paper(edition: Edition, paper: Paper) -> Card:
    row = edition.rows[paper.slug]
    return Card(
        masthead=edition.site.name,
        left=name_day(newest_day(paper)),
        right=", ".join(edition.vocabulary.topics[topic].name for topic in paper.topics[:1]),
        lead=row.name,
        text=", ".join(paper.authors) if paper.authors else name_authors(paper),
    )
