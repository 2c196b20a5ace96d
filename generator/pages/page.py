"""A page as a value, and its front matter.

Where it stands: first among `pages`; the writer in `site` puts pages on disk.
"""

from collections.abc import Callable
from dataclasses import dataclass

import yaml

MARK = "broadsheet"
"""The front matter's `generator`: by it the writer knows a page of ours from a hand-written one."""

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A path under docs/ and its Markdown, which is not written before somebody asks for it."""

    path: str
    """Below docs/, with forward slashes, ending in `.md`."""
    mark: str
    """A hash of all that the text is made from, the code and the templates left out."""
    write: Callable[[], str]
    """Returns the text; the same each time."""

    @property
    def text(self) -> str:
        """Markdown with YAML front matter."""
        return self.write()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the curator calls the digest."""

    name: str
    description: str = ""
    address: str = ""
    """Where it is published, ending in a slash; empty where `mkdocs.yml` has no `site_url`."""
    subscribe_url: str = ""
    """Where a form of the curator's newsletter service is posted to, https; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Which files the curator has every paper come with. A host may take no more than some number of files."""

    paper_json: bool = True
    paper_markdown: bool = True
    paper_cards: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A page that stands above another."""

    name: str
    url: str
    """Below the site's address, ending in a slash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the head of a paper's page tells citation managers, as they name it."""

    authors: tuple[str, ...] = ()
    published: str = ""
    """`2025-11-05` or `2025-11`; empty where it is not known."""
    arxiv_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself before it begins."""

    title: str
    """Plain text."""
    description: str
    """Plain text, a sentence or two: what a search engine shows."""
    moved_to: str = ""
    """The slug of the paper that stands elsewhere now; empty on every other page."""
    feed: tuple[str, str] | None = None
    """Name and label of the feed that is the page's own; None where its kind tells."""
    trail: tuple[Crumb, ...] = ()
    """The pages above it, the front page left out."""
    reference: Reference | None = None
    """None on every page but a paper's."""
    card: str = ""
    """Where its picture stands, below the site's address; empty where it has none."""


def front_matter(head: Head, kind: str) -> str:
    """Return the block that opens a page, its two `---` lines included. `kind` tells the theme which page this is."""
    values: dict[str, object] = {
        "title": head.title,
        "description": head.description,
        "kind": kind,
        "generator": MARK,
        "hide": ["navigation", "toc"],
    }
    if head.moved_to:
        values["moved_to"] = head.moved_to
    if head.feed:
        values["feed"] = dict(zip(("name", "label"), head.feed, strict=True))
    if head.card:
        values["card"] = head.card
    if head.trail:
        values["trail"] = [{"name": crumb.name, "url": crumb.url} for crumb in head.trail]
    if reference := head.reference:
        told = {"authors": list(reference.authors), "published": reference.published, "arxiv": reference.arxiv_id}
        values |= {name: value for name, value in told.items() if value}
    # A line folded at some width would make the text depend on the dumper (libyaml and PyYAML fold differently).
    block = yaml.dump(values, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{block}---\n"
