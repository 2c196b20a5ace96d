"""What a served site is rebuilt for: a change of what is watched, other than by the build itself.

Where it stands: used by the plugin while it serves. MkDocs' server builds on every event below docs/, where a build
writes pages: without this, each change would be built twice, and browsers wait for the second.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

Snapshot: TypeAlias = Mapping[str, tuple[int, int]]
"""File -> when it was changed, in nanoseconds, and its size in bytes."""


def take_snapshot(places: Iterable[tuple[str, bool]]) -> Snapshot:
    """Return the state of the files at each (path, whether with folders below); hidden ones are left out."""
    files = (file for path, recursive in places for file in _files(path, recursive=recursive))
    return {file: (state.st_mtime_ns, state.st_size) for file in files if (state := _state(file))}


class Rebuild:
    """The builder of a server, called for each event, that builds only where something differs from what was built."""

    def __init__(self, server: LiveReloadServer, builder: Callable[..., object], docs: Path) -> None:
        self.server = server
        self.builder = builder
        self.docs = str(docs)
        self.built: Snapshot = {}
        self.written: Snapshot = {}

    def __call__(self) -> None:
        """Build, unless what is watched is as the last build left it.

        A refusal that comes before MkDocs clears the served site, such as a slip in the curation, leaves the old site
        served; MkDocs would let browsers wait until it is mended.
        """
        watched = {(str(each.watch.path), each.watch.is_recursive) for each in self.server.observer.emitters}
        if take_snapshot(watched) == self.built:
            return
        # taken before anything is read: what changes during the build is built next
        sources = take_snapshot(place for place in watched if place[0] != self.docs)
        self.built = self.written = {}
        try:
            self.builder()
        except Abort:
            # MkDocs has said why
            if self.written:
                raise
            return
        self.built = {**sources, **self.written}

    def note_written(self) -> None:
        """Note that the pages are written and MkDocs has read none yet."""
        self.written = take_snapshot([(self.docs, True)])


def _files(path: str, *, recursive: bool) -> Iterator[str]:
    for folder, folders, names in os.walk(path):
        yield from (os.path.join(folder, name) for name in names if not name.startswith("."))  # noqa: PTH118 (speed)
        if not recursive:
            folders.clear()


def _state(file: str) -> os.stat_result | None:
    try:
        return os.stat(file)  # noqa: PTH116 (as above)
    except OSError:
        return None
