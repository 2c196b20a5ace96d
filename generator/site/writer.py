"""Pages -> files under docs/: only what changed is written, what is no longer made is removed, the rest is not touched.

Where it stands: after `pages`. A page of ours is known by its front matter, so a page that a person wrote is safe
wherever it stands. What a build remembers only saves work: a page that is made from the same as before, and whose file
nobody has touched since, is neither made nor read.
"""

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import TypeAlias

from generator.errors import OutputError, os_error
from generator.files import encode, write_file
from generator.memory import FORGETFUL, Memory
from generator.pages.page import MARK, Page
from generator.workers import spread

_OURS = re.compile(rb"\A---\r?\n(?:(?!---).*\r?\n)*?generator: " + MARK.encode() + rb"\r?\n")
_HEAD = 20_000
"""Bytes within which a page's front matter ends: a title and a description of the longest kind fit many times."""
_STAGE = "markdown"

State: TypeAlias = list[int]
"""Of a file: bytes, when it was changed and when its entry was, both in nanoseconds, and its number. An edit changes
one of these, whatever time it gives the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What writing changed."""

    written: int
    unchanged: int
    removed: int
    kept: tuple[str, ...]
    """Paths below docs/ where a hand-written page stands in a generated one's place, and stays."""


def write_pages(pages: Iterable[Page], docs: Path, memory: Memory = FORGETFUL) -> Changes:
    """Write pages below `docs`. Each file is replaced in one step, so that a reader never sees half of one.

    Raises OutputError where the system refuses, or where a page would come to stand outside of `docs`.
    """
    known = memory.recall(_STAGE)
    folder = _Folder(root=docs.resolve())
    try:
        targets = [(page, folder.locate(page)) for page in pages]
        states = {page.path: known[page.path][1] for page, target in targets if _is_kept(page, target, known)}
        todo = [(page, target) for page, target in targets if page.path not in states]
        done = spread(_write_all, todo)
        removed = _remove_stale(folder.root, {target for _, target in targets})
    except OSError as error:
        raise os_error(error, docs) from error
    states |= {page.path: each.state for (page, _), each in zip(todo, done, strict=True) if each.state}
    memory.keep(_STAGE, {page.path: [page.mark, states[page.path]] for page, _ in targets if page.path in states})
    return Changes(
        written=sum(each.is_new for each in done),
        unchanged=len(states) - sum(each.is_new for each in done),
        removed=removed,
        kept=tuple(page.path for (page, _), each in zip(todo, done, strict=True) if each.state is None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What became of one page."""

    state: State | None
    """None where a person's page stands in its place."""
    is_new: bool = False
    """Whether its file was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """The folder of all pages."""

    root: Path
    inside: dict[str, bool] = field(default_factory=dict)
    """Folder below it -> whether it truly is inside, for those that were asked for."""

    def locate(self, page: Page) -> Path:
        """Return where the page is to stand."""
        path = PurePosixPath(page.path)
        target = self.root.joinpath(path)
        # a link among the folders could lead a page out of docs/, a path from a title must not (DESIGN.md, "Hostile
        # input")
        if ".." in path.parts or not self._is_inside(target.parent):
            todo = "Remove the link that leads out of it"
            raise OutputError(str(target), "would stand outside of the docs folder", todo)
        return target

    def _is_inside(self, folder: Path) -> bool:
        known = self.inside.get(str(folder))
        if known is None:
            known = self.inside[str(folder)] = folder.resolve().is_relative_to(self.root)
        return known


def is_ours(path: Path) -> bool:
    """Whether the file at a path was generated, as its front matter says; a link to one was made by a person."""
    if path.is_symlink():
        return False
    with path.open("rb") as file:
        return is_marked(file.read(_HEAD))


def is_marked(content: bytes) -> bool:
    """Whether a page's content says that it was generated."""
    return bool(_OURS.match(content))


def _is_kept(page: Page, target: Path, known: Mapping[str, tuple[str, State]]) -> bool:
    """Return whether the page is made from the same as before, and its file is as it was written then."""
    mark, state = known.get(page.path, ("", []))
    return mark == page.mark and state == look(target)


def look(target: str | Path) -> State | None:
    """Return the state of the file at a path; None where there is none."""
    try:
        found = os.lstat(target)
    except OSError:
        return None
    if not S_ISREG(found.st_mode):
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _write_all(pages: Sequence[tuple[Page, Path]]) -> list[_Done]:
    return [_write(page, target) for page, target in pages]


def _write(page: Page, target: Path) -> _Done:
    is_there = os.path.lexists(target)
    if is_there and not is_ours(target):
        return _Done(state=None)
    content = encode(page.text)
    if is_there and target.read_bytes() == content:
        return _Done(state=look(target))
    write_file(target, content)
    return _Done(state=look(target), is_new=True)


def _remove_stale(root: Path, made: Container[Path]) -> int:
    removed = 0
    for path in sorted(_search(root)):
        if path not in made and path.is_file() and is_ours(path):
            path.unlink()
            removed += 1
            for folder in path.parents:
                if folder == root or any(folder.iterdir()):
                    break
                folder.rmdir()
    return removed


def _search(root: Path) -> Iterator[Path]:
    """Yield all Markdown files below a folder."""
    for folder, _, names in os.walk(root):
        yield from (Path(folder, name) for name in names if name.endswith(".md"))
