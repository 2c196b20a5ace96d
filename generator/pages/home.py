"""The front page: the latest digest, what the editor pinned, earlier digests, the year and the topics.

Where it stands: after `calendars` and `topics`.
"""

from markupsafe import escape

from generator.pages.addresses import CARD, HOME
from generator.pages.calendars import make_front, make_year
from generator.pages.edition import Edition
from generator.pages.page import Head, Page
from generator.pages.subscribe import offer_feeds
from generator.pages.topics import count_topics

_FRONT = 25
"""Rows of the latest digest on the front page, the lead and rows that fill two columns or three."""
_EARLIER = 9
"""Earlier digests shown by their headlines."""
_HEADLINES = 3
_YEARS = 2


def render_home(edition: Edition) -> Page:
    """Return the front page, also of a library without any digest."""
    latest, *earlier = edition.library.digests or [None]
    years = sorted({day.year for day in edition.counts}, reverse=True)[:_YEARS]
    return edition.print(
        HOME,
        "home",
        Head(
            title=edition.site.name,
            description=edition.site.description or f"{edition.site.name}: papers of the day, kept.",
            card=CARD,
        ),
        latest=make_front(edition, latest, headlines=_FRONT) if latest else None,
        note=edition.rebase(latest.note if latest else None, HOME),
        pinned=[edition.list_paper(paper) for paper in edition.library.papers.values() if paper.pinned],
        earlier=[make_front(edition, digest, headlines=_HEADLINES) for digest in earlier[:_EARLIER] if digest],
        years=[make_year(edition, year) for year in years],
        families=count_topics(edition),
        papers=len(edition.library.papers),
        digests=len(edition.library.digests),
        feeds=offer_feeds(edition, HOME),
        form=escape(edition.site.subscribe_url),
    )
