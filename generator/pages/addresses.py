"""Where each page stands below docs/, and how one page leads to another.

Where it stands: after `page`. Links are relative to the `.md` files, so that any engine and any host resolves them.
"""

import re
from datetime import date

from markupsafe import Markup as Written

HOME = "index.md"
DATES = "dates/index.md"
TOPICS = "topics/index.md"
TRENDS = "trends.md"
PAPERS = "papers/index.md"
NOTES = "data-notes.md"
SUBSCRIBE = "subscribe/index.md"
FEEDS = "feeds"
"""The folder of the feeds, below the site's root; all stand straight in it."""
CARD = "card.png"
"""The picture of a page for those who share a link to it, beside the page."""
DATA_FOLDER = "data"
"""The folder of downloads, below the site's root, and of their page."""
DATA = f"{DATA_FOLDER}/index.md"
READING_LIST = "reading-list.md"
OFFLINE = "offline.md"
SEARCH = "search.md"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def paper_path(slug: str) -> str:
    """Return a paper's path; ValueError for a slug that could leave its folder."""
    return f"papers/{_slug(slug)}.md"


def paper_url(slug: str) -> str:
    """Return the address of a paper's page below the site's, where its other files stand too; ends in a slash."""
    return f"papers/{_slug(slug)}/"


def topic_url(slug: str) -> str:
    """Return the address of a topic's page below the site's, where its other files stand too; ends in a slash."""
    return f"topics/{_slug(slug)}/"


def digest_url(day: date) -> str:
    """Return the address of a digest's page below the site's, where its other files stand too; ends in a slash."""
    return f"dates/{day:%Y/%m/%d}/"


def book_of_day(day: date) -> str:
    """Return where the book of a digest stands, below the site's root."""
    return f"{digest_url(day)}{day}.epub"


def book_of_week(day: date) -> str:
    """Return where the book of the ISO week that holds `day` stands, below the site's root."""
    year, week, _ = day.isocalendar()
    return f"dates/{year:04d}/{year:04d}-W{week:02d}.epub"


def book_of_month(day: date) -> str:
    """Return where the book of the month that holds `day` stands, below the site's root."""
    return f"dates/{day:%Y/%m}/{day:%Y-%m}.epub"


def topic_path(slug: str) -> str:
    """Return a topic's path; ValueError for a slug that could leave its folder."""
    return f"topics/{_slug(slug)}.md"


def digest_path(day: date, part: int = 1) -> str:
    """Return the path of a digest's page, or of a further part of a very long digest."""
    return f"dates/{day:%Y/%m/%d}{'' if part == 1 else f'-{part}'}.md"


def month_path(day: date) -> str:
    """Return the path of the month that holds `day`."""
    return f"dates/{day:%Y/%m}/index.md"


def year_path(year: int) -> str:
    """Return the path of a year of digests."""
    return f"dates/{year:04d}/index.md"


def root(path: str) -> Written:
    """Return what leads from the page at `path` to docs/: nothing, `../`, `../../` and so on.

    Every link is this and the target's path. Shorter relative links would cost a computation each, on pages that
    hold hundreds.
    """
    return Written("../" * path.count("/"))


def locate(path: str) -> str:
    """Return where the page at `path` is read, below the site's root: `papers/a.md` at `papers/a/`."""
    return path.removesuffix("index.md") if path.endswith("index.md") else f"{path.removesuffix('.md')}/"


def _slug(slug: str) -> str:
    if not _SLUG.fullmatch(slug):
        raise ValueError(slug)
    return slug
