"""Terms that set some papers apart from the rest."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Markup
from generator.model import Paper
from generator.related.table import read_texts
from generator.trends.wording import FEWEST, Wording, _weigh, characterise, read_wording, thin
from tests.libraries import make_paper

BIRDS = [
    "Herons wade in shallow ponds. We count the herons of twelve shallow ponds at dawn.",
    "Young herons leave shallow ponds early. Their parents stay.",
    "A heron in a shallow pond waits for an hour. Then it strikes.",
    "Storms empty shallow ponds. Herons move to the coast.",
]
BRIDGES = [
    "Bridges of stone outlast bridges of steel. We weigh the arches of both.",
    "An arch carries the weight of a bridge. We count the arches of old bridges.",
    "Steel cables tire. We listen to the cables of nine bridges.",
    "Ice lifts a bridge from its piers. We measure how far.",
    "The keystone of an arch is cut last. We ask masons why.",
]


def papers_of(abstracts: Iterable[str], name: str) -> list[Paper]:
    """Return a paper for each abstract."""
    return [
        make_paper(f"{name}-{n}", title=Markup("A study"), abstract=Markup(text)) for n, text in enumerate(abstracts)
    ]


def read(papers: list[Paper]) -> Wording:
    """Return the terms of the papers."""
    return read_wording(papers, read_texts(papers))


def characterise_birds(birds: list[Paper], others: list[Paper]) -> list[str]:
    """Return the written terms that tell the papers on birds from the others."""
    wording = read([*birds, *others])
    slugs = [paper.slug for paper in birds]
    keys = characterise(
        wording.count(slugs), wording.count(wording.terms), papers=len(birds), of=len(wording.terms), most=5
    )
    return [wording.name(key, slugs) for key in keys]


def test_terms_of_a_part() -> None:
    """What the part says and the rest does not comes first, a pair instead of its words, as the papers write it."""
    found = characterise_birds(papers_of(BIRDS * 3, "bird"), papers_of(BRIDGES * 10, "bridge"))
    assert found[0].startswith("heron")
    assert "shallow ponds" in found
    assert not {"ponds", "shallow", "bridge", "count"} & set(found)


def test_two_papers_have_no_terms() -> None:
    """A term that fewer than three papers use tells nothing, however seldom the rest uses it."""
    assert characterise_birds(papers_of(BIRDS[:2], "bird"), papers_of(BRIDGES * 10, "bridge")) == []


def test_the_whole_has_no_terms() -> None:
    """There is nothing to tell all papers from."""
    assert characterise_birds(papers_of(BIRDS * 3, "bird"), []) == []


def test_a_paper_that_repeats_itself_is_one_voice() -> None:
    """Papers are counted, not words."""
    (paper,) = papers_of(["Herons, herons, herons. And a heron."], "bird")
    assert read([paper]).count([paper.slug, "unknown"])["heron"] == 1


def test_capitals_of_a_title_are_not_the_terms() -> None:
    """A term is written as in abstracts; where none has it, as in the title."""
    titled = make_paper("a", title=Markup("Herons of Shallow Ponds"), abstract=Markup("They say that herons wait."))
    wording = read([titled])
    assert wording.name("heron", ["a"]) == "herons"
    assert wording.name("shallow pond", ["a"]) == "Shallow Ponds"
    assert wording.name("bridge", ["a"]) == "bridge"


def test_thin_keeps_a_word_once() -> None:
    """What shares a stem with a term before it is left out; a pair takes its words' place where it is half of them."""
    counts = {"splatting": 8, "gaussian": 9, "gaussian splatting": 7, "splats": 5, "stone bridge": 2, "bridge": 9}
    assert thin(["gaussian", "splatting", "gaussian splatting", "bridge", "stone bridge", "splats"], counts) == [
        "gaussian splatting",
        "bridge",
    ]


@st.composite
def counted(draw: st.DrawFn) -> tuple[Mapping[str, int], Mapping[str, int], int, int]:
    """Return counts of a part and of the whole, with the papers of both."""
    papers, rest = draw(st.integers(0, 60)), draw(st.integers(0, 60))
    keys = draw(st.sets(st.text("abc", min_size=1, max_size=4), max_size=12))
    part = {key: draw(st.integers(0, papers)) for key in sorted(keys)}
    whole = {key: number + draw(st.integers(0, rest)) for key, number in part.items()}
    return part, whole, papers, papers + rest


@given(counted())
def test_any_counts_are_weighed(counts: tuple[Mapping[str, int], Mapping[str, int], int, int]) -> None:
    """Whatever the counts, up to so many terms come out, each of three papers or more and commoner here than there."""
    part, whole, papers, of = counts
    found = characterise(part, whole, papers=papers, of=of, most=4)
    assert len(found) == len(set(found)) <= 4
    for key in found:
        assert part[key] >= FEWEST
        assert part[key] * (of - papers) > (whole[key] - part[key]) * papers


@given(counted())
def test_a_weight_is_the_others_turned_round(
    counts: tuple[Mapping[str, int], Mapping[str, int], int, int],
) -> None:
    """What tells a part from the rest tells the rest from the part, as much the other way; even shares tell nothing."""
    part, whole, papers, of = counts
    for key, number in part.items():
        if 0 < whole[key] < of:
            weight = _weigh(number, whole[key], papers=papers, of=of)
            assert weight == pytest.approx(-_weigh(whole[key] - number, whole[key], papers=of - papers, of=of))
        if 0 < number < papers:
            assert _weigh(number, 2 * number, papers=papers, of=2 * papers) == pytest.approx(0)


@given(st.lists(st.sets(st.sampled_from(["heron", "pond", "bridge", "arch"])), max_size=20))
def test_counts_are_of_papers(contents: list[set[str]]) -> None:
    """The count of a term is the number of papers whose text has it."""
    wording = read(papers_of([". ".join(sorted(words)) for words in contents], "p"))
    expected = Counter(word for words in contents for word in words)
    counts = wording.count(wording.terms)
    assert {word: counts[word] for word in expected} == expected
