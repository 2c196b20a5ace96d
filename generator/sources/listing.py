"""The text listing: what a person copies off the daily page -> entries in order.

Where it stands: one reader of the registry (`generator.sources`). It never raises for what a text says: what it can't
explain becomes a finding with its lines, and every line of the file that is not the page's own words ends up in an
entry or in a finding.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.model import Dump, Entry, Finding, Place, Severity
from generator.sources.body import Body, Line, read_body
from generator.sources.capture import read_capture
from generator.sources.formats import Format
from generator.sources.header import Header, read_header
from generator.sources.prose import quote
from generator.sources.raw import Raw, stated_date
from generator.sources.records import Record, gather, join
from generator.sources.segments import label


def read_listing(raw: Raw) -> Dump:
    """Read one text listing. Raises DumpError only where there is no text to read."""
    name = raw.name
    capture = read_capture(raw)
    header = read_header(capture.rows)
    body = read_body(name, capture.rows, header)
    records, unknown = gather(body.lines, label(body.lines))
    cut = records.pop() if records and records[-1].is_cut_off(ends_line=not capture.rows[-1].text) else None
    findings = [
        *capture.findings,
        *_of_header(name, header),
        *body.findings,
        *_of_unexplained(name, body, unknown),
        *_of_cut_off(name, cut),
        *(finding for record in records for finding in _of_record(name, record)),
        *_of_missing_blocks(name, records),
        *_of_no_entries(name, records),
    ]
    return Dump(
        name=name,
        content_hash=raw.content_hash,
        shown=body.shown,
        stated=stated_date(name),
        entries=tuple(_entry(name, record, position) for position, record in enumerate(records, 1)),
        findings=tuple(sorted(findings, key=lambda each: each.sort_key)),
    )


LISTING = Format(endings=(".txt",), read=read_listing)


def _entry(name: str, record: Record, position: int) -> Entry:
    block = record.block
    return Entry(
        place=Place(dump=name, line=record.line),
        position=position,
        title=join(record.title),
        abstract="\n\n".join(map(join, record.abstract)),
        author_count=block.author_count if block else None,
        organization=block.organization if block else None,
        published=block.published if block else None,
        comments=block.comments if block else None,
    )


def _of_header(name: str, header: Header) -> Iterator[Finding]:
    dated = Place(dump=name, line=header.date_line or 1)
    if not header.phrases:
        yield Finding(
            place=Place(dump=name, line=1),
            rule="no-header",
            severity=Severity.NOTE,
            found="The listing does not begin with the page's header.",
            done="Its first line was read as the first title" + (", after the date." if header.date_line else "."),
        )
    if header.impossible:
        yield Finding(
            place=dated,
            rule="no-such-day",
            severity=Severity.WARNING,
            found=f"The header's date is no day of any year: {quote(header.impossible)}.",
            done="The listing was read as undated: date it in curation.yml or by its file name.",
        )
    stated = stated_date(name)
    if header.shown and stated and (header.shown.month, header.shown.day) != (stated.month, stated.day):
        yield Finding(
            place=dated,
            rule="dates-differ",
            severity=Severity.WARNING,
            found=f"The header says {header.shown}, the file name {stated}.",
            done="The file name was followed.",
        )


def _of_unexplained(name: str, body: Body, unknown: Sequence[Line]) -> Iterator[Finding]:
    """Tell of scraps and unknown lines, together where nothing else stands between them."""
    left_out = {line.number for line in (*body.scraps, *unknown)}
    lines = sorted((*body.lines, *body.scraps), key=lambda line: line.number)
    for is_left_out, group in groupby(lines, key=lambda line: line.number in left_out):
        if not is_left_out:
            continue
        stretch = list(group)
        first, last = stretch[0].number, stretch[-1].last_number
        more = f" and what follows it up to line {last} fit" if last > first else " fits"
        yield Finding(
            place=Place(dump=name, line=first),
            last_line=last if last > first else None,
            rule="unexplained-line",
            severity=Severity.WARNING,
            found=f"{quote(stretch[0].text)}{more} no title, abstract or block.",
            done="It was left out: mend the dump there.",
        )


def _of_cut_off(name: str, cut: Record | None) -> Iterator[Finding]:
    if cut:
        yield Finding(
            place=Place(dump=name, line=cut.line),
            last_line=cut.last_line if cut.last_line > cut.line else None,
            rule="cut-off-entry",
            severity=Severity.WARNING,
            found=f"The capture ends in the middle of {quote(join(cut.title))}, in line {cut.last_line}.",
            done="This record was left out; capture it again.",
        )


def _of_record(name: str, record: Record) -> Iterator[Finding]:
    place = Place(dump=name, line=record.line)
    title = quote(join(record.title))
    if not record.abstract:
        yield Finding(
            place=place,
            rule="no-abstract",
            severity=Severity.WARNING,
            found=f"The title {title} is followed by no abstract.",
            done="The paper was kept without one.",
        )
    block = record.block
    if block and block.fault:
        yield Finding(
            place=Place(dump=name, line=block.line),
            last_line=block.last_line if block.last_line > block.line else None,
            rule="broken-block",
            severity=Severity.WARNING,
            found=f"{block.fault} ({title})",
            done="What else it says was kept.",
        )
    if block and block.organization:
        yield Finding(
            place=Place(dump=name, line=block.line),
            rule="organization-in-block",
            severity=Severity.NOTE,
            found=f"{quote(block.organization)} stands where the number of authors does.",
            done="It was taken for an organisation's name.",
        )


def _of_missing_blocks(name: str, records: Sequence[Record]) -> Iterator[Finding]:
    missing = [record for record in records if record.block is None]
    if len(missing) * 2 >= len(records):
        return
    for record in missing:
        found = f"{quote(join(record.title))} has no block of authors, date and comments, as most others here do."
        yield Finding(
            place=Place(dump=name, line=record.line),
            rule="missing-block",
            severity=Severity.NOTE,
            found=found,
            done="These fields were left open.",
        )


def _of_no_entries(name: str, records: Sequence[Record]) -> Iterator[Finding]:
    if not records:
        yield Finding(
            place=Place(dump=name, line=1),
            rule="no-entries",
            severity=Severity.WARNING,
            found="Nothing in the file reads as a title with its abstract.",
            done="The digest stays empty; capture the page again.",
        )
