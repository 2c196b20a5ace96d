"""The records of a structured dump -> its entries, in order; each record ends up in an entry or in a finding.

Where it stands: after `prose`; every reader of a structured format hands its records over here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.markup import Link
from generator.markup.links import join
from generator.model import Dump, Entry, Finding, Place, Severity, ShownDate
from generator.sources.prose import fold_line, fold_paragraphs, has_invisible, quote
from generator.sources.raw import Raw, stated_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one record tells of a paper, as it stands there: nothing is folded yet."""

    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    organization: str | None = None
    published: ShownDate | None = None
    comments: int | None = None
    upvotes: int | None = None
    arxiv_id: str | None = None
    keywords: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    faults: tuple[str, ...] = ()
    """What of it could not be read, a clause each: these fields were left open."""


@dataclass(slots=True)
class Gathering:
    """A dump in the making."""

    raw: Raw
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, place: Place, told: Told) -> None:
        """Add the entry of a record; leave out one without a title, and tell of it."""
        title, abstract = fold_line(told.title), fold_paragraphs(told.abstract)
        if not title:
            self.leave_out(place, "it has no title")
            return
        self._tell(place, title, told)
        authors = _fold_all(told.authors)
        self.entries.append(
            Entry(
                place=place,
                position=len(self.entries) + 1,
                title=title,
                abstract=abstract,
                author_count=len(authors) or None,
                authors=authors,
                organization=fold_line(told.organization or "") or None,
                published=told.published,
                comments=told.comments,
                upvotes=told.upvotes,
                arxiv_id=told.arxiv_id,
                keywords=tuple(dict.fromkeys(_fold_all(told.keywords))),
                links=join(told.links),
            )
        )

    def leave_out(self, place: Place, why: str) -> None:
        """Tell of a record that gives no entry; `why` is a clause."""
        what = f"Row {place.row}" if place.row else "The record"
        self._find(place, "broken-record", Severity.WARNING, f"{what} is no paper: {why}.", "It was left out.")

    def dump(self, shown: ShownDate | None = None) -> Dump:
        """Return what was gathered; `shown` is the date that the dump gives itself."""
        findings = [*self.raw.decoded.findings, *self.findings, *self._of_whole(shown)]
        return Dump(
            name=self.raw.name,
            content_hash=self.raw.content_hash,
            shown=shown,
            stated=stated_date(self.raw.name),
            entries=tuple(self.entries),
            findings=tuple(sorted(findings, key=lambda each: each.sort_key)),
        )

    def _tell(self, place: Place, title: str, told: Told) -> None:
        quoted = quote(title)
        if told.faults:
            found = f"Of {quoted}, {'; '.join(told.faults)}."
            self._find(place, "broken-field", Severity.WARNING, found, "What else it says was kept.")
        if has_invisible(told.title + told.abstract):
            found = f"Control characters or invisible marks stand in {quoted}."
            self._find(place, "control-characters", Severity.NOTE, found, "They were left out.")

    def _of_whole(self, shown: ShownDate | None) -> Iterable[Finding]:
        stated = stated_date(self.raw.name)
        top = Place(dump=self.raw.name, line=1)
        if shown and stated and (shown.year or stated.year, shown.month, shown.day) != stated.timetuple()[:3]:
            yield Finding(
                place=top,
                rule="dates-differ",
                severity=Severity.WARNING,
                found=f"The dump says that it is of {shown}, its file name {stated}.",
                done="The file name was followed.",
            )
        if bare := [entry for entry in self.entries if not entry.abstract]:
            # one for all: most files of references hold none
            more = f" and {len(bare) - 1:,} more of {len(self.entries):,}" if bare[1:] else ""
            yield Finding(
                place=bare[0].place,
                rule="no-abstract",
                severity=Severity.NOTE,
                found=f"{quote(bare[0].title)}{more}: there is no abstract.",
                done="The papers were kept without." if more else "The paper was kept without.",
            )
        if not self.entries:
            yield Finding(
                place=top,
                rule="no-entries",
                severity=Severity.WARNING,
                found="The file holds no paper.",
                done="The digest stays empty; capture it again.",
            )

    def _find(self, place: Place, rule: str, severity: Severity, found: str, done: str) -> None:
        self.findings.append(Finding(place=place, rule=rule, severity=severity, found=found, done=done))


def _fold_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(folded for text in texts if (folded := fold_line(text)))
