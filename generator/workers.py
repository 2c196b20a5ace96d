"""Work on many items in several processes: the same results in the same order, however many there are.

Where it stands: after `errors`; the stages whose work on one item knows nothing of the others ask it.
"""

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

MOST = 4
"""Processes. More would cost memory and wait for the disk."""
FEWEST_ITEMS = 400
"""Items from which on it pays to start a process, which takes some 20 ms."""


def spread(
    work: Callable[[Sequence[_Item]], list[_Result]], items: Sequence[_Item], *, fewest: int | None = None
) -> list[_Result]:
    """Return what `work` makes of the items, one result each; it is given them in parts, each in a process of its own.

    `fewest` items are worth it, FEWEST_ITEMS where it is not said. What a part raises is raised here. The work must not
    rely on what it changes: a process has a copy of everything.
    """
    first, *others = _divide(items, count_workers(len(items), fewest))
    helpers = [_Helper(partial(work, share)) for share in others]
    try:
        results = work(first)
        for helper, share in zip(helpers, others, strict=True):
            answer = helper.ask()
            # None: the process was killed, as by a system short of memory
            results += work(share) if answer is None else answer
    finally:
        for helper in helpers:
            helper.stop()
    return results


class Errands(Generic[_Item, _Result]):
    """Work on a few items that is begun now, by helpers, and asked for later; whoever is free does the next item.

    There are 256 items at most. The work must not rely on what it changes: a helper has a copy of everything, as it is
    now.
    """

    def __init__(self, work: Callable[[_Item], _Result], items: Sequence[_Item]) -> None:
        self._work = work
        self._items = items
        # each item's number is read by one process alone
        self._numbers, numbers = os.pipe()
        os.write(numbers, bytes(range(len(items))))
        os.close(numbers)
        self._helpers = [_Helper(self._do) for _ in range(count_workers(len(items), fewest=2) - 1)]

    def finish(self) -> list[_Result]:
        """Return a result for each item, in their order; raise what the work on one raised."""
        try:
            done = self._do()
            for helper in self._helpers:
                done |= helper.ask() or {}
            return [done[at] if at in done else self._work(item) for at, item in enumerate(self._items)]
        finally:
            self.stop()

    def stop(self) -> None:
        """End the helpers, whatever they are at."""
        for helper in self._helpers:
            helper.stop()
        self._helpers = []
        if self._numbers >= 0:
            os.close(self._numbers)
            self._numbers = -1

    def _do(self) -> dict[int, _Result]:
        done = {}
        while number := os.read(self._numbers, 1):
            done[number[0]] = self._work(self._items[number[0]])
        return done


def count_workers(items: int, fewest: int | None = None) -> int:
    """Return how many processes so many items are worth: as many as there are cores for us, up to MOST.

    It is 1 where a process cannot be copied as it stands: on systems other than Linux, and beside other threads, as
    while serving.
    """
    if items < (fewest or FEWEST_ITEMS) or sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def _divide(items: Sequence[_Item], parts: int) -> list[Sequence[_Item]]:
    size = max(1, -(-len(items) // parts))
    return [items[start : start + size] for start in range(0, len(items), size)] or [items]


class _Helper(Generic[_Result]):
    """A process that does one thing."""

    def __init__(self, work: Callable[[], _Result]) -> None:
        context = get_context("fork")
        self._answer, sending = context.Pipe(duplex=False)
        self._process = context.Process(target=_reply, args=(work, sending), daemon=True)
        with warnings.catch_warnings():
            # Python 3.12 warns of threads that a library keeps for its arithmetic; none of them holds a lock of ours
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        sending.close()

    def ask(self) -> _Result | None:
        """Return the answer, when it is there; None where the process was killed. Raises what the work raised."""
        try:
            answer: _Result | Exception = self._answer.recv()
        except EOFError:
            return None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._answer.close()
        self._process.terminate()
        self._process.join()


def _reply(work: Callable[[], _Result], sending: Connection) -> None:
    answer: _Result | Exception
    # Ctrl-C is for whoever waits for this one, and tells of it once
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # what is there is the other process's to collect, whether or not it does so just now
    gc.freeze()
    gc.enable()
    try:
        answer = work()
    except Exception as error:  # noqa: BLE001 (raised again where it can be told)
        answer = error
    with suppress(OSError):
        # nobody listens any more where another part has raised
        sending.send(answer)
