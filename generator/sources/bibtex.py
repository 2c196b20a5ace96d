"""BibTeX, as publishers of proceedings hand it out: records -> entries in order.

Where it stands: one reader of the registry (`generator.sources`). TeX stays in titles and abstracts, which carry it
anyway; authors' names, which don't, are read as it.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import Block, ParsingFailedBlock, String
from bibtexparser.model import Entry as Record

from generator.arxiv import find_arxiv_id
from generator.errors import DumpError
from generator.markup import Link, LinkKind, Markup
from generator.markup.spans import matching_braces
from generator.model import Dump, Finding, Place, Severity, ShownDate
from generator.sources.fields import read_day
from generator.sources.formats import Format
from generator.sources.gathering import Gathering, Told
from generator.sources.prose import quote
from generator.sources.raw import Raw

MAX_RECORDS = 10_000
"""Of one dump: the largest conference has some thousands."""
_NO_PAPERS = frozenset({"proceedings", "periodical", "set", "xdata"})
"""Types of records that other records refer to."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_MISSING = 5
"""Closing braces: a record that lacks more is no longer guessed at."""
_MOST_BRACES = 3
"""Pairs around a whole title: one is met, three are a habit, more are a bomb."""
_MOST_AUTHORS = 500_000
"""Characters of an author field: the longest author lists, of 6,000 physicists, have some 120,000."""
_CODE = LinkKind.CODE
_BLOCK = re.compile(r"@\w*[ \t]*[{(]")
_BRACE = re.compile(r"(?<!\\)[{}]")
_CLOSING = re.compile(r"(?<!\\)\}")
_MARK = re.compile(r'(?<!\\)[{}"#]')
_NUMBER = re.compile("[0-9]{1,2}")


def read_bibtex(raw: Raw) -> Dump:
    """Read one BibTeX file. Raises DumpError only where no record is in it, or too many are."""
    # counted first: what a record costs the parser makes a bomb of many
    if len(_BLOCK.findall(raw.decoded.text)) > MAX_RECORDS:
        todo = "Split it, or take out what is no list of papers"
        raise DumpError(raw.name, f"holds more than {MAX_RECORDS:,} records", todo)
    blocks = _parse(raw.decoded.text)
    strings = {block.key.lower(): _value(str(block.value), {}) for block in blocks if isinstance(block, String)}
    records = [block for block in blocks if isinstance(block, (Record, ParsingFailedBlock))]
    if not records:
        raise DumpError(raw.name, "holds no BibTeX record", "Capture it again, or delete the file")
    gathering = Gathering(raw)
    for row, block in enumerate(records, 1):
        _gather(gathering, Place(dump=raw.name, line=(block.start_line or 0) + 1, row=row), block, strings)
    return gathering.dump()


BIBTEX = Format(endings=(".bib",), read=read_bibtex)


def _gather(gathering: Gathering, place: Place, block: Block, strings: Mapping[str, str]) -> None:
    record = _whole(block)
    if record is None:
        gathering.leave_out(place, "it can't be taken apart, or breaks off before its title ends")
        return
    if record.entry_type in _NO_PAPERS:
        gathering.leave_out(place, f"it is a record of type `{record.entry_type}`")
        return
    told = _tell(_fields(record, strings))
    if type(block) is ParsingFailedBlock and told.title:
        gathering.findings.append(
            Finding(
                place=place,
                rule="cut-off-record",
                severity=Severity.WARNING,
                found=f"The record of {quote(Markup(told.title).plain())} is not closed.",
                done="What it says up to there was kept.",
            )
        )
    gathering.add(place, told)


def _parse(text: str) -> Sequence[Block]:
    """Return the blocks of a text, their values as written; what the parser logs is told as findings instead."""
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        return parse_string(text, parse_stack=()).blocks
    finally:
        logger.setLevel(level)


