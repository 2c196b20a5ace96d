"""Whether anything has changed since the last build: a hash of all that it read, a listing of all that it wrote.

Where it stands: after `memory`. It is taken before anything heavy is imported, so it imports nothing heavy.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.environment import DUMPS_VARIABLE
from generator.memory import Memory, key

_STAGE = "imprint"
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class UnreliableError(Exception):
    """What cannot be told from its files alone: a link to a folder may lead anywhere, even back here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a build reads and writes. Paths are absolute."""

    config: tuple[str, ...]
    """`mkdocs.yml`, and what it inherits from."""
    files: tuple[str, ...]
    """Files that it reads; they need not be there."""
    trees: tuple[str, ...]
    """Folders of which it reads everything."""
    docs: str
    """Read and written."""
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a build left, each part a hash."""

    read: str
    docs: str
    site: str


def take_read(places: Places, environment: Mapping[str, str] = os.environ) -> str:
    """Return a hash of what a build reads, but for docs: files, and the variables that its settings may name."""
    files = [*places.config, *places.files, *(path for tree in places.trees for path, _ in _walk(tree))]
    parts: list[str | bytes | None] = [sys.version]
    words = {DUMPS_VARIABLE, "SOURCE_DATE_EPOCH"}
    for path in files:
        content = _content(path)
        parts += [path, content]
        if path in places.config and content is not None:
            words.update(_WORD.findall(content.decode(errors="replace")))
    for word in sorted(words):
        parts += [word, environment.get(word)]
    return key(*parts)


def take_listing(folder: str) -> str:
    """Return a hash of the files below a folder: path, size, time of change. A changed file has another of these."""
    return key(*(f"{path}\0{state.st_size}\0{state.st_mtime_ns}" for path, state in _walk(folder)))


def keep(memory: Memory, places: Places, imprint: Imprint) -> None:
    """Keep what a build left, for the next."""
    memory.keep(_STAGE, {"places": asdict(places), "imprint": asdict(imprint)})


def find_standing(config_file: Path, memory: Memory, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the site's folder where it and all it is made from are as the last build left them, None anywhere else."""
    kept = memory.recall(_STAGE)
    if not kept:
        return None
    places = Places(**{name: _tuple(value) for name, value in kept["places"].items()})
    if places.config[0] != str(config_file.resolve()):
        return None
    left = Imprint(**kept["imprint"])
    try:
        # what was read is looked at first: most builds have something new there
        stands = (
            take_read(places, environment) == left.read
            and take_listing(places.docs) == left.docs
            and take_listing(places.site) == left.site
        )
    except (OSError, UnreliableError):
        return None
    return Path(places.site) if stands else None


def _tuple(value: Any) -> Any:  # noqa: ANN401 (of a memory)
    return tuple(value) if isinstance(value, list) else value


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (speed)
            return file.read()
    except FileNotFoundError:
        return None


def _walk(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files below a folder with their states, sorted; the folder itself may be a file."""
    if not os.path.isdir(folder):  # noqa: PTH112 (speed)
        yield folder, os.stat(folder)  # noqa: PTH116 (speed)
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir():
            if entry.is_symlink():
                raise UnreliableError(entry.path)
            yield from _walk(entry.path)
        else:
            yield entry.path, entry.stat()
