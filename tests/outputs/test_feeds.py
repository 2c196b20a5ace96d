"""Feeds as the programs that read them see them: feedparser, an XML parser, a JSON schema."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from generator.errors import OutputError
from generator.markup import Markup
from generator.model import Paper
from generator.outputs.feeds import count_warranted, demand, make_feeds
from generator.outputs.feeds.series import NEWEST, Printer, Series
from generator.pages import Edition, Site
from generator.pages.feeds import list_feeds
from tests.libraries import DAY, make_collection, make_library, make_paper, make_sample, read_shipped

ADDRESS = "https://digest.example.org/sub/"
SCHEMA = json.loads((Path(__file__).parent / "jsonfeed.schema.json").read_text(encoding="utf-8"))
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
HEADERS = {"content-type": "application/atom+xml; charset=utf-8"}
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[\w\-.~/%]+", re.ASCII)
"""RFC 4151, as far as ours go."""


def publish(papers: Iterable[Paper], address: str = ADDRESS) -> dict[str, bytes]:
    """Return the feeds of a library of `papers` by path; a path that comes twice fails."""
    return publish_edition(make_edition(papers, address))


def make_edition(papers: Iterable[Paper], address: str = ADDRESS) -> Edition:
    """Return the edition of `papers`."""
    site = Site(name="The Daily Test", description="Papers for tests.", address=address)
    return Edition(collection=make_collection(make_library(papers)), site=site)


def publish_edition(edition: Edition) -> dict[str, bytes]:
    """Return an edition's feeds by path; a path that comes twice fails."""
    made = list(make_feeds(edition))
    assert [path for path, times in Counter(artefact.path for artefact in made).items() if times > 1] == []
    return {artefact.path: artefact.content for artefact in made}


def read(files: Mapping[str, bytes], name: str) -> Any:  # noqa: ANN401 (feedparser has no types)
    """Return an Atom document as feedparser reads it, at the address that it is published at; nothing in it is odd."""
    parsed = feedparser.parse(files[name], response_headers=HEADERS | {"content-location": ADDRESS + name})
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def walk(files: Mapping[str, bytes], name: str) -> list[Any]:
    """Return a feed's documents as a program that knows RFC 5005 fetches them: from the newest backwards."""
    documents = [read(files, f"feeds/{name}.xml")]
    while earlier := [link.href for link in documents[-1].feed.links if link.rel == "prev-archive"]:
        assert len(documents) <= len(files)
        documents.append(read(files, urljoin(ADDRESS, earlier[0]).removeprefix(ADDRESS)))
    return documents


def slug_of(entry: Any) -> str:  # noqa: ANN401 (as above)
    """Return the slug of the paper that an entry leads to."""
    return str(entry.link).rstrip("/").split("/")[-1]


