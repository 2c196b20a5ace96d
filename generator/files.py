"""Writing a file so that nobody ever sees half of it.

Where it stands: after `errors`, first in the flow.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from generator.errors import os_error


def encode(text: str) -> bytes:
    """Return text as UTF-8. A dump's name need not be text: its stray bytes, as Python keeps them, are written out."""
    return text.encode(errors="backslashreplace")


def write_file(path: Path, *content: bytes) -> None:
    """Write a file in one step, its parts one after the other: the old content stands until the new one is whole.

    Folders are made as needed. What is no file of its own (a link, a pipe, `/dev/stdout`) stays what it is and is
    written to. Raises OutputError where the system refuses; what was written so far is removed then.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(content)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path.resolve() if path.is_symlink() else path, content)
    except OSError as error:
        # named after the file that was asked for, not after the one that stands in for it
        raise os_error(OSError(error.errno, error.strerror), path) from error


def _replace(path: Path, content: Iterable[bytes]) -> None:
    # the process number keeps two runs apart; names are cut because a file system takes 255 bytes
    part = path.with_name(f".{path.name[:50]}.{os.getpid()}.new")
    try:
        with part.open("wb") as file:
            file.writelines(content)
        if path.exists():
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
