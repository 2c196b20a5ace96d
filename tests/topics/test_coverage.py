"""How a vocabulary does on a library."""

from dataclasses import replace

from generator.markup import Markup
from generator.model import Paper
from generator.topics.coverage import FEWEST_PAPERS, cover
from generator.topics.vocabulary import read_vocabulary

VOCABULARY = read_vocabulary()


def paper(slug: str, abstract: str, *topics: str) -> Paper:
    """Return a paper of this abstract that carries these topics."""
    return Paper(slug=slug, title=Markup(slug), abstract=Markup(abstract), appearances=(), topics=topics)


def test_papers_are_counted_by_topic_in_the_vocabularys_order() -> None:
    """Every topic is listed, those without a paper too."""
    papers = [paper("a", "", "agents", "code"), paper("b", "", "code")]
    counts = cover(papers, (), VOCABULARY).papers
    assert list(counts) == list(VOCABULARY.topics)
    assert {topic: number for topic, number in counts.items() if number} == {"agents": 1, "code": 2}


def test_a_frequent_phrase_that_no_topic_claims_is_shown_with_its_papers() -> None:
    """Each paper counts once; a claimed phrase, a rare one, one that begins or ends with a stop word are not shown."""
    text = "Purple herons dance. Purple herons dance. The reinforcement learning of the herons. Herons of."
    papers = [paper(f"p{number}", text) for number in range(FEWEST_PAPERS)]
    rare = paper("rare", "Grey owls sleep.")
    assert cover([*papers, rare], (), VOCABULARY).unclaimed == (("purple herons dance", FEWEST_PAPERS),)


def test_a_part_of_a_longer_phrase_is_shown_only_where_it_stands_alone_too() -> None:
    """`purple herons` is told beside `purple herons dance` when more papers have it."""
    papers = [paper(f"p{number}", "Purple herons dance.") for number in range(FEWEST_PAPERS)]
    alone = paper("alone", "Purple herons.")
    assert cover([*papers, alone], (), VOCABULARY).unclaimed == (
        ("purple herons", FEWEST_PAPERS + 1),
        ("purple herons dance", FEWEST_PAPERS),
    )


def test_order_does_not_matter() -> None:
    """The same papers in another order give the same report."""
    papers = [paper("a", "Purple herons dance.", "code"), replace(paper("b", "Grey owls sleep."), topics=("agents",))]
    assert cover(papers, ["b", "a"], VOCABULARY) == cover(papers[::-1], ["a", "b"], VOCABULARY)
