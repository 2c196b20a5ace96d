"""A library over time: when papers were new, and which windows are compared."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Library
from generator.trends.periods import BEFORE, MOST_PERIODS, RECENT, debut, divide, part
from tests.libraries import make_library, make_paper

START = date(2024, 1, 1)
LISTINGS = st.lists(
    st.sets(st.integers(0, 1500).map(lambda days: START + timedelta(days=days)), min_size=1), min_size=1, max_size=12
)
"""For each paper, the days of the digests that list it."""


def library_of(listings: Sequence[set[date]]) -> Library:
    """Return a library with a paper for each set of days."""
    return make_library(make_paper(f"p-{number}", on=sorted(days)) for number, days in enumerate(listings))


@given(LISTINGS)
def test_every_paper_is_new_once(listings: list[set[date]]) -> None:
    """A paper is new in the oldest digest that lists it, and in no other; every digest is there, the oldest first."""
    new = debut(library_of(listings))
    assert list(new) == sorted(set().union(*listings))
    assert {slug: day for day, slugs in new.items() for slug in slugs} == {
        f"p-{number}": min(days) for number, days in enumerate(listings)
    }
    assert sum(map(len, new.values())) == len(listings)


@given(LISTINGS)
def test_windows_do_not_overlap(listings: list[set[date]]) -> None:
    """Recent papers are of the 30 days up to the newest one, the others of the year before those; none is in both."""
    library = library_of(listings)
    firsts = sorted(min(days) for days in listings)
    windows = part(library)
    if windows is None:
        earlier = [day for day in firsts if day < firsts[-1]]
        assert not earlier or earlier[-1] <= firsts[-1] - BEFORE
        return
    before, recent = windows
    assert before.slugs
    assert recent.slugs
    assert before.since <= before.until < recent.since <= recent.until == firsts[-1]
    assert recent.until - recent.since < RECENT
    assert recent.since - before.since < RECENT + BEFORE
    assert set(before.slugs).isdisjoint(recent.slugs)


def test_windows_begin_and_end_on_their_days() -> None:
    """Thirty days up to the newest digest are recent, and the 365 before them are what was; older ones are neither."""
    newest = date(2025, 11, 5)
    ages = (0, 29, 30, 394, 395)
    windows = part(library_of([{newest - timedelta(days=age)} for age in ages]))
    assert windows is not None
    assert [window.slugs for window in windows] == [("p-3", "p-2"), ("p-1", "p-0")]


def test_few_months_are_told_by_digest() -> None:
    """Where three months have digests each digest is a period; with a fourth, each month is."""
    days = [date(2025, 3, 14), date(2025, 3, 20), date(2025, 8, 1), date(2025, 11, 5)]
    few = divide(library_of([{day} for day in days]))
    assert [period.name for period in few] == ["14 March 2025", "20 March 2025", "1 August 2025", "5 November 2025"]
    many = divide(library_of([{day} for day in [*days, date(2025, 12, 1)]]))
    assert [period.name for period in many][:2] == ["March 2025", "April 2025"]
    assert [len(period.slugs) for period in many] == [2, 0, 0, 0, 0, 1, 0, 0, 1, 1]


def test_months_without_a_digest_are_gaps_and_old_ones_are_left_out() -> None:
    """Months follow each other without a hole, over the year's end too, and the last 36 are kept."""
    days = [date(2020, 1, 5), date(2023, 11, 5), date(2024, 1, 5), date(2024, 2, 5)]
    names = [period.name for period in divide(library_of([{day} for day in days]))]
    assert len(names) == MOST_PERIODS
    assert names[0] == "March 2021"
    assert names[-3:] == ["December 2023", "January 2024", "February 2024"]


def test_a_young_library_is_parted_before_its_newest_digest() -> None:
    """Two digests within 30 days are compared with each other; one alone, or one that only repeats, with nothing."""
    first, second = date(2025, 11, 5), date(2025, 11, 12)
    windows = part(library_of([{first}, {second}]))
    assert windows is not None
    assert [(window.since, window.slugs) for window in windows] == [(first, ("p-0",)), (second, ("p-1",))]
    assert part(library_of([{first, second}])) is None
    assert part(make_library([])) is None
