"""What a curation says of one library: its names found, its contradictions told.

Where it stands: after `curation` and `names`; the library resolves the curator's word once its papers have slugs, then
merges, keeps apart and applies by the result.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import combinations

from generator.curation import Curation, DigestCuration, PaperCuration
from generator.curation.agreement import combine, find_contradictions
from generator.curation.names import Names, find, find_nearest
from generator.model import Paper
from generator.yamlfile.mistakes import SHOWN, Mistake, least_far, quote, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A curation matched to a library. Slugs are those of papers before near matches and the curator merge them."""

    papers: Mapping[str, tuple[PaperCuration, ...]]
    """Slug -> what is said of the paper, in the file's order: one for each key that names it."""
    merge: tuple[tuple[str, ...], ...]
    """Groups of two or more slugs that are one paper; each slug in one group at most, sorted."""
    keep_apart: tuple[tuple[str, str], ...]
    """Pairs of slugs that are two papers, sorted."""
    digests: Mapping[date, DigestCuration]

    def of(self, paper: Paper) -> PaperCuration:
        """Return all that is said of `paper`, by its slug and those merged into it.

        Raises CurationError where that is contradictory, as `resolve` cannot know which papers a near match merges.
        """
        slugs = dict.fromkeys((paper.slug, *paper.aliases))
        return combine([curated for slug in slugs for curated in self.papers.get(slug, ())])


def resolve_dates(curation: Curation, dumps: Collection[str]) -> Mapping[str, date]:
    """Return each dump's stated date, before the digests are dated; `dumps` are all names of dumps.

    Raises CurationError naming each key that is no dump, with the closest that is.
    """
    resolver = _Resolver(curation)
    resolver.find_dumps(dumps)
    refuse(curation.origin.file, resolver.mistakes)
    return {name: dump.date for name, dump in curation.dumps.items()}


def resolve(
    curation: Curation, *, names: Names, dumps: Collection[str], digests: Collection[date], topics: Collection[str]
) -> Resolution:
    """Match `curation` to a library's names of papers (`name_papers`), dumps, digests and the vocabulary's topics.

    Raises one CurationError of every key that names nothing or several papers, and of every contradiction.
    """
    resolver = _Resolver(curation)
    resolver.find_dumps(dumps)
    resolver.find_digests(digests)
    resolver.find_topics(topics)
    papers = resolver.find_papers(names)
    groups = resolver.find_groups(names)
    apart = resolver.find_apart(names, groups)
    resolver.check_agreement(papers, groups)
    resolver.check_arxiv_ids(papers, groups, names)
    refuse(curation.origin.file, resolver.mistakes)
    return Resolution(
        papers={slug: tuple(said) for slug, said in papers.items()},
        merge=tuple(sorted({tuple(sorted(group)) for group in groups.values() if len(group) > 1})),
        keep_apart=tuple(sorted(apart)),
        digests=curation.digests,
    )


