"""The imprint of a build, taken while it runs: each part at the moment after which a change has to count.

Where it stands: after the plugin; the command line builds with it.
"""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator import imprint
from generator.imprint import Imprint, Places, UnreliableError
from generator.settings import PLUGIN, find_memory, find_options, find_sources
from generator.site.obstacles import find_obstacles
from generator.site.stock import SEARCH

_INHERIT = re.compile(r"^INHERIT:\s*[\"']?([^\"'\n#]+?)[\"']?\s*$", re.MULTILINE)


class Taking:
    """Takes what is read before a build reads it, docs when they are written, the site when it stands."""

    def __init__(self, config: MkDocsConfig, plugin: object) -> None:
        self.config = config
        self.places = _find_places(config) if _is_repeatable(config, plugin) else None
        self.read = self.docs = ""
        try:
            if self.places:
                self.read = imprint.take_read(self.places)
        except (OSError, UnreliableError):
            self.places = None

    def note_docs(self) -> None:
        """Note that the pages are written and MkDocs has read none yet."""
        try:
            if self.places:
                self.docs = imprint.take_listing(self.places.docs)
        except (OSError, UnreliableError):
            self.places = None

    def keep(self) -> None:
        """Keep the imprint, now that the site stands."""
        if self.places and self.docs:
            site = imprint.take_listing(self.places.site)
            imprint.keep(find_memory(self.config), self.places, Imprint(read=self.read, docs=self.docs, site=site))


def _is_repeatable(config: MkDocsConfig, plugin: object) -> bool:
    """Whether a build depends on nothing but what an imprint knows: others' plugins and hooks may look anywhere."""
    known = SEARCH | {PLUGIN}
    return not config.hooks and set(config.plugins) <= known and not any(find_obstacles(config, plugin))


def _find_places(config: MkDocsConfig) -> Places:
    sources = find_sources(config, find_options(config))
    curation = [sources.curation] if sources.curation else []
    own = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    # as they are named: a link among them may lead elsewhere tomorrow
    return Places(
        config=tuple(map(str, _inherit(Path(str(config.config_file_path)).resolve()))),
        files=tuple(str(path.absolute()) for path in [*curation, sources.topics]),
        trees=tuple(str(path.absolute()) for path in [*sources.dumps, *own]),
        docs=str(Path(config.docs_dir).absolute()),
        site=str(Path(config.site_dir).absolute()),
    )


def _inherit(path: Path) -> list[Path]:
    """Return a configuration's file and those that it inherits from, as MkDocs follows them."""
    inherited = _INHERIT.search(path.read_text(encoding="utf-8-sig"))
    return [path, *(_inherit((path.parent / inherited[1]).resolve()) if inherited else [])]
