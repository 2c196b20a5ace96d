"""Scores: how well predicted topics agree with topics that people gave.

Where it stands: after `topics`; only the command that reports on the vocabulary reads it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.errors import CurationError

_TODO = 'Write a JSON list of {"title": text, "core": [topics], "either": [topics]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The topics that people gave one paper."""

    title: str
    core: tuple[str, ...]
    """Topics that all readers gave, best first."""
    either: tuple[str, ...]
    """Topics that at least one reader gave, `core` among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """The counts of one topic, or of all together."""

    right: int
    """Papers predicted to carry it, to which at least one reader gave it."""
    wrong: int
    """Papers predicted to carry it, to which no reader gave it."""
    missed: int
    """Papers to which all readers gave it, not predicted to carry it."""

    @property
    def f1(self) -> float:
        """2 right / (2 right + wrong + missed), 0 to 1; 0 where there is nothing to count."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How predictions agree with labels. All rates are 0 to 1."""

    micro_f1: float
    """F1 of the counts summed over topics."""
    macro_f1: float
    """Mean F1 of the topics that were predicted, or given by all readers, at least once."""
    best_right: float
    """Papers whose first predicted topic at least one reader gave, as a share of the labelled papers."""
    papers: int
    topics: Mapping[str, TopicScore]
    """Topic -> counts, by slug; those of `macro_f1`."""


def score(predicted: Mapping[str, Sequence[str]], labelled: Sequence[Label]) -> Scores:
    """Compare predictions (title -> topics, best first) with the labels of the same papers.

    A predicted topic that only some readers gave is right; one not predicted that only some gave is not missed. A
    labelled paper without a prediction misses its `core` topics. No labels at all score 0.
    """
    pairs = [(tuple(predicted.get(label.title, ())), label) for label in labelled]
    slugs = sorted({slug for given, label in pairs for slug in (*given, *label.core)})
    topics = {slug: _count(slug, pairs) for slug in slugs}
    total = TopicScore(
        right=sum(counts.right for counts in topics.values()),
        wrong=sum(counts.wrong for counts in topics.values()),
        missed=sum(counts.missed for counts in topics.values()),
    )
    return Scores(
        micro_f1=total.f1,
        macro_f1=sum(counts.f1 for counts in topics.values()) / max(len(topics), 1),
        best_right=sum(given[0] in label.either for given, label in pairs if given) / max(len(pairs), 1),
        papers=len(pairs),
        topics=topics,
    )


def _count(slug: str, pairs: Sequence[tuple[tuple[str, ...], Label]]) -> TopicScore:
    return TopicScore(
        right=sum(slug in given and slug in label.either for given, label in pairs),
        wrong=sum(slug in given and slug not in label.either for given, label in pairs),
        missed=sum(slug not in given and slug in label.core for given, label in pairs),
    )


def read_labels(path: Path, topics: Collection[str]) -> tuple[Label, ...]:
    """Read a labelled file, a JSON list of labels whose slugs are among `topics`.

    Raises CurationError with all that is wrong with it; each place names the label, counted from 0.
    """
    try:
        labels = TypeAdapter(tuple[Label, ...]).validate_json(path.read_bytes())
    except OSError as error:
        raise CurationError(str(path), f"cannot be read ({error.strerror})", "Give a labelled file") from error
    except ValidationError as error:
        raise _all(
            CurationError(f"{path}: {_written(detail['loc'])}", detail["msg"], _TODO)
            for detail in error.errors(include_url=False, include_input=False)
        ) from error
    unknown = [
        CurationError(f"{path}: {_written((number, part))}", f"there is no topic `{slug}`", "Write a known slug")
        for number, label in enumerate(labels)
        for part, slugs in (("core", label.core), ("either", label.either))
        for slug in slugs
        if slug not in topics
    ]
    if unknown:
        raise _all(iter(unknown))
    return labels


def _written(place: tuple[int | str, ...]) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place) or "the file"


def _all(errors: Iterator[CurationError]) -> CurationError:
    first, *further = errors
    return CurationError(first.where, first.what, first.todo, tuple(further))
