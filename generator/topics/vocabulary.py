"""The vocabulary: topics in their families, and the phrases that speak for each, as a curator edits them.

Where it stands: after `phrases` and `yamlfile`; `topics` classifies papers by it. The file that ships is
`topics.yml` beside this package; a site may give its own of the same form.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from slugify import slugify

from generator.memory import key
from generator.topics.phrases import PhraseBook, bind, readings
from generator.yamlfile import read_yaml
from generator.yamlfile.mistakes import Mistake, Origin, closest, quote, refuse

SHIPPED = Path(__file__).parents[1] / "topics.yml"
"""The vocabulary of the package."""
_RESERVED = frozenset({"index"})
"""`topics/index.md` is the list of all topics."""


def _phrase(phrase: str) -> str:
    readings(phrase)
    return phrase


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("an empty text", "Write a text for readers")
    return text


Phrase = Annotated[str, AfterValidator(_phrase)]
ReadersText = Annotated[str, AfterValidator(_text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """What a phrase of each group weighs, and what a topic needs."""

    decisive: Annotated[float, Field(gt=0)] = 6.0
    strong: Annotated[float, Field(gt=0)] = 4.0
    normal: Annotated[float, Field(gt=0)] = 2.0
    weak: Annotated[float, Field(gt=0)] = 1.0
    title: Annotated[float, Field(gt=0)] = 3.0
    against: Annotated[float, Field(lt=0)] = -3.0
    title_factor: Annotated[float, Field(ge=1)] = 2.5
    """What a weight is multiplied by for a phrase in a title."""
    enough: Annotated[float, Field(gt=0)] = 6.0
    """The sum of weights from which on a paper carries a topic."""
    plenty: Annotated[float, Field(gt=0)] = 24.0
    """The sum of weights beyond which a topic is no more certain."""
    share: Annotated[float, Field(ge=0, le=1)] = 0.55
    """The part of its best topic's sum, or of `plenty` where that is less, that a paper's further topics need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of one topic in groups of equal weight."""

    decisive: tuple[Phrase, ...] = ()
    strong: tuple[Phrase, ...] = ()
    normal: tuple[Phrase, ...] = ()
    weak: tuple[Phrase, ...] = ()
    title: tuple[Phrase, ...] = ()
    """Counted in titles only."""
    against: tuple[Phrase, ...] = ()
    nothing: tuple[Phrase, ...] = ()
    """Counted neither way; they keep shorter phrases from counting in the same place."""
    origin: Origin = field(default_factory=Origin, repr=False, compare=False)

    def each(self) -> Iterator[tuple[str, int, str]]:
        """Yield every phrase behind its group's name and its place in the group, from 0."""
        for group in fields(self):
            if group.name != "origin":
                yield from ((group.name, number, phrase) for number, phrase in enumerate(getattr(self, group.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject heading, as readers see it, and what speaks for it."""

    name: ReadersText
    family: str
    """A slug of the vocabulary's families."""
    description: ReadersText
    """One sentence."""
    evidence: Phrases = field(default_factory=Phrases)
    origin: Origin = field(default_factory=Origin, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one phrase says about one topic."""

    topic: str
    weight: float
    """In an abstract, the first time; 0 where the phrase only keeps shorter ones from counting."""
    only_in_title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Topics, families, and the phrases of all topics bound for finding them."""

    content_hash: str
    """Of the file: what is worked out by one vocabulary is worked out anew by another."""
    scoring: Scoring
    fallback: str
    """The topic of a paper in which no phrase is found."""
    families: Mapping[str, str]
    """Slug -> name, in the file's order."""
    topics: Mapping[str, Topic]
    """Slug -> topic, in the file's order."""
    book: PhraseBook = field(repr=False, compare=False)
    claims: Mapping[str, tuple[Claim, ...]] = field(repr=False, compare=False)
    """Phrase -> what it says, about one topic or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The file's top level."""

    families: Mapping[str, ReadersText]
    topics: Mapping[str, Topic]
    fallback: str
    scoring: Scoring = field(default_factory=Scoring)
    origin: Origin = field(default_factory=Origin)


def read_vocabulary(path: Path = SHIPPED) -> Vocabulary:
    """Read a vocabulary.

    Raises CurationError that names file, line and key for each mistake: those of `read_yaml`, a slug that is none, an
    unknown family or fallback, a phrase that cannot be read or stands twice under one topic.
    """
    read = read_yaml(path, _File)
    refuse(path, _mistakes(read))
    claims = _claims(read)
    return Vocabulary(
        content_hash=key(path.read_bytes()),
        scoring=read.scoring,
        fallback=read.fallback,
        families=read.families,
        topics=read.topics,
        book=bind(claims),
        claims=claims,
    )


def _mistakes(read: _File) -> Iterator[Mistake]:
    """Yield what is wrong between the parts of a file, each of which is well formed."""
    for section, slugs in (("families", read.families), ("topics", read.topics)):
        for slug in slugs:
            if slug != slugify(slug) or slug in _RESERVED:
                yield read.origin.mistake(
                    section, slug, what=f"{quote(slug)} cannot be an address", todo="Write small letters, digits, `-`"
                )
    for topic in read.topics.values():
        if topic.family not in read.families:
            yield topic.origin.mistake("family", **_unknown("family", topic.family, read.families))
        yield from _repeated(topic.evidence)
    if read.fallback not in read.topics:
        yield read.origin.mistake("fallback", **_unknown("topic", read.fallback, read.topics))


def _unknown(kind: str, slug: str, known: Mapping[str, object]) -> dict[str, str]:
    near = closest(slug, known)
    return {
        "what": f"there is no {kind} {quote(slug)}",
        "todo": f"Did you mean {quote(near)}?" if near else f"Write one of {', '.join(known) or 'those you define'}",
    }


def _repeated(evidence: Phrases) -> Iterator[Mistake]:
    """Yield the phrases of one topic that say two things; what counts in titles may count otherwise elsewhere."""
    stood: dict[str, str] = {}
    for group, number, phrase in evidence.each():
        if group == "title":
            continue
        if phrase in stood:
            yield evidence.origin.mistake(
                group,
                number,
                what=f"the phrase {quote(phrase)} stands under {quote(stood[phrase])} already",
                todo="Keep one of the two",
            )
        stood.setdefault(phrase, group)


def _claims(read: _File) -> dict[str, tuple[Claim, ...]]:
    """Return what each phrase says, in the file's order."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for slug, topic in read.topics.items():
        for group, _, phrase in topic.evidence.each():
            weight = getattr(read.scoring, group, 0.0)
            claims[phrase].append(Claim(topic=slug, weight=weight, only_in_title=group == "title"))
    return {phrase: tuple(said) for phrase, said in claims.items()}
