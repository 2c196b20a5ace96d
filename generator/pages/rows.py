"""A paper as it stands in every list: its headline, one line of meta, the first sentence, its topics.

Where it stands: after `templates`. A paper is in several lists (digest, topics, index, home), so its row is made once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from markupsafe import Markup as Written

from generator.markup import LinkKind
from generator.memory import FORGETFUL, Memory, key
from generator.model import Paper
from generator.pages.addresses import paper_path, topic_path
from generator.pages.templates import count, target, write
from generator.topics.vocabulary import Vocabulary
from generator.workers import spread

_STAGE = "rows"
_NAMED = 2
"""So many authors are named; more are counted."""
HUES = 8
"""How many topic hues the stylesheet has; a ninth family would take the first again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWord:
    """A topic as a small tinted word."""

    path: Written
    name: Written
    hue: int
    """1 to 8: the family's place in the vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paper in a list."""

    path: Written
    name: str
    """The title in plain text."""
    title: Written
    summary: str
    """The first sentence in plain text."""
    sentence: Written
    by: Written
    """Who wrote it, as short as it can be said; empty where no dump says."""
    comments: int | None
    code: Written | None
    """The target of its first link to code."""
    topics: tuple[TopicWord, ...]
    noted: bool
    """The editor left a note on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row in one list, with what that list knows of it."""

    row: Row
    day: date
    """The digest it is listed by."""
    position: int | None = None
    """1-based place in that digest; None in lists that have an order of their own."""
    comments: int | None = None


class RowTexts(NamedTuple):
    """What reading a paper's title and abstract gives to its row."""

    title: str
    """Markdown."""
    summary: str
    """Plain text."""
    sentence: str
    """Markdown."""


def topic_words(vocabulary: Vocabulary) -> dict[str, TopicWord]:
    """Return each topic's word by slug, in the vocabulary's order."""
    hues = {slug: index % HUES + 1 for index, slug in enumerate(vocabulary.families)}
    return {
        slug: TopicWord(
            path=Written(topic_path(slug)),
            name=write(topic.name),
            hue=hues[topic.family],
        )
        for slug, topic in vocabulary.topics.items()
    }


def read_row_texts(papers: Collection[Paper], memory: Memory = FORGETFUL) -> dict[str, RowTexts]:
    """Return what the rows of the papers say, by slug."""
    known = memory.recall(_STAGE)
    marks = {paper.slug: key(paper.title.source, paper.abstract.source) for paper in papers}
    new = {marks[paper.slug]: paper for paper in papers if marks[paper.slug] not in known}
    known |= zip(new, spread(_say, [*new.values()]), strict=True)
    memory.keep(_STAGE, {mark: known[mark] for mark in marks.values()})
    return {slug: RowTexts(*known[mark]) for slug, mark in marks.items()}


def _say(papers: Sequence[Paper]) -> list[RowTexts]:
    sentences = (paper.abstract.first_sentence() for paper in papers)
    return [
        RowTexts(title=write(paper.title), summary=sentence.plain(), sentence=write(sentence))
        for paper, sentence in zip(papers, sentences, strict=True)
    ]


def make_row(paper: Paper, words: Mapping[str, TopicWord], texts: RowTexts) -> Row:
    """Return the paper's row."""
    code = next((link for link in paper.links if link.kind is LinkKind.CODE), None)
    return Row(
        path=Written(paper_path(paper.slug)),
        name=paper.title.plain(),
        title=Written(texts.title),
        summary=texts.summary,
        sentence=Written(texts.sentence),
        by=write(name_authors(paper)),
        comments=paper.comments,
        code=target(code.url) if code else None,
        topics=tuple(words[slug] for slug in paper.topics),
        noted=paper.note is not None,
    )


def name_authors(paper: Paper) -> str:
    """Return `Ada Lovelace`, `Lovelace and Babbage`, `12 authors` or the organisation; empty where nothing is known."""
    number = paper.author_count or len(paper.authors)
    if 0 < len(paper.authors) <= _NAMED and number == len(paper.authors):
        return " and ".join(paper.authors)
    if number:
        return count(number, "author")
    return paper.organization or ""
