"""A page a paper, a small page at each address that a paper had before, and the index of all papers.

Where it stands: after `edition`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup as Written

from generator.citations import find_issued
from generator.markup import Link, LinkKind
from generator.model import Appearance, Paper
from generator.pages.addresses import CARD, PAPERS, digest_path, paper_path, paper_url, root
from generator.pages.edition import Edition
from generator.pages.page import Crumb, Head, Offer, Page, Reference
from generator.pages.pictures import place_bar
from generator.pages.reasons import give_reasons
from generator.pages.rows import Listed, Row
from generator.pages.shelves import shelve
from generator.pages.templates import count, name_day, target, write
from generator.related import Related, When
from generator.topics import Field

_FOLDER = "papers/by-year"
"""Not a year straight below `papers/`: a paper may be called `2025`."""

_KINDS: Final[Mapping[LinkKind, str]] = {
    LinkKind.CODE: "Code",
    LinkKind.PROJECT: "Project",
    LinkKind.MODEL: "Model",
    LinkKind.DATA: "Data",
    LinkKind.VIDEO: "Video",
    LinkKind.OTHER: "Link",
}
_WHEN: Final[Mapping[When | None, str]] = {
    When.EARLIER: "Earlier",
    When.SAME_DAY: "The same day",
    When.LATER: "Later",
    None: "Undated",
}
_TRAIL = (Crumb(name="Papers", url="papers/"),)
_REFERRED = 30
"""So many authors stand in the page and in its head: 664 would make it twice the weight of any other."""
_LONGEST_LABEL = 48
_LONGEST_DESCRIPTION = 160
_LONGEST_QUERY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An appearance as the page shows it."""

    path: Written
    day: str
    position: int
    total: int
    bar: Written
    comments: int | None
    source: str
    """The dump and line it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A link that leads out of the site."""

    kind: str
    """What it leads to, or how it finds it; empty where the label says all."""
    label: str
    target: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A paper to read next."""

    link: Written
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Related papers of one time, best first."""

    name: str
    papers: tuple[Ahead, ...]


def render_papers(edition: Edition) -> Iterator[Page]:
    """Yield the page of every paper and of each of its former addresses."""
    for paper in edition.library.papers.values():
        row = edition.rows[paper.slug]
        yield edition.print_later(
            paper_path(paper.slug), "paper", _gather(edition, paper), partial(_fill_paper, edition, paper, row)
        )
        for alias in paper.aliases:
            yield edition.print(
                paper_path(alias),
                "moved",
                Head(
                    title=row.name,
                    description=f"This paper has moved to another address: {row.name}",
                    moved_to=paper.slug,
                    trail=_TRAIL,
                ),
                paper=row,
            )


def render_index(edition: Edition) -> Iterator[Page]:
    """Yield the index of all papers: A to Z, on one page or, where they are many, by year and month."""
    whole = shelve([edition.list_paper(paper) for paper in edition.newest], path=PAPERS, folder=_FOLDER)
    for shelf in whole.walk():
        name = shelf.name or "All papers"
        yield edition.print(
            shelf.path,
            "papers",
            Head(
                title=name if shelf is whole else f"Papers of {name}",
                description=f"{count(shelf.count, 'paper')}, {'by date' if shelf.shelves else 'from A to Z'}.",
            ),
            shelf=shelf.front,
            listed=shelf.listed if shelf.shelves else sorted(shelf.listed, key=_alphabetical),
            whole=shelf is whole,
        )


def _alphabetical(one: Listed) -> tuple[str, str]:
    return one.row.name.casefold(), one.row.path


def _gather(edition: Edition, paper: Paper) -> object:
    """Return all that a paper's page is made from. What the page comes to tell of beside it belongs in here."""
    related = edition.collection.related[paper.slug]
    return (
        edition.prints[paper.slug],
        edition.collection.assignments[paper.slug],
        edition.leads[paper.slug],
        [edition.library.papers[each.slug].title.source for each in related],
        [(edition.ranks[day][paper.slug], edition.counts[day]) for day in _days(paper)],
    )


def _days(paper: Paper) -> Iterator[date]:
    for seen in paper.appearances:
        if seen.digest is None:
            raise ValueError(f"{seen.dump}:{seen.line} has no date")
        yield seen.digest


