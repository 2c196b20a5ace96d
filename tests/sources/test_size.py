"""Large and lopsided files take time in proportion to their size."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.sources.entries import SAMPLES, read_text

MEGABYTE = 1_000_000


@contextmanager
def seconds(most: float) -> Iterator[None]:
    """Fail where the work took more than so many seconds of processor time."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < most


def test_twenty_thousand_entries_take_seconds() -> None:
    """A listing of 20,000 papers, 200 times the longest known, is read in well under 10 s."""
    abstract = SAMPLES[0].abstract
    text = "".join(f"On Garden {number}\n\n{abstract}\n\n  • 7 authors\n·\nNov 5\n\n" for number in range(20_000))
    with seconds(10):
        dump = read_text(text)
    assert len(dump.entries) == 20_000
    assert dump.entries[-1].title == "On Garden 19999"
    assert all(each.abstract == abstract and each.author_count == 7 for each in dump.entries)


@pytest.mark.parametrize(
    "piece", ["a", "https://", ".)", "ab. ", "Jan 1 ", "the ", "x · ", "1,000,", "• ", "\t", "\0abcdefghijklmnop"]
)
def test_one_endless_line_is_no_trap(piece: str) -> None:
    """A line of 2 MB of anything is read at the speed of any other."""
    with seconds(5):
        read_text("x " + piece * (2 * MEGABYTE // len(piece)) + " x")


@pytest.mark.parametrize(
    "piece",
    [
        "new\nGet trending papers in your email inbox!\nSubscribe\n",
        *("• a point\n", "·\n", "7 authors\n", "Nov 5\n", "Up\n", "  more\n", "•" + "\n" * 12, "\n"),
    ],
)
def test_endless_lines_of_one_kind_are_no_trap(piece: str) -> None:
    """20,000 lines of headers, bullets, dots or scraps cost no more than as many lines of a listing."""
    with seconds(10):
        read_text(f"x\n{piece * (20_000 // piece.count(chr(10)))}x")
