"""Dumps -> the library: entries merged into papers, dated, put in order, with the curator's word applied.

Where it stands: after `identity`, `dating`, `merging` and `resolution`, which it asks in turn; topics come after it.
The same dumps and the same curation give the same library, in whatever order, and however often, a dump is given.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from generator.curation import Curation, DigestCuration, PaperCuration, apply
from generator.curation.names import name_papers
from generator.curation.resolution import resolve, resolve_dates
from generator.dating import Dating, date_dumps
from generator.identity import Work, group
from generator.markup.texts import Texts
from generator.memory import FORGETFUL, Memory
from generator.merging import merge, report, seniority, stem
from generator.model import Digest, Dump, Entry, Finding, Library, Paper, Place, Severity, YearBasis
from generator.slugs import slugs
from generator.sources.prose import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A library whose papers carry no topics yet, and what the curator says of each."""

    library: Library
    curated: Mapping[str, PaperCuration]
    """Slug -> the curator's word, for every paper."""


def assemble(
    dumps: Iterable[Dump],
    curation: Curation,
    topics: Collection[str],
    findings: Iterable[Finding] = (),
    memory: Memory = FORGETFUL,
) -> Assembled:
    """Merge dumps into a library.

    `topics` are the vocabulary's slugs, which curation may name; `findings` are those made before, of dumps that could
    not be read. A dump that nothing dates is a finding of severity error: its papers are there, with their appearances
    undated, and no digest is. Raises CurationError.
    """
    given = list(dumps)
    kept, copies = _without_copies(given)
    names = {dump.name for dump in given}
    dates = _dates(given, kept, resolve_dates(curation, names))
    entries = [entry for dump in kept for entry in dump.entries]

    texts = Texts(memory)
    texts.read(text for entry in entries for text in (entry.title, entry.abstract))
    plain = group(entries, near=False, texts=texts).works
    dating = date_dumps(kept, plain, dates)
    named = _name(plain, dating, texts)
    resolution = resolve(
        curation,
        names=name_papers({slug: work.entries for slug, work in named.items()}, texts),
        dumps=names,
        digests={dated.date for dated in dating.dumps.values()},
        topics=topics,
    )

    together = [frozenset[Place]().union(*_places(same, named)) for same in resolution.merge]
    apart = [_places(different, named) for different in resolution.keep_apart]
    grouped = group(entries, together, apart, texts=texts)
    if grouped.works != plain:
        dating = date_dumps(kept, grouped.works, dates)
    papers = _merge(grouped.works, named, dating, texts)
    curated = {slug: resolution.of(paper) for slug, paper in papers.items()}
    shown = {slug: apply(curated[slug], paper) for slug, paper in papers.items() if not curated[slug].hide}
    made = [
        *findings,
        *copies,
        *(finding for dump in kept for finding in dump.findings),
        *grouped.findings,
        *dating.findings,
        *(finding for work in grouped.works for finding in report(work, dating, texts)),
        *_undated(dating),
    ]
    library = Library(
        papers=shown,
        digests=_digests(kept, dating, shown.values(), resolution.digests),
        findings=tuple(sorted(set(made), key=lambda finding: finding.sort_key)),
    )
    hidden = [entry.title for slug in papers.keys() - shown.keys() for entry in _entries(papers[slug], named)]
    return Assembled(library=_hush(library, hidden, texts), curated={slug: curated[slug] for slug in shown})


def _entries(paper: Paper, named: Mapping[str, Work]) -> Iterable[Entry]:
    """Yield the entries of a paper and of those merged into it."""
    return (entry for slug in (paper.slug, *paper.aliases) for entry in named[slug].entries)


def _hush(library: Library, titles: Collection[str], texts: Texts) -> Library:
    """Return the library without these titles in what it says of itself: hidden papers are not told of there either."""
    quoted = {form for title in titles for form in (title, texts[title].plain())}
    said = sorted({*map(quote, quoted), *(f"“{title}”" for title in quoted)})

    def hush(text: str) -> str:
        return reduce(lambda told, title: told.replace(title, "“(hidden)”"), said, text)

    return replace(
        library,
        digests=tuple(replace(digest, reason=hush(digest.reason)) for digest in library.digests),
        findings=tuple(replace(finding, found=hush(finding.found)) for finding in library.findings),
    )


