"""The year rule, step by step."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dating import Dating, date_capture, date_dumps
from generator.identity import group
from generator.model import Dump, YearBasis
from tests.entries import dump, entry


def dated(*dumps: Dump, curated: dict[str, date] | None = None) -> Dating:
    """Return the dating of these dumps."""
    works = group(each for one in dumps for each in one.entries).works
    return date_dumps(dumps, works, curated or {})


def dates(dating: Dating) -> dict[str, tuple[str, str]]:
    """Return each dump's date and basis."""
    return {name: (str(each.date), each.basis.value) for name, each in dating.dumps.items()}


def test_a_stated_date_goes_before_all_evidence() -> None:
    """The file's name states a date, curation.yml goes before it, and what contradicts them is told."""
    named = dump("2025-11-05-evening.txt", "Nov 5", [entry("Herons", "Mar 1, 2030")])
    assert dates(dated(named)) == {named.name: ("2025-11-05", "stated")}
    curated = dated(named, curated={named.name: date(2024, 2, 3)})
    assert dates(curated) == {named.name: ("2024-02-03", "stated")}
    reasons = [each.dumps[named.name].reason for each in (dated(named), curated)]
    assert reasons == ["The file's name states it.", "curation.yml states it."]
    assert [finding.rule for finding in dated(named).findings] == ["published-after-digest"]


def test_a_header_with_a_year_states_it() -> None:
    """A capture that shows the year in its header is of that year, whatever today is."""
    listing = dump("listing.txt", "Nov 5, 2023", [entry("Herons", "Dec 1, 2021")])
    assert dates(dated(listing)) == {"listing.txt": ("2023-11-05", "stated")}
    found = date_capture(listing, [listing], (), date(2026, 11, 21))
    assert found is not None
    assert found.date == date(2023, 11, 5)


def test_explicit_years_show_the_year_after_the_latest() -> None:
    """A listing that shows years up to 2024 and leaves out its own is of 2025."""
    listing = dump("listing.txt", "Nov 5", [entry("Herons", "Aug 12"), entry("Bridges", "Dec 23, 2024")])
    dating = dated(listing)
    assert dates(dating) == {"listing.txt": ("2025-11-05", "shown")}
    assert dating.published(listing.entries[0]) == date(2025, 8, 12)
    assert dating.published(listing.entries[1]) == date(2024, 12, 23)


def test_a_paper_published_later_raises_the_year_that_is_shown() -> None:
    """What another dump tells of a paper's date bounds every digest that lists it."""
    stated = dump("2026-04-01.txt", None, [entry("Ponds", "Mar 9")])
    listing = dump("listing.txt", "Jun 3", [entry("Ponds"), entry("Herons", "Dec 23, 2023")])
    assert dates(dated(stated, listing))["listing.txt"] == ("2026-06-03", "bounded")


def test_a_paper_may_be_listed_on_the_day_of_its_publication() -> None:
    """That day bounds a digest of the same day to its year, and one of the day before to the next."""
    shows = dump("shows.txt", "Nov 5", [entry("Herons", "Nov 5"), entry("Ponds", "Dec 23, 2024")])
    same, before = dump("same.txt", "Nov 5", [entry("Herons")]), dump("before.txt", "Nov 4", [entry("Herons")])
    dating = dated(shows, same, before)
    assert dates(dating)["same.txt"] == ("2025-11-05", "bounded")
    assert dates(dating)["before.txt"] == ("2026-11-04", "bounded")
    assert dating.published(shows.entries[0]) == date(2025, 11, 5)


def test_a_bound_dates_only_what_can_be_no_older_than_the_newest_digest() -> None:
    """A digest that lists a paper of the newest year is of that year; an older bound leaves it to the neighbours."""
    shows = dump("shows.txt", "Nov 5", [entry("Herons", "Dec 1, 2024"), entry("Ponds", "Jan 14")])
    bounded = dump("bounded.txt", "Aug 1", [entry("Ponds")])
    open_ = dump("open.txt", "Mar 14", [entry("Herons")])
    old = dump("old.txt", "Mar 20", [entry("Marshes")])
    assert dates(dated(shows, bounded, open_, old)) == {
        "shows.txt": ("2025-11-05", "shown"),
        "bounded.txt": ("2025-08-01", "bounded"),
        "open.txt": ("2025-03-14", "bounded"),
        "old.txt": ("2025-03-20", "neighbours"),
    }


