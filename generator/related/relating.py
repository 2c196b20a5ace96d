"""Finding related papers: subjects, their likeness, their neighbours and the reasons, put together.

Where it stands: last of `related`; the flow's collection calls it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from generator.model import Library, Paper
from generator.related import Related, When
from generator.related.likeness import Subject, compare
from generator.related.neighbours import choose
from generator.related.reasons import explain
from generator.related.terms import TermReader
from generator.topics.vocabulary import Vocabulary


def relate(library: Library, vocabulary: Vocabulary) -> Mapping[str, tuple[Related, ...]]:
    """Return up to six related papers for each paper, by slug, best first.

    None is the paper itself or a copy of it, and no two are copies of one work. Fewer than six, or none, where there is
    nothing near enough. The order of the papers makes no difference.
    """
    subjects = {slug: _subject(library.papers[slug]) for slug in sorted(library.papers)}
    # Copies to the letter are compared once, and only the first of them is ever listed.
    firsts = {_text(subjects[slug]): slug for slug in reversed(subjects)}
    numbers = {slug: number for number, slug in enumerate(sorted(firsts.values()))}
    slugs = tuple(numbers)
    neighbourhood = _meet(tuple(subjects[slug] for slug in slugs), vocabulary)
    return {
        slug: tuple(
            Related(slug=slugs[number], reason=reason, when=_when(library.papers[slugs[number]], library.papers[slug]))
            for number, reason in neighbourhood[numbers[firsts[_text(subject)]]]
        )
        for slug, subject in subjects.items()
    }


def _subject(paper: Paper) -> Subject:
    return Subject(title=paper.title.plain(), abstract=paper.abstract.plain(), topics=paper.topics)


def _text(subject: Subject) -> tuple[str, str]:
    return (subject.title.casefold(), subject.abstract.casefold())


def _meet(subjects: Sequence[Subject], vocabulary: Vocabulary) -> list[list[tuple[int, str]]]:
    """Return for each subject the numbers of its neighbours, best first, with the reasons."""
    reader = TermReader()
    likeness = compare(subjects, reader)
    lists = choose(likeness.pairs, subjects)
    reasons = explain(tuple(dict.fromkeys(chain(*lists))), subjects, likeness, vocabulary, reader)
    return [[(pair.one + pair.other - number, reasons[pair]) for pair in pairs] for number, pairs in enumerate(lists)]


def _when(other: Paper, paper: Paper) -> When | None:
    theirs, mine = _day(other), _day(paper)
    if theirs is None or mine is None:
        return None
    return When.SAME_DAY if theirs == mine else When.EARLIER if theirs < mine else When.LATER


def _day(paper: Paper) -> date | None:
    return paper.published or min((seen.digest for seen in paper.appearances if seen.digest), default=None)
