"""Abstracts as HTML, each rendered once in its life.

Where it stands: before `edition`. Half of what feeds and books cost is this: 1.2 of 2.5 s for 10,000 papers. A build
that remembers the last one renders only what is new.
"""

from collections.abc import Mapping

from generator.memory import Memory, key
from generator.model import Paper

_STAGE = "abstracts"


def render_abstracts(papers: Mapping[str, Paper], memory: Memory) -> dict[str, str]:
    """Return each paper's abstract, by slug, as HTML in paragraphs; empty where there is none."""
    known = memory.recall(_STAGE)
    marks = {slug: key(paper.abstract.source) for slug, paper in papers.items()}
    kept: dict[str, str] = {}
    for slug, mark in marks.items():
        if mark not in kept:
            kept[mark] = known[mark] if mark in known else _render(papers[slug])
    memory.keep(_STAGE, kept)
    return {slug: kept[mark] for slug, mark in marks.items()}


def _render(paper: Paper) -> str:
    html = paper.abstract.html()
    return html if html.startswith("<p>") or not html else f"<p>{html}</p>"
