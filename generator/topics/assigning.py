"""Topics for many papers at once: only those are classified that no earlier build classified alike.

Where it stands: last of `topics`; the flow calls it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from generator.memory import FORGETFUL, Memory, key
from generator.topics import Assignment, classify
from generator.topics.vocabulary import Vocabulary
from generator.workers import spread

_STAGE = "topics"
_ASSIGNMENTS = TypeAdapter(tuple[Assignment, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A paper to be classified."""

    title: str
    """Plain text."""
    abstract: str
    """Plain text."""
    forbidden: tuple[str, ...] = ()
    """Topics that the curator has ruled out."""


def assign(
    questions: Mapping[str, Question], vocabulary: Vocabulary, memory: Memory = FORGETFUL
) -> dict[str, tuple[Assignment, ...]]:
    """Return what `classify` returns for each question, by slug."""

    def answer(asked: Sequence[Question]) -> list[str]:
        found = (classify(each.title, each.abstract, vocabulary, each.forbidden) for each in asked)
        return [_ASSIGNMENTS.dump_json(each).decode() for each in found]

    known = memory.recall(_STAGE)
    marks = {slug: _mark(question, vocabulary) for slug, question in questions.items()}
    new = {mark: questions[slug] for slug, mark in marks.items() if mark not in known}
    known |= zip(new, spread(answer, [*new.values()]), strict=True)
    memory.keep(_STAGE, {mark: known[mark] for mark in marks.values()})
    return {slug: _ASSIGNMENTS.validate_json(known[mark]) for slug, mark in marks.items()}


def _mark(question: Question, vocabulary: Vocabulary) -> str:
    return key(vocabulary.content_hash, question.title, question.abstract, *sorted(question.forbidden))
