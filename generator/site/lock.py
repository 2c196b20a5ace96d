"""One build at a time in one folder: the second waits, or says that it cannot.

Where it stands: used by the plugin around a build. The lock is the system's own on the folder: it leaves no file
behind, and it ends with the processes that hold it, however they end.
"""

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from generator.errors import BroadsheetError

PATIENCE = 600.0
"""Seconds that a build waits for another."""
_PAUSE = 0.1


class Lock:
    """A folder that a build keeps to itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.descriptor: int | None = None
        """Of the open folder, while it is held; a process that inherits it holds the lock too."""

    def acquire(self, tell: Callable[[str], object], patience: float = PATIENCE) -> None:
        """Wait until no other build is at work here; `tell` is told that it has to.

        Raises BroadsheetError where that takes longer than `patience`, in seconds.
        """
        self.release()
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            self._wait(descriptor, tell, patience)
        except BaseException:
            os.close(descriptor)
            raise
        self.descriptor = descriptor

    def release(self) -> None:
        """Let the next one begin; nothing happens where it is not held."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    def _wait(self, descriptor: int, tell: Callable[[str], object], patience: float) -> None:
        end = time.monotonic() + patience
        told = False
        # a file system without locks (some that are far away): then there is none, as there was before
        with suppress(OSError):
            while not _take(descriptor):
                if time.monotonic() >= end:
                    todo = "Wait for it, or end it, then build again"
                    raise BroadsheetError(str(self.folder), "another build has been at work here all the time", todo)
                if not told:
                    tell(f"Another build is at work in {self.folder}; waiting for it, {patience:.0f} seconds at most")
                    told = True
                time.sleep(_PAUSE)


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
