"""All that pages are made from, and how one is printed.

Where it stands: after `rows` and `shelves`; every module that renders a kind of page takes it.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jinja2 import Environment
from markupsafe import Markup as Written

from generator.model import Appearance, Digest, Library, Paper
from generator.pages.addresses import root
from generator.pages.page import Head, Page, Site, front_matter
from generator.pages.rows import Listed, Row, TopicWord, make_row, topic_words
from generator.pages.templates import open_templates
from generator.vocabulary import Vocabulary

_RELATIVE = re.compile(r"\]\((?![a-zA-Z][a-zA-Z0-9+.-]*:|[/#<])")
"""Where the target of a relative link begins, in Markdown."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The library with its vocabulary and the site's name; each row is made once, on the first wish."""

    library: Library
    vocabulary: Vocabulary
    site: Site

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
        return {slug: make_row(paper, self.words) for slug, paper in self.library.papers.items()}

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
        return Written(_RELATIVE.sub(lambda opening: opening[0] + root(path), note or ""))

    def print(self, path: str, kind: str, head: Head, **context: object) -> Page:
        """Return the page at `path`, of `kind`'s template, with `context` as its variables."""
        body = self.templates.get_template(f"{kind}.md.jinja").render(root=root(path), site=self.site, **context)
        return Page(path=path, text=f"{front_matter(head, kind)}\n{body}")


def appearance_on(paper: Paper, day: date) -> Appearance:
    """Return the paper's appearance in the digest of `day`."""
    return next(seen for seen in paper.appearances if seen.digest == day)


def newest_day(paper: Paper) -> date:
    """Return the date of the newest digest that lists the paper."""
    return max(seen.digest for seen in paper.appearances if seen.digest)
