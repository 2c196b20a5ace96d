"""One program run and measured: how long it took, how much memory, what it said."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

_STAGE = re.compile(r"^(\w[\w ]*?) +(\d+\.\d\d) s$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took."""

    seconds: float
    memory: int
    """Bytes, at most at a time, of the process that had most."""
    stages: Mapping[str, float]
    """Label -> seconds, of a program that tells."""


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder. Raises RuntimeError with what it said where it fails."""
    # so that no run waits for what the one before has not yet written to the disk
    os.sync()
    with (folder / "said.txt").open("w+") as said:
        start = perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, stdout=said, stderr=said, env=dict(os.environ)
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        said.seek(0)
        told = said.read()
    if status:
        raise RuntimeError(f"{command}: {told[-2000:]}")
    stages = {label: float(took) for label, took in _STAGE.findall(told)}
    # kibibytes, but on macOS bytes
    return Run(seconds=seconds, memory=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), stages=stages)
