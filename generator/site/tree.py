"""The files of a site that is being built: each put there anew, or taken over from an earlier build.

Where it stands: first in `site`, after `files`; pages and artefacts come into a site by it. What is taken over costs
next to nothing where the tree begins as the site before the last (the spare), since most files stand there already; it
costs a second name for the last one's file anywhere else. A file is never written into: it may stand in another site.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.errors import OutputError, os_error


class State(NamedTuple):
    """What tells a file from another that stands at the same path. A later build writes at another time."""

    size: int
    """Bytes."""
    changed: int
    """When it was written, in nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A site's folder while it is being filled. Paths are below it, with forward slashes."""

    root: str
    last: str | None = None
    """Where the last build's site stands; None: nothing is taken from it."""
    found: frozenset[str] = frozenset()
    """The files of an earlier build that stand there, until they are taken, replaced or swept out."""
    _entered: set[str] = field(default_factory=set)
    """The folders that are there, and inside."""

    def take(self, path: str, state: State) -> bool:
        """Have the file of an earlier build stand at a path; return False where it is not at hand as it was left."""
        try:
            if path in self.found and _look(f"{self.root}/{path}") == state:
                return True
            if self.last is None:
                return False
            old = f"{self.last}/{path}"
            if _look(old) != state:
                return False
            # a second name for it: the old site has to stand, whole, until the new one takes its place
            os.link(old, self._clear(path), follow_symlinks=False)
        except OSError:
            # gone, or on a file system without links: it is made again
            return False
        return True

    def put(self, path: str, content: bytes) -> State:
        """Write a file. Raises OutputError where it would stand outside, OSError where the system refuses."""
        with open(self._clear(path), "xb") as file:  # noqa: PTH123 (speed)
            file.write(content)
            file.flush()
            return _look(file.fileno())

    def locate(self, path: str) -> Path:
        """Return where the file of a path stands."""
        return Path(self.root, path)

    def join(self, other: Path, paths: Iterable[str], kept: Iterable[str]) -> None:
        """Take in the files at `paths` below another folder, and take its place.

        All else that was found is swept out, but for the paths `kept`. Raises OutputError where the system refuses.
        """
        taken = set(paths)
        try:
            for path in taken:
                os.rename(f"{other}/{path}", self._clear(path))  # noqa: PTH104 (speed)
            for path in self.found - taken.union(kept):
                os.unlink(f"{self.root}/{path}")  # noqa: PTH108 (speed)
                with suppress(OSError):
                    # those that are empty now
                    os.removedirs(f"{self.root}/{os.path.dirname(path)}")  # noqa: PTH120 (speed)
            shutil.rmtree(other)
            os.rename(self.root, other)  # noqa: PTH104 (speed)
        except OSError as error:
            raise os_error(error, other) from error

    def _clear(self, path: str) -> str:
        """Return where a file is to stand: its folder is there, and nothing in its place.

        Something may be: an earlier build's, or what a helper wrote before it was killed.
        """
        target = f"{self.root}/{path}"
        folder = os.path.dirname(target)  # noqa: PTH120 (speed)
        if folder not in self._entered:
            # neither dots nor a link among the folders lead out of the site
            inside = os.path.realpath(self.root)
            if os.path.commonpath([inside, os.path.realpath(folder)]) != inside:
                raise OutputError(path, "leads out of the site", "This is a bug: please report it")
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (speed)
            self._entered.add(folder)
        with suppress(FileNotFoundError):
            os.unlink(target)  # noqa: PTH108 (speed)
        return target


def open_tree(root: Path, last: Path | None = None, spare: Path | None = None) -> Tree:
    """Return the tree of a site that is built at `root`, where nothing stands; it begins as the spare, if that can be.

    Raises OutputError where the system refuses.
    """
    found: set[str] = set()
    try:
        if spare and _move(spare, root):
            for path, entry in _walk(str(root), ""):
                if entry.is_symlink():
                    # it may lead anywhere, and nothing is to be written there
                    os.unlink(entry.path)  # noqa: PTH108 (speed)
                else:
                    found.add(path)
        else:
            root.mkdir()
    except OSError as error:
        raise os_error(error, root) from error
    return Tree(root=str(root), last=str(last) if last else None, found=frozenset(found))


def list_files(folder: Path) -> set[str]:
    """Return the paths of all files below a folder."""
    return {path for path, _ in _walk(str(folder), "")}


def _move(spare: Path, root: Path) -> bool:
    try:
        spare.rename(root)
    except OSError:
        # there is none, or it came to stand on another file system
        shutil.rmtree(spare, ignore_errors=True)
        return False
    return True


def _walk(folder: str, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that stands below a folder and is no folder; `path` is its own, with its slash."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{path}{entry.name}/")
            else:
                yield f"{path}{entry.name}", entry


def _look(file: str | int) -> State:
    """Return the state of the file at a path, or of an open one."""
    found = os.stat(file, follow_symlinks=isinstance(file, int))  # noqa: PTH116 (speed)
    return State(found.st_size, found.st_mtime_ns)
