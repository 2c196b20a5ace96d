"""Pages -> files under docs/: only what changed is written, what is no longer made is removed, the rest is not touched.

Where it stands: after `pages`. A page of ours is known by its front matter, so nothing has to be remembered between
builds, and a page that a person wrote is safe wherever it stands.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import OutputError, os_error
from generator.files import encode, write_file
from generator.pages.page import MARK, Page

_OURS = re.compile(rb"\A---\r?\n(?:(?!---).*\r?\n)*?generator: " + MARK.encode() + rb"\r?\n")
_HEAD = 20_000
"""Bytes within which a page's front matter ends: a title and a description of the longest kind fit many times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What writing changed."""

    written: int
    unchanged: int
    removed: int
    kept: tuple[str, ...]
    """Paths below docs/ where a hand-written page stands in a generated one's place, and stays."""


def write_pages(pages: Iterable[Page], docs: Path) -> Changes:
    """Write pages below `docs`. Each file is replaced in one step, so that a reader never sees half of one.

    Raises OutputError where the system refuses, or where a page would come to stand outside of `docs`.
    """
    written = unchanged = 0
    kept: list[str] = []
    made: set[Path] = set()
    root = docs.resolve()
    try:
        for page in pages:
            target = _target(page, root)
            made.add(target)
            content = encode(page.text)
            if os.path.lexists(target) and not is_ours(target):
                kept.append(page.path)
            elif target.exists() and target.read_bytes() == content:
                unchanged += 1
            else:
                write_file(target, content)
                written += 1
        removed = _remove_stale(root, made)
    except OSError as error:
        raise os_error(error, docs) from error
    return Changes(written=written, unchanged=unchanged, removed=removed, kept=tuple(kept))


def is_ours(path: Path) -> bool:
    """Whether the file at a path was generated, as its front matter says; a link to one was made by a person."""
    if path.is_symlink():
        return False
    with path.open("rb") as file:
        return is_marked(file.read(_HEAD))


def is_marked(content: bytes) -> bool:
    """Whether a page's content says that it was generated."""
    return bool(_OURS.match(content))


def _target(page: Page, root: Path) -> Path:
    target = root.joinpath(*PurePosixPath(page.path).parts)
    # a link among the folders could lead a page out of docs/, a path from a title must not (DESIGN.md, "Hostile input")
    if not target.parent.resolve().is_relative_to(root) or ".." in PurePosixPath(page.path).parts:
        raise OutputError(str(target), "would stand outside of the docs folder", "Remove the link that leads out of it")
    return target


def _remove_stale(root: Path, made: set[Path]) -> int:
    removed = 0
    for path in sorted(root.rglob("*.md")):
        if path not in made and path.is_file() and is_ours(path):
            path.unlink()
            removed += 1
            for folder in path.parents:
                if folder == root or any(folder.iterdir()):
                    break
                folder.rmdir()
    return removed
