"""One build at a time."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.errors import BroadsheetError
from generator.site.lock import Lock

HOLD = """
import sys, time
from pathlib import Path
from generator.site.lock import Lock
lock = Lock(Path(sys.argv[1]))
lock.acquire(print)
print("held", flush=True)
time.sleep(60)
"""


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    """It says once that it waits, and gives up, clearly, when its patience is at its end; then it is free again."""
    first, second = Lock(tmp_path), Lock(tmp_path)
    told: list[str] = []
    first.acquire(told.append)
    with pytest.raises(BroadsheetError, match="another build"):
        second.acquire(told.append, patience=0.3)
    assert len(told) == 1
    assert str(tmp_path) in told[0]
    first.release()
    second.acquire(told.append, patience=0)
    second.release()
    second.release()
    assert len(told) == 1
    assert list(tmp_path.iterdir()) == []


def test_other_folders_are_free(tmp_path: Path) -> None:
    """Two digests are built side by side."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    locks = [Lock(tmp_path / name) for name in ("a", "b")]
    for lock in locks:
        lock.acquire(pytest.fail)
    for lock in locks:
        lock.release()


def test_a_build_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    """The lock ends with its process."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BroadsheetError):
            Lock(tmp_path).acquire(lambda _: None, patience=0)
        holder.kill()
    lock = Lock(tmp_path)
    started = time.monotonic()
    lock.acquire(lambda _: None)
    assert time.monotonic() - started < 5
    lock.release()
