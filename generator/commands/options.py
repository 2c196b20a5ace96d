"""What the commands share: their options, how errors are shown, how long work tells of itself.

Where it stands: first of the commands.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar

import click

from generator.errors import BroadsheetError, os_error
from generator.progress import Tick

_P = ParamSpec("_P")
_T = TypeVar("_T")

CONFIG = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The digest's mkdocs.yml.",
)
DUMPS = click.option(
    "--dumps",
    type=click.Path(path_type=Path),
    help="Other dumps than those that mkdocs.yml names: a folder or a file. The curation is left out then.",
)
PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def clearly(command: Callable[_P, _T]) -> Callable[_P, _T]:
    """Show a deliberate error as its own text and exit with 1; anything else is a bug and keeps its traceback."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return command(*args, **kwargs)
        except BroadsheetError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # the reader of our output (head, less) has seen enough
            _close_output()
            sys.exit(0)
        except OSError as error:
            if error.filename is None:
                _close_output()
            raise click.ClickException(str(os_error(error, Path("standard output")))) from error

    return run


def _close_output() -> None:
    """Let what is left in the buffer go nowhere, so that Python does not complain of it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def bar(label: str, length: int) -> Iterator[Tick]:
    """Open a stage of long work that a watching person sees as a bar."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    drawn = click.progressbar(length=length, label=f"{label:15}", file=sys.stderr)
    try:
        # in here and not by `with`: an interruption while it is drawn must bring the cursor back too
        drawn.render_progress()
        yield lambda: drawn.update(1)
    finally:
        drawn.render_finish()


@contextmanager
def clock(label: str, length: int) -> Iterator[Tick]:
    """Open a stage of long work and tell, once it is over, how many seconds it took."""
    with bar(label, length) as tick:
        start = perf_counter()
        yield tick
        took = perf_counter() - start
    click.echo(f"{label:20} {took:8.2f} s", err=True)


def shortest(path: Path) -> Path:
    """Return a path relative to here where it lies below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
