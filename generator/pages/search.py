"""The search page: what it can do, and where else to look. The field and the results are made by its script.

Where it stands: after `edition`.
"""

from generator.pages.addresses import SEARCH
from generator.pages.edition import Edition
from generator.pages.page import Head, Page


def render_search(edition: Edition) -> Page:
    """Return the page that a reader without JavaScript is helped on from, and one with it searches on."""
    return edition.print(
        SEARCH,
        "search",
        Head(title="Search", description=f"Search {edition.site.name} by words, topic, author, date and code."),
        papers=len(edition.library.papers),
        digests=len(edition.library.digests),
        topics=sum(1 for slugs in edition.by_topic.values() if slugs),
    )
