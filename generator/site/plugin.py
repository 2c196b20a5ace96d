"""The MkDocs plugin: an adapter between MkDocs' events and the flow, so that `mkdocs build` does the whole job alone.

Where it stands: after all that writes. All logic is elsewhere, in functions that know nothing of MkDocs.
"""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator import pages
from generator.errors import BroadsheetError, OutputError
from generator.flow import collect, refuse_errors
from generator.pages.updates import list_places
from generator.progress import Progress, Tick, silent
from generator.settings import PLUGIN, Options, find_memory, find_sources
from generator.site.description import describe
from generator.site.direct import DirectPages
from generator.site.filling import Filling
from generator.site.handwritten import read_handwritten
from generator.site.lock import Lock
from generator.site.obstacles import find_late_writers, find_obstacles
from generator.site.replacement import Replacement
from generator.site.shells import squeeze
from generator.site.tree import Tree, open_tree
from generator.site.watching import Rebuild
from generator.site.writer import write_pages

PACKAGE = Path(__file__).parents[1]
THEME = PACKAGE / "theme"
"""Templates and files that go before Material's."""
TEMPLATES = PACKAGE / "pages" / "templates"

_LONG_AGO = "1980-01-01"
_SPARE = "spare"
"""Where, among what builds remember, the site before the last one stands."""

log = get_plugin_logger(PLUGIN)


class BroadsheetPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # MkDocs' own __init_subclass__
    """Writes the pages before a build, and lets a built site take the old one's place only when it is whole."""

    def __init__(self) -> None:
        self.progress: Progress = silent
        self.tell: Callable[[str], object] = log.info
        """Tells a person what she should know meanwhile."""
        self.note_written: Callable[[], object] = lambda: None
        """Called when the pages are written and MkDocs has read none yet."""
        self.lock: Lock | None = None
        """While a build is at work."""
        self.rendering = ExitStack()
        """Open while MkDocs renders pages."""
        self.tick: Tick = lambda: None
        self.nav: Navigation | None = None
        self.building: MkDocsConfig | None = None
        self.edition: pages.Edition | None = None
        """From its pages' writing to the end of the build."""
        self.direct: DirectPages | None = None
        """None where MkDocs writes every page."""
        self.filling: Filling | None = None
        """From the edition's being there to the end of the build."""
        self.replacement: Replacement | None = None
        """None while serving."""
        self.whole = False
        self.rebuild: Rebuild | None = None
        """None until a first build is served."""

    def on_startup(self, **_: object) -> None:
        """Begin anew. MkDocs keeps the plugin over a served site's rebuilds because it has this method."""
        self.replacement = None
        self.whole = False
        self.rebuild = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the theme's folder, and have the site built beside the old one."""
        if str(THEME) not in config.theme.dirs:
            # a custom_dir of the site's own stays first
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        self.lock = Lock(Path(config.config_file_path or ".").resolve().parent)
        _told(partial(self.lock.acquire, self.tell))
        if not _is_served(config):
            self.building = config
            spare = find_memory(config).keep_folder(_SPARE)
            self.replacement = Replacement(site=Path(config.site_dir).resolve(), spare=spare)
            _told(self.replacement.begin)
            config.site_dir = str(self.replacement.new)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Run the flow and write its pages under docs/."""

        def run() -> None:
            memory = find_memory(config)
            collection = collect(find_sources(config, self.config), self.progress, memory)
            refuse_errors(collection.library)
            handwritten = tuple(read_handwritten(Path(config.docs_dir)))
            offer = pages.Offer(
                paper_json=self.config.paper_json,
                paper_markdown=self.config.paper_markdown,
                paper_cards=self.config.paper_cards,
            )
            site = describe(config, self.config)
            self.edition = pages.Edition(collection=collection, site=site, handwritten=handwritten, offer=offer)
            with self.progress("Relating papers", 1):
                # found on the first wish, which is now
                _ = collection.related
            self.filling = Filling(self.edition, self._open_tree(config), memory)
            with self.progress("Writing Markdown", 1):
                changes = write_pages(pages.render(self.edition), Path(config.docs_dir), memory)
            log.info("%d pages written, %d unchanged, %d removed", changes.written, changes.unchanged, changes.removed)
            for path in changes.kept:
                log.info("docs/%s is hand-written and was kept", path)

        with _uncollected():
            _told(run)
        self.note_written()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take the generated pages out of MkDocs' hands, where they can be the same without it."""
        self.direct = None
        obstacles = list(find_obstacles(config, self))
        if obstacles and self.config.page_shells:
            log.info("MkDocs writes every page, which takes longer: %s", "; ".join(obstacles))
        elif self.config.page_shells:
            self.direct = DirectPages(config, find_memory(config))
            self.direct.take(files)
        return files

    def on_nav(self, nav: Navigation, *, files: Files, **_: object) -> Navigation:
        """Begin to tell how far rendering is."""
        self.nav = nav
        for file in files.documentation_pages():
            if file.page:
                # today's date, by which MkDocs stamps the packed sitemap, would make another site of it each day
                file.page.update_date = _LONG_AGO
        self.tick = self.rendering.enter_context(self.progress("Rendering pages", len(files.documentation_pages())))
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Prepare what the generated pages are put into.

        The templates know whether they are served: MkDocs' server adds a script that a policy would block.
        """
        env.globals["served"] = _is_served(config)
        if self.direct and self.nav:
            self.direct.prepare(env, self.nav, files)
        return env

    def on_template_context(self, context: TemplateContext, *, template_name: str, **_: object) -> TemplateContext:
        """Tell the sitemap of every page, and when it changed."""
        if self.edition and template_name == "sitemap.xml":
            addresses = [file.page.canonical_url for file in context["pages"] if file.page and not file.page.is_link]
            addresses += self.direct.list_addresses() if self.direct else []
            context["places"] = list_places(self.edition, sorted(filter(None, addresses)))  # type: ignore[typeddict-unknown-key]
        return context

    def on_page_context(self, context: TemplateContext, **_: object) -> TemplateContext:
        """Tell that one page more is being rendered."""
        self.tick()
        return context

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Leave out what templates leave between the lines of a generated page; in others it may mean something."""
        return squeeze(output) if page.meta.get("generator") == pages.MARK else output

    @event_priority(100)  # before others' finishing touches to what is written here
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write generated pages and what is no page. `--strict` may still refuse it all, so nothing moves yet."""
        self.rendering.close()
        if filling := self.filling:
            # what MkDocs made so far stays; what pages leave behind is collected
            gc.freeze()
            _told(lambda: filling.finish(Path(config.site_dir), self.direct, self.progress))
        self.direct = self.filling = None
        # the library of a served site would be held twice during the next build
        self.edition = None
        self.whole = True
        if self.replacement is None:
            self._unlock()

    def _open_tree(self, config: MkDocsConfig) -> Tree:
        if self.replacement is None:
            return open_tree(Path(f"{config.site_dir}-tree"))
        if any(find_late_writers(config, self)):
            # what they change must not stand in an earlier site too
            return open_tree(self.replacement.tree)
        return open_tree(self.replacement.tree, self.replacement.site, self.replacement.spare)

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """Give the site up. Raises Abort with a clear text where the system refused a file."""
        self.whole = False
        self._stop()
        if self.replacement is None:
            self._unlock()
        # an OSError to Python, but no refusal of the system: another theme lacks what our pages extend
        if isinstance(error, TemplateNotFound):
            raise Abort(f"The theme has no template `{error.name}`. Write `name: material` under `theme:`.") from error
        if isinstance(error, OSError):
            told = _refused(error, self.replacement)
            raise Abort(str(told)) from told

    def on_shutdown(self) -> None:
        """Let the new site take the old one's place if it is whole; drop it if it is not, whatever interrupted it."""
        self.rendering.close()
        self._stop()
        try:
            if self.replacement and self.building and self.whole:
                _told(self.replacement.finish)
                # for what comes after, such as gh-deploy
                self.building.site_dir = str(self.replacement.site)
            elif self.replacement:
                self.replacement.abandon()
        finally:
            self._unlock()

    def _stop(self) -> None:
        if self.filling:
            self.filling.stop()
            self.filling = None

    def _unlock(self) -> None:
        if self.lock:
            self.lock.release()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Rebuild on changes to what the pages are made from."""
        for folder, recursive in _watched(config, self.config).items():
            server.watch(str(folder), recursive=recursive)
        self.rebuild = Rebuild(server, builder, Path(config.docs_dir))
        self.note_written = self.rebuild.note_written
        server.builder = self.rebuild
        return server


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python's collector of circles from walking over all papers again and again: a third of the flow's time.

    What was made within is left out of its later walks too; it holds no circles.
    """
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _is_served(config: MkDocsConfig) -> bool:
    """Whether the site is built into MkDocs' own temporary folder, by `serve` or by `serve --clean`."""
    site = Path(config.site_dir)
    return site.name.startswith("mkdocs_") and site.parent == Path(tempfile.gettempdir())


def _watched(config: MkDocsConfig, options: Options) -> dict[Path, bool]:
    """Return the folders to watch, and whether those below them too."""
    sources = find_sources(config, options)
    own = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    trees = [path for path in (*sources.dumps, *own, TEMPLATES, THEME) if path.is_dir()]
    # Files are watched by their folders: editors replace a file, and a curation may be begun at any time.
    files = [*sources.dumps, sources.topics, *([sources.curation] if sources.curation else [])]
    return {path.parent: False for path in files if path not in trees} | dict.fromkeys(trees, True)


def _told(step: Callable[[], object]) -> None:
    """Run a step; a deliberate error becomes one that MkDocs shows without a traceback."""
    try:
        step()
    except BroadsheetError as error:
        raise PluginError(str(error)) from error


def _refused(error: OSError, replacement: Replacement | None) -> OutputError:
    """Return the clear form of an operating system's refusal in mid-build."""
    where = str(error.filename2 or error.filename or "")
    if replacement:
        # the folder of the unfinished site means nothing to a person
        where = where.replace(str(replacement.new), str(replacement.site)) or str(replacement.site)
    todo = "Free the disk, or give the permission, then build again"
    return OutputError(where or "The site", f"cannot be read or written ({error.strerror or error})", todo)