def _fill_paper(edition: Edition, paper: Paper, row: Row) -> tuple[Head, Mapping[str, object]]:
    abstract = Written(paper.abstract.markdown())
    texts = {Field.TITLE: row.name, Field.ABSTRACT: abstract}
    authors = _name_authors(paper, edition.offer)
    head = Head(
        title=row.name,
        description=_shorten(row.summary, _LONGEST_DESCRIPTION),
        trail=_TRAIL,
        reference=_refer(paper),
        card=f"{paper_url(paper.slug)}{CARD}" if edition.offer.paper_cards else "",
    )
    return head, {
        "paper": paper,
        "row": row,
        "citation": edition.citations[paper.slug].text,
        "offer": edition.offer,
        "abstract": abstract,
        "note": edition.rebase(paper.note, paper_path(paper.slug)),
        "authors": authors,
        "others": len(paper.authors) - len(authors),
        "published": name_day(paper.published) if paper.published else "",
        "appearances": [
            _see(seen, day, paper.slug, edition)
            for seen, day in reversed([*zip(paper.appearances, _days(paper), strict=True)])
        ],
        "links": [_open(link) for link in sorted(paper.links, key=lambda link: list(_KINDS).index(link.kind))],
        "finders": _find(paper, row.name),
        "times": list(_tell_times(edition, edition.collection.related[paper.slug])),
        "reasons": give_reasons(edition.collection.assignments[paper.slug], texts, edition.words),
        "enough": f"{edition.vocabulary.scoring.enough:g}",
    }


def _refer(paper: Paper) -> Reference:
    issued = find_issued(paper)
    return Reference(
        authors=paper.authors[:_REFERRED],
        published="-".join(f"{part:02}" for part in issued.parts) if issued else "",
        arxiv_id=paper.arxiv_id or "",
    )


def _name_authors(paper: Paper, offer: Offer) -> tuple[str, ...]:
    """Return the authors that the page names: the first, or all where nothing that it leads to has the rest."""
    return paper.authors[:_REFERRED] if offer.paper_json or paper.arxiv_id else paper.authors


def _tell_times(edition: Edition, related: Sequence[Related]) -> Iterator[Time]:
    for when, name in _WHEN.items():
        ahead = [each for each in related if each.when is when]
        if ahead:
            yield Time(name=name, papers=tuple(_lead(edition.rows[each.slug], each.reason) for each in ahead))


def _lead(row: Row, reason: str) -> Ahead:
    # Written here and not in the template: ten thousand pages have sixty thousand of them.
    return Ahead(link=Written(f"[{row.title}]({root(row.path)}{row.path})"), reason=write(reason))


def _see(seen: Appearance, day: date, slug: str, edition: Edition) -> Seen:
    position, total = edition.ranks[day][slug], edition.counts[day]
    return Seen(
        path=Written(digest_path(day)),
        day=name_day(day),
        position=position,
        total=total,
        bar=place_bar(position, total),
        comments=seen.comments,
        source=f"{seen.dump}:{seen.line}",
    )


def _open(link: Link) -> Door:
    label = link.url.partition("://")[2].removeprefix("www.").rstrip("/")
    return Door(kind=_KINDS[link.kind], label=_shorten(label, _LONGEST_LABEL), target=target(link.url))


def _find(paper: Paper, title: str) -> tuple[Door, ...]:
    """Return where else the paper is read: by its id where one is known, else by a search for its title."""
    if paper.arxiv_id:
        number = paper.arxiv_id
        return (
            Door(kind="", label=f"arXiv:{number}", target=target(f"https://arxiv.org/abs/{number}")),
            Door(kind="", label="Hugging Face Papers", target=target(f"https://huggingface.co/papers/{number}")),
        )
    query = title[:_LONGEST_QUERY]
    arxiv = "https://arxiv.org/search/?" + urlencode({"query": query, "searchtype": "title"})
    hugging_face = "https://huggingface.co/papers?" + urlencode({"q": query})
    return (
        Door(kind="search by title", label="arXiv", target=target(arxiv)),
        Door(kind="search by title", label="Hugging Face Papers", target=target(hugging_face)),
    )


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
