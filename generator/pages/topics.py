"""The index of topics, a picture of the library grouped by family, and the pages of each topic.

Where it stands: after `portraits`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup as Written

from generator.pages.addresses import CARD, TOPICS, topic_path, topic_url
from generator.pages.charts import sparkline
from generator.pages.edition import Edition
from generator.pages.feeds import topic_feed
from generator.pages.page import Crumb, Head, Page
from generator.pages.portraits import draw_portrait
from generator.pages.rows import Row, TopicWord
from generator.pages.shelves import shelve
from generator.pages.templates import count

_TRAIL = (Crumb(name="Topics", url="topics/"),)
_COMPANIONS = 3
"""In the index; a topic's own page shows more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A topic with the number of its papers, and what the index tells of it."""

    word: TopicWord
    description: str
    count: int
    spark: Written
    companions: tuple[TopicWord, ...]
    """The topics it stands with most, best first."""
    newest: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Topics of one family, in the vocabulary's order."""

    name: str
    topics: tuple[Counted, ...]

    @property
    def size(self) -> int:
        """The number of its topics."""
        return len(self.topics)


def render_topics(edition: Edition) -> Iterator[Page]:
    """Yield the index of topics and every topic's page or pages, also those of topics without a paper."""
    families = count_topics(edition)
    yield edition.print(
        TOPICS,
        "topics",
        Head(title="Topics", description=f"{count(len(edition.words), 'topic')} in {len(families)} families."),
        families=families,
    )
    for slug, topic in edition.vocabulary.topics.items():
        listed = [edition.list_paper(paper) for paper in edition.by_topic[slug]]
        whole = shelve(listed, path=topic_path(slug), folder=f"topics/{slug}")
        for shelf in whole.walk():
            yield edition.print(
                shelf.path,
                "topic",
                Head(
                    title=f"{topic.name}, {shelf.name}" if shelf.name else topic.name,
                    description=topic.description,
                    feed=(topic_feed(slug), topic.name),
                    card=f"{topic_url(slug)}{CARD}",
                    trail=_TRAIL if shelf is whole else (*_TRAIL, Crumb(name=topic.name, url=topic_url(slug))),
                ),
                name=topic.name,
                description=topic.description,
                family=edition.vocabulary.families[topic.family],
                word=edition.words[slug],
                file=Written(slug),
                shelf=shelf.front,
                whole=shelf is whole,
                portrait=draw_portrait(edition, slug) if shelf is whole else None,
            )


def count_topics(edition: Edition) -> tuple[Family, ...]:
    """Return the vocabulary with what the library has of each topic."""
    return tuple(
        Family(
            name=name,
            topics=tuple(
                _count_topic(edition, slug)
                for slug, topic in edition.vocabulary.topics.items()
                if topic.family == family
            ),
        )
        for family, name in edition.vocabulary.families.items()
    )


def _count_topic(edition: Edition, slug: str) -> Counted:
    papers, word = edition.by_topic[slug], edition.words[slug]
    return Counted(
        word=word,
        description=edition.vocabulary.topics[slug].description,
        count=len(papers),
        spark=sparkline(edition.shares[slug], hue=word.hue) if papers else Written(),
        companions=tuple(edition.words[each.topic] for each in edition.companions.get(slug, ())[:_COMPANIONS]),
        newest=edition.rows[papers[0].slug] if papers else None,
    )
