"""What in a `mkdocs.yml` asks for more than pages written by us can give: then MkDocs writes them all.

Where it stands: before `direct`. It is a list of what is known to be safe, so that what nobody thought of is slow, not
wrong.
"""

from collections.abc import Callable, Iterator

from mkdocs.config.defaults import MkDocsConfig

from generator.site.stock import SEARCH

_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page", "env")
"""The events by which a plugin or a hook may change how a page is made."""
_EXTENSIONS = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("md_in_html", "sane_lists", "tables", "toc"),
        *(f"pymdownx.{name}" for name in ("arithmatex", "betterem", "blocks.admonition", "blocks.details", "caret")),
        *(f"pymdownx.{name}" for name in ("critic", "details", "emoji", "extra", "highlight", "inlinehilite", "keys")),
        *(f"pymdownx.{name}" for name in ("magiclink", "mark", "superfences", "tabbed", "tasklist", "tilde")),
    }
)
"""Extensions of Markdown that have nothing to say to a generated page: its text is escaped from all they know."""


def find_obstacles(config: MkDocsConfig, plugin: object) -> Iterator[str]:
    """Yield every reason why MkDocs has to write the pages, as `what does what`. `plugin` is our own."""
    if config.nav is None:
        yield "without a `nav` every page is in it"
    for name in config.markdown_extensions:
        if name.removeprefix("markdown.extensions.") not in _EXTENSIONS:
            yield f"the Markdown extension `{name}` may change a page"
    if any(config.mdx_configs.get("toc", {}).values()):
        yield "the Markdown extension `toc` has options"
    for event in _PAGE_EVENTS:
        for name in _find_others(config, plugin, event):
            yield f"{name} may change a page"


def find_late_writers(config: MkDocsConfig, plugin: object) -> Iterator[str]:
    """Yield whatever may change the site's files when all are written. `plugin` is our own."""
    return _find_others(config, plugin, "post_build")


def _find_others(config: MkDocsConfig, plugin: object, event: str) -> Iterator[str]:
    own = {id(each) for name, each in config.plugins.items() if name in SEARCH} | {id(plugin)}
    for method in config.plugins.events[event]:
        owner = getattr(method, "__self__", None)
        if id(owner) not in own:
            yield _name(config, method, owner)


def _name(config: MkDocsConfig, method: Callable[..., object], owner: object) -> str:
    names = [name for name, each in config.plugins.items() if each is owner]
    return f"the plugin `{names[0]}`" if names else f"a hook (`{method.__qualname__}`)"
