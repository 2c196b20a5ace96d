"""Which feeds there are: what each is called, what it holds and which page it belongs to.

Where it stands: after `edition`. The page of feeds lists them, `outputs.feeds` fills them.
"""

from dataclasses import dataclass
from typing import Final

from generator.pages.addresses import DATES, FEEDS, HOME, PAPERS, topic_path
from generator.pages.edition import Edition

PAPERS_FEED: Final = "papers"
DIGESTS_FEED: Final = "digests"
PINNED_FEED: Final = "pinned"
OPML: Final = f"{FEEDS}/topics.opml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, in both of its formats."""

    name: str
    """Its file's name without ending: lower case, digits and hyphens."""
    label: str
    """Among the site's own feeds; plain text."""
    about: str
    """What it holds, in a sentence; plain text."""
    page: str
    """The path of the page that it belongs to."""
    topic: str | None = None
    """The slug of the topic whose papers it holds; None for one that goes through all topics."""

    @property
    def atom(self) -> str:
        """Where the Atom feed stands, below the site's root."""
        return f"{FEEDS}/{self.name}.xml"

    @property
    def json(self) -> str:
        """Where the JSON Feed stands, below the site's root."""
        return f"{FEEDS}/{self.name}.json"


def topic_feed(slug: str) -> str:
    """Return the name of a topic's feed."""
    return f"topic-{slug}"


def list_feeds(edition: Edition) -> tuple[Feed, ...]:
    """Return every feed: of all papers, of digests, of pinned papers, then of each topic in the vocabulary's order."""
    return (
        Feed(
            name=PAPERS_FEED,
            label="All papers",
            about="Each paper once, on the day that first listed it, with its abstract.",
            page=PAPERS,
        ),
        Feed(
            name=DIGESTS_FEED,
            label="Digests",
            about="One item a day: the list as it stood, each paper with its first sentence.",
            page=DATES,
        ),
        Feed(
            name=PINNED_FEED,
            label="Pinned papers",
            about="Only what the editor pinned.",
            page=HOME,
        ),
        *(
            Feed(
                name=topic_feed(slug),
                label=topic.name,
                about=topic.description,
                page=topic_path(slug),
                topic=slug,
            )
            for slug, topic in edition.vocabulary.topics.items()
        ),
    )