def _dates(dumps: Iterable[Dump], kept: Iterable[Dump], stated: Mapping[str, date]) -> dict[str, date]:
    """Return the curator's date of each dump that was kept, be it stated of the dump itself or of a copy."""
    names = {dump.content_hash: dump.name for dump in kept}
    of_copies = {names[dump.content_hash]: stated[dump.name] for dump in dumps if dump.name in stated}
    return of_copies | {name: day for name, day in stated.items() if name in names.values()}


def _without_copies(dumps: Iterable[Dump]) -> tuple[list[Dump], list[Finding]]:
    """Return the dumps by name, of equal files only the first, and a finding for each that was left out."""
    kept: dict[str, Dump] = {}
    findings: list[Finding] = []
    for dump in sorted({dump.name: dump for dump in dumps}.values(), key=lambda each: (stem(each.name), each.name)):
        first = kept.setdefault(dump.content_hash, dump)
        if first is not dump:
            found = f"The file is the same, to the byte, as {first.name}."
            done = "It was read once; one of the two can be deleted."
            place = Place(dump=dump.name, line=1)
            findings.append(Finding(place=place, rule="copied-dump", severity=Severity.NOTE, found=found, done=done))
    return list(kept.values()), findings


def _name(works: Iterable[Work], dating: Dating, texts: Texts) -> dict[str, Work]:
    """Return the works by slug."""
    firsts = {seniority(first, dating): (first, work) for work in works for first in [_first(work, dating)]}
    named = slugs({key: first for key, (first, _) in firsts.items()}, texts)
    return {named[key]: work for key, (_, work) in firsts.items()}


def _merge(works: Iterable[Work], named: Mapping[str, Work], dating: Dating, texts: Texts) -> dict[str, Paper]:
    """Return the papers by slug, in its order; `named` are the works before near matches and the curator joined some.

    Of those in one paper the oldest one's slug stays, the others become aliases. No paper gets a slug that was
    another's: both an address and the curator's word would go to the wrong one.
    """
    before = {entry.place: slug for slug, work in named.items() for entry in work.entries}
    joined = {before[_first(work, dating).place]: work for work in works}
    papers = {}
    for slug, work in sorted(joined.items()):
        aliases = {before[entry.place] for entry in work.entries} - {slug}
        papers[slug] = merge(work, slug, dating, texts, tuple(sorted(aliases)))
    return papers


def _first(work: Work, dating: Dating) -> Entry:
    return min(work.entries, key=lambda entry: seniority(entry, dating))


def _places(papers: Iterable[str], named: Mapping[str, Work]) -> list[frozenset[Place]]:
    """Return, for each of these slugs, where the titles of that paper stand."""
    return [frozenset(entry.place for entry in named[slug].entries) for slug in papers]


def _digests(
    dumps: Sequence[Dump], dating: Dating, papers: Iterable[Paper], curated: Mapping[date, DigestCuration]
) -> tuple[Digest, ...]:
    """Return a digest for each day that a dump has, newest first: the day's first list, then what later ones add."""
    order = {dump.name: at for at, dump in enumerate(dumps)}
    by_day: dict[date, list[Dump]] = defaultdict(list)
    for dump in dumps:
        if dump.name in dating.dumps:
            by_day[dating.dumps[dump.name].date].append(dump)
    listed: dict[date, list[tuple[int, int, str]]] = defaultdict(list)
    for paper in papers:
        for seen in paper.appearances:
            if seen.digest:
                listed[seen.digest].append((order[seen.dump], seen.position, paper.slug))
    digests = []
    for day in sorted(by_day, reverse=True):
        names = tuple(dump.name for dump in by_day[day])
        # the best evidence of the day's dumps speaks for the digest
        best = min((dating.dumps[name] for name in names), key=lambda dated: list(YearBasis).index(dated.basis))
        digests.append(
            Digest(
                date=day,
                year_basis=best.basis,
                reason=best.reason,
                dumps=names,
                slugs=tuple(slug for _, _, slug in sorted(listed[day])),
                note=curated[day].note if day in curated else None,
            )
        )
    return tuple(digests)


def _undated(dating: Dating) -> Iterable[Finding]:
    for name, why in dating.undated.items():
        yield Finding(
            place=Place(dump=name, line=1),
            rule="undated",
            severity=Severity.ERROR,
            found=f"The digest can't be dated: {why}.",
            done="Name the file by its date (2025-11-05.txt), or write in curation.yml: "
            f'dumps: {{"{name}": {{date: 2025-11-05}}}}.',
        )
