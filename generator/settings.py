"""What a digest repository says of itself in `mkdocs.yml`: where the dumps, the curation and the vocabulary are.

Where it stands: after the flow's sources are known, before anything is written. The plugin's options are these, so the
command line and `mkdocs build` can't differ.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, Config
from mkdocs.config.defaults import MkDocsConfig

from generator.environment import DUMPS_VARIABLE
from generator.errors import BroadsheetError
from generator.flow import Sources
from generator.memory import FOLDER, Memory
from generator.topics.vocabulary import SHIPPED
from generator.yamlfile.mistakes import closest, quote

PLUGIN = "broadsheet"


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs' own __init_subclass__
    """The options of the plugin in `mkdocs.yml`. Paths are relative to that file."""

    dumps = config_options.Type(str, default="dumps")
    """The folder of dumps."""
    curation = config_options.Type(str, default="curation.yml")
    """The curator's file; it need not exist."""
    topics = config_options.Optional(config_options.Type(str))
    """A vocabulary of the site's own, instead of the shipped one."""
    page_shells = config_options.Type(bool, default=True)
    """Whether generated pages are written without MkDocs, which takes longer; the site is the same."""
    subscribe_url = config_options.Optional(config_options.Type(str))
    """Where the curator's newsletter service takes a form with the field `email`; https."""
    paper_json = config_options.Type(bool, default=True)
    """Whether each paper comes as JSON too, with its citations."""
    paper_markdown = config_options.Type(bool, default=True)
    """Whether each paper comes as Markdown too."""
    paper_cards = config_options.Type(bool, default=False)
    """Whether each paper has a picture for those who share a link to it, as digests and topics have."""


def find_sources(config: MkDocsConfig, options: Options, environment: Mapping[str, str] = os.environ) -> Sources:
    """Return where a site's sources are.

    Raises BroadsheetError where `mkdocs.yml` has an option that there is not, of which MkDocs would only warn, an
    address that is not https, or addresses of files instead of folders: the command line and the plugin both come by
    here.
    """
    _refuse_unknown(config, options)
    _refuse_files(config)
    _refuse_insecure(config, options)
    base = Path(config.config_file_path or ".").resolve().parent
    dumps = environment.get(DUMPS_VARIABLE)
    return Sources(
        # what the command line names is relative to where it was called
        dumps=(Path(dumps) if dumps else base / options.dumps,),
        curation=base / options.curation if not dumps or _same(Path(dumps), base / options.dumps) else None,
        topics=base / options.topics if options.topics else SHIPPED,
    )


def find_memory(config: MkDocsConfig) -> Memory:
    """Return what earlier builds of the site remember: beside `mkdocs.yml`, as its other sources are."""
    return Memory(folder=Path(config.config_file_path or ".").resolve().parent / FOLDER)


def _refuse_unknown(config: MkDocsConfig, options: Options) -> None:
    where = str(config.config_file_path)
    known = [name for name, option in vars(Options).items() if isinstance(option, BaseConfigOption)]
    for name in options:
        if name not in known:
            near = closest(name, known)
            guess = f"Did you mean {quote(near)}? " if near else ""
            what = f"the plugin `{PLUGIN}` has no option {quote(str(name))}"
            raise BroadsheetError(where, what, f"{guess}The options are {', '.join(known)}")


def _refuse_files(config: MkDocsConfig) -> None:
    if not config.use_directory_urls:
        what = "`use_directory_urls: false` gives pages no folders, and each page's other forms stand in its folder"
        raise BroadsheetError(str(config.config_file_path), what, "Remove the line; addresses end in a slash then")


def _refuse_insecure(config: MkDocsConfig, options: Options) -> None:
    url = options.subscribe_url
    if url is not None and not _is_https(url):
        what = f"`subscribe_url` is no https address: {quote(url)}"
        todo = "Write the address that your newsletter service gives as its form's action, or leave the option out"
        raise BroadsheetError(str(config.config_file_path), what, todo)


def _is_https(address: str) -> bool:
    try:
        return address.startswith("https://") and bool(urlsplit(address).hostname)
    except ValueError:
        # such as a bracket that is not closed
        return False


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def find_options(config: MkDocsConfig) -> Options:
    """Return the plugin's options. Raises BroadsheetError where `mkdocs.yml` does not name the plugin."""
    plugin = config.plugins.get(PLUGIN)
    if plugin is None:
        todo = f"Add `- {PLUGIN}` to its list of plugins"
        raise BroadsheetError(str(config.config_file_path), f"does not name the plugin `{PLUGIN}`", todo)
    options = plugin.config
    if not isinstance(options, Options):
        todo = "Remove the other package"
        raise BroadsheetError(str(config.config_file_path), f"`{PLUGIN}` is another package's plugin", todo)
    return options
