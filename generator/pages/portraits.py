"""What a topic's page tells of the topic before it lists the papers.

Where it stands: after `edition`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from markupsafe import Markup as Written

from generator.markup import LinkKind
from generator.model import Paper
from generator.pages.charts import share_chart
from generator.pages.edition import Edition
from generator.pages.rows import Row, TopicWord
from generator.pages.templates import target
from generator.trends.wording import characterise

_COMPANIONS = 6
_TERMS = 10
_REPOSITORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A topic that this one stands with."""

    word: TopicWord
    together: int
    """Papers that carry both."""
    lift: str
    """How many times as often as chance would have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Code that papers of the topic link to."""

    label: str
    target: Written
    count: int
    """Papers that name it."""
    newest: Row
    """The newest of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What a topic's page tells of it; each part may be empty."""

    chart: Written
    terms: tuple[str, ...]
    companions: tuple[Beside, ...]
    repositories: tuple[Repository, ...]


def draw_portrait(edition: Edition, slug: str) -> Portrait:
    """Return the portrait of a topic."""
    papers, word = edition.by_topic[slug], edition.words[slug]
    return Portrait(
        chart=share_chart(edition.shares[slug], hue=word.hue) if papers else Written(),
        terms=_tell_terms(edition, papers),
        companions=tuple(
            Beside(word=edition.words[each.topic], together=each.together, lift=f"{each.lift:.1f}×")
            for each in edition.companions.get(slug, ())[:_COMPANIONS]
        ),
        repositories=_find_code(edition, papers),
    )


def _tell_terms(edition: Edition, papers: Sequence[Paper]) -> tuple[str, ...]:
    read = edition.wording
    slugs = [paper.slug for paper in papers if paper.slug in read.terms]
    keys = characterise(read.count(slugs), edition.uses, papers=len(slugs), of=len(read.terms), most=_TERMS)
    return tuple(read.name(key, slugs) for key in keys)


def _find_code(edition: Edition, papers: Sequence[Paper]) -> tuple[Repository, ...]:
    """Return the repositories that most of the papers name; of those named as often, the newest paper's first."""
    named: dict[str, dict[str, str]] = {}
    for paper in papers:
        for link in paper.links:
            if link.kind is LinkKind.CODE:
                root = _repository(link.url)
                named.setdefault(_label(root).lower(), {}).setdefault(paper.slug, root)
    most = sorted(named.values(), key=lambda roots: -len(roots))[:_REPOSITORIES]
    return tuple(
        Repository(label=_label(root), target=target(root), count=len(roots), newest=edition.rows[slug])
        for roots in most
        for slug, root in islice(roots.items(), 1)
    )


def _repository(url: str) -> str:
    """Return an address up to two parts of its path: `https://github.com/owner/name`, whatever folder it leads to."""
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part][:2]
    return "/".join([f"{parts.scheme}://{parts.netloc}", *path])


def _label(root: str) -> str:
    return root.partition("://")[2].removeprefix("www.")
