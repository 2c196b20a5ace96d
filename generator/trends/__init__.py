"""Trends: what papers carry more often, or less often, than they did before, beyond what chance brings about.

Where it stands: after the library, on counts; it knows neither topics nor terms. Trends page in `pages`.

The test. Of the papers of two windows some carry a name. If the share were the same in both, the number among the
recent ones would be hypergeometric, whatever the share: Fisher's exact test (R. A. Fisher, The Design of Experiments,
1935; A. Agresti, Categorical Data Analysis, 3rd ed., 3.5). It is exact for counts of any size, where a test of two
proportions by the normal curve claims too much below some five papers. Its p-value is two-sided by doubling the
smaller tail, never above 1.

Many names are tested at once, so the p-values are adjusted by Benjamini and Hochberg (J. R. Stat. Soc. B 57, 1995): of
all that is claimed, one in twenty is wrong on average; where nothing changed at all, one comparison in twenty claims
anything, and the page makes two, of topics and of terms. The counts are discrete, so that the true rates are lower.

The test takes papers as independent of each other. That holds: in a year of daily digests (262 digests, 3,724 papers)
the number of a topic's papers varied from day to day within a month as independent draws do (chi-squared over its
degrees of freedom: median of the topics 0.99, highest 1.34).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

FEWEST = 5
"""Papers behind a trend, at least: a share that rose has so many recent ones, one that fell so many before."""
FALSE = 0.05
"""The share of wrong claims among all that are made, on average and at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The papers of both windows, whatever they carry."""

    before: int
    recent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A name whose share changed."""

    name: str
    before: int
    """Papers that carried it before."""
    recent: int
    """Recent papers that carry it."""
    chance: float
    """The adjusted p-value, 0 to 0.05."""
    rising: bool


def find_trends(before: Mapping[str, int], recent: Mapping[str, int], sizes: Sizes) -> tuple[Trend, ...]:
    """Return the names whose share of papers changed between two windows, the surest first.

    `before` and `recent` hold how many papers of each window carry a name, none more than `sizes` has. Names that fewer
    than five papers carry in all are not tested: no trend would be claimed from so few, and each test weakens the
    others. The rule looks at the sum of both windows alone, which tells nothing of how it is parted, so the test stays
    as exact as it was (R. Bourgon et al., PNAS 107, 2010).
    """
    names = sorted(
        name for name in before.keys() | recent.keys() if before.get(name, 0) + recent.get(name, 0) >= FEWEST
    )
    if not names or not sizes.before or not sizes.recent:
        return ()
    was = np.array([before.get(name, 0) for name in names])
    now = np.array([recent.get(name, 0) for name in names])
    chances = adjust(np.array([tell_chance(*counts, sizes) for counts in zip(was, now, strict=True)]))
    rising = now * sizes.before > was * sizes.recent
    found = [
        Trend(name=name, before=int(was[at]), recent=int(now[at]), chance=float(chances[at]), rising=bool(rising[at]))
        for at, name in enumerate(names)
        if chances[at] <= FALSE and (now[at] if rising[at] else was[at]) >= FEWEST
    ]
    return tuple(sorted(found, key=lambda trend: (trend.chance, trend.name)))


def tell_chance(was: int, now: int, sizes: Sizes) -> float:
    """Return the p-value of a name that so many papers of the windows carry, two-sided.

    As of `scipy.stats.hypergeom`, whose import takes 0.3 s of every build: a tenth of a small one.
    """
    carriers = was + now
    recent = np.arange(max(0, carriers - sizes.before), min(carriers, sizes.recent) + 1)
    logs = _log_choices(sizes.recent, recent) + _log_choices(sizes.before, carriers - recent)
    weights = np.exp(logs - logs.max())
    tails = weights[recent <= now].sum(), weights[recent >= now].sum()
    return float(min(1.0, 2.0 * min(tails) / weights.sum()))


def adjust(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values as Benjamini and Hochberg adjust them; as `scipy.stats.false_discovery_control` does."""
    order = np.argsort(chances)[::-1]
    raised = chances[order] * len(chances) / np.arange(len(chances), 0, -1)
    adjusted = np.empty_like(chances)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(raised))
    return adjusted


def _log_choices(of: int, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the logarithm of the ways to choose so many of `of`."""
    logs: NDArray[np.float64] = gammaln(of + 1) - gammaln(chosen + 1) - gammaln(of - chosen + 1)
    return logs
