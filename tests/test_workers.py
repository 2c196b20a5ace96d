"""Work that is spread over processes."""

import os
import threading
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import workers
from generator.workers import FEWEST_ITEMS, count_workers, spread

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
