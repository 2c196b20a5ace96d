"""A citation as a line of a reference list.

Where it stands: after `citation`.
"""

from typing import Final

from generator.citations.citation import Citation, Issued, Name

_NAMED: Final = 10
"""So many authors are named; of more, the first ten and `et al.`"""
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def write_reference(citation: Citation) -> str:
    """Return `Ada Lovelace and Charles Babbage. Title. arXiv:2506.08007, 9 June 2025. https://…` on one line."""
    identifier = f"arXiv:{citation.arxiv_id}" if citation.arxiv_id else ""
    issued = _write_date(citation.issued) if citation.issued else ""
    published = ", ".join(part for part in (identifier, issued) if part)
    sentences = [_join(citation.authors), citation.title, published, citation.note]
    ended = [text if text.endswith((".", "?", "!")) else f"{text}." for text in sentences if text]
    return " ".join([*ended, citation.url] if citation.url else ended)


def _join(names: tuple[Name, ...]) -> str:
    named = [" ".join(part for part in (name.given, name.family, name.suffix) if part) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        return f"{', '.join(named)}, et al."
    return " and ".join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)


def _write_date(issued: Issued) -> str:
    month = _MONTHS[issued.month - 1] if issued.month else ""
    return " ".join(str(part) for part in (issued.day, month, issued.year) if part)
