"""A citation as RIS, which EndNote, Zotero, Mendeley and library catalogues read.

Where it stands: after `citation`. The format has no escape: a value is a line.
"""

from collections.abc import Iterator

from generator.citations.citation import Citation, Name


def write_ris(citation: Citation) -> str:
    r"""Return a record, with an empty line at its end; lines end in `\n`, which every reader takes."""
    return "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in _lines(citation)) + "\n"


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    # no type for preprints was ever added to the format
    yield "TY", "UNPB"
    yield "ID", citation.key
    yield "TI", citation.title
    for name in citation.authors:
        yield "AU", _write_name(name)
    if issued := citation.issued:
        yield "PY", str(issued.year)
        # year/month/day/other, where what is not known is empty
        yield "DA", "/".join([f"{part:02}" for part in issued.parts] + [""] * (4 - len(issued.parts))).rstrip("/")
    if citation.arxiv_id:
        yield "PB", "arXiv"
        yield "AN", f"arXiv:{citation.arxiv_id}"
    if citation.doi:
        yield "DO", citation.doi
    if citation.url:
        yield "UR", citation.url
    for subject in citation.subjects:
        yield "KW", subject
    if citation.note:
        yield "N1", citation.note
    yield "ER", ""


def _write_name(name: Name) -> str:
    # a comma inside of a part would begin another
    return ", ".join(part.replace(",", " ") for part in (name.family, name.given, name.suffix) if part)
