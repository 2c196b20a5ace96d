"""How papers are cited: each in every form that a citation manager reads, and as a line for people.

Where it stands: after `model`, before `pages`, which show the line; `outputs` writes the files.
"""

from dataclasses import dataclass
from typing import Any

from generator.citations.bibtex import write_bibtex
from generator.citations.citation import Citation, Issued, Name, cite, find_issued
from generator.citations.csl import make_csl
from generator.citations.reference import write_reference
from generator.citations.ris import write_ris

__all__ = ["Citation", "Forms", "Issued", "Name", "cite", "find_issued", "write_forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """A citation in every form."""

    bibtex: str
    ris: str
    csl: dict[str, Any]
    text: str


def write_forms(citation: Citation) -> Forms:
    """Return a citation in every form."""
    return Forms(
        bibtex=write_bibtex(citation),
        ris=write_ris(citation),
        csl=make_csl(citation),
        text=write_reference(citation),
    )
