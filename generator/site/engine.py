"""MkDocs as the command line starts it: quiet but for warnings, its refusals as deliberate errors.

Where it stands: after the plugin. `mkdocs build` and `mkdocs serve` do the same without it, in MkDocs' own words.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from jinja2 import TemplateNotFound
from mkdocs.commands.build import build as build_site
from mkdocs.commands.serve import serve as serve_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.errors import BroadsheetError
from generator.progress import Progress
from generator.settings import PLUGIN, find_options
from generator.site.plugin import BroadsheetPlugin
from generator.site.taking import Taking


def load(config_file: Path, *, strict: bool = False) -> MkDocsConfig:
    """Return a digest's configuration with the plugin in it. Raises BroadsheetError where it is not there or broken."""
    if not config_file.is_file():
        todo = "Go to the digest's folder, name its file by --config-file, or make one: broadsheet new DIR"
        raise BroadsheetError(str(config_file), "is not there", todo)
    with _deliberate(config_file):
        config = load_config(str(config_file), strict=strict or None)
    find_options(config)
    return config


def build(config: MkDocsConfig, progress: Progress) -> None:
    """Build as `mkdocs build` does, and remember what was built.

    Raises BroadsheetError where the site can't be built; the old one stands then.
    """
    plugin = config.plugins[PLUGIN]
    if not isinstance(plugin, BroadsheetPlugin):
        todo = "Remove the other package"
        raise BroadsheetError(str(config.config_file_path), f"`{PLUGIN}` is another package's plugin", todo)
    taking = Taking(config, plugin)
    plugin.progress = progress
    plugin.tell = partial(click.echo, err=True)
    plugin.note_written = taking.note_docs
    with _deliberate(Path(config.config_file_path or "mkdocs.yml")) as screen:
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_site(config)
        finally:
            config.plugins.on_shutdown()
    if not screen.shown:
        # a warning is to be seen at each build
        taking.keep()


def serve(config_file: Path, address: str | None, *, open_browser: bool) -> None:
    """Serve as `mkdocs serve` does, until interrupted. Raises BroadsheetError where there is nothing to serve."""
    with _screen(logging.INFO):
        try:
            serve_site(config_file=str(config_file), open_in_browser=open_browser, dev_addr=address)
        except MkDocsException:
            # MkDocs has said why
            sys.exit(1)
        except OSError as error:
            # those of a build are the plugin's to tell, so this one is the server's
            todo = "Name another: --address 127.0.0.1:8001"
            raise BroadsheetError(address or "The address", f"can't be served ({error.strerror})", todo) from error


@contextmanager
def _deliberate(config_file: Path) -> Iterator["_Screen"]:
    """Show MkDocs' warnings, and turn what it raises into the deliberate error behind it, or into one of its words."""
    with _screen(logging.WARNING, keep=True) as screen:
        try:
            yield screen
        except MkDocsException as error:
            if missing := next((each for each in _chain(error) if isinstance(each, TemplateNotFound)), None):
                # an OSError to Python, so it comes as a refusal of the disk's
                what = f"the theme has no template `{missing.name}`"
                todo = "Write `name: material` under `theme:`, and look through its `custom_dir` if it has one"
                raise BroadsheetError(str(config_file), what, todo) from None
            if cause := next((each for each in _chain(error) if isinstance(each, BroadsheetError)), None):
                raise cause from None
            told = " ".join("; ".join(screen.kept or [str(error)]).split())
            raise BroadsheetError(str(config_file), told.rstrip(".!"), "Mend that, then run it again") from error
        except Exception:
            # a bug, and MkDocs' words say on which page
            click.echo("\n".join(screen.kept), err=True)
            raise


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, those it was raised from, then those it was raised in the midst of."""
    if error is not None:
        yield error
        yield from _chain(error.__cause__)
        yield from _chain(error.__context__)


@contextmanager
def _screen(level: int, *, keep: bool = False) -> Iterator["_Screen"]:
    logger = logging.getLogger("mkdocs")
    before = logger.level
    screen = _Screen(level, keep=keep)
    logger.setLevel(level)
    logger.addHandler(screen)
    try:
        yield screen
    finally:
        logger.removeHandler(screen)
        logger.setLevel(before)


class _Screen(logging.Handler):
    """Shows MkDocs' messages from a level on, each on a line; on request it keeps errors for whoever tells them."""

    def __init__(self, level: int, *, keep: bool) -> None:
        super().__init__(level)
        self.keep = keep
        self.kept: list[str] = []
        self.shown = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Show or keep a message."""
        if self.keep and record.levelno >= logging.ERROR:
            self.kept.append(record.getMessage())
        else:
            self.shown += 1
            click.echo(f"{record.levelname.capitalize()}: {record.getMessage()}", err=True)
