"""The pages that a reader's own browser fills: the reading list, and what stands in for a page that is out of reach.

Where it stands: after `edition`. Both are the same for every reader; what a reader keeps never leaves the browser.
"""

from collections.abc import Iterator

from generator.pages.addresses import OFFLINE, READING_LIST
from generator.pages.edition import Edition
from generator.pages.page import Head, Page


def render_reading(edition: Edition) -> Iterator[Page]:
    """Yield the page of the reading list, then the one shown without a network."""
    yield edition.print(
        READING_LIST,
        "reading-list",
        Head(title="Reading list", description="The papers you starred, with your notes, kept in this browser."),
    )
    yield edition.print(
        OFFLINE,
        "offline",
        Head(title="Offline", description="What stands in for a page that is out of reach."),
    )
