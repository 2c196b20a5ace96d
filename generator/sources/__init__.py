"""Readers of dumps, one a format: `read(path) -> Dump`. A new format is one module and one name in `FORMATS`.

Where it stands: after `model`; `folder` gathers what is read here, and the flow begins there.
"""

import os
from pathlib import Path

from generator.errors import DumpError
from generator.model import Dump
from generator.sources.api import API
from generator.sources.atom import ATOM
from generator.sources.bibtex import BIBTEX
from generator.sources.csl import CSL
from generator.sources.formats import Format
from generator.sources.listing import LISTING
from generator.sources.raw import Raw, read_raw

FORMATS: tuple[Format, ...] = (LISTING, API, CSL, ATOM, BIBTEX)
"""Where formats share an ending, the first that claims a file reads it; one that none claims is the last one's."""
ENDINGS = tuple(dict.fromkeys(ending for each in FORMATS for ending in each.endings))
"""Of the files that may be dumps."""


def read(path: Path, name: str | None = None) -> Dump:
    """Read one dump by its format; `name` is what findings call it (its file name where none is given).

    Raises DumpError for a file that no reader is for or that can't be read at all; what a dump says badly is a finding.
    """
    return parse(fetch(path, name), path.suffix.lower())


def fetch(path: Path, name: str | None = None) -> Raw:
    """Return the content of a dump's file. Raises DumpError for a file that no reader is for or that can't be read."""
    if path.suffix.lower() not in ENDINGS and os.path.isfile(path):  # noqa: PTH113 (is_file raises where it is refused)
        todo = f"Give it one of these endings: {', '.join(ENDINGS)}"
        raise DumpError(name or path.name, "has no known format", todo)
    return read_raw(path, name or path.name)


def parse(raw: Raw, ending: str) -> Dump:
    """Return the dump that a content holds; it depends on this, the name and the ending alone, one of `ENDINGS`.

    Raises as `read`.
    """
    possible = [each for each in FORMATS if ending in each.endings]
    return next((each for each in possible if each.claims(raw)), possible[-1]).read(raw)
