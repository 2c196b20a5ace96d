"""What feeds hold, whatever their format: a paper or a digest as an item.

Where it stands: before the formats.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlsplit

import cmarkgfm

from generator.markup.escapes import as_html, clean
from generator.memory import key
from generator.model import Digest, Paper
from generator.pages.addresses import digest_path, locate, paper_path
from generator.pages.digests import name_weekday
from generator.pages.edition import Edition, newest_day
from generator.pages.page import Site

_HERE = "../"
"""From a feed to the site's root: what addresses begin with where the site does not know its own."""
_NO_HOST = "broadsheet.invalid"
"""Whose the identifiers are where the site does not know its address; nobody can own a name below `invalid`."""
_SINCE = "2025"
"""A tag tells since when its host minted tags; another year would make every item new to every reader."""
_UNKNOWN = "Authors not listed"
"""Without an author of its own an entry would have the feed's, which is the site (RFC 4287, 4.2.1)."""
_RELATIVE = re.compile(r'(?<=<a href=")(?![a-zA-Z][a-zA-Z0-9+.-]*:|[/#])([^"#]*)')
"""The target of a relative link, in HTML, up to its fragment."""
_BLANK_CONTROL = re.compile("[\x0b\x0c\x1c-\x1f]")
"""White space to Python that XML does not allow; everywhere else it is folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paper or a digest as feeds tell of it. All texts are free of what XML cannot carry."""

    id: str
    """A tag URI (RFC 4151)."""
    url: str
    """Of its page: absolute, or relative to the feeds where the site does not know its address."""
    title: str
    """Plain text."""
    published: date
    updated: date
    authors: tuple[str, ...]
    """Names, or who else it can be said to be by; at least one."""
    summary: str
    """Plain text."""
    content: str
    """HTML."""
    topics: tuple[str, ...] = ()
    """Names, best first."""
    original: str = ""
    """Where the paper itself is read; empty where no dump says."""
    links: tuple[str, ...] = ()
    """Where it leads outside of the site, `original` first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A paper or a digest that feeds tell of."""

    id: str
    """Of its item."""
    updated: date
    """Of its item."""
    mark: str
    """A hash of all that its item is made from."""
    tell: Callable[[], Item]
    """Returns its item, the same each time. A document that stands as it was asks for none."""


def root(site: Site) -> str:
    """Return what the addresses in a feed begin with."""
    return site.address or _HERE


def identify(site: Site, place: str) -> str:
    """Return the identifier of what is read at `place` below the site's root.

    A tag and not the address itself: a site that moves from http to https keeps its readers' marks. Places are kept
    from build to build (`slugs`), so a paper that is captured again is no new item.
    """
    url = urlsplit(site.address)
    host = url.hostname or _NO_HOST
    return f"tag:{host if host.isascii() else host.encode('idna').decode()},{_SINCE}:{url.path or '/'}{place}"


def tell_of_paper(edition: Edition, paper: Paper) -> Subject:
    """Return what tells of a paper."""
    return Subject(
        id=identify(edition.site, locate(paper_path(paper.slug))),
        updated=newest_day(paper),
        mark=key(edition.mark, edition.prints[paper.slug]),
        tell=partial(_make_paper_item, edition, paper),
    )


def tell_of_digest(edition: Edition, digest: Digest) -> Subject:
    """Return what tells of a digest."""
    return Subject(
        id=identify(edition.site, locate(digest_path(digest.date))),
        updated=digest.date,
        mark=key(edition.mark, edition.print_of(digest)),
        tell=partial(_make_digest_item, edition, digest),
    )


def _make_paper_item(edition: Edition, paper: Paper) -> Item:
    """Return a paper as an item: published when a digest first listed it, updated when one last did."""
    row, place = edition.rows[paper.slug], locate(paper_path(paper.slug))
    original = f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else ""
    links = tuple(dict.fromkeys(filter(None, (original, *(link.url for link in paper.links)))))
    return Item(
        id=identify(edition.site, place),
        url=root(edition.site) + place,
        title=line(row.name),
        published=first_day(paper),
        updated=newest_day(paper),
        authors=name_authors(paper) or (_UNKNOWN,),
        summary=line(row.summary),
        content=_quote_note(edition.site, paper.note) + edition.abstract(paper.slug) + _list_links(links),
        topics=tuple(edition.vocabulary.topics[slug].name for slug in paper.topics),
        original=original,
        links=links,
    )


def _make_digest_item(edition: Edition, digest: Digest) -> Item:
    """Return a digest as an item: its note, then its papers in order, each with its first sentence."""
    site, place = edition.site, locate(digest_path(digest.date))
    number = len(digest.slugs)
    rows = (_list_paper(edition, edition.library.papers[slug]) for slug in digest.slugs)
    return Item(
        id=identify(site, place),
        url=root(site) + place,
        title=name_weekday(digest.date),
        published=digest.date,
        updated=digest.date,
        authors=(line(site.name),),
        summary=f"{number} paper{'' if number == 1 else 's'}",
        content=f"{_quote_note(site, digest.note)}<ol>{''.join(rows)}</ol>",
    )


def first_day(paper: Paper) -> date:
    """Return the date of the first digest that lists the paper."""
    return min(seen.digest for seen in paper.appearances if seen.digest)


def name_authors(paper: Paper) -> tuple[str, ...]:
    """Return a paper's authors by name, or their number where a dump only counts them; none where nothing is known."""
    if paper.authors:
        known = tuple(line(name) for name in paper.authors)
        unnamed = (paper.author_count or 0) - len(known)
        return (*known, f"{unnamed} more") if unnamed > 0 else known
    if paper.author_count:
        return ("1 author" if paper.author_count == 1 else f"{paper.author_count} authors",)
    return tuple(filter(None, [line(paper.organization or "")]))


def _list_paper(edition: Edition, paper: Paper) -> str:
    row = edition.rows[paper.slug]
    url = as_html(root(edition.site) + locate(row.path))
    return f'<li><p><a href="{url}">{as_html(line(row.name))}</a></p><p>{as_html(line(row.summary))}</p></li>'


def _list_links(links: tuple[str, ...]) -> str:
    rows = "".join(f'<li><a href="{as_html(url)}">{as_html(url)}</a></li>' for url in links)
    return f"<ul>{rows}</ul>" if rows else ""


def write_note(site: Site, note: str | None) -> str:
    """Return an editor's note as HTML. Its relative links are written as from docs/ and lead to the site's pages."""
    if not note:
        return ""
    # raw HTML is left out: a reader's program would show what of it, nobody knows
    html = cmarkgfm.github_flavored_markdown_to_html(_BLANK_CONTROL.sub(" ", clean(note)))
    return _RELATIVE.sub(lambda target: _lead(site, target[0]), html).strip()


def _quote_note(site: Site, note: str | None) -> str:
    return f"<blockquote>{html}</blockquote>" if (html := write_note(site, note)) else ""


def _lead(site: Site, target: str) -> str:
    return root(site) + (locate(target) if target.endswith(".md") else target)


def line(text: str) -> str:
    """Return a text on one line, without what XML cannot carry."""
    return " ".join(clean(text).split())
