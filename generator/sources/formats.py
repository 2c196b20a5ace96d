"""What a dump format is to the registry: its endings, how its content is known, its reader.

Where it stands: after `raw`; each reader's module ends in one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.model import Dump
from generator.sources.raw import Raw


def _always(_: Raw) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One dump format."""

    endings: tuple[str, ...]
    """Of file names, in lower case with the dot. Several formats may share one."""
    read: Callable[[Raw], Dump]
    """Raises DumpError for a file that can't be read at all, and nothing else; what it says badly is a finding."""
    claims: Callable[[Raw], bool] = _always
    """Whether a file with such an ending is of this format, told from its content; never raises but DumpError."""
