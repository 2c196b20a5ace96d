"""The page that says how to follow the site, and lists every feed.

Where it stands: after `feeds`.
"""

from dataclasses import dataclass

from markupsafe import Markup as Written
from markupsafe import escape

from generator.pages.addresses import SUBSCRIBE, root
from generator.pages.edition import Edition
from generator.pages.feeds import OPML, Feed, list_feeds
from generator.pages.page import Head, Page
from generator.pages.templates import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A feed as HTML has it: a feed is no page, so Markdown's links can't lead to one."""

    name: Written
    about: Written
    atom: Written
    json: Written
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The feeds of one family of topics."""

    name: Written
    feeds: tuple[Offered, ...]


def render_subscribe(edition: Edition) -> Page:
    """Return the page of feeds."""
    feeds = list_feeds(edition)
    site, vocabulary, up = edition.site, edition.vocabulary, root(SUBSCRIBE)
    return edition.print(
        SUBSCRIBE,
        "subscribe",
        Head(title="Subscribe", description=f"{count(len(feeds), 'feed')}: all papers, each digest, each topic."),
        feeds=offer_feeds(edition, SUBSCRIBE),
        groups=[
            Group(
                name=escape(name),
                feeds=tuple(
                    _offer(edition, feed, up)
                    for feed in feeds
                    if feed.topic and vocabulary.topics[feed.topic].family == family
                ),
            )
            for family, name in vocabulary.families.items()
        ],
        # a program that imports a file needs whole addresses in it
        opml=up + OPML if site.address else Written(),
        form=escape(site.subscribe_url),
        title=escape(site.name),
    )


def offer_feeds(edition: Edition, path: str) -> tuple[Offered, ...]:
    """Return the feeds that go through all topics, for the page at `path`."""
    return tuple(_offer(edition, feed, root(path)) for feed in list_feeds(edition) if not feed.topic)


def _offer(edition: Edition, feed: Feed, up: Written) -> Offered:
    return Offered(
        name=escape(feed.label),
        about=escape(feed.about),
        atom=up + feed.atom,
        json=up + feed.json,
        hue=edition.words[feed.topic].hue if feed.topic else 0,
    )
