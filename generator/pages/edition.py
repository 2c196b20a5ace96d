"""All that pages are made from, and how one is printed.

Where it stands: after `rows` and `shelves`; every module that renders a kind of page takes it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from jinja2 import Environment
from markupsafe import Markup as Written

from generator.citations import Forms, cite, write_forms
from generator.flow import Collection
from generator.memory import fingerprint, key
from generator.model import Appearance, Digest, Library, Paper
from generator.pages.abstracts import render_abstract
from generator.pages.addresses import paper_url, root
from generator.pages.charts import Share
from generator.pages.handwritten import Handwritten
from generator.pages.page import Head, Offer, Page, Site, front_matter
from generator.pages.rows import Listed, Row, TopicWord, make_row, read_row_texts, topic_words
from generator.pages.templates import open_templates
from generator.topics.vocabulary import Vocabulary
from generator.trends.companions import Companion, find_companions
from generator.trends.periods import divide
from generator.trends.wording import Wording, read_wording

_Value = TypeVar("_Value")
_RELATIVE = re.compile(r"\]\(<?(?![a-zA-Z][a-zA-Z0-9+.-]*:|[/#<])")
"""Where the target of a relative link begins, in Markdown."""
_KEPT = 5000
"""So many abstracts are kept as HTML: of a long library, the archive of all papers asks for each once."""
_READ = 3000
"""So many papers, the newest, have their terms read: enough to tell what is said, in any library in the same time."""


class OnDemand(dict[str, _Value]):
    """A value for each paper by its slug, made when it is first asked for."""

    def __init__(self, make: Callable[[str], _Value]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, slug: str) -> _Value:
        """Make the value."""
        value = self[slug] = self.make(slug)
        return value


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The collection and the site's name; what several pages need is made once, on the first wish."""

    collection: Collection
    site: Site
    handwritten: tuple[Handwritten, ...] = ()
    """The pages that a person wrote, by path."""
    offer: Offer = field(default_factory=Offer)

    @property
    def library(self) -> Library:
        """All papers and digests."""
        return self.collection.library

    @property
    def vocabulary(self) -> Vocabulary:
        """All topics."""
        return self.collection.vocabulary

    @cached_property
    def mark(self) -> str:
        """A hash of what any page may tell of."""
        return key(self.vocabulary.content_hash, fingerprint((self.site, self.offer)))

    @cached_property
    def templates(self) -> Environment:
        """The templates of every kind of page."""
        return open_templates()

    @cached_property
    def words(self) -> dict[str, TopicWord]:
        """Topic slug -> its tinted word, in the vocabulary's order."""
        return topic_words(self.vocabulary)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Paper slug -> its row."""
        papers = self.library.papers
        texts = read_row_texts(papers.values(), self.collection.memory)
        return {slug: make_row(paper, self.words, texts[slug]) for slug, paper in papers.items()}

    @cached_property
    def abstract(self) -> Callable[[str], str]:
        """Paper slug -> its abstract as HTML, in paragraphs; those asked for last are kept."""
        return lru_cache(maxsize=_KEPT)(lambda slug: render_abstract(self.library.papers[slug]))

    @cached_property
    def prints(self) -> dict[str, str]:
        """Paper slug -> a hash of all that the paper itself says, but not of what it leads on to."""
        return {slug: fingerprint(paper) for slug, paper in self.library.papers.items()}

    @cached_property
    def leads(self) -> dict[str, str]:
        """Paper slug -> a hash of what it leads on to."""
        return {slug: fingerprint(self.collection.related[slug]) for slug in self.library.papers}

    def print_of(self, digest: Digest) -> str:
        """Return a hash of all that a digest says, and the papers in it."""
        return key(fingerprint(digest), *(self.prints[slug] for slug in digest.slugs))

    @cached_property
    def citations(self) -> Mapping[str, Forms]:
        """Paper slug -> how it is cited; each is made on the first wish."""
        return OnDemand(self._cite)

    def _cite(self, slug: str) -> Forms:
        paper, topics = self.library.papers[slug], self.vocabulary.topics
        citation = cite(
            paper,
            title=self.rows[slug].name,
            subjects=[topics[topic].name for topic in paper.topics],
            address=self.site.address and self.site.address + paper_url(slug),
        )
        return write_forms(citation)

    @cached_property
    def digests(self) -> dict[date, Digest]:
        """Date -> digest, newest first."""
        return {digest.date: digest for digest in self.library.digests}

    @cached_property
    def counts(self) -> dict[date, int]:
        """Date -> number of papers in its digest, newest first."""
        return {day: len(digest.slugs) for day, digest in self.digests.items()}

    @cached_property
    def ranks(self) -> dict[date, dict[str, int]]:
        """Date -> paper slug -> 1-based place in that digest.

        Not the appearance's position, which counts within one dump: a day captured twice would have two first places.
        """
        return {day: {slug: rank for rank, slug in enumerate(digest.slugs, 1)} for day, digest in self.digests.items()}

    @cached_property
    def newest(self) -> tuple[Paper, ...]:
        """All papers, each once: those of the newest digest first, in its order."""
        slugs = dict.fromkeys(slug for digest in self.library.digests for slug in digest.slugs)
        return tuple(self.library.papers[slug] for slug in slugs)

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The slugs of all papers by the digest that listed each first, the oldest first, each day's last paper first.

        A paper that comes later, or comes back, moves none of those before it.
        """
        first: dict[str, date] = {}
        for digest in reversed(self.library.digests):
            for slug in digest.slugs:
                first.setdefault(slug, digest.date)
        return tuple(sorted(first, key=lambda slug: (first[slug], -self.ranks[first[slug]][slug])))

    @cached_property
    def by_topic(self) -> dict[str, tuple[Paper, ...]]:
        """Topic slug -> its papers, each once, as in `newest`; in the vocabulary's order."""
        papers: dict[str, list[Paper]] = {slug: [] for slug in self.vocabulary.topics}
        for paper in self.newest:
            for topic in paper.topics:
                papers[topic].append(paper)
        return {topic: tuple(carriers) for topic, carriers in papers.items()}

    @cached_property
    def shares(self) -> dict[str, tuple[Share, ...]]:
        """Topic slug -> its part in the new papers of each period, the oldest first."""
        periods = divide(self.library)
        counts = [
            Counter(topic for slug in period.slugs for topic in self.library.papers[slug].topics) for period in periods
        ]
        return {
            topic: tuple(
                Share(period=period.name, papers=carried[topic], of=len(period.slugs))
                for period, carried in zip(periods, counts, strict=True)
            )
            for topic in self.vocabulary.topics
        }

    @cached_property
    def companions(self) -> dict[str, tuple[Companion, ...]]:
        """Topic slug -> the topics it stands with more often than chance has it; topics without one are left out."""
        return find_companions(self.library.papers.values())

    @cached_property
    def wording(self) -> Wording:
        """The terms of the newest papers."""
        return read_wording(self.newest[:_READ], self.collection.terms)

    @cached_property
    def uses(self) -> Counter[str]:
        """Term -> the papers of `wording` that use it."""
        return self.wording.count(self.wording.terms)

    def settle(self) -> None:
        """Work out what pages and other files share, and let go of what it comes from, before processes divide them.

        The terms of 50,000 papers are a sixth of all memory, and only the newest papers' are told of.
        """
        _ = self.rows, self.prints, self.leads, self.wording, self.uses
        self.collection.__dict__.pop("terms", None)

    def list_digest(self, digest: Digest) -> tuple[Listed, ...]:
        """Return the digest's rows in its order, with places, and with comments as captured that day."""
        return tuple(
            Listed(
                row=self.rows[slug],
                day=digest.date,
                position=rank,
                comments=appearance_on(self.library.papers[slug], digest.date).comments,
            )
            for slug, rank in self.ranks[digest.date].items()
        )

    def list_paper(self, paper: Paper) -> Listed:
        """Return the paper's row for lists over many digests, by its newest appearance."""
        return Listed(row=self.rows[paper.slug], day=newest_day(paper), comments=paper.comments)

    def rebase(self, note: str | None, path: str) -> Written:
        """Return an editor's note for the page at `path`; empty where there is none.

        A note stands on several pages, so its relative links are written as from docs/: `[Agents](topics/agents.md)`.
        """
        return Written(_RELATIVE.sub(lambda opening: f"{opening[0]}{root(path)}", note or ""))

    def print(self, path: str, kind: str, head: Head, **context: object) -> Page:
        """Return the page at `path`, of `kind`'s template, with `context` as its variables."""
        # looked at twice, which an iterator would not bear
        told = {name: tuple(value) if isinstance(value, Iterator) else value for name, value in context.items()}
        return self.print_later(path, kind, (head, told), lambda: (head, told))

    def print_later(
        self, path: str, kind: str, made_from: object, fill: Callable[[], tuple[Head, Mapping[str, object]]]
    ) -> Page:
        """Return the page at `path`, whose head and variables are made when it is written.

        `made_from` is all that they come from beside the site and the vocabulary: a page that was made from the same
        before is not made again.
        """

        def write() -> str:
            head, context = fill()
            body = self.templates.get_template(f"{kind}.md.jinja").render(root=root(path), site=self.site, **context)
            return f"{front_matter(head, kind)}\n{body}"

        return Page(path=path, mark=key(self.mark, path, kind, fingerprint(made_from)), write=write)


def appearance_on(paper: Paper, day: date) -> Appearance:
    """Return the paper's appearance in the digest of `day`."""
    return next(seen for seen in paper.appearances if seen.digest == day)


def newest_day(paper: Paper) -> date:
    """Return the date of the newest digest that lists the paper."""
    return max(seen.digest for seen in paper.appearances if seen.digest)