def make_many(number: int) -> list[Paper]:
    """Return so many papers, three a day, the first with the lowest number."""
    return [
        make_paper(f"paper-{at:04}", on=(DAY + timedelta(days=at // 3),), position=at % 3 + 1) for at in range(number)
    ]


# Which items, and where


@pytest.mark.parametrize("number", [0, 1, NEWEST, NEWEST + 1, 2 * NEWEST, 2 * NEWEST + 1, 3 * NEWEST - 50])
@pytest.mark.parametrize("name", ["papers", "topic-reasoning"])
def test_the_archive_leads_to_every_paper_once(number: int, name: str) -> None:
    """Whoever follows a feed through its archive finds each paper, and each under one identifier, however many."""
    papers = make_many(number)
    documents = walk(publish(papers), name)
    found = {entry.id: slug_of(entry) for document in documents for entry in document.entries}
    assert Counter(found.values()) == Counter(paper.slug for paper in papers)
    for document in documents:
        assert len({entry.id for entry in document.entries}) == len(document.entries) <= NEWEST


def test_a_feed_holds_the_newest_hundred() -> None:
    """Newest first, and within a day in the digest's order."""
    papers = make_many(NEWEST + 20)
    (newest, *_) = walk(publish(papers), "papers")
    days = sorted({seen.digest for paper in papers for seen in paper.appearances if seen.digest}, reverse=True)
    in_order = [paper.slug for day in days for paper in papers if paper.appearances[0].digest == day]
    assert [slug_of(entry) for entry in newest.entries] == in_order[:NEWEST]


def test_a_paper_that_comes_back_keeps_its_place() -> None:
    """The feed of papers goes by the day that first listed each, so that nothing moves or comes twice."""
    old = make_paper("old", on=(DAY, DAY + timedelta(days=9)))
    new = make_paper("new", on=(DAY + timedelta(days=3),))
    assert [slug_of(entry) for entry in read(publish([old, new]), "feeds/papers.xml").entries] == ["new", "old"]


def test_an_archive_document_never_changes_its_items() -> None:
    """Papers that come later go into documents of their own; a program that fetched one need not fetch it again."""
    before, after = publish(make_many(2 * NEWEST + 10)), publish(make_many(4 * NEWEST + 5))
    for number in (1, 2):
        old, new = (read(files, f"feeds/papers.{number}.xml") for files in (before, after))
        assert len(old.entries) == NEWEST
        assert old.entries == new.entries
        assert old.feed.updated == new.feed.updated


def test_documents_know_each_other() -> None:
    """Each tells itself, archived ones that they are and what the feed is, and the one before and after (RFC 5005)."""
    files = publish(make_many(3 * NEWEST))
    ids = set()
    for path, links in {
        "feeds/papers.xml": {"prev-archive": "feeds/papers.2.xml"},
        "feeds/papers.2.xml": {"current": "feeds/papers.xml", "prev-archive": "feeds/papers.1.xml"},
        "feeds/papers.1.xml": {"current": "feeds/papers.xml", "next-archive": "feeds/papers.2.xml"},
    }.items():
        root = etree.fromstring(files[path])
        found = {str(link.get("rel")): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
        assert found.pop("alternate") == f"{ADDRESS}papers/"
        assert found == {"self": ADDRESS + path} | {rel: ADDRESS + target for rel, target in links.items()}
        assert (root.find(f"{HISTORY}archive") is not None) == ("current" in links)
        ids.add(root.findtext(f"{ATOM}id"))
    assert len(ids) == 1


def test_feeds_hold_what_they_say() -> None:
    """Each topic its papers, the pinned feed what is pinned, the feed of digests each day."""
    library = make_sample()
    site = Site(name="The Daily Test", address=ADDRESS)
    edition = Edition(collection=make_collection(library), site=site)
    files = publish_edition(edition)
    for topic in read_shipped().topics:
        found = {slug_of(entry) for entry in read(files, f"feeds/topic-{topic}.xml").entries}
        assert found == {paper.slug for paper in library.papers.values() if topic in paper.topics}
    assert [slug_of(entry) for entry in read(files, "feeds/pinned.xml").entries] == ["tidy-formulas"]
    days = read(files, "feeds/digests.xml").entries
    assert [entry.link for entry in days] == [f"{ADDRESS}dates/{digest.date:%Y/%m/%d}/" for digest in library.digests]
    for entry, digest in zip(days, library.digests, strict=True):
        links = lxml_html.fromstring(entry.content[0].value).xpath("//ol//a/@href")
        assert links == [f"{ADDRESS}papers/{slug}/" for slug in digest.slugs]


def test_a_feed_that_lacks_an_item_is_not_published() -> None:
    """A count that disagrees with the dumps stops the build."""
    edition = make_edition(make_many(5))
    feed = list_feeds(edition)[0]
    with pytest.raises(OutputError, match=r"feeds/papers\.xml: would have 0 items, but the dumps warrant 5"):
        demand(
            Series(site=edition.site, feed=feed, subjects=(), printer=Printer()), count_warranted(edition)[feed.name]
        )


def test_a_paper_that_no_digest_lists_stops_the_build() -> None:
    """What the papers say of their appearances counts, whatever went wrong with the digests."""
    library = make_library(make_many(4))
    (first, *others) = library.digests
    lost = replace(library, digests=(replace(first, slugs=()), *others))
    with pytest.raises(OutputError, match="the dumps warrant 4"):
        publish_edition(Edition(collection=make_collection(lost), site=Site(name="T", address=ADDRESS)))


def test_feeds_are_the_same_for_the_same_library() -> None:
    """No clock and no chance: the same library gives the same bytes."""
    assert publish(make_many(150)) == publish(reversed(make_many(150)))


# What an item says


def test_identifiers_survive() -> None:
    """A paper captured again, with more known of it, or on a site that moved to https, is no new item."""
    paper = make_paper("a-paper")
    again = replace(make_paper("a-paper", on=(DAY, date(2026, 1, 1))), arxiv_id="2506.08007", title=Markup("A Paper!"))
    ids = {
        read(publish([version], address), "feeds/papers.xml").entries[0].id
        for version in (paper, again)
        for address in (ADDRESS, ADDRESS.replace("https", "http"))
    }
    assert ids == {"tag:digest.example.org,2025:/sub/papers/a-paper/"}


@pytest.mark.parametrize("address", [ADDRESS, "https://zeitung.bücher.example:8443/", ""])
def test_identifiers_are_tags(address: str) -> None:
    """Whatever the address, every identifier is a valid tag URI, and no two are equal."""
    files = publish(make_many(3), address)
    ids = [
        element.text or ""
        for path, content in files.items()
        if path in {"feeds/papers.xml", "feeds/digests.xml"}
        for element in etree.fromstring(content).iter(f"{ATOM}id")
    ]
    assert len(set(ids)) == len(ids) > 3
    assert [each for each in ids if not TAG.fullmatch(each)] == []


def test_dates_are_those_of_digests() -> None:
    """Published on the day that first listed it, updated on the day that last did; a feed, with its newest item."""
    files = publish([make_paper("a", on=(date(2025, 3, 20), DAY)), make_paper("b", on=(date(2025, 4, 1),))])
    feed = read(files, "feeds/papers.xml")
    dates = {slug_of(entry): (entry.published, entry.updated) for entry in feed.entries}
    assert dates["a"] == ("2025-03-20T00:00:00Z", "2025-11-05T00:00:00Z")
    assert feed.feed.updated == "2025-11-05T00:00:00Z"


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"authors": ("Ada Lovelace", "Charles Babbage")}, ["Ada Lovelace", "Charles Babbage"]),
        ({"authors": ("Ada Lovelace",), "author_count": 3}, ["Ada Lovelace", "2 more"]),
        ({"author_count": 12}, ["12 authors"]),
        ({"author_count": 1}, ["1 author"]),
        ({"organization": "Analytical Engines"}, ["Analytical Engines"]),
        ({}, ["Authors not listed"]),
    ],
)
def test_authors_are_named_or_counted(fields: dict[str, Any], names: list[str]) -> None:
    """An author is never made up, and the site never passes for one."""
    files = publish([make_paper("a", **fields)])
    assert [author.name for author in read(files, "feeds/papers.xml").entries[0].authors] == names
    assert [author["name"] for author in json.loads(files["feeds/papers.json"])["items"][0]["authors"]] == names


