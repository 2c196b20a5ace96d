"""A work's entries -> one paper, each field from the entry that knows it best, and remembering which that was.

Where it stands: after `identity` and `dating`; the library merges every work so.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import TypeVar

from generator.dating import Dating
from generator.identity import Work, fold
from generator.markup.links import join
from generator.markup.texts import Texts
from generator.model import Appearance, Entry, Finding, Paper, Place, Severity
from generator.slugs import Seniority

_T = TypeVar("_T")


def stem(dump: str) -> str:
    """Return a dump's name without its ending, so that `2025-11-05` sorts before `2025-11-05-evening`."""
    return dump.rpartition(".")[0] or dump


def seniority(entry: Entry, dating: Dating) -> Seniority:
    """Return what entries of a paper are put in order by: the day of the digest, then the dump and the place in it."""
    dated = dating.dumps.get(entry.place.dump)
    return (dated.date if dated else date.max, stem(entry.place.dump), entry.place)


def merge(work: Work, slug: str, dating: Dating, texts: Texts, aliases: tuple[str, ...] = ()) -> Paper:
    """Return the paper of a work; `texts` are those read before.

    What a listing says anew is believed: each field is taken from the newest entry that has it (titles are mended,
    abstracts revised, comments grow), with two exceptions: an abstract that is only the beginning of another's is
    passed over for that, and the date of publication is the earliest told.
    """
    entries = sorted(work.entries, key=lambda entry: seniority(entry, dating))
    newest_first = entries[::-1]
    provenance: dict[str, Place] = {}

    def newest(field: str, value: Callable[[Entry], _T | None], of: Sequence[Entry] = newest_first) -> _T | None:
        for entry in of:
            if (found := value(entry)) is not None:
                provenance[field] = entry.place
                return found
        return None

    title = newest("title", lambda entry: entry.title)
    abstract = newest("abstract", lambda entry: entry.abstract, [_fullest(newest_first, texts)])
    authors = newest("authors", lambda entry: entry.authors or None) or ()
    by_date = sorted(entries, key=lambda entry: dating.published(entry) or date.max)
    markup = texts[abstract or ""]
    links = newest("links", lambda entry: entry.links or None) or ()
    return Paper(
        slug=slug,
        title=texts[title or ""],
        abstract=markup,
        appearances=_appearances(entries, dating),
        author_count=newest("author_count", lambda entry: entry.author_count) or (len(authors) or None),
        authors=authors,
        organization=newest("organization", lambda entry: entry.organization),
        published=newest("published", dating.published, by_date),
        upvotes=newest("upvotes", lambda entry: entry.upvotes),
        arxiv_id=newest("arxiv_id", lambda entry: entry.arxiv_id),
        links=join((*markup.links(), *links)),
        keywords=newest("keywords", lambda entry: entry.keywords or None) or (),
        aliases=aliases,
        provenance=provenance,
    )


def report(work: Work, dating: Dating, texts: Texts) -> list[Finding]:
    """Return what is odd about a work's entries: the same dump lists it twice, or its entries disagree on its date."""
    findings: list[Finding] = []
    entries = sorted(work.entries, key=lambda entry: seniority(entry, dating))
    for _, same in groupby(entries, key=lambda entry: entry.place.dump):
        first, *again = same
        if again:
            title, line, times = texts[first.title].plain(), first.place.line, len(again) + 1
            found = f"“{title}” stands in this list {times:,} times, first in line {line}."
            findings.append(_finding(again[0], "listed-twice", Severity.NOTE, found, "Its first place was kept."))
    told = {day: entry for entry in reversed(entries) if (day := dating.published(entry))}
    for day in sorted(told)[1:]:
        found = f"“{texts[told[day].title].plain()}” is dated {day}, at {told[min(told)].place} {min(told)}."
        findings.append(_finding(told[day], "dates-disagree", Severity.NOTE, found, "The earliest was taken."))
    return findings


def _finding(entry: Entry, rule: str, severity: Severity, found: str, done: str) -> Finding:
    return Finding(place=entry.place, rule=rule, severity=severity, found=found, done=done)


def _fullest(newest_first: Sequence[Entry], texts: Texts) -> Entry:
    """Return the newest entry, or the first after it of whose abstract the newest has only the beginning."""
    # one entry for each wording: a paper listed a hundred times is folded once, and most are not at all
    wordings: dict[str, Entry] = {}
    for entry in newest_first:
        wordings.setdefault(entry.abstract, entry)
    kept, *others = wordings.values()
    folded = fold(kept.abstract, texts) if kept.abstract and others else ""
    for entry in others:
        other = fold(entry.abstract, texts) if entry.abstract else ""
        if len(other) > len(folded) and other.startswith(folded):
            kept, folded = entry, other
    return kept


def _appearances(entries: Sequence[Entry], dating: Dating) -> tuple[Appearance, ...]:
    """Return one appearance a digest, oldest first: where the day's first dump has it, with its last one's comments."""
    appearances: list[Appearance] = []
    for _, same in groupby(entries, key=lambda entry: _digest(entry, dating)):
        listed = list(same)
        first = listed[0]
        dated = dating.dumps.get(first.place.dump)
        appearances.append(
            Appearance(
                digest=dated.date if dated else None,
                year_basis=dated.basis if dated else None,
                position=first.position,
                comments=next((entry.comments for entry in reversed(listed) if entry.comments is not None), None),
                dump=first.place.dump,
                line=first.place.line,
            )
        )
    return tuple(appearances)


def _digest(entry: Entry, dating: Dating) -> date | str:
    """Return the day of an entry's digest; of an undated one its dump."""
    dated = dating.dumps.get(entry.place.dump)
    return dated.date if dated else entry.place.dump
