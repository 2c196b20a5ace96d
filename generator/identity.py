"""Which entries are of one paper (DESIGN.md, "Identity"): equal arXiv ids, or equal titles over matching abstracts.

Where it stands: after the readers, before dating and merging. Entries are taken in an order that their own content
gives, so the answer depends on nothing but the set of entries.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz import fuzz

from generator.markup.texts import Texts
from generator.model import Entry, Finding, Place, Severity

SAME_ABSTRACT = 65.0
"""Least similarity (0 to 100, share of characters in common order) of two abstracts under one title.

Among 1.1 million pairs of different papers' abstracts the median is 43 and the highest 60, so what is above is a
revision of the same text."""
NEAR_ABSTRACT = 85.0
"""The same where the titles differ: little may have changed."""
NEAR_TITLE = 75.0
"""Least similarity of two titles that count as versions of one."""
_LONG_SENTENCE = 40
"""Characters from which a sentence that two abstracts share is worth comparing them for."""
_COMMON_SENTENCE = 20
"""Papers from which a shared sentence is a formula of the trade and tells nothing."""
_MANY_WORDINGS = 50
"""Different abstracts under one title up to which each is compared with each: no title is shared by as many papers."""
_COMPARED = 2_500
"""Characters of two texts that are compared, which takes time by the product of their lengths: of 3,724 abstracts
captured the longest has 1,923."""
_SHORTEST_BEGINNING = 100
"""Characters of an abstract's beginning that stand for the whole of one that was cut off."""

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"[^.!?]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The entries of one paper, in the order of their content."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """All entries, grouped."""

    works: tuple[Work, ...]
    findings: tuple[Finding, ...]


def fold(text: str, texts: Texts | None = None) -> str:
    """Return the letters and digits of a text alone: NFKC, case, punctuation, TeX and white space folded away.

    `texts` are those read before; the answer is the same without.
    """
    plain = unicodedata.normalize("NFKC", (Texts() if texts is None else texts)[text].plain()).casefold()
    return _NOT_ALPHANUMERIC.sub("", plain) or text


def group(
    entries: Iterable[Entry],
    together: Iterable[frozenset[Place]] = (),
    apart: Iterable[Sequence[frozenset[Place]]] = (),
    *,
    near: bool = True,
    texts: Texts | None = None,
) -> Works:
    """Group entries into works; without `near`, only those of equal arXiv ids or equal titles.

    `together` and `apart` are the curator's word: places of titles that are of one paper, and for papers that are not
    one the places of each. They go before every other rule.
    """
    bundle = _Bundle(sorted(set(entries), key=_content_key), list(apart), Texts() if texts is None else texts)
    by_place = {entry.place: at for at, entry in enumerate(bundle.entries)}
    for places in together:
        members = sorted(by_place[place] for place in places if place in by_place)
        for other in members[1:]:
            bundle.unite(members[0], other)
    bundle.join_equal()
    if near:
        bundle.join_near()
    return Works(works=tuple(bundle.works()), findings=tuple(bundle.findings))


def _content_key(entry: Entry) -> tuple[str, str, str, Place]:
    return (entry.title, entry.abstract, entry.arxiv_id or "", entry.place)