def test_an_item_has_the_full_text_its_links_and_topics() -> None:
    """The whole abstract, the editor's note with links that lead somewhere, what it links to, its topics by name."""
    files = publish_edition(
        Edition(collection=make_collection(make_sample()), site=Site(name="T", address=ADDRESS)),
    )
    entry = next(each for each in read(files, "feeds/papers.xml").entries if slug_of(each) == "tidy-formulas")
    text = lxml_html.fromstring(entry.content[0].value)
    assert "We tidy formulas. Code: https://github.com/example/tidy_formulas and more." in text.text_content()
    assert text.xpath("//blockquote//a/@href") == [f"{ADDRESS}topics/theory/", "https://example.org/"]
    outside = ["https://github.com/example/tidy_formulas", "https://example.org/a?b=1&copy=2"]
    assert [link.href for link in entry.links if link.rel == "related"] == outside
    assert text.xpath("//ul//a/@href") == outside
    names = [read_shipped().topics[topic].name for topic in ("reasoning", "theory")]
    assert [tag.term for tag in entry.tags] == names


def test_the_archive_of_a_topic_has_summaries() -> None:
    """There the full text is left to the archive of all papers; what leads to it remains."""
    files = publish(make_many(NEWEST + 1))
    assert "content" in read(files, "feeds/papers.1.xml").entries[0]
    entry = read(files, "feeds/topic-reasoning.1.xml").entries[0]
    assert "content" not in entry
    assert entry.summary == f"We study {slug_of(entry)}."


