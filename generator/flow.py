"""The flow from dumps to the collection that pages are written from: read, merge, curate, classify, relate.

Where it stands: after every stage that it calls, before everything that writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator.curation import Curation, apply_topics, read_curation
from generator.errors import BroadsheetError
from generator.library import Assembled, assemble
from generator.memory import FORGETFUL, Memory
from generator.model import Finding, Library, Severity
from generator.progress import Progress, silent
from generator.related import Related
from generator.related.table import TermTable, read_texts
from generator.sources.folder import read_dumps
from generator.topics import Assignment
from generator.topics.assigning import Question, assign
from generator.topics.vocabulary import SHIPPED, Vocabulary, read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that a library is made from."""

    dumps: Sequence[Path]
    """Folders or files."""
    curation: Path | None = None
    """None: no curator speaks; a file that is not there says nothing."""
    topics: Path = SHIPPED
    """The vocabulary."""


@dataclass(frozen=True, kw_only=True)
class Collection:
    """The finished library, the vocabulary that its topics are of, why each was given, and what leads on to what."""

    library: Library
    vocabulary: Vocabulary
    assignments: Mapping[str, tuple[Assignment, ...]]
    """Paper slug -> the assignment of each topic it carries, best first; none where the curator set them."""
    memory: Memory = field(default=FORGETFUL, repr=False, compare=False)

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """Paper slug -> related papers, best first; found on the first wish, since it is the longest step of all."""
        from generator.related.relating import relate  # noqa: PLC0415 (its libraries take a second to import)

        return relate(self.library, self.vocabulary, self.memory, self.terms)

    @cached_property
    def terms(self) -> TermTable:
        """The terms of every paper's text."""
        return read_texts(self.library.papers.values(), self.memory)


def collect(sources: Sources, progress: Progress = silent, memory: Memory = FORGETFUL) -> Collection:
    """Run the flow; what earlier runs remember is not worked out again.

    Raises DumpError where there are no dumps at a path at all, CurationError for the curator's files. What else is
    wrong is among the library's findings; those of severity error mean that nothing should be published from it.
    """
    vocabulary = read_vocabulary(sources.topics)
    curation = read_curation(sources.curation) if sources.curation else Curation()
    shelf = read_dumps(sources.dumps, progress, memory)
    with progress("Merging papers", 1) as tick:
        assembled = assemble(shelf.dumps, curation, vocabulary.topics, shelf.findings, memory)
        tick()
    assignments = _assign(assembled, vocabulary, progress, memory)
    papers = {}
    for slug, paper in assembled.library.papers.items():
        found = tuple(assignment.topic for assignment in assignments[slug])
        papers[slug] = replace(paper, topics=apply_topics(assembled.curated[slug], found))
    library = replace(assembled.library, papers=papers)
    return Collection(library=library, vocabulary=vocabulary, assignments=assignments, memory=memory)


def errors(library: Library) -> tuple[Finding, ...]:
    """Return the findings that stop a build."""
    return tuple(finding for finding in library.findings if finding.severity is Severity.ERROR)


def refuse_errors(library: Library) -> None:
    """Raise one BroadsheetError of all findings that stop a build; do nothing where there are none."""
    if stopping := errors(library):
        first, *others = stopping
        more = f" (and {len(others)} more: broadsheet check lists them)" if others else ""
        raise BroadsheetError(str(first.place), first.found.removesuffix(".") + more, first.done.removesuffix("."))


def _assign(
    assembled: Assembled, vocabulary: Vocabulary, progress: Progress, memory: Memory
) -> dict[str, tuple[Assignment, ...]]:
    """Return what is found in each paper; nothing is looked for where the curator has set the topics."""
    questions = {
        slug: Question(
            title=paper.title.plain(),
            abstract=paper.abstract.plain(),
            forbidden=assembled.curated[slug].forbid_topics,
        )
        for slug, paper in assembled.library.papers.items()
        if not assembled.curated[slug].topics
    }
    with progress("Finding topics", 1) as tick:
        found = assign(questions, vocabulary, memory)
        tick()
    return {slug: found.get(slug, ()) for slug in assembled.library.papers}
