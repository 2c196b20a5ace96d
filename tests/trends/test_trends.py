"""Trends: a planted one is found, chance makes next to none, and few papers never make one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control, fisher_exact, hypergeom

from generator.trends import FALSE, FEWEST, Sizes, adjust, find_trends, tell_chance

NAMES = [f"name-{number}" for number in range(31)]


def draw(random: np.random.Generator, shares: dict[str, float], papers: int) -> dict[str, int]:
    """Return how many of so many papers carry each name, each by chance and independently."""
    return {name: int(random.binomial(papers, share)) for name, share in shares.items()}


def make_shares(random: np.random.Generator) -> dict[str, float]:
    """Return shares as topics have them: few large, many small."""
    return {name: 0.3 * random.random() ** 2 for name in NAMES}


def test_a_planted_rise_and_fall_are_found() -> None:
    """Beside 31 names one triples and one falls to a tenth: in 40 libraries both are found, nearly always alone."""
    found = Counter[str]()
    for seed in range(40):
        random = np.random.default_rng(seed)
        then = make_shares(random) | {"rising": 0.1, "falling": 0.3}
        now = then | {"rising": 0.3, "falling": 0.03}
        trends = find_trends(draw(random, then, 400), draw(random, now, 200), Sizes(before=400, recent=200))
        found.update(trend.name for trend in trends)
        assert all(trend.rising == (trend.name == "rising") for trend in trends if trend.name in {"rising", "falling"})
    assert found["rising"] == found["falling"] == 40
    assert found.total() - 80 <= 8


@given(st.integers(1, 5000), st.integers(1, 5000), st.data())
def test_a_chance_is_scipys(before: int, recent: int, data: st.DataObject) -> None:
    """Whatever the counts, the p-value is twice the smaller tail that SciPy gives, and never above 1."""
    was, now = data.draw(st.integers(0, before)), data.draw(st.integers(0, recent))
    spread = hypergeom(before + recent, was + now, recent)
    expected = min(1.0, 2.0 * min(spread.cdf(now), spread.sf(now - 1)))
    assert tell_chance(was, now, Sizes(before=before, recent=recent)) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_chances_are_adjusted_as_scipy_does(chances: list[float]) -> None:
    """Equal ones, one alone, none that is small: Benjamini and Hochberg's values, in the order given."""
    assert adjust(np.array(chances)) == pytest.approx(false_discovery_control(chances))


@pytest.mark.parametrize("sizes", [(290, 60), (60, 290), (3000, 350), (30, 30)])
def test_chance_makes_few_trends(sizes: tuple[int, int]) -> None:
    """Where no share changed, at most one comparison in twenty claims anything, over 500, whatever their sizes."""
    before, recent = sizes
    claims = 0
    for seed in range(500):
        random = np.random.default_rng(seed)
        shares = make_shares(random)
        was, now = draw(random, shares, before), draw(random, shares, recent)
        claims += bool(find_trends(was, now, Sizes(before=before, recent=recent)))
    # at the promised rate, more than this happens in one of a thousand runs
    assert claims <= binom.ppf(0.999, 500, FALSE)


@given(before=st.integers(1, 400), recent=st.integers(1, 400), was=st.integers(0, 400), now=st.integers(0, 400))
def test_one_name_is_tested_as_fisher_does(before: int, recent: int, was: int, now: int) -> None:
    """With one name there is nothing to correct: the chance is twice the smaller tail of Fisher's exact test."""
    was, now = min(was, before), min(now, recent)
    table = [[now, recent - now], [was, before - was]]
    tails = [fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
    expected = min(1.0, 2 * min(tails))
    trends = find_trends({"a": was}, {"a": now}, Sizes(before=before, recent=recent))
    if expected > FALSE * 1.001 or was + now < FEWEST:
        assert trends == ()
    for trend in trends:
        assert trend.chance == pytest.approx(expected, rel=1e-6, abs=1e-12)
        assert trend.rising == (now / recent > was / before)
        assert (now if trend.rising else was) >= FEWEST


@pytest.mark.parametrize("papers", range(FEWEST))
def test_few_papers_make_no_trend(papers: int) -> None:
    """Up to four papers are no rise, though none came before in ten thousand; and no fall, though none is left."""
    sizes = Sizes(before=10_000, recent=50)
    assert find_trends({}, {"a": papers}, sizes) == ()
    assert find_trends({"a": papers}, {}, Sizes(before=50, recent=10_000)) == ()


def test_what_few_papers_carry_weakens_nothing() -> None:
    """A rise and a fall to nothing are told as surely beside a hundred names that four papers of one window carry."""
    was, now = {"fallen": 20}, {"risen": 20}
    few = {f"few-{number}": FEWEST - 1 for number in range(100)}
    sizes = Sizes(before=100, recent=100)
    alone = find_trends(was, now, sizes)
    assert {(trend.name, trend.before, trend.recent) for trend in alone} == {("fallen", 20, 0), ("risen", 0, 20)}
    assert find_trends(was | few, now, sizes) == find_trends(was, now | few, sizes) == alone


def test_five_papers_can_make_one() -> None:
    """Five recent papers of 50 where a thousand earlier ones had none are a rise."""
    (trend,) = find_trends({}, {"a": 5}, Sizes(before=1000, recent=50))
    assert (trend.name, trend.before, trend.recent, trend.rising) == ("a", 0, 5, True)


@given(st.permutations(NAMES))
def test_order_makes_no_difference(names: list[str]) -> None:
    """The trends are the same, and in the same order, however the counts were gathered."""
    was = {name: 5 + NAMES.index(name) for name in names}
    now = {name: 40 - NAMES.index(name) for name in names}
    sizes = Sizes(before=100, recent=100)
    trends = find_trends(was, now, sizes)
    assert trends == find_trends(dict(sorted(was.items())), dict(sorted(now.items())), sizes)
    assert trends


def test_nothing_to_compare() -> None:
    """An empty window makes no trend, and no error."""
    assert find_trends({}, {"a": 9}, Sizes(before=0, recent=9)) == ()
    assert find_trends({"a": 9}, {}, Sizes(before=9, recent=0)) == ()
    assert find_trends({}, {}, Sizes(before=0, recent=0)) == ()
