"""The trends page: topics and terms whose share of the new papers rose or fell, with the papers behind each.

Where it stands: after `edition`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup as Written

from generator.pages.addresses import TRENDS
from generator.pages.edition import Edition
from generator.pages.page import Head, Page
from generator.pages.rows import Row, TopicWord
from generator.pages.templates import name_day
from generator.trends import Sizes, Trend, find_trends
from generator.trends.periods import Window, part
from generator.trends.wording import thin

_TERMS = 10
"""Rising terms, at most, and as many falling ones."""
_ROWS = 3
"""Papers shown behind each trend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How many papers of a window carry a name."""

    papers: int
    of: int

    @property
    def share(self) -> Written:
        """As `7%`; empty where the window has no paper."""
        return Written(f"{self.papers / self.of:.0%}" if self.of else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The papers of two windows and the names that they carry."""

    carried: Mapping[str, Collection[str]]
    """Paper slug -> names."""
    before: tuple[str, ...]
    """Slugs of the papers, the oldest first."""
    recent: tuple[str, ...]

    def find(self) -> tuple[Trend, ...]:
        """Return the names whose share changed, the surest first."""
        before, recent = (Counter(self._names(slugs)) for slugs in (self.before, self.recent))
        return find_trends(before, recent, Sizes(before=len(self.before), recent=len(self.recent)))

    def list_carriers(self, name: str, *, recent: bool) -> tuple[str, ...]:
        """Return the papers of one window that carry the name, the newest first."""
        slugs = self.recent if recent else self.before
        return tuple(slug for slug in reversed(slugs) if name in self.carried[slug])

    def _names(self, slugs: Iterable[str]) -> Iterator[str]:
        for slug in slugs:
            yield from self.carried[slug]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A topic or a term in both windows."""

    topic: TopicWord | None
    """None for a term."""
    term: str
    """As most of the papers write it; empty for a topic."""
    before: Part
    recent: Part
    rows: tuple[Row, ...] = ()
    """The newest papers behind it: recent ones where it rose, earlier ones where it fell."""
    more: int = 0
    """Papers behind it that are not among `rows`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Trends of one kind; there may be none."""

    title: str
    none: str
    """What is said where there is none."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A window in words."""

    days: Written
    count: int
    """New papers."""


def render_trends(edition: Edition) -> Page:
    """Return the trends page, also of a library in which nothing can be compared yet."""
    windows = part(edition.library)
    sections = list(_list_sections(edition, *windows)) if windows else []
    return edition.print(
        TRENDS,
        "trends",
        Head(title="Trends", description="Topics and terms on the rise and in decline, with the papers behind each."),
        spans=[_name(window) for window in windows or ()],
        sections=[section for section in sections if section.changes],
        quiet=[section.none for section in sections if not section.changes],
        counts=_count_topics(edition, *windows) if windows else (),
    )


def _list_sections(edition: Edition, before: Window, recent: Window) -> Iterator[Section]:
    topics = _compare({slug: paper.topics for slug, paper in edition.library.papers.items()}, before, recent)
    terms = _compare(edition.wording.terms, before, recent)
    for noun, comparison in (("topic", topics), ("term", terms)):
        found = comparison.find()
        for way, verb, rising in (("Rising", "rose", True), ("Falling", "fell", False)):
            trends = [trend for trend in found if trend.rising is rising]
            if noun == "term":
                trends = _choose(trends)
            changes = tuple(_tell(edition, comparison, trend, is_topic=noun == "topic") for trend in trends)
            yield Section(title=f"{way} {noun}s", none=f"no {noun} {verb}", changes=changes)


def _compare(carried: Mapping[str, Collection[str]], before: Window, recent: Window) -> Comparison:
    """Return the comparison of the windows' papers, those left out of which nothing is known."""
    return Comparison(
        carried=carried,
        before=tuple(slug for slug in before.slugs if slug in carried),
        recent=tuple(slug for slug in recent.slugs if slug in carried),
    )


def _choose(trends: Sequence[Trend]) -> list[Trend]:
    """Return the surest trends of terms, each word in one of them."""
    by_name = {trend.name: trend for trend in trends}
    papers = {trend.name: trend.recent if trend.rising else trend.before for trend in trends}
    return [by_name[name] for name in thin(by_name, papers)[:_TERMS]]


def _tell(edition: Edition, comparison: Comparison, trend: Trend, *, is_topic: bool) -> Change:
    slugs = comparison.list_carriers(trend.name, recent=trend.rising)
    return Change(
        topic=edition.words[trend.name] if is_topic else None,
        term="" if is_topic else edition.wording.name(trend.name, slugs),
        before=Part(papers=trend.before, of=len(comparison.before)),
        recent=Part(papers=trend.recent, of=len(comparison.recent)),
        rows=tuple(edition.rows[slug] for slug in slugs[:_ROWS]),
        more=max(len(slugs) - _ROWS, 0),
    )


def _count_topics(edition: Edition, before: Window, recent: Window) -> Iterator[Change]:
    """Yield every topic that a paper of either window carries, in the vocabulary's order."""
    papers = edition.library.papers
    was, now = (Counter(topic for slug in window.slugs for topic in papers[slug].topics) for window in (before, recent))
    for topic, word in edition.words.items():
        if was[topic] or now[topic]:
            yield Change(
                topic=word,
                term="",
                before=Part(papers=was[topic], of=len(before.slugs)),
                recent=Part(papers=now[topic], of=len(recent.slugs)),
            )


def _name(window: Window) -> Span:
    first, last = name_day(window.since), name_day(window.until)
    return Span(days=first if first == last else Written(f"{first} to {last}"), count=len(window.slugs))
