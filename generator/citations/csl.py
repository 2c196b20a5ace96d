"""A citation as CSL-JSON, which Zotero, Pandoc and citeproc read (https://docs.citationstyles.org, CSL 1.0.2).

Where it stands: after `citation`.
"""

from typing import Any

from generator.citations.citation import Citation, Name


def make_csl(citation: Citation) -> dict[str, Any]:
    """Return an item of a CSL-JSON list; `article` is its type for preprints."""
    item: dict[str, Any] = {"id": citation.key, "type": "article", "title": citation.title}
    if citation.authors:
        item["author"] = [_make_name(name) for name in citation.authors]
    if citation.issued:
        item["issued"] = {"date-parts": [list(citation.issued.parts)]}
    if citation.arxiv_id:
        item |= {"number": f"arXiv:{citation.arxiv_id}", "publisher": "arXiv", "DOI": citation.doi}
    if citation.url:
        item["URL"] = citation.url
    if citation.subjects:
        item["keyword"] = ", ".join(citation.subjects)
    if citation.note:
        item["note"] = citation.note
    return item


def _make_name(name: Name) -> dict[str, str]:
    # a name of one word may be a person's or an organisation's: `literal` is right for both
    if not name.given:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}
