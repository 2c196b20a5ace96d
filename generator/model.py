"""The nouns of the flow as values: what a dump holds, what the library makes of it, and what was found on the way.

Where it stands: after `markup`; every later stage takes and returns these. Enrichment returns new values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from generator.markup import Link, Markup


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A line of a dump: what a finding or a field's provenance points to."""

    dump: str
    """The dump's path below the dumps folder, with forward slashes; its name where it was given by itself."""
    line: int
    """1-based."""
    row: int = 0
    """1-based place among the records of a format that has such: many may stand on one line. 0 in a listing."""

    def __str__(self) -> str:
        return f"{self.dump}:{self.line}" + (f" (row {self.row})" if self.row else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDate:
    """A date as a listing shows it: the year may be left out. Always a day that exists in some year."""

    month: int
    """1 to 12."""
    day: int
    """1 to 31."""
    year: int | None = None
    """Four digits; None where the listing left it out."""

    def __str__(self) -> str:
        name = date(2000, self.month, 1).strftime("%b")
        return f"{name} {self.day}" + (f", {self.year}" if self.year else "")


class Severity(StrEnum):
    """How much a finding matters."""

    NOTE = "note"
    """Inferred or repaired; nothing is lost."""
    WARNING = "warning"
    """Given up on, or decided on thin evidence; a person should look."""
    ERROR = "error"
    """Stops the build until a person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the flow had to infer, repair or give up on."""

    place: Place
    rule: str
    """A short stable name in kebab-case, such as `cut-off-entry`."""
    severity: Severity
    found: str
    """What stands there, as a sentence in plain text; quotes from the dump are shortened."""
    done: str
    """What was done about it, as a sentence."""
    last_line: int | None = None
    """1-based line that it ends at, where it is about more lines than one."""

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """The order findings are listed in: by dump, line, rule."""
        return (self.place, self.rule, self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper's record in one dump, as captured: white space folded, nothing else changed."""

    place: Place
    """Where its title stands."""
    position: int
    """1-based place in the dump's list."""
    title: str
    """One line."""
    abstract: str
    """Paragraphs separated by one blank line; each paragraph one line."""
    author_count: int | None = None
    authors: tuple[str, ...] = ()
    """Names in the paper's order; empty where the dump gives none."""
    organization: str | None = None
    """What stood in the place of the number of authors, if anything did."""
    published: ShownDate | None = None
    comments: int | None = None
    """Comments shown at capture; None where the dump did not say."""
    upvotes: int | None = None
    arxiv_id: str | None = None
    """Without version."""
    keywords: tuple[str, ...] = ()
    """What the dump says that it is about, one line each."""
    links: tuple[Link, ...] = ()
    """What the dump links to beside the abstract: code, a project's page, a publisher's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """One captured file, read: its entries in order and everything that was not plain."""

    name: str
    """As in `Place.dump`."""
    content_hash: str
    """SHA-256 of the file's bytes, in hex: copies of one capture are read once."""
    shown: ShownDate | None
    """The date that it shows of itself: in its header, or in a field."""
    stated: date | None
    """The ISO date in its file name."""
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()


class YearBasis(StrEnum):
    """What settled a digest's year, strongest first (DESIGN.md, "Years")."""

    STATED = "stated"
    SHOWN = "shown"
    BOUNDED = "bounded"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One listing of a paper in one digest."""

    digest: date | None
    """None only in an export of dumps that nothing dates; a build stops at those."""
    position: int
    """1-based place in the list, as captured."""
    dump: str
    line: int
    year_basis: YearBasis | None
    comments: int | None = None
    """Comments shown at capture; None where the dump did not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One work, merged from all its entries, corrected by the curator, classified."""

    slug: str
    """Its address below `papers/`: never empty, unique in the library, kept from build to build."""
    title: Markup
    abstract: Markup
    appearances: tuple[Appearance, ...]
    """Oldest first; at least one; at most one a digest."""
    author_count: int | None = None
    authors: tuple[str, ...] = ()
    organization: str | None = None
    published: date | None = None
    upvotes: int | None = None
    arxiv_id: str | None = None
    links: tuple[Link, ...] = ()
    """Of the abstract, then those given beside it, then the curator's; each address once."""
    keywords: tuple[str, ...] = ()
    """What a dump says that it is about."""
    topics: tuple[str, ...] = ()
    """Slugs of the vocabulary, best first; 1 to 4 once classified."""
    note: str | None = None
    """The editor's note, Markdown."""
    pinned: bool = False
    aliases: tuple[str, ...] = ()
    """Slugs it would have had unmerged: addresses that lead here."""
    provenance: Mapping[str, Place] = field(default_factory=dict)
    """Field name -> the entry that the field was taken from."""

    @property
    def comments(self) -> int | None:
        """The comments of its newest appearance that shows any; None where no dump says."""
        return next((a.comments for a in reversed(self.appearances) if a.comments is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A dated list of papers: all dumps captured of one day."""

    date: date
    year_basis: YearBasis
    reason: str
    """Why it has that year, as a sentence."""
    dumps: tuple[str, ...]
    slugs: tuple[str, ...]
    """Its papers in the order listed, each once; hidden ones left out."""
    note: str | None = None
    """The editor's note, Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All papers and digests, merged, dated, indexed; every finding made on the way."""

    papers: Mapping[str, Paper]
    """Slug -> paper, in the order of slugs."""
    digests: tuple[Digest, ...]
    """Newest first, one a date."""
    findings: tuple[Finding, ...]
