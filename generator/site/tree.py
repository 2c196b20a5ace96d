"""The files of a site that is being built: each put there anew, or taken over from an earlier build.

Where it stands: first in `site`, after `files`; pages and artefacts come into a site by it. What is taken over costs
next to nothing where the site begins as the one before the last (the spare), since most files stand there already; it
costs a second name for the last one's file anywhere else. A file is never written into: it may stand in another site.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
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
    own: frozenset[str] = frozenset()
    """The files of this build that stood in the folder before it was filled."""
    found: Mapping[str, State] = field(default_factory=dict)
    """Those of an earlier build that stand there, until they are taken, replaced or swept out."""
    _entered: set[str] = field(default_factory=set)
    """The folders that are there, and inside."""

    def take(self, path: str, state: State) -> bool:
        """Have the file of an earlier build stand at a path; return False where it is not at hand as it was left."""
        if self.found.get(path) == state:
            return True
        if self.last is None:
            return False
        try:
            old = f"{self.last}/{path}"
            if _state(os.lstat(old)) != state:
                return False
            # a second name for it: the old site has to stand, whole, until the new one takes its place
            os.link(old, self._clear(path), follow_symlinks=False)
        except OSError:
            # gone, or on a file system without links: it is made again
            return False
        return True

    def put(self, path: str, content: bytes, *, replacing: bool = False) -> State:
        """Write a file.

        Raises OutputError where it would stand outside, FileExistsError where the build had a file there before and it
        is not for `replacing`.
        """
        if path in self.own and not replacing:
            raise FileExistsError(path)
        with open(self._clear(path), "xb") as file:  # noqa: PTH123 (speed)
            file.write(content)
            file.flush()
            return _state(os.fstat(file.fileno()))

    def sweep(self, kept: Iterable[str]) -> None:
        """Remove what an earlier build left and this one has no use for: all that was found but the paths `kept`.

        Raises OutputError where the system refuses.
        """
        try:
            for path in self.found.keys() - set(kept):
                os.unlink(f"{self.root}/{path}")  # noqa: PTH108 (speed)
                with suppress(OSError):
                    # those that are empty now
                    os.removedirs(f"{self.root}/{os.path.dirname(path)}")  # noqa: PTH120 (speed)
        except OSError as error:
            raise os_error(error, Path(self.root)) from error

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


def open_tree(new: Path, last: Path | None = None, spare: Path | None = None) -> Tree:
    """Return the tree of the site that is being built at `new`: what stands there stays, and the spare comes under it.

    A spare that cannot be had for that is removed.
    """
    own = frozenset(path for path, _ in _walk(str(new), ""))
    found: dict[str, State] = {}
    if spare and spare.is_dir():
        try:
            found = _adopt(new, own, spare)
        except OSError:
            shutil.rmtree(spare, ignore_errors=True)
    return Tree(root=str(new), last=str(last) if last else None, own=own, found=found)


def _adopt(new: Path, own: Iterable[str], spare: Path) -> dict[str, State]:
    """Put the new site's own files into the spare and the spare into its place; return what else stands there.

    Raises OSError where that cannot be done; nothing has left the new site then.
    """
    found: dict[str, State] = {}
    for path, entry in _walk(str(spare), ""):
        if entry.is_symlink():
            # it may lead anywhere, and nothing is to be written there
            os.unlink(entry.path)  # noqa: PTH108 (speed)
        else:
            found[path] = _state(entry.stat(follow_symlinks=False))
    for path in own:
        target = spare / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if found.pop(path, None):
            target.unlink()
        os.link(new / path, target)
    shutil.rmtree(new)
    spare.rename(new)
    return found


def _walk(folder: str, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that stands below a folder and is no folder; `path` is its own, with its slash."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{path}{entry.name}/")
            else:
                yield f"{path}{entry.name}", entry


def _state(found: os.stat_result) -> State:
    return State(found.st_size, found.st_mtime_ns)
