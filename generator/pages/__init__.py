"""The collection as Markdown pages: papers, indexes of dates and topics, trends, feeds, search, front page, data notes.

Where it stands: after the flow; `site` writes what comes out. The Markdown is the contract: plain, with front matter
and links between `.md` files, nothing that only one engine understands.
"""

from collections.abc import Iterator

from generator.pages.calendars import render_calendars
from generator.pages.data import render_data
from generator.pages.digests import render_digests
from generator.pages.edition import Edition
from generator.pages.home import render_home
from generator.pages.notes import render_notes
from generator.pages.page import MARK, Offer, Page, Site
from generator.pages.papers import render_index, render_papers
from generator.pages.reading import render_reading
from generator.pages.search import render_search
from generator.pages.subscribe import render_subscribe
from generator.pages.topics import render_topics
from generator.pages.trends import render_trends

__all__ = ["MARK", "Edition", "Offer", "Page", "Site", "render"]


def render(edition: Edition) -> Iterator[Page]:
    """Yield every generated page, each path once.

    It is pure: an equal edition gives the same pages in the same order. Every digest must have its date, every topic of
    a paper must be in the vocabulary (ValueError, KeyError: a bug upstream).
    """
    yield render_home(edition)
    yield from render_digests(edition)
    yield from render_calendars(edition)
    yield from render_topics(edition)
    yield render_trends(edition)
    yield render_subscribe(edition)
    yield from render_index(edition)
    yield from render_papers(edition)
    yield render_data(edition)
    yield render_notes(edition)
    yield from render_reading(edition)
    yield render_search(edition)
