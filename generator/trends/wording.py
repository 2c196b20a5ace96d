"""Wording: the terms that papers use, how many use each, and those that set some papers apart from the rest.

Where it stands: after `related`, whose terms these are; topic pages and the trends page show them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from math import log, sqrt

from lunr.stemmer import PorterStemmer

from generator.model import Paper
from generator.related.table import TermTable, mark
from generator.related.terms import TermReader

FEWEST = 3
"""Papers that use a characteristic term, at least."""
_PRIOR = 10.0
"""Papers of average wording that each side of a comparison is given beforehand."""
_ASKED = 3
"""Papers that tell how a term is written."""
_LEAST = 3.0
"""Standard errors that a characteristic term's log-odds lie from 0, at least."""
_COMMON = 0.25
"""A term that a larger share of all papers uses tells nothing of a part."""
_SWALLOWED = 0.5
"""A pair of words takes a single word's place where so large a share of that word's papers has the pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The terms of some papers."""

    terms: Mapping[str, frozenset[str]]
    """Paper slug -> the keys of its terms."""
    papers: Mapping[str, Paper]
    """Slug -> paper."""
    reader: TermReader

    def count(self, slugs: Iterable[str]) -> Counter[str]:
        """Return how many of the papers use each term, by key; papers that were not read count nowhere."""
        return Counter(chain.from_iterable(self.terms.get(slug, ()) for slug in slugs))

    def name(self, key: str, slugs: Iterable[str]) -> str:
        """Return a term as the first few of the papers that use it write it; the key itself where none does."""
        users = islice((self.papers[slug] for slug in slugs if key in self.terms.get(slug, ())), _ASKED)
        told = (self._written(key, paper) for paper in users)
        forms = Counter(form for form in told if form)
        return min(forms, key=lambda form: (-forms[form], form != form.lower(), form), default=key)

    def _written(self, key: str, paper: Paper) -> str | None:
        # A title's capitals are not the term's: it is asked where the abstract doesn't say.
        texts = (paper.abstract.plain(), paper.title.plain())
        return next(filter(None, (self.reader.written(text, {key}).get(key) for text in texts)), None)


def read_wording(papers: Iterable[Paper], table: TermTable) -> Wording:
    """Return the terms of the papers' titles and abstracts, which are in the table."""
    by_slug = {paper.slug: paper for paper in papers}
    terms = {
        slug: frozenset(table.terms[number] for number in table.row(mark(paper)).tolist())
        for slug, paper in by_slug.items()
    }
    return Wording(terms=terms, papers=by_slug, reader=TermReader())


def characterise(part: Mapping[str, int], whole: Mapping[str, int], *, papers: int, of: int, most: int) -> list[str]:
    """Return up to `most` terms that tell a part of the papers from the rest, the most telling first.

    `part` and `whole` hold how many of the part's `papers`, and of all `of` papers, use each term. A term's weight is
    its log-odds among the part's papers less that among the rest, with an informative Dirichlet prior in the shape of
    the whole, over its standard error (B. L. Monroe, M. P. Colaresi and K. M. Quinn, Fightin' Words, Political Analysis
    16, 2008, eq. 16 to 22), counted by papers instead of words: one paper that repeats itself is one voice.
    """
    weights = {
        key: _weigh(number, whole[key], papers=papers, of=of)
        for key, number in part.items()
        if number >= FEWEST and papers < of and whole[key] <= _COMMON * of
    }
    telling = sorted((key for key, weight in weights.items() if weight >= _LEAST), key=lambda key: (-weights[key], key))
    return thin(telling, part)[:most]


def thin(keys: Iterable[str], counts: Mapping[str, int]) -> list[str]:
    """Return the terms, in their order, less those that share a word, or its stem, with one before them.

    A pair takes the place of the single words in it that stand before, where half of each one's papers have the pair.
    """
    kept: list[tuple[str, set[str]]] = []
    for key in keys:
        stems = _stem(key)
        akin = [other for other in kept if not stems.isdisjoint(other[1])]
        if not akin:
            kept.append((key, stems))
        elif all(theirs < stems and counts[key] >= _SWALLOWED * counts[other] for other, theirs in akin):
            kept[kept.index(akin[0])] = (key, stems)
            kept = [other for other in kept if other not in akin]
    return [key for key, _ in kept]


def _stem(key: str) -> set[str]:
    """Return the stems of a term's words: here `aligned` after `alignment` is no news, whatever else it may mean."""
    stemmer = PorterStemmer()
    return {stemmer.stem(word) for word in key.split() if word != "of"}


def _weigh(number: int, whole: int, *, papers: int, of: int) -> float:
    prior = _PRIOR * whole / of
    here, there = number + prior, whole - number + prior
    odds = log(here / (papers + _PRIOR - here)) - log(there / (of - papers + _PRIOR - there))
    return odds / sqrt(1 / here + 1 / there)
