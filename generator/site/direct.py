"""The generated pages of a build, taken from MkDocs and written by us: which they are, how each event treats them.

Where it stands: after `moulds`; the plugin hands it MkDocs' events. What a mould cannot give is rendered by the theme
page by page, and what even that cannot is left to MkDocs: a fast build is never another site.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from generator.memory import Memory
from generator.progress import Progress
from generator.settings import PLUGIN
from generator.site import stock
from generator.site.fronts import Front, Fronts
from generator.site.moulds import Foundry
from generator.site.stamping import Job, Source, Stamped, Theme, write_page
from generator.site.tree import Tree
from generator.workers import spread

_STAGE = "html"
KINDS = frozenset({"paper", "moved", "digest", "month", "year", "topic", "papers"})
"""Of these there are many; of any other there is one page, and that is left to MkDocs."""
log = get_plugin_logger(PLUGIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A page that was taken from MkDocs."""

    file: File
    source: Source
    searched: bool
    prefix: str
    """The folder that it shares with something in the nav, with its slash: from there, the way is another."""


class DirectPages:
    """The pages of one build that MkDocs leaves to us."""

    def __init__(self, config: MkDocsConfig, memory: Memory) -> None:
        self.config = config
        self.memory = memory
        self.taken: list[_Taken] = []
        self.foundry: Foundry | None = None
        """From when the theme is opened on."""

    def take(self, files: Files) -> None:
        """Take the generated pages from MkDocs, those in the nav and those with an editor's note left out."""
        nav = set(stock.name_in_nav(self.config.nav))
        folders = {folder for path in nav for folder in _climb(path)}
        fronts = Fronts(self.memory)
        for file in files.documentation_pages():
            path = file.abs_src_path
            front = fronts.find(file.src_uri, path) if path and file.src_uri not in nav else None
            if front and front.kind in KINDS:
                stock.take_over(files, file)
                self.taken.append(_place(file, front, folders))
        fronts.keep()

    def prepare(self, env: Environment, nav: Navigation, files: Files) -> None:
        """Cast the moulds. Raises what the theme's templates raise."""
        self.files = files
        head = stock.read_head(env)
        if head:
            stock.open_head(env)
        settings = stock.plain_settings(self.config)
        folders = tuple(self.config.theme.dirs)
        theme = Theme(folders=folders, locale=self.config.theme.locale, config=settings, source=head) if head else None
        job = Job(
            docs=self.config.docs_dir,
            moulds={},
            urls={file.src_uri: file.url for file in files},
            kept={path: Stamped.thaw(each) for path, each in self.memory.recall(_STAGE).items()},
            theme=theme,
        )
        documents = files.documentation_pages()
        foundry = Foundry(env=env, nav=nav, docs=documents, config=self.config, job=job)
        moulds = {name: foundry.cast(page.source, page.prefix) for name, page in self._samples().items()}
        for name, mould in moulds.items():
            if mould is None:
                log.info("The theme's pages `%s` differ in more than a mould holds: each is rendered by itself", name)
        self.foundry = replace(
            foundry, job=replace(job, moulds={name: mould for name, mould in moulds.items() if mould})
        )
        self._offer_to_search(nav)

    def write(self, tree: Tree, progress: Progress) -> Iterator[str]:
        """Have every page that was taken stand in the tree, and yield where; MkDocs' log is told of broken links."""
        if self.foundry is None:
            return
        job = self.foundry.job
        sources = [page.source for page in self.taken]
        made: dict[str, Stamped] = {}
        with progress("Writing pages", len(sources)) as tick:
            for source, outcome in zip(sources, spread(partial(job.stamp, tree), sources), strict=True):
                if outcome.stamped is None:
                    write_page(tree, source, self.foundry.render(source))
                elif not outcome.unresolved:
                    made[source.path] = outcome.stamped
                for target in outcome.unresolved:
                    stock.tell_unresolved(source.path, target, self.files, self.config)
                tick()
                yield source.target
        self.memory.keep(_STAGE, {path: stamped.freeze() for path, stamped in made.items()})

    def list_addresses(self) -> Iterator[str | None]:
        """Yield the whole address of each page that was taken; None where the site has no address."""
        for page in self.taken:
            yield stock.find_address(page.file, self.config)

    def _samples(self) -> dict[str, _Taken]:
        """Return the first page of each mould."""
        return {page.source.mould: page for page in reversed(self.taken)}

    def _offer_to_search(self, nav: Navigation) -> None:
        """Have MkDocs' own search, where it is used, read the pages that it would have seen rendered."""
        for plugin in stock.find_search(self.config):
            for page in self.taken:
                if page.searched and self.foundry:
                    plugin.on_page_context({}, page=self.foundry.make_page(page.source), config=self.config, nav=nav)


def _place(file: File, front: Front, folders: set[str]) -> _Taken:
    """Return a page with the mould that it comes from; `folders` are those of the nav."""
    # a folder's index stands where a page of the folder's name would
    address = file.src_uri.removesuffix(".md").removesuffix("/index")
    parts, rest = address.split("/"), file.src_uri.removeprefix(address)
    shared = max(at for at in range(len(parts)) if at == 0 or "/".join(parts[:at]) in folders)
    prefix, steps = "".join(f"{part}/" for part in parts[:shared]), parts[shared:]
    described = "" if front.described else " undescribed"
    return _Taken(
        file=file,
        searched=front.searched,
        prefix=prefix,
        source=Source(
            path=file.src_uri,
            url=file.url,
            target=file.dest_uri,
            steps="/".join(steps),
            rest=rest,
            mould=f"{front.kind}{described}, {prefix}{'/'.join('*' * len(steps))}{rest}",
            content=front.content,
        ),
    )


def _climb(path: str) -> Iterator[str]:
    """Yield the folder of a path and those above it, but for the root."""
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
