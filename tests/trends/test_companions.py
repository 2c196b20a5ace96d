"""Topics that stand together more often than chance has it."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Paper
from generator.trends.companions import find_companions
from tests.libraries import make_paper

TOPICS = ["agents", "code", "nlp", "theory", "reasoning"]


def carriers(*groups: tuple[int, tuple[str, ...]]) -> Iterator[Paper]:
    """Yield so many papers of each group's topics."""
    for group, (papers, topics) in enumerate(groups):
        yield from (make_paper(f"p-{group}-{number}", topics=topics) for number in range(papers))


def test_lift_is_not_frequency() -> None:
    """A rare topic that always stands beside another comes before a common one that often happens to."""
    found = find_companions(
        carriers(
            (10, ("agents", "theory")),
            (20, ("agents", "nlp")),
            (60, ("nlp",)),
            (60, ("code",)),
            (10, ("code", "nlp", "agents")),
        )
    )
    assert [companion.topic for companion in found["agents"]] == ["theory", "nlp"]
    theory, nlp = found["agents"]
    assert (theory.together, nlp.together) == (10, 30)
    # 40 of 160 papers are on agents, so of 10 on theory 2.5 would be, and of 90 on language 22.5
    assert round(theory.lift, 3) == round(15 / 7.5, 3)
    assert round(nlp.lift, 3) == round(35 / 27.5, 3)


def test_two_papers_are_no_company() -> None:
    """Two topics that share two papers are no companions, however rare both are; with a third paper they are."""
    crowd = (200, ("nlp",))
    assert find_companions(carriers(crowd, (2, ("agents", "theory")))) == {}
    assert set(find_companions(carriers(crowd, (3, ("agents", "theory"))))) == {"agents", "theory"}


def test_chance_makes_next_to_no_company() -> None:
    """Topics that fall on 400 papers at random have a companion for less than one pair in twenty."""
    claims = 0
    for seed in range(20):
        random = np.random.default_rng(seed)
        papers = [
            make_paper(f"p-{number}", topics=tuple(topic for topic in TOPICS if random.random() < 0.3))
            for number in range(400)
        ]
        claims += sum(map(len, find_companions(papers).values()))
    assert claims <= 0.05 * 20 * len(TOPICS) * (len(TOPICS) - 1)


@given(st.lists(st.sets(st.sampled_from(TOPICS), min_size=1, max_size=4), max_size=40))
def test_company_is_mutual(carried: list[set[str]]) -> None:
    """If one topic is another's companion, so is the other its, with the same figures; none is its own."""
    papers = [make_paper(f"p-{number}", topics=tuple(sorted(topics))) for number, topics in enumerate(carried)]
    pairs = {
        (topic, each.topic): (each.together, each.lift)
        for topic, companions in find_companions(papers).items()
        for each in companions
    }
    assert all(pairs[other, one] == figures for (one, other), figures in pairs.items())
    assert all(one != other for one, other in pairs)
    assert all(
        together == sum(one in topics and other in topics for topics in carried)
        for (one, other), (together, _) in pairs.items()
    )
