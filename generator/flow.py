"""The flow from dumps to the collection that pages are written from: read, merge, curate, classify, relate.

Where it stands: after every stage that it calls, before everything that writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator.curation import Curation, apply_topics, read_curation
from generator.errors import BroadsheetError
from generator.library import Assembled, assemble
from generator.model import Finding, Library, Severity
from generator.progress import Progress, silent
from generator.related import Related
from generator.sources.folder import read_dumps
from generator.topics import Assignment, classify
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

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """Paper slug -> related papers, best first; found on the first wish, since it is the longest step of all."""
        from generator.related.relating import relate  # noqa: PLC0415 (its libraries take a second to import)

        return relate(self.library, self.vocabulary)


def collect(sources: Sources, progress: Progress = silent) -> Collection:
    """Run the flow.

    Raises DumpError where there are no dumps at a path at all, CurationError for the curator's files. What else is
    wrong is among the library's findings; those of severity error mean that nothing should be published from it.
    """
    vocabulary = read_vocabulary(sources.topics)
    curation = read_curation(sources.curation) if sources.curation else Curation()
    shelf = read_dumps(sources.dumps, progress)
    assembled = assemble(shelf.dumps, curation, vocabulary.topics, shelf.findings)
    assignments = _assign(assembled, vocabulary, progress)
    papers = {}
    for slug, paper in assembled.library.papers.items():
        found = tuple(assignment.topic for assignment in assignments[slug])
        papers[slug] = replace(paper, topics=apply_topics(assembled.curated[slug], found))
    library = replace(assembled.library, papers=papers)
    return Collection(library=library, vocabulary=vocabulary, assignments=assignments)


def errors(library: Library) -> tuple[Finding, ...]:
    """Return the findings that stop a build."""
    return tuple(finding for finding in library.findings if finding.severity is Severity.ERROR)


def refuse_errors(library: Library) -> None:
    """Raise one BroadsheetError of all findings that stop a build; do nothing where there are none."""
    if stopping := errors(library):
        first, *others = stopping
        more = f" (and {len(others)} more: broadsheet check lists them)" if others else ""
        raise BroadsheetError(str(first.place), first.found.removesuffix(".") + more, first.done.removesuffix("."))


def _assign(assembled: Assembled, vocabulary: Vocabulary, progress: Progress) -> dict[str, tuple[Assignment, ...]]:
    """Return what is found in each paper; nothing is looked for where the curator has set the topics."""
    assignments: dict[str, tuple[Assignment, ...]] = {}
    with progress("Finding topics", len(assembled.library.papers)) as tick:
        for slug, paper in assembled.library.papers.items():
            curated = assembled.curated[slug]
            if curated.topics:
                assignments[slug] = ()
            else:
                title, abstract = paper.title.plain(), paper.abstract.plain()
                assignments[slug] = classify(title, abstract, vocabulary, curated.forbid_topics)
            tick()
    return assignments
