"""A search by itself: an index in a folder, the theme's modules beside it, a page that asks the worker."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from generator.model import Paper
from generator.outputs.search import make_search
from generator.pages.edition import Edition
from generator.pages.handwritten import Handwritten
from generator.pages.page import Site
from generator.site.tree import Tree
from tests.libraries import make_collection, make_library

ASSETS = Path(__file__).resolve().parents[1] / "generator" / "theme" / "assets"
_START = """
base => {
  const worker = new Worker(new URL("assets/search-worker.mjs", base), { type: "module" })
  const waiting = new Map()
  let asked = 0
  worker.onmessage = ({ data }) => waiting.get(data.id)(data)
  worker.postMessage({ type: "open", base })
  window.ask = (question) => new Promise((resolve) => {
    waiting.set(++asked, resolve)
    worker.postMessage({ type: "query", ...question, id: asked })
  })
}
"""


def make_edition(papers: Iterable[Paper], handwritten: Iterable[Handwritten] = ()) -> Edition:
    """Return an edition of papers."""
    collection = make_collection(make_library(papers))
    return Edition(collection=collection, site=Site(name="Test"), handwritten=tuple(handwritten))


def write_site(edition: Edition, folder: Path) -> Path:
    """Write a site that has nothing but a search, and a blank page; return its folder."""
    shutil.copytree(ASSETS, folder / "assets", ignore=shutil.ignore_patterns("fonts"))
    tree = Tree(root=str(folder))
    for artefact in make_search(edition):
        tree.put(artefact.path, artefact.content)
    (folder / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><title>A page</title>')
    return folder


class Searcher:
    """Asks the worker from the page that is open."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.goto(address)
        page.evaluate(_START, address)

    def ask(self, q: str, **question: object) -> dict[str, Any]:
        """Return the worker's answer."""
        answer: dict[str, Any] = self.page.evaluate("question => ask(question)", {"q": q, **question})
        # what cannot be sent as JSON has no place in the protocol
        json.dumps(answer)
        return answer

    def find(self, q: str, **question: object) -> list[str]:
        """Return the slugs of the papers found, in order, the first hundred."""
        answer = self.ask(q, **{"size": 100, **question})
        assert "error" not in answer, answer
        return [hit["slug"] for hit in answer["hits"]]


def read(runs: Iterable[tuple[str, bool]]) -> str:
    """Return runs as text, what is marked in brackets."""
    return "".join(f"[{text}]" if marked else text for text, marked in runs)
