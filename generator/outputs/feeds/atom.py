"""Items as Atom (RFC 4287), in documents that lead on to the archive behind them (RFC 5005).

Where it stands: after `items`. The XML is the feedgenerator library's; an entry is written once, however many documents
it stands in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed, SimplerXMLGenerator

from generator.markup.escapes import as_html
from generator.outputs.feeds.items import Item

_HISTORY = "http://purl.org/syndication/history/1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a feed says before its items. Addresses are as in `Item.url`."""

    id: str
    """The same in all documents of the feed."""
    title: str
    about: str
    author: str
    """Whose the feed is."""
    page: str
    """The page that it belongs to."""
    updated: date


def write_entry(item: Item) -> str:
    """Return an item as an Atom entry."""
    feed = _Document(title="", link="", description="")
    feed.add_item(
        title=item.title,
        link=item.url,
        description=as_html(item.summary),
        author_name=item.authors[0],
        other_authors=item.authors[1:],
        pubdate=item.published,
        updateddate=item.updated,
        unique_id=item.id,
        content=item.content,
        categories=item.topics,
        related=item.links,
    )
    written, handler = _open()
    handler.startElement("entry", {})
    feed.add_item_elements(handler, feed.items[0])
    handler.endElement("entry")
    return written.getvalue()


def shorten(entry: str) -> str:
    """Return an entry without its full text: its summary and its page remain."""
    head, mark, rest = entry.partition('<content type="html">')
    return head + rest.partition("</content>")[2] if mark else entry


def write_document(
    heading: Heading, entries: Iterable[str], links: Sequence[tuple[str, str]], *, archived: bool
) -> bytes:
    """Return a document of entries, newest first.

    `links` are (relation, address) to itself and to the feed's other documents; an archived one says that its entries
    are final.
    """
    document = _Document(
        title=heading.title,
        link=heading.page,
        description=heading.about,
        language="en",
        author_name=heading.author,
        feed_guid=heading.id,
        updated=heading.updated,
        links=links,
        archived=archived,
        entries=entries,
    )
    written, _ = _open()
    document.write(written, "utf-8")
    return written.getvalue().encode()


class _Document(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """The library's feed, with what RFC 5005 adds and with entries that are XML already."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:fh": _HISTORY}

    def latest_post_date(self) -> date:
        # the library would take the time of the build where there is no entry
        updated: date = self.feed["updated"]
        return updated

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["links"]:
            handler.addQuickElement("link", "", {"rel": relation, "type": "application/atom+xml", "href": address})
        if self.feed["archived"]:
            handler.addQuickElement("fh:archive")

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        for entry in self.feed["entries"]:
            # SAX hands white space on as it is: the way to put finished XML into a document
            handler.ignorableWhitespace(f"\n{entry}")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["other_authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        for address in item["related"]:
            handler.addQuickElement("link", "", {"rel": "related", "href": address})


def _open() -> tuple[StringIO, SimplerXMLGenerator]:
    written = StringIO()
    return written, SimplerXMLGenerator(written, "utf-8", short_empty_elements=True)
