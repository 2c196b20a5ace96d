"""The one tree of deliberate errors. They are shown without a traceback; any other exception is a bug.

Where it stands: first in the flow; every other module may import it.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class BroadsheetError(Exception):
    """Something a person has to mend: where it is, what is wrong, what to do about it."""

    where: str
    """A file, `file:line` or `file: key`; what the person would open."""
    what: str
    """What was found, in one sentence without a full stop."""
    todo: str
    """What to do, as an imperative."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.todo}."


class DumpError(BroadsheetError):
    """A dump that cannot be read at all (missing, binary, empty, too large)."""


@dataclass(slots=True)
class CurationError(BroadsheetError):
    """A curator's YAML file that does not say what it may say: all that is wrong with it, first to last."""

    further: tuple["CurationError", ...] = ()
    """The mistakes after the first."""

    def __str__(self) -> str:
        return "\n".join((BroadsheetError.__str__(self), *map(str, self.further)))


class UndatedError(BroadsheetError):
    """Digests whose year nothing settles."""


class OutputError(BroadsheetError):
    """An output that cannot be written (no permission, disk full)."""


def os_error(error: OSError, path: Path) -> OutputError:
    """Return the clear form of an operating system's refusal to write `path`."""
    return OutputError(
        str(error.filename2 or error.filename or path),
        f"cannot be written ({error.strerror or error})",
        "Free the disk or allow writing there, then run the command again",
    )
