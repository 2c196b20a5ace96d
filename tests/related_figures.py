"""How well related papers agree with topics that people gave, in figures: a test has floors, a benchmark tells them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.identity import fold
from generator.model import Paper
from generator.related import Related
from generator.topics.scores import Label

PLACES = (1, 3, 6)
"""Places in a list, from 1, that are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigure:
    """How one place of all lists does."""

    place: int
    """From 1."""
    listed: int
    """Papers whose list reaches to it."""
    judged: int
    """Of these, those labelled themselves whose paper in this place is labelled too."""
    agreeing: int
    """Of those judged, those where some topic that all readers gave the one, all readers gave the other."""

    @property
    def share(self) -> float:
        """Agreeing of judged, 0 to 1; 0 where none is judged."""
        return self.agreeing / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedFigures:
    """How all lists do."""

    papers: int
    places: tuple[PlaceFigure, ...]
    """Of PLACES."""
    returned: float
    """Listings that the listed paper returns, as a share of all listings, 0 to 1."""
    most_listings: int
    """Lists that hold the paper listed most."""


def related_figures(
    papers: Mapping[str, Paper], related: Mapping[str, Sequence[Related]], labels: Sequence[Label]
) -> RelatedFigures:
    """Compare the lists of `papers` (slug -> related, best first) with labels, matched by title.

    Only pairs of two labelled papers are judged. Where few of a library's papers are labelled, relate those alone as
    well: every pair is judged then, though fewer papers to choose from make it the harder test.
    """
    core = {fold(label.title): frozenset(label.core) for label in labels}
    given = {slug: core[title] for slug, paper in papers.items() if (title := fold(paper.title.source)) in core}
    slugs = {slug: tuple(other.slug for other in related.get(slug, ())) for slug in papers}
    listings = Counter(chain.from_iterable(slugs.values()))
    returned = sum(slug in slugs.get(other, ()) for slug, others in slugs.items() for other in others)
    return RelatedFigures(
        papers=len(papers),
        places=tuple(_figure(place, slugs, given) for place in PLACES),
        returned=returned / max(1, listings.total()),
        most_listings=max(listings.values(), default=0),
    )


def _figure(place: int, slugs: Mapping[str, Sequence[str]], given: Mapping[str, frozenset[str]]) -> PlaceFigure:
    listed = [(slug, others[place - 1]) for slug, others in slugs.items() if len(others) >= place]
    judged = [(given[slug], given[other]) for slug, other in listed if slug in given and other in given]
    return PlaceFigure(
        place=place,
        listed=len(listed),
        judged=len(judged),
        agreeing=sum(not mine.isdisjoint(theirs) for mine, theirs in judged),
    )
