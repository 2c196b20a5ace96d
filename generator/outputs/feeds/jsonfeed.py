"""Items as JSON Feed 1.1 (https://jsonfeed.org/version/1.1).

Where it stands: after `atom`, whose headings it takes.
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.outputs.feeds.atom import Heading
from generator.outputs.feeds.items import Item

VERSION = "https://jsonfeed.org/version/1.1"


def write_json(heading: Heading, items: Iterable[Item], address: str) -> bytes:
    """Return a JSON Feed of items, newest first; `address` is its own, empty where the site does not know its own."""
    feed = {
        "version": VERSION,
        "title": heading.title,
        **({"home_page_url": heading.page, "feed_url": address} if address else {}),
        "description": heading.about,
        "authors": [{"name": heading.author}],
        "language": "en",
        "items": [_write_item(item) for item in items],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def _write_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        **({"external_url": item.original} if item.original else {}),
        "title": item.title,
        "content_html": item.content,
        "summary": item.summary,
        # JSON Feed wants a time; a digest has a day
        "date_published": f"{item.published}T00:00:00Z",
        "date_modified": f"{item.updated}T00:00:00Z",
        "authors": [{"name": name} for name in item.authors],
        **({"tags": list(item.topics)} if item.topics else {}),
    }
