"""Work that is spread over processes."""

import multiprocessing
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import workers
from generator.workers import FEWEST_ITEMS, Errands, count_workers, spread

MANY = range(2 * FEWEST_ITEMS)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out of account the threads of who runs the tests."""
    count, others = threading.active_count, threading.active_count() - 1
    monkeypatch.setattr(threading, "active_count", lambda: count() - others)


def square(numbers: Sequence[int]) -> list[int]:
    """Return the squares."""
    return [number * number for number in numbers]


@settings(max_examples=20)
@given(items=st.lists(st.integers(), max_size=30), cores=st.integers(1, 5))
def test_the_number_of_processes_makes_no_difference(items: list[int], cores: int) -> None:
    """The results stand in the items' order, one each, in however many parts they were made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "FEWEST_ITEMS", 1)
        patch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
        assert spread(square, items) == square(items)


def test_many_items_are_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each core has a part of its own."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert len(set(spread(lambda part: [os.getpid()] * len(part), MANY))) == 2


def test_few_items_are_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything shared out beside other threads, whose locks a copied process would never see opened."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert count_workers(len(MANY)) == 2
    assert count_workers(FEWEST_ITEMS - 1) == 1
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    assert count_workers(len(MANY)) == 1
    over.set()
    thread.join()


def test_an_error_in_any_part_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the error itself, wherever it was raised."""

    def refuse(part: Sequence[int]) -> list[int]:
        if MANY[-1] in part:
            raise ValueError("the last one")
        return list(part)

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    with pytest.raises(ValueError, match="the last one"):
        spread(refuse, MANY)


def test_a_part_whose_process_was_killed_is_worked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system short of memory kills processes: what one did not answer is done here."""
    here = os.getpid()

    def fall(part: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(9)
        return list(part)

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert spread(fall, MANY) == list(MANY)


@settings(max_examples=20)
@given(items=st.lists(st.integers(), max_size=30), cores=st.integers(1, 5))
def test_errands_are_done_by_whoever_is_free(items: list[int], cores: int) -> None:
    """The results stand in the items' order, one each, by however many helpers they were made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
        assert Errands(lambda item: item * item, items).finish() == square(items)


def test_errands_are_begun_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A helper works before anybody asks for the results, and each item is done once."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    begun, ends = os.pipe()

    def tell(item: int) -> int:
        (tmp_path / str(item)).touch(exist_ok=False)
        os.write(ends, b"1")
        return os.getpid()

    errands = Errands(tell, range(3))
    # waits until the first is done
    os.read(begun, 1)
    assert os.getpid() != errands.finish()[0]
    assert len(list(tmp_path.iterdir())) == 3


def test_what_an_errand_raises_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a helper, or here where there is none."""
    for cores in ({0, 1}, {0}):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, cores=cores: cores)
        with pytest.raises(ZeroDivisionError):
            Errands(lambda item: 1 // item, [1, 0]).finish()


def test_the_errands_of_a_helper_that_was_killed_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had begun, and what it had done and not told."""
    here = os.getpid()

    def fall(item: int) -> int:
        if os.getpid() != here:
            os._exit(9)
        return item

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    assert Errands(fall, range(6)).finish() == list(range(6))


def test_errands_that_are_given_up_leave_nobody_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers are gone when stopping returns; it may be asked for twice."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    errands = Errands(lambda _: threading.Event().wait(), range(2))
    errands.stop()
    errands.stop()
    assert not multiprocessing.active_children()
