"""Work on many items in several processes: the same results in the same order, however many there are.

Where it stands: after `errors`; the stages whose work on one item knows nothing of the others ask it.
"""

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

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
    shares = _divide(items, count_workers(len(items), fewest))
    if len(shares) == 1:
        return work(items)
    with ExitStack() as open_ends:
        answers = [(share, _start(work, share, open_ends)) for share in shares[1:]]
        results = work(shares[0])
        for share, answer in answers:
            results += _receive(work, share, answer)
    return results


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


def _start(
    work: Callable[[Sequence[_Item]], list[_Result]], share: Sequence[_Item], open_ends: ExitStack
) -> Connection:
    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, share, sending), daemon=True)
    with warnings.catch_warnings():
        # Python 3.12 warns of threads that a library keeps for its arithmetic; none of them holds a lock of ours
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sending.close()
    open_ends.callback(process.join)
    open_ends.callback(receiving.close)
    return receiving


def _answer(work: Callable[[Sequence[_Item]], list[_Result]], share: Sequence[_Item], sending: Connection) -> None:
    answer: list[_Result] | Exception
    # Ctrl-C is for whoever waits for this one, and tells of it once
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        answer = work(share)
    except Exception as error:  # noqa: BLE001 (raised again where it can be told)
        answer = error
    with suppress(OSError):
        # nobody listens any more where another part has raised
        sending.send(answer)


def _receive(
    work: Callable[[Sequence[_Item]], list[_Result]], share: Sequence[_Item], answer: Connection
) -> list[_Result]:
    try:
        received: list[_Result] | Exception = answer.recv()
    except EOFError:
        # the process was killed, as by a system short of memory
        return work(share)
    if isinstance(received, Exception):
        raise received
    return received
