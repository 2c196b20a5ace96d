"""The flow from dumps to the library that pages are written from: read, merge, curate, classify.

Where it stands: after every stage that it calls, before everything that writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.curation import Curation, apply_topics, read_curation
from generator.errors import BroadsheetError
from generator.library import Assembled, assemble
from generator.model import Finding, Library, Severity
from generator.progress import Progress, silent
from generator.sources.folder import read_dumps
from generator.topics import classify
from generator.vocabulary import SHIPPED, Vocabulary, read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that a library is made from."""

    dumps: Sequence[Path]
    """Folders or files."""
    curation: Path | None = None
    """None: no curator speaks; a file that is not there says nothing."""
    topics: Path = SHIPPED
    """The vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """The finished library with the vocabulary that its topics are of."""

    library: Library
    vocabulary: Vocabulary


def collect(sources: Sources, progress: Progress = silent) -> Collection:
    """Run the flow.

    Raises DumpError where there are no dumps at a path at all, CurationError for the curator's files. What else is
    wrong is among the library's findings; those of severity error mean that nothing should be published from it.
    """
    vocabulary = read_vocabulary(sources.topics)
    curation = read_curation(sources.curation) if sources.curation else Curation()
    shelf = read_dumps(sources.dumps, progress)
    assembled = assemble(shelf.dumps, curation, vocabulary.topics, shelf.findings)
    return Collection(library=_classified(assembled, vocabulary, progress), vocabulary=vocabulary)


def errors(library: Library) -> tuple[Finding, ...]:
    """Return the findings that stop a build."""
    return tuple(finding for finding in library.findings if finding.severity is Severity.ERROR)


def refuse_errors(library: Library) -> None:
    """Raise one BroadsheetError of all findings that stop a build; do nothing where there are none."""
    if stopping := errors(library):
        first, *others = stopping
        more = f" (and {len(others)} more: broadsheet check lists them)" if others else ""
        raise BroadsheetError(str(first.place), first.found.removesuffix(".") + more, first.done.removesuffix("."))


def _classified(assembled: Assembled, vocabulary: Vocabulary, progress: Progress) -> Library:
    papers = {}
    with progress("Finding topics", len(assembled.library.papers)) as tick:
        for slug, paper in assembled.library.papers.items():
            found = classify(paper.title.plain(), paper.abstract.plain(), vocabulary)
            topics = apply_topics(assembled.curated[slug], tuple(assignment.topic for assignment in found))
            papers[slug] = replace(paper, topics=topics)
            tick()
    return replace(assembled.library, papers=papers)
