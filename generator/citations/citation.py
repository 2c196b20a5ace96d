"""A paper as a reference list needs it: what the dumps say of it and nothing else.

Where it stands: after `model`; the forms beside it write one. A citation manager fills no gap by itself and no reader
checks what it filled in, so what no dump says is left out, and the note tells that it is missing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Paper

_ARXIV_MONTH = re.compile(r"(?:[a-z-]+(?:\.[A-Z]{2})?/)?(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])")
"""An arXiv id begins with the year and month it was given in, before 2007 behind its archive's name."""
_FIRST_YEAR = 91
"""arXiv began in 1991: 91 to 99 stand for years of that century."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in parts. One of a single word (`OpenAI`, `王小明`) is all family."""

    family: str
    """With the particles that belong to it: `van der Berg`."""
    given: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """When a paper was published, as closely as is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def parts(self) -> tuple[int, ...]:
        """The parts that are known, the year first."""
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A reference to a paper."""

    key: str
    """The paper's slug: ASCII, unique in the library, the same from build to build."""
    title: str
    """Plain text."""
    authors: tuple[Name, ...] = ()
    issued: Issued | None = None
    arxiv_id: str | None = None
    url: str = ""
    """Of the paper itself where it is known, else of its page; empty where neither is."""
    subjects: tuple[str, ...] = ()
    note: str = ""
    """What a reader should know is missing, in sentences."""

    @property
    def doi(self) -> str | None:
        """The DOI that arXiv registers for every paper (https://info.arxiv.org/help/doi.html)."""
        return f"10.48550/arXiv.{self.arxiv_id}" if self.arxiv_id else None


def cite(paper: Paper, title: str, subjects: Iterable[str], address: str) -> Citation:
    """Return the citation of a paper; `title` in plain text, `address` of its page, empty where that has none."""
    issued = find_issued(paper)
    return Citation(
        key=paper.slug,
        title=title,
        authors=tuple(split_name(name) for name in paper.authors if name.strip(" ,")),
        issued=issued,
        arxiv_id=paper.arxiv_id,
        url=f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else address,
        subjects=tuple(subjects),
        note=" ".join(_tell_missing(paper, issued)),
    )


def find_issued(paper: Paper) -> Issued | None:
    """Return when a paper was published: as a dump says, else the month in its arXiv id.

    Not the date of its digest, which is only the latest that it can have been.
    """
    if day := paper.published:
        return Issued(year=day.year, month=day.month, day=day.day)
    if paper.arxiv_id and (match := _ARXIV_MONTH.match(paper.arxiv_id)):
        year = int(match["year"])
        return Issued(year=year + (1900 if year >= _FIRST_YEAR else 2000), month=int(match["month"]))
    return None


def split_name(name: str) -> Name:
    """Return a name in parts: `Ludwig van Beethoven`, `Downey, Jr., Robert` and `Sammy Davis Jr.` are understood."""
    family, *middle = [part for part in map(str.strip, name.split(",")) if part] or [""]
    given = middle.pop() if middle else ""
    if given and (middle or given.rstrip(".").casefold() not in _SUFFIXES):
        return Name(family=family, given=given, suffix=" ".join(middle))
    words = family.split()
    suffix = given
    if not suffix and len(words) > 2 and words[-1].rstrip(".").casefold() in _SUFFIXES:  # noqa: PLR2004
        suffix = words.pop()
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return Name(family=" ".join(words[first:]), given=" ".join(words[:first]), suffix=suffix)


def _tell_missing(paper: Paper, issued: Issued | None) -> Iterable[str]:
    named, counted = len(paper.authors), paper.author_count or 0
    if named and counted > named:
        yield f"{named} of its {counted} authors are named here."
    elif counted and not named:
        who = "1 author, whose name" if counted == 1 else f"{counted} authors, whose names"
        yield f"{who} the source does not give."
    elif not named:
        yield "The source names no authors."
    if paper.organization and not named:
        yield f"Listed under {paper.organization}."
    first = next((seen.digest for seen in paper.appearances if seen.digest), None)
    if issued is None and first:
        yield f"First listed on {first.day} {first:%B %Y}."
