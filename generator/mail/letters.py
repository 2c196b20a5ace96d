"""A period's papers as a letter, in HTML and in plain text, cut where it would grow too long.

Where it stands: after `periods`.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.errors import BroadsheetError
from generator.mail.periods import Period, find_digests
from generator.markup import LinkKind
from generator.model import Paper
from generator.outputs.feeds.items import line, write_note
from generator.pages.addresses import DATES, digest_path, locate, month_path, paper_path
from generator.pages.edition import Edition
from generator.pages.rows import name_authors
from generator.pages.templates import count
from generator.yamlfile.mistakes import quote

_MOST: Final = 40
"""Papers in a letter of more than a day: a week has 125, and nobody reads those in a mail."""
_WIDTH = 72
_HTML: Final = "letter.html.jinja"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A paper as a letter tells of it; plain text."""

    title: str
    url: str
    meta: str
    """Who wrote it and how much it was discussed; empty where no dump says."""
    sentence: str
    code: str
    """An address; empty where it leads to none."""
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is sent, without a word on who sends it to whom."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before it is known how much of it there is room for."""

    period: Period
    site_name: str
    site_url: str
    """Ends in a slash."""
    url: str
    """Where all of it can be read."""
    subscribe_url: str
    papers: tuple[Told, ...]
    of: int
    """Papers of the period."""
    order: str
    """How the papers are ordered, for a reader; empty where that needs no word."""
    note: str
    """The editor's, as HTML without any raw HTML in it; empty where there is none."""
    note_text: str
    """The same as Markdown, on one line."""

    def write(self, most: int, unsubscribe: str = "") -> Letter:
        """Return the letter with at most so many papers, and with the address by which its reader unsubscribes."""
        shown = self.papers[:most]
        values = {"draft": self, "shown": shown, "more": self.of - len(shown), "unsubscribe": unsubscribe}
        return Letter(
            subject=f"{self.site_name}: {self.period.title}",
            html=_open_templates().get_template(_HTML).render(values),
            text="\n".join(_write_text(self, shown, unsubscribe)) + "\n",
        )


def draft_letter(edition: Edition, period: Period) -> Draft:
    """Return the letter of a period: a day in its digest's order, more than a day by what was discussed most.

    Raises BroadsheetError where the period has no digest, or none that lists a paper, or where the site does not know
    its address: a letter leads to the site, and has no place of its own that a link could start from.
    """
    site = edition.site
    if not site.address:
        todo = "Write there where the site is published, or set SITE_URL if it is read from that: links lead to it"
        raise BroadsheetError("mkdocs.yml", "has no `site_url`", todo)
    digests = find_digests(edition.library.digests, period)
    papers = edition.library.papers
    slugs = dict.fromkeys(slug for digest in digests for slug in digest.slugs)
    if not slugs:
        raise BroadsheetError(
            quote(period.name), "lists no paper", "Show a paper that curation.yml hides, or write none"
        )
    comments = {slug: _count_comments(papers[slug], period) for slug in slugs}
    discussed = any(number for number in comments.values())
    if not period.is_day and discussed:
        slugs = dict.fromkeys(sorted(slugs, key=lambda slug: -(comments[slug] or 0)))
    note = digests[0].note if period.is_day else None
    shown = list(slugs) if period.is_day else list(slugs)[:_MOST]
    return Draft(
        period=period,
        site_name=line(site.name),
        site_url=site.address,
        url=site.address + locate(_find_page(period)),
        subscribe_url=f"{site.address}subscribe/",
        papers=tuple(_tell(edition, papers[slug], comments[slug]) for slug in shown),
        of=len(slugs),
        order="" if period.is_day else "the most discussed first" if discussed else "the newest first",
        note=write_note(site, note),
        note_text=line(note or ""),
    )


def _find_page(period: Period) -> str:
    if period.is_day:
        return digest_path(period.since)
    # a week has no page of its own
    return DATES if "W" in period.name else month_path(period.since)


def _count_comments(paper: Paper, period: Period) -> int | None:
    shown = [
        seen.comments
        for seen in paper.appearances
        if seen.digest and period.since <= seen.digest <= period.until and seen.comments is not None
    ]
    return max(shown, default=None)


def _tell(edition: Edition, paper: Paper, comments: int | None) -> Told:
    by = line(name_authors(paper))
    code = next((link.url for link in paper.links if link.kind is LinkKind.CODE), "")
    return Told(
        title=line(paper.title.plain()),
        url=edition.site.address + locate(paper_path(paper.slug)),
        meta=" · ".join(filter(None, [by, count(comments, "comment") if comments is not None else ""])),
        sentence=line(paper.abstract.first_sentence().plain()),
        code=code,
        topics=tuple(line(edition.vocabulary.topics[slug].name) for slug in paper.topics),
    )


def _write_text(draft: Draft, shown: Sequence[Told], unsubscribe: str) -> Iterator[str]:
    yield from (draft.site_name, draft.period.title, draft.url, "")
    if draft.note_text:
        yield from (*_fill(draft.note_text, ""), "")
    if draft.order:
        yield from (f"{count(draft.of, 'paper')}, {draft.order}.", "")
    for number, paper in enumerate(shown, 1):
        yield from _fill(f"{number}. {paper.title}", "   ")
        if paper.meta:
            yield from _fill(f"   {paper.meta}", "   ")
        yield from _fill(f"   {paper.sentence}", "   ")
        yield f"   {paper.url}"
        if paper.code:
            yield f"   Code: {paper.code}"
        yield ""
    if more := draft.of - len(shown):
        yield from (f"{more:,} more on the site:", draft.url, "")
    # what mail programs take for the beginning of a signature
    yield from ("-- ", f"Feeds: {draft.subscribe_url}", *([f"Unsubscribe: {unsubscribe}"] if unsubscribe else []))


def _fill(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )


@cache
def _open_templates() -> Environment:
    return Environment(
        loader=PackageLoader("generator.mail"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
