"""Moulds cast from the theme: the theme's own template rendered once for each kind of page.

Where it stands: after `stamping`, which fills them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.memory import key
from generator.site import stock
from generator.site.conversion import Heading, convert
from generator.site.shells import Slot, cut, squeeze
from generator.site.stamping import Job, Mould, Source, fill_slots, read_page

_OF_A_KIND = frozenset({"title", "description", "kind", "generator", "hide", "search", "template"})
"""Keys of the front matter that have a slot, or the same value on every page of a kind."""


class _Watched(dict[str, Any]):
    """Front matter that notes which of its keys a template looks for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 (as front matter is)
        self.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.read.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 (as above)
        """Return a value."""
        self.read.add(name)
        return super().get(name, default)


@dataclass(frozen=True, kw_only=True)
class Foundry:
    """The theme's templates, opened, and what MkDocs renders a page with beside the page itself."""

    env: Environment
    nav: Navigation
    docs: Sequence[File]
    config: MkDocsConfig
    job: Job

    def cast(self, source: Source, prefix: str) -> Mould | None:
        """Return the mould that a page is put into; None where the page would not come out as the theme renders it.

        `prefix` is the folder below docs/ that the page's `steps` begin in. Raises what the theme's templates raise.
        """
        markdown, front = read_page(f"{self.job.docs}/{source.path}")
        slots = {"title": str(Slot.TITLE), "description": str(Slot.DESCRIPTION)}
        watched = _Watched({**front, **{name: slot for name, slot in slots.items() if front.get(name)}})
        steps = "/".join([Slot.STEP] * (source.steps.count("/") + 1))
        heading = Heading(level=1, anchor=Slot.ANCHOR, name=Slot.TITLE)
        page = self._make_page(f"{prefix}{steps}{source.rest}", watched, Slot.CONTENT, [heading])
        rendered = self._render(page, **{stock.HEAD_VARIABLE: Slot.HEAD} if self.job.theme else {})
        reads = frozenset(watched.read - _OF_A_KIND)
        escapes = frozenset(name for name, slot in slots.items() if dict.get(watched, name, slot) != slot)
        mould = Mould(shell=cut(rendered), reads=reads, escapes=escapes, basis="")
        if not mould.reads.isdisjoint(front):
            return None
        converted = convert(markdown, source.path, source.url, self.job.urls)
        head = self.job.render_head(mould, front, source)
        if mould.shell.fill(fill_slots(front, converted, source, head)) != self.render(source):
            return None
        theme = self.job.theme
        basis = key(
            rendered, *sorted(reads), *([theme.source, str(theme.locale), json.dumps(theme.config)] if theme else [])
        )
        return replace(mould, shell=cut(squeeze(rendered)), basis=basis)

    def render(self, source: Source) -> str:
        """Return a page as the theme renders it, without a mould. Raises what the theme's templates raise."""
        return self._render(self.make_page(source))

    def make_page(self, source: Source) -> Page:
        """Return a page as MkDocs has it before its template is rendered."""
        markdown, front = read_page(f"{self.job.docs}/{source.path}")
        converted = convert(markdown, source.path, source.url, self.job.urls)
        return self._make_page(source.path, front, converted.html, converted.headings)

    def _make_page(self, path: str, front: dict[str, Any], content: str, headings: Sequence[Heading]) -> Page:
        file = File(path, None, self.config.site_dir, self.config.use_directory_urls)
        return stock.make_page(file, self.config, front, content, headings)

    def _render(self, page: Page, **more: str) -> str:
        return stock.render_page(page, self.env, self.nav, self.docs, self.config, **more)