def test_neighbours_prefer_a_weekday_then_the_commoner_year() -> None:
    """15 March 2025 was a Saturday: one digest of 2024 outweighs two of 2025; on a weekday, the two do."""
    known = [dump("2024-05-06.txt", None), dump("2025-05-06.txt", None), dump("2025-05-07.txt", None)]
    assert dates(dated(*known, dump("a.txt", "Mar 15")))["a.txt"] == ("2024-03-15", "neighbours")
    assert dates(dated(*known, dump("a.txt", "Mar 14")))["a.txt"] == ("2025-03-14", "neighbours")


def test_neighbours_give_no_year_before_a_bound() -> None:
    """A bound below the newest year leaves open that year and those after it, whichever have most digests."""
    names = ["2023-05-03.txt", "2023-05-04.txt", "2024-05-06.txt", "2025-05-06.txt"]
    listing = dump("a.txt", "Mar 14", [entry("Herons", arxiv_id="2402.00001")])
    dating = dated(*(dump(name, None) for name in names), listing)
    assert dates(dating)["a.txt"] == ("2025-03-14", "neighbours")
    only = dated(*(dump(name, None) for name in names[:3]), dump("2024-05-07.txt", None), dump(names[3], None), listing)
    assert dates(only)["a.txt"] == ("2024-03-14", "neighbours")
    assert "the year of 2 digests dated" in only.dumps["a.txt"].reason
    assert "the year of 1 digest dated" in dating.dumps["a.txt"].reason


def test_neighbours_are_days() -> None:
    """Three dumps of one day are one digest: two digests of another year outweigh it."""
    known = [dump(f"2024-05-06{part}.txt", None) for part in ("", "-noon", "-night")]
    known += [dump("2025-05-06.txt", None), dump("2025-05-07.txt", None)]
    dating = dated(*known, dump("a.txt", "Mar 14"))
    assert dates(dating)["a.txt"] == ("2025-03-14", "neighbours")
    assert "of 2 digests" in dating.dumps["a.txt"].reason


def test_the_29th_of_february_needs_a_leap_year() -> None:
    """A listing of Feb 29 is dated to a year that has the day."""
    shows = dump("a.txt", "Feb 29", [entry("Herons", "Dec 1, 2024")])
    assert dates(dated(shows)) == {"a.txt": ("2028-02-29", "shown")}
    assert dated(dump("b.txt", "Feb 29"), dump("2025-05-06.txt", None)).undated.keys() == {"b.txt"}


def test_what_nothing_dates_is_told_and_not_guessed() -> None:
    """A listing without any evidence, or without a date, stays undated, with the reason."""
    dating = dated(dump("a.txt", "Mar 14", [entry("Herons")]), dump("b.txt", None))
    assert not dating.dumps
    assert "Mar 14" in dating.undated["a.txt"]
    assert "neither" in dating.undated["b.txt"]


def test_every_inferred_year_is_a_finding() -> None:
    """Each digest whose year was not stated is reported, thin evidence as a warning."""
    shows = dump("shows.txt", "Nov 5", [entry("Herons", "Dec 1, 2024")])
    findings = dated(shows, dump("open.txt", "Mar 14"), dump("2025-05-06.txt", None)).findings
    assert [(f.place.dump, f.rule, f.severity.value) for f in findings] == [
        ("shows.txt", "inferred-year", "note"),
        ("open.txt", "inferred-year", "warning"),
    ]


@pytest.mark.parametrize("day", ["Dec 20", "Feb 29"])
def test_a_date_after_the_digest_is_not_believed(day: str) -> None:
    """A year-less day that would lie after the digest, or that its year has not, is left open, with a finding."""
    dating = dated(listing := dump("2025-03-03.txt", "Mar 3", [entry("Herons", day)]))
    assert dating.published(listing.entries[0]) is None
    assert [finding.rule for finding in dating.findings] == ["published-after-digest"]


