"""Generated pages -> HTML files: each Markdown converted, put into its kind's shell and written, or last build's taken.

Where it stands: after `conversion`, `shells`, `stock` and `tree`; one process does a part of a job, whichever pages it
holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

from jinja2 import Template
from markupsafe import escape
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from generator.memory import key
from generator.site.conversion import Converted, convert
from generator.site.shells import Shell, Slot, squeeze
from generator.site.stock import HEAD, open_templates
from generator.site.tree import State, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A generated page that we write ourselves."""

    path: str
    """Of its Markdown, below docs/."""
    url: str
    """Below the site, as links have it."""
    target: str
    """Of its HTML, below the site."""
    steps: str
    """The part of its path that its mould has a slot for."""
    rest: str
    """What follows that in the path: `.md` or `/index.md`."""
    mould: str
    """Which of the job's moulds it is put into."""
    content: str
    """A hash of its Markdown with its front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mould:
    """The shell of one kind of page, and what the theme did with the front matter when it was rendered."""

    shell: Shell
    reads: frozenset[str]
    """Keys of the front matter that the theme looked for and that the shell has no slot for."""
    escapes: frozenset[str]
    """Keys that the theme escapes in place: the head's partial finds them so."""
    basis: str
    """A hash of all that its pages are made from alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What the head's partial is rendered with. None of it differs between the pages of a site."""

    folders: tuple[str, ...]
    locale: object
    config: Mapping[str, Any]
    """Plain values."""
    source: str
    """Of the partial, with all that it includes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A page as it stands in the site."""

    recipe: str
    """A hash of all that it is made from, but for whether the files it links to are there."""
    state: State
    """Of its file."""
    links: tuple[str, ...]
    """The files of the site that it links to: paths below docs/."""

    def freeze(self) -> list[object]:
        """Return it as a memory keeps it."""
        return [self.recipe, self.state, self.links]

    @classmethod
    def thaw(cls, kept: Sequence[Any]) -> "Stamped":
        """Return what a memory kept."""
        recipe, state, links = kept
        return cls(recipe=recipe, state=State(*state), links=tuple(links))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a page."""

    stamped: Stamped | None
    """None: its front matter asks for what no shell can give; nothing was written."""
    unresolved: tuple[str, ...] = ()
    """Its links that lead nowhere, as written."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """Everything that pages are written with."""

    docs: str
    moulds: Mapping[str, Mould]
    urls: Mapping[str, str]
    """A file's path below docs/ -> its url, of every file of the site."""
    kept: Mapping[str, Stamped]
    """A page's path -> what the last build made of it."""
    theme: Theme | None
    """None where no partial of the head is to be rendered."""

    def stamp(self, tree: Tree, sources: Sequence[Source]) -> list[Outcome]:
        """Have each page's file stand in the tree, written anew or taken from an earlier build."""
        return [self._stamp(source, tree) for source in sources]

    def render_head(self, mould: Mould, front: Mapping[str, Any], source: Source) -> str:
        """Return what the head's partial makes of a page; empty where the theme has none."""
        if self._head is None or self.theme is None:
            return ""
        site_url = self.theme.config.get("site_url")
        page = SimpleNamespace(
            url=source.url,
            canonical_url=urljoin(f"{site_url.rstrip('/')}/", source.url) if site_url else None,
            meta={**front, **{key: escape(front[key]) for key in mould.escapes if front.get(key)}},
        )
        return self._head.render(page=page, config=self.theme.config, base_url=get_relative_url(".", source.url))

    @cached_property
    def _head(self) -> Template | None:
        """The partial, compiled once a process."""
        if self.theme is None:
            return None
        return open_templates(self.theme.folders, self.theme.locale).get_template(HEAD)

    def _stamp(self, source: Source, tree: Tree) -> Outcome:
        mould = self.moulds.get(source.mould)
        if mould is None:
            return Outcome(stamped=None)
        recipe = key(source.content, mould.basis)
        kept = self.kept.get(source.path)
        # a link of it may be broken now
        same = kept and kept.recipe == recipe and all(link in self.urls for link in kept.links)
        if kept and same and tree.take(source.target, kept.state):
            return Outcome(stamped=kept)
        return self._make(source, mould, recipe, tree)

    def _make(self, source: Source, mould: Mould, recipe: str, tree: Tree) -> Outcome:
        markdown, front = read_page(f"{self.docs}/{source.path}")
        if not mould.reads.isdisjoint(front):
            return Outcome(stamped=None)
        converted = convert(markdown, source.path, source.url, self.urls)
        head = squeeze(self.render_head(mould, front, source))
        state = write_page(tree, source, mould.shell.fill(fill_slots(front, converted, source, head)))
        return Outcome(
            stamped=Stamped(recipe=recipe, state=state, links=converted.links), unresolved=converted.unresolved
        )


def write_page(tree: Tree, source: Source, page: str) -> State:
    """Write a page's HTML where it is to stand."""
    return tree.put(source.target, page.encode(errors="xmlcharrefreplace"))


def read_page(path: str) -> tuple[str, dict[str, Any]]:
    """Return a page's Markdown and its front matter, as MkDocs reads them."""
    with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123 (speed)
        return get_data(file.read())


def fill_slots(front: Mapping[str, Any], converted: Converted, source: Source, head: str) -> dict[Slot, str]:
    """Return what stands in a page's slots."""
    return {
        Slot.TITLE: str(front["title"]),
        Slot.DESCRIPTION: str(front.get("description") or ""),
        Slot.HEAD: head,
        Slot.ANCHOR: converted.headings[0].anchor,
        Slot.CONTENT: converted.html,
        Slot.STEP: source.steps,
    }
