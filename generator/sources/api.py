"""The listing's own API: JSON rows `{"paper": {…}, "numComments": …}` -> entries in order.

Where it stands: one reader of the registry (`generator.sources`). Real files are a plain list, or one in an object
beside its `date`, or hold every row as a Python literal in a text.
"""

import re
from collections.abc import Iterator, Mapping

from generator.arxiv import find_arxiv_id
from generator.markup import LinkKind
from generator.model import Dump, ShownDate
from generator.sources.fields import Fields, read_day
from generator.sources.formats import Format
from generator.sources.gathering import Gathering, Told
from generator.sources.jsonrows import read_rows
from generator.sources.literals import read_literal
from generator.sources.raw import Raw

_ROW = re.compile(r"""["']paper["']\s*:\s*\{|"data"\s*:\s*\[\s*\]""")
"""A row, or the list of a day that has none. Inside of a text JSON would escape the double quotes."""


def read_api(raw: Raw) -> Dump:
    """Read one file of the API. Raises DumpError only where it holds no list of rows.

    The day is the file's `date`, else the one on which all rows that say it were listed: in 1,220 rows of 76 days,
    all that say it, that was always the list's.
    """
    found = read_rows(raw)
    gathering = Gathering(raw)
    gathering.findings += found.findings
    listed: set[ShownDate | None] = set()
    for row in found.rows:
        try:
            paper, around = _split(row.value)
        except ValueError as error:
            gathering.leave_out(row.place, str(error))
            continue
        listed.add(read_day(str(paper.get("submittedOnDailyAt"))))
        gathering.add(row.place, _tell(paper, around))
    listed.discard(None)
    shown = read_day(str(found.members.get("date")))
    return gathering.dump(shown or (listed.pop() if len(listed) == 1 else None))


def _split(row: object) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return the members of a row's paper, and those of the row. Raises ValueError with a clause where it has none."""
    if isinstance(row, str):
        row = read_literal(row)
    members = row if isinstance(row, dict) else {}
    paper = members.get("paper")
    if isinstance(paper, dict):
        return paper, members
    raise ValueError("it has no `paper`" if members else "it is no object")


def _tell(members: Mapping[str, object], around: Mapping[str, object]) -> Told:
    paper, row = Fields(members), Fields(around)
    links = (paper.link("githubRepo", LinkKind.CODE), paper.link("projectPage", LinkKind.PROJECT))
    return Told(
        title=paper.text("title") or row.text("title"),
        abstract=paper.text("summary") or row.text("summary"),
        authors=tuple(_names(paper)),
        organization=_organization(paper) or _organization(row),
        published=paper.day("publishedAt"),
        comments=row.number("numComments"),
        upvotes=paper.number("upvotes"),
        arxiv_id=_arxiv_id(paper),
        keywords=paper.texts("ai_keywords"),
        links=tuple(each for each in links if each),
        faults=(*paper.faults, *row.faults),
    )


def _names(paper: Fields) -> Iterator[str]:
    """Yield the authors' names; who is hidden on the page stays so."""
    for author in paper.each("authors"):
        fields = Fields(author if isinstance(author, dict) else {})
        name = fields.text("name")
        if not name.strip():
            paper.fault("authors", "holds one without a name")
        elif fields.values.get("hidden") is not True:
            yield name


def _organization(fields: Fields) -> str | None:
    """Return an organisation's name, which may stand by itself or in an object."""
    value = fields.values.get("organization")
    if not isinstance(value, dict):
        return fields.text("organization")
    inside = Fields(value)
    return inside.text("fullname") or inside.text("name")


def _arxiv_id(paper: Fields) -> str | None:
    text = paper.text("id")
    found = find_arxiv_id(text)
    if text and not found:
        paper.fault("id", "is no arXiv id")
    return found


def _claims(raw: Raw) -> bool:
    return _ROW.search(raw.decoded.text) is not None


API = Format(endings=(".json",), claims=_claims, read=read_api)
