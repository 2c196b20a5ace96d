"""The year rule (DESIGN.md, "Years"): a listing's date has no year, so it is taken from what is certain.

Where it stands: after `identity`, which tells which digests list the same paper. Nothing here looks at today's date or
at the order of the files; `broadsheet add` is where today's date may help.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.identity import Work
from generator.markup import Markup
from generator.model import Dump, Entry, Finding, Place, Severity, ShownDate, YearBasis
from generator.sources.raw import FIRST_YEAR

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A dump's date and what settled its year."""

    date: date
    basis: YearBasis
    reason: str
    """A sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """The dates of all dumps, and of the papers in them."""

    dumps: Mapping[str, Dated]
    """Dump's name -> its date; dumps that nothing dates are left out."""
    undated: Mapping[str, str]
    """Dump's name -> why nothing dates it, as a sentence."""
    findings: tuple[Finding, ...]

    def published(self, entry: Entry) -> date | None:
        """Return when an entry's paper was published; None where its dump does not tell.

        A year that the listing left out is the digest's own; a day that would then lie after the digest is not taken.
        """
        shown = entry.published
        dated = self.dumps.get(entry.place.dump)
        if shown is None or (shown.year is None and dated is None):
            return None
        day = _on(shown, shown.year or (dated.date.year if dated else 0))
        return None if day and dated and day > dated.date else day


def date_dumps(dumps: Sequence[Dump], works: Iterable[Work], curated: Mapping[str, date]) -> Dating:
    """Date each dump by the four steps of the rule; `curated` is what curation.yml states, by dump's name."""
    listing = _Listing(dumps, works)
    years = _stated(dumps, curated)
    listing.date_by_evidence(years)
    listing.date_by_neighbours(years)
    undated = {dump.name: _why_undated(dump) for dump in dumps if dump.name not in years}
    dating = Dating(dumps=years, undated=undated, findings=())
    findings = [*_inferred(dumps, years), *_contradictions(dumps, dating)]
    return Dating(dumps=years, undated=undated, findings=tuple(findings))


def date_capture(dump: Dump, dumps: Sequence[Dump], works: Iterable[Work], today: date) -> Dated | None:
    """Return the date of a dump just captured, taken once with the help of today's date; None without any date.

    `dumps` are all dumps, this one among them. What the rule settles by `stated`, `shown` or `bounded` is kept. What is
    left is the most recent such day, not after today, not before what it lists, on a weekday: the page has no others.
    """
    listing = _Listing(dumps, works)
    years = _stated(dumps, {})
    listing.date_by_evidence(years)
    if dump.name in years or dump.shown is None:
        return years.get(dump.name)
    bound = listing.bounds(years).get(dump.name)
    days = (
        day
        for year in range(today.year, bound.year - 1 if bound else FIRST_YEAR - 1, -1)
        if (day := _on(dump.shown, year)) is not None and day <= today and day.weekday() < _SATURDAY
    )
    day = next(days, None)
    reason = f"It is the most recent {dump.shown} on a weekday, seen from today, {today}."
    return Dated(date=day, basis=YearBasis.STATED, reason=reason) if day else None


def _stated(dumps: Iterable[Dump], curated: Mapping[str, date]) -> dict[str, Dated]:
    years: dict[str, Dated] = {}
    for dump in dumps:
        if stated := curated.get(dump.name) or dump.stated:
            source = "curation.yml" if dump.name in curated else "The file's name"
            years[dump.name] = Dated(date=stated, basis=YearBasis.STATED, reason=f"{source} states it.")
        elif dump.shown and dump.shown.year:
            day = date(dump.shown.year, dump.shown.month, dump.shown.day)
            years[dump.name] = Dated(date=day, basis=YearBasis.STATED, reason="The dump shows it with its year.")
    return years


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """The earliest year that a digest may have, and the evidence."""

    year: int
    reason: str


