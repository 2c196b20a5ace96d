"""arXiv's ids, wherever one is written: bare, in an address, in a DOI.

Where it stands: first in the flow, beside `errors`.
"""

import re

# https://info.arxiv.org/help/arxiv_identifier.html: archive/YYMMNNN until 0703, YYMM.NNNN until 1412, then YYMM.NNNNN.
_ID = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|[aA]r[xX]iv:"
    r"|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/ar[xX]iv\.)?"
    r"((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}"
    r"|[a-z-]+(?:\.[A-Z]{2})?/\d\d(?:0[1-9]|1[0-2])\d{3})"
    r"(?:v[1-9]\d*)?(?:\.pdf)?",
    re.ASCII,
)


def find_arxiv_id(text: str) -> str | None:
    """Return the arXiv id that `text` is, without version: bare, after `arXiv:`, an address or a DOI; else None."""
    match = _ID.fullmatch(text.strip())
    return match[1] if match else None
