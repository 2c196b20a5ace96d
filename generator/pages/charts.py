"""A topic's share of the papers over time, as a sparkline and as a chart with its ends labelled.

Where it stands: after `pictures`, whose rules hold here too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup as Written

from generator.pages.templates import count

FEWEST_PERIODS = 2
"""Fewer are no picture."""
_LOWEST_TOP = 0.05
"""A column as high as the picture is the largest share, but at least one paper in twenty: a single paper is no peak."""
_FILLED = 0.8
"""The part of its period's width that a column takes."""
_STEP = 10
"""Width of a period in a sparkline, in the picture's own units, as all lengths here."""
_SPARK_FOOT = 23
_CHART_WIDTH = 360
_CHART_HEIGHT = 96
_CHART_LEFT = 32
"""Where the columns begin: right of the labels of the upright axis."""
_CHART_HEAD = 8
_CHART_FOOT = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A topic's part in the new papers of one period."""

    period: str
    papers: int
    """New papers of the topic."""
    of: int
    """All new papers; 0 where the period has none."""

    @property
    def part(self) -> float:
        """0 to 1; 0 where there is nothing to share."""
        return self.papers / self.of if self.of else 0.0


def sparkline(shares: Sequence[Share], *, hue: int) -> Written:
    """Return the shares as columns without labels; nothing where there are fewer than two periods."""
    if len(shares) < FEWEST_PERIODS:
        return Written()
    width = _STEP * len(shares)
    columns = "".join(path for _, path in _draw(shares, left=0, width=width, head=0, foot=_SPARK_FOOT))
    return Written(
        f'<svg class="bs-spark bs-hue-{hue}" viewBox="0 0 {width} {_SPARK_FOOT + 1}" preserveAspectRatio="none" '
        f'role="img" aria-label="{_tell(shares)}">'
        f'<path class="bs-rail" d="{_rule(0, _SPARK_FOOT, width)}"></path>'
        f'<path class="bs-tick" d="{columns}"></path></svg>'
    )


def share_chart(shares: Sequence[Share], *, hue: int) -> Written:
    """Return the shares as columns between axes whose ends are labelled; nothing for fewer than two periods."""
    if len(shares) < FEWEST_PERIODS:
        return Written()
    left, width = _CHART_LEFT, _CHART_WIDTH - _CHART_LEFT
    rules = _rule(left, _CHART_HEAD, width) + _rule(left, _CHART_FOOT, width)
    columns = "".join(
        f'<path class="bs-tick" d="{path}"><title>{share.period}: {_count(share)}</title></path>'
        for share, path in _draw(shares, left=left, width=width, head=_CHART_HEAD, foot=_CHART_FOOT)
    )
    labels = (
        (left - 5, _CHART_HEAD + 4, "end", f"{_top(shares):.0%}"),
        (left - 5, _CHART_FOOT + 1, "end", "0"),
        (left, _CHART_HEIGHT - 3, "start", shares[0].period),
        (_CHART_WIDTH, _CHART_HEIGHT - 3, "end", shares[-1].period),
    )
    texts = "".join(f'<text x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>' for x, y, anchor, text in labels)
    return Written(
        f'<svg class="bs-chart bs-hue-{hue}" viewBox="0 0 {_CHART_WIDTH} {_CHART_HEIGHT}" role="img" '
        f'aria-label="{_tell(shares)}"><path class="bs-rail" d="{rules}"></path>{columns}{texts}</svg>'
    )


def _draw(
    shares: Sequence[Share], *, left: float, width: float, head: float, foot: float
) -> Iterator[tuple[Share, str]]:
    """Yield the outline of each share's column; there is none where a share is nothing."""
    step = width / len(shares)
    for number, share in enumerate(shares):
        if share.papers:
            high = max((foot - head) * share.part / _top(shares), 1.0)
            yield share, f"M{left + number * step:.4g} {foot}v-{high:.3g}h{_FILLED * step:.3g}v{high:.3g}z"


def _rule(left: float, at: float, width: float) -> str:
    return f"M{left} {at}h{width}v.7h-{width}z"


def _top(shares: Sequence[Share]) -> float:
    return max(_LOWEST_TOP, *(share.part for share in shares))


def _tell(shares: Sequence[Share]) -> str:
    """Return what the picture shows, in words: its ends and its highest column."""
    first, *_, last = shares
    highest = max(shares, key=lambda share: share.part)
    return (
        f"Share of the new papers: {first.period}, {_count(first)}; {last.period}, {_count(last)}; "
        f"the most, {highest.period}, {_count(highest)}"
    )


def _count(share: Share) -> str:
    return f"{share.papers:,} of {count(share.of, 'paper')}" + (f" ({share.part:.0%})" if share.of else "")
