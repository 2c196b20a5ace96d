"""Digests to read away from the site: each day, each week and each month as a book.

Where it stands: after `epub`. Of ten thousand papers all books together weigh less than the papers' pages, and a build
makes only those that a new digest adds to.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Final

from markupsafe import escape

from generator.memory import key
from generator.model import Digest, Paper
from generator.outputs.artefact import Artefact
from generator.outputs.books.epub import Book, Chapter, Part, write_epub
from generator.outputs.feeds.items import line
from generator.pages.addresses import book_of_day, book_of_month, book_of_week, paper_url
from generator.pages.digests import name_weekday
from generator.pages.edition import Edition
from generator.pages.rows import name_authors
from generator.pages.templates import name_day

_KEPT: Final = 2000
"""Papers of a month, about."""
_MATH: Final = '<math xmlns="http://www.w3.org/1998/Math/MathML" '


def make_books(edition: Edition) -> Iterator[Artefact]:
    """Yield the books of all digests that list a paper."""
    # a month's papers stand in its own book and in those of its weeks and days
    part = lru_cache(maxsize=_KEPT)(lambda slug: _make_part(edition, edition.library.papers[slug]))
    for (path, title), digests in _list_books(edition.library.digests):
        mark = key(edition.mark, path, title, *map(edition.print_of, digests))
        yield Artefact(path=path, mark=mark, make=partial(_print, edition, path, title, digests, part))


def _list_books(digests: Sequence[Digest]) -> Iterator[tuple[tuple[str, str], list[Digest]]]:
    """Yield the path and title of each book with its digests, the oldest first."""
    books: dict[tuple[str, str], list[Digest]] = defaultdict(list)
    for digest in reversed(digests):
        if digest.slugs:
            day = digest.date
            books[book_of_day(day), name_weekday(day)].append(digest)
            books[book_of_week(day), _name_week(day)].append(digest)
            books[book_of_month(day), f"{day:%B %Y}"].append(digest)
    yield from books.items()


def _name_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"Week {week} of {year}"


def _print(edition: Edition, path: str, title: str, digests: Sequence[Digest], part: Callable[[str], Part]) -> bytes:
    site = edition.site
    return write_epub(
        Book(
            address=f"{site.address or site.name}{path}",
            title=f"{line(site.name)}: {title}",
            creator=line(site.name),
            day=max(digest.date for digest in digests),
            chapters=[
                Chapter(title=name_weekday(digest.date), parts=[part(slug) for slug in digest.slugs])
                for digest in digests
            ],
        )
    )


def _make_part(edition: Edition, paper: Paper) -> Part:
    facts = [name_authors(paper), name_day(paper.published) if paper.published else ""]
    links = [f"https://arxiv.org/abs/{paper.arxiv_id}"] if paper.arxiv_id else []
    if edition.site.address:
        links.append(f"{edition.site.address}{paper_url(paper.slug)}")
    body = "\n".join(
        (
            f"<h2>{paper.title.html()}</h2>",
            f'<p class="meta">{escape(line(" · ".join(filter(None, facts))))}</p>',
            edition.abstract(paper.slug),
            *(f'<p class="meta"><a href="{escape(link)}">{escape(link)}</a></p>' for link in links),
        )
    )
    return Part(
        anchor=f"paper-{paper.slug}",
        title=paper.title.plain(),
        body=body.replace("<math ", _MATH),
    )
