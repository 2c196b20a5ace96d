"""Days, weeks and months, and the digests in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import BroadsheetError
from generator.mail.periods import find_digests, make_day, make_month, make_week, read_period
from tests.libraries import make_library, make_paper


@pytest.mark.parametrize(
    ("name", "title", "since", "until"),
    [
        ("2025-11-05", "Wednesday, 5 November 2025", date(2025, 11, 5), date(2025, 11, 5)),
        ("2025-W45", "Week 45 of 2025, 3 to 9 November 2025", date(2025, 11, 3), date(2025, 11, 9)),
        ("2025-W44", "Week 44 of 2025, 27 October to 2 November 2025", date(2025, 10, 27), date(2025, 11, 2)),
        ("2020-W53", "Week 53 of 2020, 28 December 2020 to 3 January 2021", date(2020, 12, 28), date(2021, 1, 3)),
        ("2025-11", "November 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("2024-02", "February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", "December 2025", date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_read(name: str, title: str, since: date, until: date) -> None:
    """By the way it is written."""
    period = read_period(name)
    assert (period.name, period.title, period.since, period.until) == (name, title, since, until)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "yesterday",
        "2025",
        "5.11.2025",
        "2025-13",
        "2025-02-30",
        "2025-W54",
        "2025-W00",
        "2025-w45",
        "20251105",
        "٢٠٢٥-11",
    ],
)
def test_what_is_no_period_is_refused(name: str) -> None:
    """The error says how to write one."""
    with pytest.raises(BroadsheetError, match="Write it as 2025-11-05, 2025-W45 or 2025-11"):
        read_period(name)


@given(st.dates(min_value=date(1000, 1, 5), max_value=date(9998, 12, 27)))
def test_every_day_is_in_its_periods(day: date) -> None:
    """A day, week or month that is made of a day holds it, and its name means it."""
    for make, longest in ((make_day, 1), (make_week, 7), (make_month, 31)):
        period = make(day)
        assert period.since <= day <= period.until < period.since + timedelta(days=longest)
        assert read_period(period.name) == period


def test_the_digests_of_a_period_are_found() -> None:
    """All of them, newest first."""
    days = [date(2025, 10, 31), date(2025, 11, 3), date(2025, 11, 9), date(2025, 11, 10)]
    digests = make_library([make_paper("a", on=days)]).digests
    found = {name: [each.date for each in find_digests(digests, read_period(name))] for name in ("2025-W45", "2025-11")}
    assert found == {"2025-W45": [days[2], days[1]], "2025-11": [days[3], days[2], days[1]]}


@pytest.mark.parametrize(
    ("name", "closest"),
    [
        ("2025-11-06", "2025-11-05"),
        ("2025-11-10", "2025-11-12"),
        ("2031-01-01", "2025-11-12"),
        ("2025-W44", "2025-W45"),
        ("2026-03", "2025-11"),
        ("1999-12-31", "2025-11-05"),
    ],
)
def test_a_digest_that_is_not_there_names_the_closest(name: str, closest: str) -> None:
    """In the same form; of two that are equally far, the later."""
    digests = make_library([make_paper("a", on=(date(2025, 11, 5), date(2025, 11, 12)))]).digests
    with pytest.raises(BroadsheetError, match=rf"`{name}`: has no digest\. The closest is {closest}\."):
        find_digests(digests, read_period(name))


def test_without_any_digest_the_error_says_so() -> None:
    """There is no closest then."""
    with pytest.raises(BroadsheetError, match="there is no digest at all"):
        find_digests((), read_period("2025-11-05"))