def _whole(block: Block) -> Record | None:
    """Return the record of a block; of one that is not closed what it says up to there, None where that is nothing."""
    if isinstance(block, Record):
        return block
    inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else None
    if isinstance(inner, Record):
        return inner
    raw = block.raw or ""
    missing = len(_BRACE.findall(raw)) - 2 * len(_CLOSING.findall(raw))
    if not 0 < missing <= _MOST_MISSING:
        return None
    return next((each for each in _parse(raw + "}" * missing) if isinstance(each, Record)), None)


def _fields(record: Record, strings: Mapping[str, str]) -> dict[str, str]:
    """Return a record's values by name in lower case; of a name given twice the first."""
    return {each.key.lower(): _value(str(each.value), strings) for each in reversed(record.fields)}


def _value(written: str, strings: Mapping[str, str]) -> str:
    """Return what a value stands for: without what encloses it, abbreviations spelled out, pieces joined."""
    return "".join(piece[1:-1] if piece[0] in '{"' else strings.get(piece.lower(), piece) for piece in _pieces(written))


def _pieces(written: str) -> Iterator[str]:
    """Yield the pieces of a value between `#`, which means itself within braces and quotes."""
    depth = begin = 0
    quoted = False
    for mark in _MARK.finditer(written):
        if mark[0] == "#" and not depth and not quoted:
            yield from filter(None, [written[begin : mark.start()].strip()])
            begin = mark.end()
        elif mark[0] == '"':
            quoted = not quoted if not depth else quoted
        elif mark[0] != "#":
            depth += 1 if mark[0] == "{" else -1
    yield from filter(None, [written[begin:].strip()])


def _tell(fields: Mapping[str, str]) -> Told:
    names = (fields.get(name, "") for name in ("eprint", "url", "doi"))
    preprint = fields.get("journal", "").rpartition(" ")[2]
    return Told(
        title=_unbraced(fields.get("title", "")),
        abstract=fields.get("abstract", ""),
        authors=tuple(_names(fields.get("author", ""))),
        published=_day(fields),
        arxiv_id=next(filter(None, map(find_arxiv_id, (*names, preprint))), None),
        keywords=tuple(Markup(word).plain() for word in re.split("[;,]", fields.get("keywords", ""))),
        links=tuple(_links(fields)),
        faults=("`author` is too long",) if len(fields.get("author", "")) > _MOST_AUTHORS else (),
    )


def _unbraced(title: str) -> str:
    """Return a title without the braces around all of it, which keep a style from changing its letters."""
    for _ in range(_MOST_BRACES):
        if matching_braces(title).get(0) == len(title) - 1:
            title = title[1:-1].strip()
    return title


def _names(authors: str) -> Iterator[str]:
    """Yield the names, first names first."""
    for name in split_multiple_persons_names(authors) if len(authors) <= _MOST_AUTHORS else ():
        # `and others` is BibTeX's "et al."
        if name.strip().lower() != "others":
            with suppress(InvalidNameError):
                yield Markup(parse_single_name_into_parts(name, strict=False).merge_first_name_first).plain()


def _day(fields: Mapping[str, str]) -> ShownDate | None:
    """Return the day of publication, of several the first; None where only a year or a month is told."""
    if found := read_day(fields.get("date", "")):
        return found
    month = fields.get("month", "").lower()
    number = next((at for at, name in enumerate(_MONTHS, 1) if name in month), 0)
    day = _NUMBER.search(fields.get("day", "") or month)
    year = fields.get("year", "").strip()
    return read_day(f"{year}-{number:02}-{int(day[0]):02}") if day else None


def _links(fields: Mapping[str, str]) -> Iterator[Link]:
    doi = fields.get("doi", "").strip()
    address = doi if "://" in doi else f"https://doi.org/{doi}"
    for text, kind in ((fields.get("url", ""), None), (address if doi else "", None), (fields.get("code", ""), _CODE)):
        for found in Markup(text).links():
            if not find_arxiv_id(found.url):
                yield replace(found, kind=kind or found.kind)
