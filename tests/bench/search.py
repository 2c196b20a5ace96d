"""How good the search is, and what it costs: `make bench-search`, or `python -m tests.bench.search quality|cost`.

Both ask the real worker in headless Chromium. Quality is of the real papers in ../shared, which are not part of the
project; cost is of these, and of made ones (`tests.bench.corpus`).
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from generator.flow import Collection, Sources, collect
from generator.outputs.search import make_search
from generator.pages.edition import Edition
from generator.pages.page import Site
from tests import chromium, sites
from tests.bench.corpus import write_dumps
from tests.bench.queries import Query, make_queries
from tests.bench.shaped import Line, serve_far
from tests.searching import Searcher, write_site

REAL: Mapping[str, Path] = {
    "dumps": sites.SHARED / "dumps",
    "hf-daily-papers": sites.SHARED / "corpora" / "hf-daily-papers",
}
MADE = (10_000, 50_000)
_ASK_ALL = """
async ([queries, size]) => {
  const found = []
  for (const q of queries) found.push((await ask({ q, size, counts: false })).hits.map(({ slug }) => slug))
  return found
}
"""
_LUNR = """
async ([documents, queries]) => {
  await import("/assets/search-lunr.mjs")
  const index = globalThis.define.made(function () {
    this.ref("slug")
    this.field("title")
    this.field("text")
    documents.forEach((document) => this.add(document))
  })
  return queries.map((q) => index.search(q.replace(/[^\\p{L}\\p{N} ]/gu, " ")).map(({ ref }) => ref))
}
"""
_MEMORY = """
async () => {
  const { breakdown } = await performance.measureUserAgentSpecificMemory()
  const workers = breakdown.filter(({ attribution }) => attribution.some(({ scope }) => scope.includes("Worker")))
  return workers.reduce((sum, { bytes }) => sum + bytes, 0)
}
"""


def main() -> int:
    """Print the tables that are wished for; return 1 where there is no browser or no real papers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", choices=["quality", "cost"], nargs="*", default=["quality", "cost"])
    parser.add_argument("--queries", type=int, default=350, help="of each kind, at most")
    options = parser.parse_args()
    path = chromium.find()
    if path is None or not all(folder.is_dir() for folder in REAL.values()):
        sys.stderr.write("A Chromium and ../shared are needed.\n")
        return 1
    with sync_playwright() as playwright:
        # memory is measured at once, not when the browser next tidies up
        arguments = ["--enable-blink-features=ForceEagerMeasureMemory"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        tables = {"quality": lambda: report_quality(browser, options.queries), "cost": lambda: report_cost(browser)}
        for table in options.table:
            for line in tables[table]():
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
        browser.close()
    return 0


def report_quality(browser: Browser, many: int) -> Iterator[str]:
    """Yield a table of Markdown: for each kind of query, how often the paper is first, and among the first ten."""
    yield "| papers | query | queries | first | first ten | lunr.js as it comes |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for folder in REAL.values():
        collection = collect(Sources(dumps=(folder,)))
        papers = list(collection.library.papers.values())
        with tempfile.TemporaryDirectory() as site, sites.serve(_write(collection, site)) as address:
            searcher = Searcher(browser.new_page(), address)
            for kind, queries in make_queries(papers, many):
                texts = [query.q for query in queries]
                if any(len(query.slugs) > 1 for query in queries):
                    found = searcher.page.evaluate(_ASK_ALL, [texts, len(papers)])
                    yield f"| {len(papers):,} | {kind} | {len(queries)} | finds {_recall(queries, found):.1%} | | |"
                    continue
                documents = [_plain(papers, number) for number in range(len(papers))] if len(papers) < 1000 else []
                lunr = searcher.page.evaluate(_LUNR, [documents, texts]) if documents else None
                first, ten = _places(queries, searcher.page.evaluate(_ASK_ALL, [texts, 10]))
                theirs = "{:.1%}, {:.1%}".format(*_places(queries, lunr)) if lunr else ""
                yield f"| {len(papers):,} | {kind} | {len(queries)} | {first:.1%} | {ten:.1%} | {theirs} |"


def report_cost(browser: Browser) -> Iterator[str]:
    """Yield a table of Markdown: for each number of papers, bytes and times of a first search, and memory."""
    yield "| papers | made in | on intent | first search | 9 in 10 below | cold | cached | worker |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, folder in REAL.items():
        yield _cost(browser, collect(Sources(dumps=(folder,))), name)
    for many in MADE:
        with tempfile.TemporaryDirectory() as dumps:
            write_dumps(Path(dumps), many)
            yield _cost(browser, collect(Sources(dumps=(Path(dumps),))), "made")


def _cost(browser: Browser, collection: Collection, name: str) -> str:
    papers = list(collection.library.papers.values())
    kinds = dict(make_queries(papers[:: max(1, len(papers) // 1000)], 10))
    queries = [query.q for kind in ("three words of the title", "four words of the abstract") for query in kinds[kind]]
    with tempfile.TemporaryDirectory() as site:
        edition = _edition(collection)
        # which the pages have made by then
        _ = (edition.rows, edition.newest)
        started = time.process_time()
        list(make_search(edition))
        made = time.process_time() - started
        with serve_far(_write(collection, site)) as (address, line):
            visits = [_visit(browser, address, line, q) for q in queries]
    intent, first, cold, cached, memory = (list(column) for column in zip(*visits, strict=True))
    cells = [
        f"{len(papers):,} ({name})",
        f"{made:.1f} s",
        f"{statistics.median(intent) / 1000:.1f} KB",
        f"{statistics.median(first) / 1000:.1f} KB",
        f"{statistics.quantiles(first, n=10)[-1] / 1000:.1f} KB",
        f"{statistics.median(cold):.0f} ms",
        f"{statistics.median(cached):.0f} ms",
        f"{max(memory) / 1e6:.1f} MB",
    ]
    return f"| {' | '.join(cells)} |"


def _visit(browser: Browser, address: str, line: Line, q: str) -> tuple[int, int, float, float, int]:
    """Search once as a new reader and once more on another page; return bytes, milliseconds and bytes of memory."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    before = line.bytes
    searcher = Searcher(page, address)
    # all that intent fetches: the worker's modules, lunr.js, the manifest
    searcher.ask("", counts=False)
    intent = line.bytes - before
    cold = searcher.ask(q, counts=False)["ms"]
    first = line.bytes - before
    memory: int = page.evaluate(_MEMORY)
    again = Searcher(context.new_page(), address)
    again.ask("", counts=False)
    cached = again.ask(q, counts=False)["ms"]
    context.close()
    return intent, first, cold, cached, memory


def _edition(collection: Collection) -> Edition:
    return Edition(collection=collection, site=Site(name="Bench"))


def _write(collection: Collection, folder: str) -> Path:
    return write_site(_edition(collection), Path(folder) / "site")


def _plain(papers: Sequence[Any], number: int) -> dict[str, str]:
    paper = papers[number]
    return {"slug": paper.slug, "title": paper.title.plain(), "text": paper.abstract.plain()}


def _places(queries: Sequence[Query], found: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return the parts of the queries that have their paper first, and among the first ten."""
    first = sum(list(slugs[:1]) == list(query.slugs) for query, slugs in zip(queries, found, strict=True))
    ten = sum(query.slugs[0] in slugs[:10] for query, slugs in zip(queries, found, strict=True))
    return first / len(queries), ten / len(queries)


def _recall(queries: Sequence[Query], found: Sequence[Sequence[str]]) -> float:
    """Return the mean part of the papers asked for that are found."""
    parts = [len({*query.slugs} & {*slugs}) / len(query.slugs) for query, slugs in zip(queries, found, strict=True)]
    return statistics.mean(parts)


if __name__ == "__main__":
    sys.exit(main())
