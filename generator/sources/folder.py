"""Where dumps lie -> all of them, read: folders searched, files that can't be read told of, none of them fatal.

Where it stands: last of the readers; the flow begins here.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import DumpError
from generator.model import Dump, Finding, Place, Severity
from generator.progress import Progress, silent
from generator.sources import read

_NOT_DUMPS = frozenset({".md"})
"""Endings of files that may lie among dumps to explain them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All dumps of a run."""

    dumps: tuple[Dump, ...]
    findings: tuple[Finding, ...]
    """One of severity error for each file that could not be read at all."""


def find_dumps(path: Path) -> dict[str, Path]:
    """Return the dumps at `path`, by name: of a folder all files below it, hidden ones and explanations left out.

    Links are followed, into folders too, but not around in circles; one that leads nowhere counts as a file, so that
    reading it tells of it. Raises DumpError where nothing is there, or a folder that can't be searched.
    """
    if not os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises where the system refuses)
        if not os.path.lexists(path):
            raise DumpError(str(path), "is not there", "Check the path; dumps are files, or lie in a folder")
        return {_printable(path.name): path}
    return {_printable(file.relative_to(path).as_posix()): file for file in _files(path, frozenset())}


def read_dumps(paths: Sequence[Path], progress: Progress = silent) -> Shelf:
    """Read the dumps at all paths, each file once. Raises DumpError for a path where nothing is."""
    found = [(name, file) for path in paths for name, file in find_dumps(path).items()]
    named = Counter(name for name, _ in found)
    dumps: list[Dump] = []
    findings: list[Finding] = []
    with progress("Reading dumps", len(found)) as tick:
        for name, file in _once(found):
            unique = name if named[name] == 1 else _printable(str(file))
            try:
                dumps.append(read(file, unique))
            except DumpError as error:
                findings.append(_unreadable(unique, error))
            tick()
    return Shelf(dumps=tuple(dumps), findings=tuple(findings))


def _files(folder: Path, above: frozenset[str]) -> Iterator[Path]:
    """Return the files below a folder in the order of their paths; `above` are the folders it was reached through."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        found = f"cannot be searched ({error.strerror or error})"
        raise DumpError(_printable(str(folder)), found, "Allow reading it, or move it elsewhere") from None
    for path in inside:
        if path.name.startswith("."):
            continue
        if os.path.isdir(path):  # noqa: PTH112 (as above)
            yield from _files(path, above | {real})
        elif path.suffix.lower() not in _NOT_DUMPS:
            yield path


def _unreadable(name: str, error: DumpError) -> Finding:
    return Finding(
        place=Place(dump=name, line=1),
        rule="unreadable-dump",
        severity=Severity.ERROR,
        found=f"The file {error.what}.",
        done=f"It was not read. {error.todo}.",
    )


def _once(found: Iterable[tuple[str, Path]]) -> Iterable[tuple[str, Path]]:
    """Return each file once, though two paths lead to it; the name that sorts first is kept."""
    by_file: dict[str, tuple[str, Path]] = {}
    for name, file in sorted(found):
        by_file.setdefault(os.path.realpath(file), (name, file))
    return by_file.values()


def _printable(name: str) -> str:
    """Return a file's name as text that can be written: bytes of it that are no UTF-8 are spelled out."""
    return name.encode("utf-8", "backslashreplace").decode()
