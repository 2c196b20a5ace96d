"""Answers of arXiv's own API, Atom feeds: XML -> entries in order.

Where it stands: one reader of the registry (`generator.sources`). lxml reads them with entities, network and huge trees
off; a document type, which no feed has and every entity bomb needs, is refused before it sees the file.
"""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from generator.arxiv import find_arxiv_id
from generator.errors import DumpError
from generator.markup import Link, link
from generator.model import Dump, Finding, Place, Severity
from generator.sources.fields import read_day
from generator.sources.formats import Format
from generator.sources.gathering import Gathering, Told
from generator.sources.raw import Raw

MAX_ENTRIES = 10_000
"""Of one dump; arXiv itself answers with 2,000 at most."""
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ERRORS = "arxiv.org/api/errors"


def read_atom(raw: Raw) -> Dump:
    """Read one feed. Raises DumpError where it is none, tells of an error, or brings a document type."""
    text = raw.decoded.text
    if "<!DOCTYPE" in text:
        raise DumpError(raw.name, "declares a document type, which a feed never does", "Capture it again")
    gathering = Gathering(raw)
    # the declared encoding is not believed: it is the text that was looked through
    reading = etree.iterparse(
        BytesIO(text.encode(errors="replace")),
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for row, entry in enumerate(_entries(reading, raw.name), 1):
            if row > MAX_ENTRIES:
                todo = "Split it, or ask for fewer"
                raise DumpError(raw.name, f"holds more than {MAX_ENTRIES:,} entries", todo)
            place = Place(dump=raw.name, line=entry.sourceline or 1, row=row)
            if _ERRORS in _text(entry, f"{_ATOM}id"):
                found = f"is an error that arXiv answered ({_text(entry, f'{_ATOM}summary')})"
                raise DumpError(raw.name, found, "Mend the query and ask again")
            gathering.add(place, _tell(entry))
            entry.clear()
    except etree.XMLSyntaxError as error:
        if not gathering.entries:
            where = f"{raw.name}:{error.lineno or 1}"
            raise DumpError(where, "is no XML", "Capture it again") from None
        gathering.findings.append(
            Finding(
                place=Place(dump=raw.name, line=error.lineno or 1),
                rule="broken-xml",
                severity=Severity.WARNING,
                found="In this line or before it the file stops being XML.",
                done="The records that were whole by then were kept; capture it again.",
            )
        )
    return gathering.dump()


ATOM = Format(endings=(".xml", ".atom"), read=read_atom)


def _entries(reading: "etree.iterparse[tuple[str, etree._Element]]", name: str) -> Iterator[etree._Element]:
    """Yield the entries of a feed, each once it is whole. Raises DumpError where the document is no feed."""
    for number, (event, element) in enumerate(reading):
        if number == 0 and element.tag != f"{_ATOM}feed":
            raise DumpError(name, "is no Atom feed", "Give an answer of arXiv's API")
        if event == "end" and element.tag == f"{_ATOM}entry":
            yield element


def _tell(entry: etree._Element) -> Told:
    address = _text(entry, f"{_ATOM}id")
    arxiv_id = find_arxiv_id(address)
    doi = _text(entry, f"{_ARXIV}doi")
    addresses = [*([] if arxiv_id else [address]), *([f"https://doi.org/{doi}"] if doi else [])]
    return Told(
        title=_text(entry, f"{_ATOM}title"),
        abstract=_text(entry, f"{_ATOM}summary"),
        authors=tuple(_text(author, f"{_ATOM}name") for author in entry.iterfind(f"{_ATOM}author")),
        published=read_day(_text(entry, f"{_ATOM}published")),
        arxiv_id=arxiv_id,
        links=tuple(_links(addresses)),
    )


def _links(addresses: list[str]) -> Iterator[Link]:
    for address in addresses:
        try:
            yield link(address)
        except ValueError:
            # an id need not be an address of the web
            continue


def _text(element: etree._Element, path: str) -> str:
    """Return the text of a child, markup left out; empty where there is none."""
    child = element.find(path)
    return "" if child is None else "".join(map(str, child.itertext()))