@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_json_feeds_are_valid_and_say_the_same(address: str) -> None:
    """Each keeps to JSON Feed 1.1 and has the items of its Atom feed, in the same order with the same content."""
    edition = Edition(collection=make_collection(make_sample()), site=Site(name="The Daily Test", address=address))
    files = publish_edition(edition)
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    names = [path.removesuffix(".json") for path in files if path.endswith(".json")]
    assert len(names) == len(list_feeds(edition))
    for name in names:
        feed = json.loads(files[f"{name}.json"])
        assert [error.message for error in validator.iter_errors(feed)] == []
        root = etree.fromstring(files[f"{name}.xml"])
        entries = [
            (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}content"))
            for entry in root.findall(f"{ATOM}entry")
        ]
        assert [(item["id"], item["title"], item["content_html"]) for item in feed["items"]] == entries


def test_without_an_address_links_are_relative_to_the_feed() -> None:
    """Every link of a feed leads from its own place into the site, and there is no OPML, which could not do that."""
    files = publish(make_many(NEWEST + 1), "")
    assert not [path for path in files if path.endswith(".opml")]
    root = etree.fromstring(files["feeds/papers.xml"])
    links = [urljoin(ADDRESS + "feeds/papers.xml", str(link.get("href"))) for link in root.iter(f"{ATOM}link")]
    assert {f"{ADDRESS}feeds/papers.xml", f"{ADDRESS}feeds/papers.1.xml", f"{ADDRESS}papers/paper-0100/"} <= set(links)
    assert [link for link in links if not link.startswith(ADDRESS)] == []


def test_opml_lists_every_topic() -> None:
    """Each topic's feed once, under its family, with addresses that stand by themselves."""
    files = publish([make_paper("a")])
    root = etree.fromstring(files["feeds/topics.opml"])
    assert root.get("version") == "2.0"
    vocabulary = read_shipped()
    families = root.findall("body/outline")
    assert [family.get("text") for family in families] == list(vocabulary.families.values())
    feeds = [str(outline.get("xmlUrl")) for outline in root.findall("body/outline/outline")]
    assert [feed.removeprefix(ADDRESS) in files for feed in feeds] == [True] * len(vocabulary.topics)


# Hostile text

HOSTILE = "]]></content></entry> <b>x</b> & \x00\x0b\x1b\x7f\ufffe\ud800 😀 $O(n \\log n)$ <![CDATA[ &nbsp; \u202e"


@pytest.mark.parametrize("source", [HOSTILE, "$\\frac{a}{b}$ 😀", "<script>alert(1)</script>", "]]>"])
def test_hostile_text_is_text(source: str) -> None:
    """Nothing of a dump or a note breaks a feed or becomes markup in it."""
    paper = make_paper(
        "a", title=Markup(source), abstract=Markup(source), authors=(source,), organization=source, note=source
    )
    files = publish([paper])
    (entry,) = etree.fromstring(files["feeds/papers.xml"]).findall(f"{ATOM}entry")
    content = lxml_html.fromstring(f"<div>{entry.findtext(f'{ATOM}content')}</div>")
    assert not content.xpath("//script | //b")
    assert entry.findtext(f"{ATOM}title") == " ".join(Markup(source).plain().split())
    assert read(files, "feeds/digests.xml").entries
    assert json.loads(files["feeds/papers.json"])["items"][0]["content_html"] == entry.findtext(f"{ATOM}content")


@given(st.text(), st.text(min_size=1))
def test_any_text_makes_a_feed(source: str, name: str) -> None:
    """Whatever stands in a dump, feeds are well-formed XML and JSON."""
    paper = make_paper("a", title=Markup(source or "x"), abstract=Markup(source), authors=(name,), note=source)
    edition = Edition(collection=make_collection(make_library([paper])), site=Site(name=name, address=ADDRESS))
    files = publish_edition(edition)
    for path in ("feeds/papers.xml", "feeds/digests.xml", "feeds/topics.opml"):
        etree.fromstring(files[path])
    json.loads(files["feeds/papers.json"])