class _Listing:
    """Which dump lists which work: what the bounds are drawn from."""

    def __init__(self, dumps: Sequence[Dump], works: Iterable[Work]) -> None:
        self.open = {dump.name: dump for dump in dumps}
        self.works = list(works)

    def date_by_evidence(self, years: dict[str, Dated]) -> None:
        """Add what the explicit years of a dump show, raised by when its papers were published; then mere bounds.

        Each year found can tell when further papers were published, so this goes on until nothing changes; no chain
        of evidence is longer than there are dumps.
        """
        stated = set(years)
        bounds: dict[str, _Bound] = {}
        for _ in range(len(self.open) + 1):
            bounds = self.bounds(years)
            before = dict(years)
            for name, dump in self.open.items():
                if name in stated or dump.shown is None:
                    continue
                latest = max((e.published.year for e in dump.entries if e.published and e.published.year), default=None)
                if latest is not None:
                    years[name] = self._shown(dump.shown, latest, bounds.get(name))
            if years == before:
                break
        newest = max((dated.date.year for dated in years.values()), default=FIRST_YEAR)
        for name, bound in bounds.items():
            shown = self.open[name].shown
            # below the newest digest's year a bound only says "not earlier", and papers are listed years later too
            if name not in years and shown and bound.year >= newest:
                years[name] = Dated(date=_first(shown, bound.year), basis=YearBasis.BOUNDED, reason=bound.reason)

    def _shown(self, shown: ShownDate, latest: int, bound: _Bound | None) -> Dated:
        by_years = _first(shown, latest + 1)
        if bound and bound.year > by_years.year:
            return Dated(date=_first(shown, bound.year), basis=YearBasis.BOUNDED, reason=bound.reason)
        reason = f"Its papers show years up to {latest} and leave out their own, so it is of {by_years.year}."
        return Dated(date=by_years, basis=YearBasis.SHOWN, reason=reason)

    def date_by_neighbours(self, years: dict[str, Dated]) -> None:
        """Give each dump still open the year that most dated ones have, of those possible; weekdays first."""
        bounds = self.bounds(years)
        # of days, not of dumps: some have two
        known = Counter(day.year for day in {dated.date for dated in years.values()})
        for name, dump in self.open.items():
            if name in years or dump.shown is None:
                continue
            bound = bounds.get(name)
            possible = [
                day
                for year in known
                if (not bound or year >= bound.year) and (day := _on(dump.shown, year)) is not None
            ]
            if not possible:
                continue
            day = max(possible, key=lambda each: (each.weekday() < _SATURDAY, known[each.year], each.year))
            number = known[day.year]
            digests = f"{number} digest{'s' if number > 1 else ''} dated by better evidence"
            reason = f"It has the year of {digests}; {day} was a {day:%A}."
            years[name] = Dated(date=day, basis=YearBasis.NEIGHBOURS, reason=reason)

    def bounds(self, years: Mapping[str, Dated]) -> dict[str, _Bound]:
        """Return the earliest possible year of each undated dump: none lists a paper before it was published."""
        dating = Dating(dumps=years, undated={}, findings=())
        bounds: dict[str, _Bound] = {}
        for work in self.works:
            published = _published(work, dating)
            if published is None:
                continue
            for entry in work.entries:
                shown = self.open[entry.place.dump].shown
                if shown is None:
                    continue
                day = _first(shown, published.year)
                year = day.year if day >= published else _first(shown, published.year + 1).year
                if entry.place.dump not in bounds or year > bounds[entry.place.dump].year:
                    title = Markup(entry.title).plain()
                    reason = f"It lists “{title}”, published {published}, so it is not earlier than {year}."
                    bounds[entry.place.dump] = _Bound(year=year, reason=reason)
        return bounds


def _published(work: Work, dating: Dating) -> date | None:
    """Return the earliest day that any of a work's entries tells it was published."""
    told = [day for entry in work.entries if (day := dating.published(entry))]
    ids = {entry.arxiv_id for entry in work.entries if entry.arxiv_id}
    told += [month for arxiv_id in ids if (month := _arxiv_month(arxiv_id))]
    return min(told, default=None)


def _arxiv_month(arxiv_id: str) -> date | None:
    """Return the first day of the month in an arXiv id of the form YYMM.NNNNN, in use since April 2007."""
    digits = arxiv_id[:4]
    if not digits.isdigit() or arxiv_id[4:5] != "." or not 1 <= int(digits[2:]) <= 12:  # noqa: PLR2004 (months)
        return None
    return date(2000 + int(digits[:2]), int(digits[2:]), 1)


def _on(shown: ShownDate, year: int) -> date | None:
    """Return that day of a year; None for 29 February in a year without one."""
    try:
        return date(year, shown.month, shown.day)
    except ValueError:
        return None


def _first(shown: ShownDate, year: int) -> date:
    """Return that day in the first year from `year` on that has it: at most eight years later (1896 to 1904)."""
    return next(day for later in range(year, year + 9) if (day := _on(shown, later)))


def _why_undated(dump: Dump) -> str:
    if dump.shown is None:
        return "neither its header nor its name gives a date"
    return f"its header says {dump.shown}, and nothing tells of which year"


def _inferred(dumps: Sequence[Dump], years: Mapping[str, Dated]) -> Iterable[Finding]:
    for dump in dumps:
        dated = years.get(dump.name)
        if dated is None or dated.basis is YearBasis.STATED:
            continue
        thin = dated.basis is YearBasis.NEIGHBOURS
        yield Finding(
            place=Place(dump=dump.name, line=1),
            rule="inferred-year",
            severity=Severity.WARNING if thin else Severity.NOTE,
            found=f"The listing's date, {dump.shown}, has no year. {dated.reason}",
            done=f"It was dated {dated.date} ({dated.basis}); a date in its name or in curation.yml settles it.",
        )


def _contradictions(dumps: Sequence[Dump], dating: Dating) -> Iterable[Finding]:
    for dump in dumps:
        dated = dating.dumps.get(dump.name)
        for entry in dump.entries:
            if dated and entry.published and dating.published(entry) is None:
                title = Markup(entry.title).plain()
                yield Finding(
                    place=entry.place,
                    rule="published-after-digest",
                    severity=Severity.WARNING,
                    found=f"“{title}” is dated {entry.published}, which is no day up to the digest of {dated.date}.",
                    done="Its date of publication was left open.",
                )
