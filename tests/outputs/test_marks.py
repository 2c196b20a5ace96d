"""Artefacts that are made from the same are the same: by their marks a build knows what it need not make again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from generator.markup import Markup
from generator.model import Paper
from generator.outputs import FAMILIES
from generator.pages import Edition, Offer, Site
from tests.libraries import DAY, make_collection, make_library, make_sample

SITE = Site(name="The Daily Test", description="Papers for tests.", address="https://example.org/")
QUIET = "quiet-one"


def change(**fields: object) -> Callable[[Mapping[str, Paper]], Mapping[str, Paper]]:
    """Return what gives one paper of a library other fields."""
    return lambda papers: {**papers, QUIET: replace(papers[QUIET], **fields)}  # type: ignore[arg-type]


CHANGES: Mapping[str, Callable[[Mapping[str, Paper]], Mapping[str, Paper]]] = {
    "nothing": lambda papers: papers,
    "title": change(title=Markup("Another Title")),
    "abstract": change(abstract=Markup("Another abstract, in full.")),
    "authors": change(authors=("Ada Lovelace", "Charles Babbage"), author_count=2),
    "topics": change(topics=("code", "reasoning")),
    "note": change(note="Read *this*."),
    "pinned": change(pinned=True),
    "arXiv id": change(arxiv_id="2511.01234"),
    "published": change(published=date(2024, 1, 2)),
    "upvotes": change(upvotes=77),
    "organization": change(organization="A Laboratory"),
    "gone": lambda papers: {slug: paper for slug, paper in papers.items() if slug != QUIET},
    "listed again": lambda papers: {
        **papers,
        QUIET: replace(
            papers[QUIET],
            appearances=(*papers[QUIET].appearances, replace(papers[QUIET].appearances[0], digest=DAY, comments=9)),
        ),
    },
}


def make(papers: Mapping[str, Paper], site: Site = SITE, offer: Offer | None = None) -> dict[str, tuple[str, bytes]]:
    """Return the mark and the content of every artefact of a library, by path."""
    edition = Edition(
        collection=make_collection(make_library(papers.values())), site=site, offer=offer or Offer(paper_cards=True)
    )
    return {made.path: (made.mark, made.content) for family in FAMILIES.values() for made in family(edition)}


BEFORE = make(make_sample().papers)


def compare(after: Mapping[str, tuple[str, bytes]]) -> None:
    """Fail where an artefact has other content and the mark it had."""
    for path, (mark, content) in after.items():
        if path in BEFORE and BEFORE[path][0] == mark:
            assert BEFORE[path][1] == content, path


@pytest.mark.parametrize("name", CHANGES)
def test_another_content_has_another_mark(name: str) -> None:
    """Whatever changes in a paper: what tells of it is made again, in each family, and much of the rest is not."""
    after = make(CHANGES[name](make_sample().papers))
    compare(after)
    kept = {path for path in after.keys() & BEFORE.keys() if after[path] == BEFORE[path]}
    assert kept == after.keys() if name == "nothing" else set() < kept < after.keys()


@pytest.mark.parametrize("field", ["name", "description", "address"])
def test_another_site_has_other_marks(field: str) -> None:
    """The curator's name, description and address of the site stand in many files."""
    compare(make(make_sample().papers, replace(SITE, **{field: "https://else.example/"})))


def test_every_family_is_there() -> None:
    """The sample has a file of each family, so that the tests here speak of all."""
    edition = Edition(collection=make_collection(make_sample()), site=SITE)
    assert {name for name, family in FAMILIES.items() if any(family(edition))} == set(FAMILIES)
