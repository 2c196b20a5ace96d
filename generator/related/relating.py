"""Finding related papers: subjects, their likeness, their neighbours and the reasons, put together.

Where it stands: last of `related`; the flow's collection calls it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.memory import FORGETFUL, Memory, key
from generator.model import Library, Paper
from generator.related import Related, When
from generator.related.likeness import Subject, compare
from generator.related.neighbours import choose
from generator.related.reasons import explain
from generator.related.table import TermTable, mark, read_texts
from generator.related.weights import Weights, weigh
from generator.topics.vocabulary import Vocabulary


def relate(
    library: Library, vocabulary: Vocabulary, memory: Memory = FORGETFUL, terms: TermTable | None = None
) -> Mapping[str, tuple[Related, ...]]:
    """Return up to six related papers for each paper, by slug, best first; `terms` are those of their texts.

    None is the paper itself or a copy of it, and no two are copies of one work. Fewer than six, or none, where there is
    nothing near enough. The order of the papers makes no difference, nor what earlier builds remember.
    """
    subjects = {slug: _subject(library.papers[slug]) for slug in sorted(library.papers)}
    # Copies to the letter are compared once, and only the first of them is ever listed.
    letters = {slug: (subject.title.casefold(), subject.abstract.casefold()) for slug, subject in subjects.items()}
    firsts = {letters[slug]: slug for slug in reversed(subjects)}
    numbers = {slug: number for number, slug in enumerate(sorted(firsts.values()))}
    slugs = tuple(numbers)
    marks = [subjects[slug].text for slug in slugs]
    weights = weigh(
        terms or read_texts(library.papers.values(), memory),
        marks,
        [marks[number] for number in _sort_by_age(library, slugs)],
    )
    listed = _meet([subjects[slug] for slug in slugs], weights, vocabulary, memory)
    return {
        slug: tuple(
            Related(slug=slugs[other], reason=reason, when=_when(library.papers[slugs[other]], library.papers[slug]))
            for other, reason in listed[numbers[firsts[letters[slug]]]]
        )
        for slug in subjects
    }


def _subject(paper: Paper) -> Subject:
    text = mark(paper)
    return Subject(
        mark=key(text, *paper.topics),
        text=text,
        title=paper.title.plain(),
        abstract=paper.abstract.plain(),
        topics=paper.topics,
    )


def _sort_by_age(library: Library, slugs: Sequence[str]) -> list[int]:
    """Return the numbers of the papers, those listed first of all at the front."""
    days = [min(seen.digest or date.max for seen in library.papers[slug].appearances) for slug in slugs]
    return sorted(range(len(slugs)), key=lambda number: (days[number], number))


def _meet(
    subjects: Sequence[Subject], weights: Weights, vocabulary: Vocabulary, memory: Memory
) -> list[list[tuple[int, str]]]:
    """Return for each subject the numbers of its neighbours, best first, with the reasons."""
    lists = choose(compare(subjects, weights, memory), subjects)
    pairs = {(min(one, other), max(one, other)) for one, others in enumerate(lists) for other in others}
    reasons = explain(sorted(pairs), subjects, weights, vocabulary, memory)
    return [
        [(other, reasons[min(one, other), max(one, other)]) for other in others] for one, others in enumerate(lists)
    ]


def _when(other: Paper, paper: Paper) -> When | None:
    theirs, mine = _day(other), _day(paper)
    if theirs is None or mine is None:
        return None
    return When.SAME_DAY if theirs == mine else When.EARLIER if theirs < mine else When.LATER


def _day(paper: Paper) -> date | None:
    return paper.published or min((seen.digest for seen in paper.appearances if seen.digest), default=None)
