"""Where dumps lie -> all of them, read: folders searched, files that can't be read told of, none of them fatal.

Where it stands: last of the readers; the flow begins here.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from generator.errors import DumpError
from generator.memory import FORGETFUL, Memory, key
from generator.model import Dump, Finding, Place, Severity
from generator.progress import Progress, silent
from generator.sources import ENDINGS, fetch, parse

_NOT_DUMPS = frozenset({".md"})
"""Endings of files that may lie among dumps to explain them."""
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_STAGE = "dumps"
_DUMP = TypeAdapter(Dump)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All dumps of a run."""

    dumps: tuple[Dump, ...]
    findings: tuple[Finding, ...]
    """One of severity error for each file that could not be read at all; warnings for what is no dump."""


def find_dumps(path: Path) -> dict[str, Path]:
    """Return the dumps at `path`, by name: of a folder all files below it, hidden ones and explanations left out.

    Links are followed, into folders too, but not around in circles; one that leads nowhere counts as a file, so that
    reading it tells of it. Raises DumpError where nothing is there, or a folder that can't be searched.
    """
    if not os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises where the system refuses)
        if not os.path.lexists(path):
            raise DumpError(str(path), "is not there", "Check the path; dumps are files, or lie in a folder")
        return {_printable(path.name): path}
    files = (file for file in _search(path, frozenset()) if not os.path.isdir(file))  # noqa: PTH112 (as above)
    return {_printable(file.relative_to(path).as_posix()): file for file in files}


def find_empty(paths: Iterable[Path], severity: Severity) -> list[Finding]:
    """Return a finding of that severity for each folder among `paths` that holds no file of a known format."""
    return [
        Finding(
            place=Place(dump=_printable(str(path)), line=1),
            rule="no-dumps",
            severity=severity,
            found="The folder holds no dump.",
            done=f"Nothing was read. Put captures there that end in {', '.join(ENDINGS)}, or name another folder.",
        )
        for path in paths
        if os.path.isdir(path) and not any(map(_is_known, find_dumps(path).values()))  # noqa: PTH112 (as above)
    ]


def read_dumps(paths: Sequence[Path], progress: Progress = silent, memory: Memory = FORGETFUL) -> Shelf:
    """Read the dumps at all paths, each file once. Raises DumpError for a path where nothing is.

    A file of no known format is an error where its own path was given, and passed over in a folder.
    """
    reader = _Reader(known=memory.recall(_STAGE))
    found = _once((name, file) for path in paths for name, file in find_dumps(path).items())
    asked = {os.path.realpath(path) for path in paths}
    named = Counter(name for name, _ in found)
    dumps: list[Dump] = []
    findings = [finding for path in paths for finding in _misnamed(path)]
    with progress("Reading dumps", len(found)) as tick:
        for name, file in found:
            unique = name if named[name] == 1 else _printable(str(file))
            try:
                if _is_known(file) or os.path.realpath(file) in asked:
                    dumps.append(reader.read(file, unique))
                else:
                    findings.append(_passed_over(unique))
            except DumpError as error:
                findings.append(_unreadable(unique, error))
            tick()
    memory.keep(_STAGE, reader.kept)
    return Shelf(dumps=tuple(dumps), findings=tuple(findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads dumps, those that an earlier build read by taking what it kept: a thirtieth of the time."""

    known: Mapping[str, str]
    """A hash of all that a dump is read from -> the dump as JSON."""
    kept: dict[str, str] = field(default_factory=dict)
    """As `known`, of this build."""

    def read(self, path: Path, name: str) -> Dump:
        raw = fetch(path, name)
        ending = path.suffix.lower()
        mark = key(ending, name, raw.content)
        if told := self.known.get(mark):
            dump = _DUMP.validate_json(told)
        else:
            dump = parse(raw, ending)
            told = _DUMP.dump_json(dump).decode()
        self.kept[mark] = told
        return dump


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS


def _search(folder: Path, above: frozenset[str]) -> Iterator[Path]:
    """Return the files below a folder in the order of their paths, and the folders that are named like dumps.

    `above` are the folders it was reached through.
    """
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
            if _is_known(path):
                yield path
            yield from _search(path, above | {real})
        elif path.suffix.lower() not in _NOT_DUMPS:
            yield path


def _misnamed(path: Path) -> Iterator[Finding]:
    """Tell of the folders below `path` that are named like dumps."""
    if not os.path.isdir(path):  # noqa: PTH112 (as above)
        return
    for folder in _search(path, frozenset()):
        if os.path.isdir(folder):  # noqa: PTH112 (as above)
            yield Finding(
                place=Place(dump=_printable(folder.relative_to(path).as_posix()), line=1),
                rule="folder-named-like-dump",
                severity=Severity.WARNING,
                found="It is named like a dump, but is a folder.",
                done="It was searched for dumps; its name dates none of them. Rename it.",
            )


def _passed_over(name: str) -> Finding:
    return Finding(
        place=Place(dump=name, line=1),
        rule="unknown-format",
        severity=Severity.WARNING,
        found="The file has no known format.",
        done=f"It was passed over. If it is a dump, give it one of these endings: {', '.join(ENDINGS)}.",
    )


def _unreadable(name: str, error: DumpError) -> Finding:
    return Finding(
        place=Place(dump=name, line=1),
        rule="unreadable-dump",
        severity=Severity.ERROR,
        found=f"The file {error.what}.",
        done=f"It was not read. {error.todo}.",
    )


def _once(found: Iterable[tuple[str, Path]]) -> list[tuple[str, Path]]:
    """Return each file once, though two paths lead to it; the name that sorts first is kept."""
    by_file: dict[str, tuple[str, Path]] = {}
    for name, file in sorted(found):
        by_file.setdefault(os.path.realpath(file), (name, file))
    return list(by_file.values())


def _printable(name: str) -> str:
    """Return a file's name as text on one line: what is no UTF-8, ends a line or steers a terminal is spelled out."""
    text = name.encode("utf-8", "backslashreplace").decode()
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
