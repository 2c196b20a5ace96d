"""CSL JSON, what reference managers export: items `{"type", "title", "author": [{"family", "given"}], …}` -> entries.

Where it stands: one reader of the registry (`generator.sources`). The schema:
https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from html import unescape

from generator.arxiv import find_arxiv_id
from generator.markup import Link, link
from generator.model import Dump, ShownDate
from generator.sources.fields import Fields, read_day
from generator.sources.formats import Format
from generator.sources.gathering import Gathering, Told
from generator.sources.jsonrows import read_rows
from generator.sources.raw import Raw

_BREAK = re.compile(r"</(?:jats:)?(?:p|title|sec)>|<br ?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:jats:[a-z-]+|i|b|em|strong|sup|sub|span|p|sc|br|title|sec)(?: [^<>]{0,200})?/?>", re.IGNORECASE
)
"""What CSL's rich text has, and the JATS that Crossref hands on in abstracts. No other: `p < 0.05 > q` is text."""
_NAME = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def read_csl(raw: Raw) -> Dump:
    """Read one file of items. Raises DumpError only where it holds no list."""
    found = read_rows(raw)
    gathering = Gathering(raw)
    gathering.findings += found.findings
    for row in found.rows:
        if isinstance(row.value, dict):
            gathering.add(row.place, _tell(Fields(row.value)))
        else:
            gathering.leave_out(row.place, "it is no object")
    return gathering.dump()


CSL = Format(endings=(".json",), read=read_csl)


def _tell(item: Fields) -> Told:
    address, doi = item.text("URL").strip(), item.text("DOI").strip()
    known = (find_arxiv_id(text) for text in (address, doi))
    authors = tuple(_names(item))
    return Told(
        title=_plain(item.text("title")),
        abstract=_plain(item.text("abstract")),
        authors=authors,
        published=_issued(item),
        arxiv_id=next((arxiv_id for arxiv_id in known if arxiv_id), None),
        keywords=tuple(re.split(r"[;,]", item.text("keyword"))),
        links=tuple(_links(address, doi)),
        faults=tuple(item.faults),
    )


def _names(item: Fields) -> Iterator[str]:
    for author in item.each("author"):
        parts = Fields(author if isinstance(author, dict) else {})
        name = " ".join(part for part in map(parts.text, _NAME) if part) or parts.text("literal")
        if name.strip():
            yield name
        else:
            item.fault("author", "holds one without a name")


def _issued(item: Fields) -> ShownDate | None:
    """Return the day of issue; None where only a year or a month is told."""
    issued = item.values.get("issued")
    if not isinstance(issued, dict):
        if issued is not None:
            item.fault("issued", "is no date")
        return None
    match issued.get("date-parts"):
        case [[year, month, day], *_]:
            # numbers, or texts of them
            with suppress(ValueError, TypeError, OverflowError):
                return read_day(date(int(year), int(month), int(day)).isoformat())
            item.fault("issued", "is no date")
    raw = issued.get("raw")
    return read_day(raw) if isinstance(raw, str) else None


def _links(address: str, doi: str) -> Iterator[Link]:
    for each in (address, f"https://doi.org/{doi}" if doi else ""):
        with suppress(ValueError):
            if not find_arxiv_id(each):
                yield link(each)


def _plain(text: str) -> str:
    """Return a rich text without its tags; what ended a paragraph does so still."""
    return unescape(_TAG.sub("", _BREAK.sub("\n\n", text))) if "<" in text or "&" in text else text
