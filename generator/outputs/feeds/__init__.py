"""The feeds: Atom with the whole archive behind it, JSON Feed with the newest, and the topics' as OPML.

Where it stands: after `pages`, among the families.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from generator.errors import OutputError
from generator.outputs.artefact import Artefact, finished
from generator.outputs.feeds.items import Subject, tell_of_digest, tell_of_paper
from generator.outputs.feeds.opml import write_opml
from generator.outputs.feeds.series import Printer, Series
from generator.pages.edition import Edition
from generator.pages.feeds import DIGESTS_FEED, OPML, PAPERS_FEED, PINNED_FEED, list_feeds, topic_feed


def make_feeds(edition: Edition) -> Iterator[Artefact]:
    """Yield every feed, its archive, and the OPML of topics where the site knows its address.

    Raises OutputError rather than publish a feed that lacks an item.
    """
    feeds = list_feeds(edition)
    gathered = _gather(edition)
    warranted = count_warranted(edition)
    printer = Printer()
    for feed in feeds:
        series = Series(site=edition.site, feed=feed, subjects=gathered[feed.name], printer=printer)
        demand(series, warranted[feed.name])
        yield from series.write()
    if edition.site.address:
        yield finished(OPML, write_opml(edition, feeds))


def demand(series: Series, warranted: int) -> None:
    """Raise OutputError unless the feed and its archive have each warranted item, and none twice."""
    found = series.count()
    if not found == len(series.subjects) == warranted:
        what = f"would have {found} items, but the dumps warrant {warranted}"
        raise OutputError(series.feed.atom, what, "This is a bug: please report it; nothing was published")


def count_warranted(edition: Edition) -> Counter[str]:
    """Return how many items each feed must have, by the papers' own appearances and not by the digests' lists."""
    papers = edition.library.papers.values()
    empty = {digest.date for digest in edition.library.digests if not digest.slugs}
    return Counter(
        {
            PAPERS_FEED: len(papers),
            DIGESTS_FEED: len(empty | {seen.digest for paper in papers for seen in paper.appearances}),
            PINNED_FEED: sum(paper.pinned for paper in papers),
            **Counter(topic_feed(topic) for paper in papers for topic in paper.topics),
        }
    )


def _gather(edition: Edition) -> Mapping[str, list[Subject]]:
    """Return what each feed tells of, oldest first."""
    gathered: dict[str, list[Subject]] = defaultdict(list)
    gathered[DIGESTS_FEED] = [tell_of_digest(edition, digest) for digest in reversed(edition.library.digests)]
    for slug in edition.listed:
        paper = edition.library.papers[slug]
        subject = tell_of_paper(edition, paper)
        gathered[PAPERS_FEED].append(subject)
        if paper.pinned:
            gathered[PINNED_FEED].append(subject)
        for topic in paper.topics:
            gathered[topic_feed(topic)].append(subject)
    return gathered
