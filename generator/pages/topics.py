"""The index of topics, grouped by family, and the pages of each topic.

Where it stands: after `edition`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup as Written

from generator.pages.addresses import TOPICS, topic_path
from generator.pages.edition import Edition
from generator.pages.page import Head, Page
from generator.pages.pictures import count_bar
from generator.pages.rows import Listed, TopicWord
from generator.pages.shelves import shelve
from generator.pages.templates import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A topic with the number of its papers."""

    word: TopicWord
    description: str
    count: int
    bar: Written


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
    listed = _list_topics(edition)
    for slug, topic in edition.vocabulary.topics.items():
        whole = shelve(listed[slug], path=topic_path(slug), folder=f"topics/{slug}")
        for shelf in whole.walk():
            yield edition.print(
                shelf.path,
                "topic",
                Head(title=f"{topic.name}, {shelf.name}" if shelf.name else topic.name, description=topic.description),
                topic=topic,
                family=edition.vocabulary.families[topic.family],
                word=edition.words[slug],
                shelf=shelf,
                whole=shelf is whole,
            )


def count_topics(edition: Edition) -> tuple[Family, ...]:
    """Return the vocabulary with the number of papers of each topic; a bar's whole length is the largest topic's."""
    counts = {slug: len(papers) for slug, papers in _list_topics(edition).items()}
    most = max(counts.values(), default=0)

    def counted(slug: str) -> Counted:
        topic, number = edition.vocabulary.topics[slug], counts[slug]
        word = edition.words[slug]
        return Counted(
            word=word, description=topic.description, count=number, bar=count_bar(number, most, hue=word.hue)
        )

    return tuple(
        Family(
            name=name,
            topics=tuple(counted(slug) for slug, topic in edition.vocabulary.topics.items() if topic.family == family),
        )
        for family, name in edition.vocabulary.families.items()
    )


def _list_topics(edition: Edition) -> dict[str, list[Listed]]:
    """Return each topic's rows, the newest digest's first and in its order."""
    listed: dict[str, list[Listed]] = {slug: [] for slug in edition.vocabulary.topics}
    for paper in edition.newest:
        for topic in paper.topics:
            listed[topic].append(edition.list_paper(paper))
    return listed