class _Resolver:
    """Looks up every name in a curation and notes each that fails."""

    def __init__(self, curation: Curation) -> None:
        self.curation = curation
        self.mistakes: list[Mistake] = []
        self.missed = 0

    def note(self, *keys: str | int, what: str, todo: str) -> None:
        self.mistakes.append(self.curation.origin.mistake(*keys, what=what, todo=todo))

    def miss(self, *keys: str | int, what: str, nearest: Callable[[], str | None], todo: str) -> None:
        """Note a name that nothing has. The nearest is looked for only while it is sure to be shown: it takes time."""
        self.missed += 1
        near = nearest() if self.missed <= SHOWN else None
        self.note(*keys, what=f"{what}; the closest is {quote(near)}" if near else what, todo=todo)

    def find_dumps(self, dumps: Collection[str]) -> None:
        for name in self.curation.dumps:
            if name not in dumps:
                todo = "Write its path below the dumps folder"
                self.miss(
                    "dumps", name, what=f"no dump {quote(name)}", nearest=partial(least_far, name, dumps), todo=todo
                )

    def find_digests(self, digests: Collection[date]) -> None:
        for day in self.curation.digests:
            if day not in digests:
                todo = "Write the date of a digest in the library"
                near = partial(_nearest_day, day, digests)
                self.miss("digests", str(day), what=f"no digest of {quote(str(day))}", nearest=near, todo=todo)

    def find_topics(self, topics: Collection[str]) -> None:
        for name, curated in self.curation.papers.items():
            for key, slugs in (("topics", curated.topics), ("forbid_topics", curated.forbid_topics)):
                for n, slug in enumerate(slugs):
                    if slug not in topics:
                        near = partial(least_far, slug, topics)
                        todo = "Write the slug of a topic in the vocabulary"
                        self.miss("papers", name, key, n, what=f"no topic {quote(slug)}", nearest=near, todo=todo)

    def find_paper(self, name: str, names: Names, *keys: str | int) -> str | None:
        """Return the slug of the one paper called `name`; note it if there is none or more than one."""
        slugs = sorted(find(name, names))
        if len(slugs) == 1:
            return slugs[0]
        if slugs:
            listed = ", ".join(map(quote, slugs[:SHOWN]))
            self.note(*keys, what=f"{quote(name)} names {len(slugs)} papers: {listed}", todo="Write the slug of one")
        else:
            near = partial(find_nearest, name, names)
            todo = "Write a paper's slug, arXiv id, title, or dump and line"
            self.miss(*keys, what=f"no paper {quote(name)}", nearest=near, todo=todo)
        return None

    def find_papers(self, names: Names) -> dict[str, list[PaperCuration]]:
        papers: dict[str, list[PaperCuration]] = {}
        for name, curated in self.curation.papers.items():
            slug = self.find_paper(name, names, "papers", name)
            if slug is None:
                self.mistakes.extend(find_contradictions([curated]))
            else:
                papers.setdefault(slug, []).append(curated)
        return papers

    def find_rows(self, key: str, rows: tuple[tuple[str, ...], ...], names: Names) -> list[list[str]]:
        """Return the slugs of each row of `merge` or `keep_apart`, those not found left out."""
        return [
            [slug for n, name in enumerate(row) if (slug := self.find_paper(name, names, key, row_n, n))]
            for row_n, row in enumerate(rows)
        ]

    def find_groups(self, names: Names) -> dict[str, set[str]]:
        """Return slug -> the slugs that the curator makes one paper with it, in one set that all of them share."""
        groups: dict[str, set[str]] = {}
        for slugs in self.find_rows("merge", self.curation.merge, names):
            joined = [groups.setdefault(slug, {slug}) for slug in slugs]
            largest = max(joined, key=len, default=set())
            for group in joined:
                if group is not largest:
                    largest |= group
                    groups |= dict.fromkeys(group, largest)
        return groups

    def find_apart(self, names: Names, groups: Mapping[str, set[str]]) -> set[tuple[str, str]]:
        pairs: set[tuple[str, str]] = set()
        for n, slugs in enumerate(self.find_rows("keep_apart", self.curation.keep_apart, names)):
            for one, other in combinations(slugs, 2):
                if one == other:
                    what = f"names {quote(one)} twice: the papers share an arXiv id, or title and abstract"
                    self.note("keep_apart", n, what=what, todo="Mend the dump, or delete this")
                elif other in groups.get(one, ()):
                    what = f"keeps {quote(one)} and {quote(other)} apart, which `merge` makes one"
                    self.note("keep_apart", n, what=what, todo="Keep one of the two")
                pairs.add((min(one, other), max(one, other)))
        return pairs

    def check_agreement(self, papers: Mapping[str, list[PaperCuration]], groups: Mapping[str, set[str]]) -> None:
        said: defaultdict[frozenset[str], list[PaperCuration]] = defaultdict(list)
        for slug, curations in papers.items():
            said[frozenset(groups.get(slug, {slug}))] += curations
        for curations in said.values():
            ordered = sorted(curations, key=lambda curated: curated.origin.line())
            self.mistakes.extend(find_contradictions(ordered))
            hidden = [curated.origin.line("hide") for curated in ordered if curated.hide]
            for curated in ordered:
                if hidden and curated.pin:
                    what = f"pins a paper that line {hidden[0]} hides"
                    self.mistakes.append(curated.origin.mistake("pin", what=what, todo="Keep one of the two"))

    def check_arxiv_ids(
        self, papers: Mapping[str, list[PaperCuration]], groups: Mapping[str, set[str]], names: Names
    ) -> None:
        """Note each arXiv id that the curator gives to a paper while another one has it."""
        given: dict[str, str] = {}
        for slug, curations in papers.items():
            for curated in curations:
                if curated.arxiv:
                    holders = {*names.get(curated.arxiv, ()), given.setdefault(curated.arxiv, slug)}
                    for other in sorted(holders - {slug} - groups.get(slug, set())):
                        what = f"{quote(curated.arxiv)} is the arXiv id of {quote(other)} too"
                        todo = "Correct one, or name both papers under `merge`"
                        self.mistakes.append(curated.origin.mistake("arxiv", what=what, todo=todo))


def _nearest_day(day: date, days: Iterable[date]) -> str | None:
    nearest = min(days, key=lambda other: (abs(other - day), other), default=None)
    return str(nearest) if nearest else None