@pytest.mark.parametrize(("shown", "expected"), [("May 31", "2026-05-31"), ("Jun 1", "2025-06-01")])
def test_an_arxiv_id_tells_the_month_before_which_no_digest_lists_it(shown: str, expected: str) -> None:
    """2506.08007 is of June 2025, so a listing of May that has it is of 2026."""
    listing = dump("a.txt", shown, [entry("Herons", arxiv_id="2506.08007")])
    assert dates(dated(listing)) == {"a.txt": (expected, "bounded")}


def test_an_old_arxiv_id_bounds_nothing() -> None:
    """Those of before April 2007 are of another form; no listing is as old."""
    assert dated(dump("a.txt", "May 4", [entry("Herons", arxiv_id="cs/0112017")])).undated.keys() == {"a.txt"}


DAYS = st.dates(date(2021, 1, 1), date(2027, 12, 31))


@st.composite
def shelves(draw: st.DrawFn) -> list[Dump]:
    """Dumps that share papers, some stated, some showing years."""
    titles = ["Herons", "Ponds", "Bridges", "Marshes", "Kites"]
    made = []
    for number in range(draw(st.integers(1, 5))):
        day = draw(DAYS)
        listed = draw(st.lists(st.sampled_from(titles), max_size=4, unique=True))
        entries = []
        for title in listed:
            published = draw(st.none() | st.dates(date(2021, 1, 1), day))
            text = None
            if published:
                text = f"{published:%b} {published.day}" + (f", {published.year}" if published.year != day.year else "")
            entries.append(entry(title, text))
        name = f"{day}-{number}.txt" if draw(st.booleans()) else f"listing-{number}.txt"
        made.append(dump(name, f"{day:%b} {day.day}", entries))
    return made


@given(shelves(), st.randoms(use_true_random=False))
def test_dating_does_not_depend_on_the_order_of_dumps(dumps: list[Dump], random: Random) -> None:
    """Shuffled, the same dumps get the same dates for the same reasons."""
    straight = dated(*dumps)
    shuffled = list(dumps)
    random.shuffle(shuffled)
    again = dated(*shuffled)
    assert dict(again.dumps) == dict(straight.dumps)
    assert dict(again.undated) == dict(straight.undated)


@given(shelves())
def test_no_digest_lists_a_paper_before_its_dump_says_it_was_published(dumps: list[Dump]) -> None:
    """An inferred date is never before an explicit date in the same dump, and keeps the header's month and day."""
    dating = dated(*dumps)
    for each in dumps:
        found = dating.dumps.get(each.name)
        if found is None or found.basis is YearBasis.STATED:
            continue
        assert each.shown is not None
        assert (found.date.month, found.date.day) == (each.shown.month, each.shown.day)
        for one in each.entries:
            if one.published and one.published.year:
                assert found.date >= date(one.published.year, one.published.month, one.published.day)


@pytest.mark.parametrize(
    ("header", "published", "today", "expected"),
    [
        ("Nov 5", "Dec 1, 2024", date(2026, 11, 21), date(2025, 11, 5)),
        ("Mar 14", None, date(2026, 11, 21), date(2025, 3, 14)),
        ("Nov 20", None, date(2026, 11, 21), date(2026, 11, 20)),
        ("Nov 23", None, date(2026, 11, 21), date(2023, 11, 23)),
    ],
    ids=["shown beats today", "a Saturday is passed over", "this year", "not in the future, nor on a weekend"],
)
def test_a_fresh_capture_may_be_dated_by_today(header: str, published: str | None, today: date, expected: date) -> None:
    """What the listing shows is kept; else it is the most recent such weekday."""
    fresh = dump("capture.txt", header, [entry("Herons", published)])
    found = date_capture(fresh, [fresh], group(fresh.entries).works, today)
    assert found is not None
    assert found.date == expected


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 300))
def test_a_capture_of_a_recent_weekday_is_dated_right(today: date, ago: int) -> None:
    """Seen from any day, a listing of a weekday of the last 300 days gets that day's date."""
    day = today - timedelta(days=ago)
    fresh = dump("capture.txt", f"{day:%b} {day.day}")
    found = date_capture(fresh, [fresh], (), today)
    assert found is not None
    assert found.date == day or day.weekday() > 4
