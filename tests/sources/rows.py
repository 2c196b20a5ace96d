"""Rows as the listing's API gives them, with papers made up for the tests."""

import json
from pathlib import Path
from typing import Any

from generator.model import Dump
from generator.sources import read

OWLS = {
    "id": "2511.99001",
    "title": "Owls at the Crossroads: Attention\n  Without a Head",
    "summary": "Owls turn their heads and not their eyes. We do the same with\nattention.\n  It costs a third. "
    "Code: https://github.com/example/owls.",
    "authors": [{"name": "Ada Quill"}, {"name": "No  One", "hidden": True}, {"name": "Bo\nMarsh", "hidden": False}],
    "publishedAt": "2025-11-03T18:59:59.000Z",
    "upvotes": 12,
    "ai_keywords": ["attention", "head  pruning", "attention"],
    "githubRepo": "https://github.com/example/owls",
    "projectPage": "https://example.github.io/owls/",
}
"""A paper with all that a row may tell."""


def row(paper: object = None, **around: object) -> dict[str, Any]:
    """Return the row of a paper, of the owls' where none is given."""
    return {"paper": OWLS if paper is None else paper, "title": "Owls", "numComments": 3, **around}


def numbered(number: int) -> dict[str, Any]:
    """Return the row of a paper that is told from others by its number."""
    return row({"id": f"2511.{99000 + number}", "title": f"The Number {number}", "summary": f"We count to {number}."})


def read_content(folder: Path, content: object, name: str = "2025-11-05.json") -> Dump:
    """Read a dump of that name: text or bytes as they are, anything else as JSON."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read(path)


def told(dump: Dump) -> list[str]:
    """Return the rules of a dump's findings, in order."""
    return [finding.rule for finding in dump.findings]
