"""The feeds of all topics as one OPML 2.0 file (http://opml.org/spec2.opml), which every feed reader imports.

Where it stands: beside `atom`.
"""

from collections.abc import Iterable
from itertools import groupby

from lxml import etree
from lxml.builder import E

from generator.outputs.feeds.items import line
from generator.pages.addresses import locate
from generator.pages.edition import Edition
from generator.pages.feeds import Feed


def write_opml(edition: Edition, feeds: Iterable[Feed]) -> bytes:
    """Return the feeds of topics as an OPML file, an outline for each family, in the vocabulary's order.

    The site must know its address: a program that imports a file has nothing that a relative one could start from.
    """
    site, vocabulary = edition.site, edition.vocabulary
    families = groupby(
        ((feed, vocabulary.topics[feed.topic].family) for feed in feeds if feed.topic), key=lambda pair: pair[1]
    )
    body = E.body(
        *(
            E.outline(
                *(
                    E.outline(
                        type="rss",
                        text=line(feed.label),
                        title=line(f"{site.name}: {feed.label}"),
                        description=line(feed.about),
                        xmlUrl=site.address + feed.atom,
                        htmlUrl=site.address + locate(feed.page),
                    )
                    for feed, _ in members
                ),
                text=line(vocabulary.families[family]),
            )
            for family, members in families
        )
    )
    document = E.opml(E.head(E.title(line(f"{site.name}: topics"))), body, version="2.0")
    content: bytes = etree.tostring(document, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return content
