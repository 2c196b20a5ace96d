"""Readers of dumps, one a format: `read(path) -> Dump`. A new format is one module and one line of `READERS`."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.errors import DumpError
from generator.model import Dump
from generator.sources.listing import read_listing

READERS: Mapping[str, Callable[[Path, str], Dump]] = {".txt": read_listing}
"""File name's ending, in lower case -> reader(path, name)."""


def read(path: Path, name: str | None = None) -> Dump:
    """Read one dump by its format; `name` is what findings call it (its file name where none is given).

    Raises DumpError for a file that no reader is for or that can't be read at all; what a dump says badly is a finding.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None and os.path.isfile(path):  # noqa: PTH113 (Path.is_file raises where the system refuses)
        known = ", ".join(READERS)
        raise DumpError(name or path.name, "has no known format", f"Give it one of these endings: {known}")
    return (reader or read_listing)(path, name or path.name)
