"""What is leaned on of MkDocs and Material beyond their documented surface, in one place, for the pinned versions.

Where it stands: before what writes pages without MkDocs. Everything here is replaced when the engine is.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any
from urllib.parse import urljoin

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, FunctionLoader, TemplateNotFound, meta
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.localization import install_translations
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import script_tag_filter, url_filter

from generator.site.conversion import Heading

HEAD = "partials/head.html"
"""The partial of the theme that is rendered for each page, with `page` and `config` alone."""
HEAD_VARIABLE = "broadsheet_head"
"""What stands in for it, where a context holds this."""
_OF_THEME = "broadsheet/head-of-the-theme.html"
_TEMPLATE = "main.html"
SEARCH = frozenset({"search", "material/search"})
"""The plugins that make MkDocs' own search."""


class DirectFile(File):
    """A page that MkDocs leaves to us: links to its Markdown resolve, and nothing of it is read, rendered or copied."""

    def is_documentation_page(self) -> bool:
        """Return False: then MkDocs makes no page of it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copy nothing: its page is written at the end."""


def take_over(files: Files, file: File) -> DirectFile:
    """Put a DirectFile in the place of a page's file and return it."""
    ours = DirectFile(
        file.src_uri,
        file.src_dir,
        file.dest_dir,
        file.use_directory_urls,
        dest_uri=file.dest_uri,
        inclusion=file.inclusion,
    )
    files.remove(file)
    files.append(ours)
    return ours


def find_address(file: File, config: MkDocsConfig) -> str | None:
    """Return the whole address of a page; None where the site has none."""
    return urljoin(f"{config.site_url.rstrip('/')}/", file.url) if config.site_url else None


def name_in_nav(nav: object) -> Iterator[str]:
    """Yield every path and address in `mkdocs.yml`'s nav."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping):
        for each in nav.values():
            yield from name_in_nav(each)
    elif isinstance(nav, Iterable):
        for each in nav:
            yield from name_in_nav(each)


def make_page(
    file: File, config: MkDocsConfig, front: MutableMapping[str, Any], content: str, headings: Sequence[Heading]
) -> Page:
    """Return a page as MkDocs has it before its template is rendered.

    `front` is its front matter. Of its headings the first is the page's, and all others are below that.
    """
    page = Page(None, file, config)
    # without Markdown MkDocs does not know its title
    page.markdown, page.meta, page.content = "", front, content
    first, *others = (AnchorLink(each.name, each.anchor, each.level) for each in headings)
    first.children = others
    page.toc = TableOfContents([first])
    return page


def render_page(
    page: Page, env: Environment, nav: Navigation, files: Sequence[File], config: MkDocsConfig, **more: str
) -> str:
    """Return what the theme makes of a page; `more` is added to its context."""
    return env.get_template(_TEMPLATE).render({**get_context(nav, files, config, page), **more})


def open_head(env: Environment) -> None:
    """Have the theme's templates take another text for the head's partial where their context holds one."""
    given, else_ = f"{{% if {HEAD_VARIABLE} is defined %}}{{{{ {HEAD_VARIABLE} }}}}", f'{{% include "{_OF_THEME}" %}}'
    own = f"{given}{{% else %}}{else_}{{% endif %}}"
    theme = env.loader
    if theme:
        as_ever = FunctionLoader(lambda name: theme.get_source(env, HEAD) if name == _OF_THEME else None)
        env.loader = ChoiceLoader([DictLoader({HEAD: own}), as_ever, theme])


def open_templates(folders: Sequence[str], locale: object) -> Environment:
    """Return the theme's templates as MkDocs opens them, for a process that has no configuration."""
    env = Environment(loader=FileSystemLoader(folders), auto_reload=False)  # noqa: S701 (as MkDocs: templates escape)
    env.filters["url"] = url_filter
    env.filters["script_tag"] = script_tag_filter
    install_translations(env, locale, list(folders))  # type: ignore[arg-type]  # of a library without types
    return env


def read_head(env: Environment) -> str:
    """Return the source of the head's partial and of all that it includes; empty where the theme has none."""
    sources: dict[str, str] = {}
    todo = [HEAD]
    while todo:
        name = todo.pop()
        if name in sources or env.loader is None:
            continue
        try:
            sources[name] = env.loader.get_source(env, name)[0]
        except TemplateNotFound:
            continue
        todo += [each for each in meta.find_referenced_templates(env.parse(sources[name])) if each]
    return "\0".join(f"{name}\0{source}" for name, source in sorted(sources.items()))


def plain_settings(config: MkDocsConfig) -> dict[str, Any]:
    """Return the plain values of a configuration, as templates find them, but for where a build happens."""
    paths = {"config_file_path", "docs_dir", "site_dir"}
    return {name: _plain(value) for name, value in config.items() if name not in paths}


def tell_unresolved(path: str, target: str, files: Files, config: MkDocsConfig) -> None:
    """Have MkDocs say what it says of a link that leads nowhere."""
    if file := files.get_file_from_path(path):
        _RelativePathTreeprocessor(file, files, config).path_to_url(target)


def find_search(config: MkDocsConfig) -> Iterator[Any]:
    """Yield MkDocs' or Material's search, where a site has it."""
    yield from (plugin for name, plugin in config.plugins.items() if name in SEARCH)


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, BasePlugin):
        return {"config": _plain(value.config)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return None