@dataclass(slots=True)
class _Bundle:
    """Entries on their way into works: a union-find that refuses to join what must stay apart."""

    entries: Sequence[Entry]
    apart: Sequence[Sequence[frozenset[Place]]]
    texts: Texts
    findings: list[Finding] = field(default_factory=list)
    parents: list[int] = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    ids: dict[int, frozenset[str]] = field(init=False)
    """Root -> the arXiv ids of its members: at most one, unless the curator says that they are of one paper."""
    barred: dict[int, dict[int, int]] = field(init=False)
    """Root -> where in `apart` its members are: which group, which paper of it. Two papers of one group never join."""
    titles: list[str] = field(init=False)
    """Folded."""
    abstracts: dict[str, str] = field(default_factory=dict)
    """As captured -> folded: those that were compared, which few are."""

    def __post_init__(self) -> None:
        self.parents = list(range(len(self.entries)))
        folded = {title: fold(title, self.texts) if title else "" for title in {e.title for e in self.entries}}
        self.titles = [folded[entry.title] for entry in self.entries]
        self.members = {at: [at] for at in range(len(self.entries))}
        self.ids = {at: frozenset(filter(None, [entry.arxiv_id])) for at, entry in enumerate(self.entries)}
        by_place: dict[Place, dict[int, int]] = defaultdict(dict)
        for number, papers in enumerate(self.apart):
            for paper, places in enumerate(papers):
                for place in places:
                    by_place[place][number] = paper
        self.barred = {at: dict(by_place.get(entry.place, {})) for at, entry in enumerate(self.entries)}

    def abstract(self, at: int) -> str:
        """Return an entry's abstract, folded."""
        source = self.entries[at].abstract
        if source not in self.abstracts:
            self.abstracts[source] = fold(source, self.texts) if source else ""
        return self.abstracts[source]

    def root(self, at: int) -> int:
        while self.parents[at] != at:
            self.parents[at] = self.parents[self.parents[at]]
            at = self.parents[at]
        return at

    def join(self, one: int, other: int) -> bool:
        """Make two entries one paper's; return whether they are. Two arXiv ids, or the curator, keep them apart."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return True
        if self.ids[one] and self.ids[other] and self.ids[one].isdisjoint(self.ids[other]):
            return False
        if any(self.barred[other].get(number, paper) != paper for number, paper in self.barred[one].items()):
            return False
        self.unite(one, other)
        return True

    def unite(self, one: int, other: int) -> None:
        """Make two entries one paper's, whatever else is said."""
        one, other = sorted((self.root(one), self.root(other)))
        if one != other:
            self.parents[other] = one
            self.ids[one] |= self.ids.pop(other)
            self.barred[one] |= self.barred.pop(other)
            self.members[one] += self.members.pop(other)

    def join_equal(self) -> None:
        """Join entries of one arXiv id, then those of one title whose abstracts match."""
        by_id: dict[str, list[int]] = defaultdict(list)
        by_title: dict[str, list[int]] = defaultdict(list)
        for at, entry in enumerate(self.entries):
            if entry.arxiv_id:
                by_id[entry.arxiv_id].append(at)
            by_title[self.titles[at]].append(at)
        for members in by_id.values():
            for other in members[1:]:
                self.join(members[0], other)
        for members in by_title.values():
            if len(members) > 1:
                self._join_wordings(members)

    def _join_wordings(self, members: Sequence[int]) -> None:
        """Join entries of one title whose abstracts match, and note which of the rest were kept as papers."""
        # one entry for each wording: a paper listed a hundred times is compared once
        wordings = {self._wording(at): at for at in reversed(members)}
        for at in members:
            self.join(wordings[self._wording(at)], at)
        many = len({self.root(at) for at in wordings.values()})
        if many > _MANY_WORDINGS:
            first = min((self.entries[at] for at in wordings.values()), key=lambda entry: entry.place)
            found = f"“{self.texts[first.title].plain()}”: The same title stands over {many:,} different abstracts."
            done = "Only those with the very same abstract were merged; merge in curation.yml joins others."
            self.findings.append(
                Finding(place=first.place, rule="equal-titles", severity=Severity.WARNING, found=found, done=done)
            )
            return
        for one, other in combinations(sorted(wordings.values()), 2):
            if self.root(one) != self.root(other) and self._agree(one, other, SAME_ABSTRACT):
                self.join(one, other)
        works: dict[int, int] = {}
        for at in sorted(wordings.values(), key=lambda at: self.entries[at].place):
            works.setdefault(self.root(at), at)
        first_work, *others = works.values()
        for other in others:
            found = "The same title stands over another abstract than at"
            self._report((first_work, other), "equal-titles", found, "They were kept as two papers.")

    def join_near(self) -> None:
        """Join works whose titles are nearly the same where their abstracts say that they are one paper."""
        for one, other in self._candidates():
            if self.root(one) == self.root(other) or not self._agree(one, other, NEAR_ABSTRACT):
                continue
            similar = fuzz.ratio(self.titles[one][:_COMPARED], self.titles[other][:_COMPARED])
            if similar >= NEAR_TITLE and self.join(one, other):
                found = f"The title is nearly ({similar:.0f} %) and the abstract almost the same as at"
                done = "They were merged; keep_apart in curation.yml parts them."
                self._report((one, other), "near-match", found, done)
            elif similar < NEAR_TITLE:
                found = f"The abstract is almost the same, but not the title ({similar:.0f} %), as at"
                done = "They were kept as two papers; merge in curation.yml joins them."
                self._report((one, other), "same-abstract", found, done, Severity.WARNING)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of entries, one a wording, whose abstracts share a long sentence: near copies always do."""
        sharing: dict[str, list[int]] = defaultdict(list)
        # one entry a wording, as captured first, for few abstracts share anything and folding takes time
        for at in {(entry.title, entry.abstract): at for at, entry in reversed([*enumerate(self.entries)])}.values():
            sentences = {s.strip().casefold() for s in _SENTENCE.findall(self.entries[at].abstract)}
            for sentence in sentences:
                if len(sentence) >= _LONG_SENTENCE:
                    sharing[sentence].append(at)
        shared = (self._distinct(members) for members in sharing.values() if len(members) > 1)
        pairs = {pair for members in shared if len(members) <= _COMMON_SENTENCE for pair in combinations(members, 2)}
        yield from sorted(pairs)

    def _distinct(self, members: Iterable[int]) -> list[int]:
        """Return the first of the entries of each wording, folded, in order."""
        firsts = {(self.titles[at], self.abstract(at)): at for at in sorted(members, reverse=True)}
        return sorted(firsts.values())

    def _wording(self, at: int) -> tuple[str, tuple[str, ...]]:
        """Return what two entries of one title have in common where they surely are of one paper."""
        abstract = self.abstract(at)
        return (abstract, () if abstract else self.entries[at].authors)

    def _agree(self, one: int, other: int, least: float) -> bool:
        """Whether two entries' texts may be one paper's: where an abstract is missing, its authors must not differ."""
        shorter, longer = sorted((self.abstract(one), self.abstract(other)), key=len)
        if not shorter:
            authors = [{fold(name) for name in self.entries[at].authors} for at in (one, other)]
            return not all(authors) or not authors[0].isdisjoint(authors[1])
        if len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter):
            return True
        return fuzz.ratio(shorter[:_COMPARED], longer[:_COMPARED], score_cutoff=least) >= least

    def _report(
        self, pair: tuple[int, int], rule: str, found: str, done: str, severity: Severity = Severity.NOTE
    ) -> None:
        """Note what was found of the later of two entries, and at which place the earlier stands."""
        earlier, later = sorted((self.entries[at] for at in pair), key=lambda entry: entry.place)
        whole = f"“{self.texts[later.title].plain()}”: {found} {earlier.place}."
        self.findings.append(Finding(place=later.place, rule=rule, severity=severity, found=whole, done=done))

    def works(self) -> Iterator[Work]:
        for root in sorted(self.members):
            yield Work(entries=tuple(self.entries[at] for at in sorted(self.members[root])))
