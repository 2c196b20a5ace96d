"""The curator's word: what `curation.yml` may say, as values, and applying it to a paper.

Where it stands: after `yamlfile` and `model`. `read_curation` reads the file by itself; `resolution` finds which
papers, dumps, digests and topics it speaks of; the library applies what is said to each paper.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from generator.arxiv import find_arxiv_id
from generator.errors import CurationError
from generator.markup import Link, LinkKind, Markup, link
from generator.markup.links import join
from generator.markup.links import key as address_key
from generator.model import Paper, Place
from generator.yamlfile import read_yaml
from generator.yamlfile.mistakes import Origin, quote, refuse

MAX_TOPICS = 4
"""Topics that a paper carries at most (DESIGN.md, "Words")."""


def _check_arxiv_id(text: str) -> str:
    found = find_arxiv_id(text)
    if found is None:
        todo = "Write it as 2506.08010 (five digits after the dot, four before 2015) or cs/0112017"
        raise ValueError(f"{quote(text)} is no arXiv id", todo)
    return found


def _check_address(url: str) -> str:
    try:
        return link(url).url
    except ValueError as error:
        raise ValueError(f"{quote(url)} is no http or https address", "Write it with https://") from error


def _check_text(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty", "Write the text, or delete the key")
    return text.strip()


def _fold_title(text: str) -> str:
    return " ".join(_check_text(text).split())


def _fold_abstract(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", _check_text(text)))


def _check_topics(topics: tuple[str, ...]) -> tuple[str, ...]:
    if len(topics) > MAX_TOPICS:
        raise ValueError(f"sets {len(topics)} topics", f"Keep the best {MAX_TOPICS}")
    return _check_twice(topics)


def _check_papers(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) <= 1:
        raise ValueError("names no two papers", "Write the list as [[paper, paper]]")
    return _check_twice(names)


def _check_twice(names: tuple[str, ...]) -> tuple[str, ...]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"names {quote(name)} twice", "Keep one of the two")
        seen.add(name)
    return names


_Papers = Annotated[tuple[str, ...], AfterValidator(_check_papers)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedLink:
    """A link that the curator adds to a paper."""

    url: Annotated[str, AfterValidator(_check_address)]
    kind: LinkKind | None = None
    """None: by its address, as for any link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCuration:
    """What the curator says of one paper. None and empty: nothing is said."""

    pin: bool | None = None
    hide: bool | None = None
    title: Annotated[str, AfterValidator(_fold_title)] | None = None
    """One line; may carry TeX, as captured titles do."""
    abstract: Annotated[str, AfterValidator(_fold_abstract)] | None = None
    """As `Entry.abstract`."""
    links: tuple[
        Annotated[CuratedLink, BeforeValidator(lambda said: {"url": said} if isinstance(said, str) else said)], ...
    ] = ()
    """Added to those of the abstract; the kind given here wins."""
    arxiv: Annotated[str, AfterValidator(_check_arxiv_id)] | None = None
    """Without version."""
    topics: Annotated[tuple[str, ...], AfterValidator(_check_topics)] = ()
    """Slugs of the vocabulary, best first; they replace the classified ones."""
    forbid_topics: Annotated[tuple[str, ...], AfterValidator(_check_twice)] = ()
    note: Annotated[str, AfterValidator(_check_text)] | None = None
    """Markdown, HTML included: the curator is trusted."""
    origin: Origin = field(default_factory=Origin, compare=False, repr=False)

    def says(self, key: str) -> bool:
        """Return whether anything is said under `key`, one of the fields' names."""
        return getattr(self, key) not in {None, ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpCuration:
    """What the curator says of one dump."""

    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestCuration:
    """What the curator says of one digest."""

    note: Annotated[str, AfterValidator(_check_text)] | None = None
    """Markdown, HTML included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """A curation file as it stands: nothing in it is matched to a library yet (`resolution`)."""

    dumps: Mapping[str, DumpCuration] = field(default_factory=dict)
    """By `Dump.name`."""
    papers: Mapping[str, PaperCuration] = field(default_factory=dict)
    """By any name of a paper (`names`)."""
    digests: Mapping[date, DigestCuration] = field(default_factory=dict)
    merge: tuple[_Papers, ...] = ()
    """Each: names of two or more entries' papers that are one work."""
    keep_apart: tuple[_Papers, ...] = ()
    """Each: names of papers that are different works, whatever the identity rule says."""
    origin: Origin = field(default_factory=Origin, compare=False, repr=False)


def read_curation(path: Path) -> Curation:
    """Return what the file at `path` says; a missing or empty file says nothing.

    Raises CurationError with every mistake that the file shows by itself.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return Curation(origin=Origin(file=path))
    except OSError as error:
        raise CurationError(str(path), f"cannot be read ({error.strerror})", "Allow reading it") from error
    read = read_yaml(path, Curation)
    nothing, todo = PaperCuration(), "Write what is to be said of the paper, or delete the entry"
    empty = (curated.origin for curated in read.papers.values() if curated == nothing)
    refuse(path, (origin.mistake(what="says nothing", todo=todo) for origin in empty))
    return read


def apply(curated: PaperCuration, paper: Paper) -> Paper:
    """Return `paper` with all that is said of it, but for hiding and topics; applying twice is applying once.

    Links are found anew in a corrected abstract; those given beside it stay. The provenance of each field the curator
    settled is the curation file's name and line.
    """
    abstract = paper.abstract if curated.abstract is None else Markup(curated.abstract)
    links = paper.links
    if curated.abstract is not None:
        outdated = paper.abstract.links()
        links = join((*abstract.links(), *(each for each in links if each not in outdated)))
    return replace(
        paper,
        title=paper.title if curated.title is None else Markup(curated.title),
        abstract=abstract,
        links=_add_links(links, curated.links),
        arxiv_id=curated.arxiv or paper.arxiv_id,
        note=curated.note or paper.note,
        pinned=paper.pinned if curated.pin is None else curated.pin,
        provenance={**paper.provenance, **_provenance(curated)},
    )


def apply_topics(curated: PaperCuration, topics: tuple[str, ...]) -> tuple[str, ...]:
    """Return the topics set by the curator, else `topics` without the forbidden ones: empty if all are forbidden."""
    return curated.topics or tuple(topic for topic in topics if topic not in curated.forbid_topics)


def _add_links(links: tuple[Link, ...], curated: tuple[CuratedLink, ...]) -> tuple[Link, ...]:
    added = {address_key(old.url): old for old in links}
    for said in curated:
        key = address_key(said.url)
        known = added.setdefault(key, link(said.url, said.kind))
        added[key] = replace(known, kind=said.kind or known.kind)
    return tuple(added.values())


def _provenance(curated: PaperCuration) -> dict[str, Place]:
    names = {"arxiv": "arxiv_id", "pin": "pinned"}
    settled = ("title", "abstract", "links", "arxiv", "topics", "note", "pin")
    return {
        names.get(key, key): Place(dump=curated.origin.file.name, line=curated.origin.line(key))
        for key in settled
        if curated.says(key)
    }
