"""The search ranks as lunr does: lunr.js itself is the judge, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lunr.stop_word_filter import WORDS as STOP_WORDS
from playwright.sync_api import Page

from generator.flow import Sources, collect
from generator.outputs.search.documents import list_documents
from generator.outputs.search.postings import FIELDS
from generator.outputs.search.words import read_words
from generator.pages.edition import Edition
from generator.pages.page import Site
from tests import sites
from tests.searching import write_site
from tests.visits import Visits

_COMPARE = """
async ([documents, queries]) => {
  const { Engine } = await import("/assets/search-engine.mjs")
  const { Files } = await import("/assets/search-files.mjs")
  const { FIELDS } = await import("/assets/search-index.mjs")
  const { BOOSTS, score } = await import("/assets/search-scores.mjs")
  const lunr = globalThis.define.made
  const oracle = lunr(function () {
    this.b(0)
    // which takes letters that are not ASCII for none
    this.pipeline.remove(lunr.trimmer)
    this.ref("id")
    FIELDS.forEach((field, i) => this.field(field, { boost: BOOSTS[i] }))
    documents.forEach((document) => this.add(document))
  })
  const engine = new Engine(await Files.open(location.href))
  return Promise.all(queries.map(async (words) => {
    const looked = await engine.look({ words: words.map((word, offset) => ({ word, offset })), open: false })
    const { scores } = score(looked, engine.index.size)
    const ours = Array.from(scores, (score, id) => [String(id), score]).filter(([, score]) => score)
    const theirs = oracle.query((query) => words.forEach((word) => query.term(word, { usePipeline: true })))
    return [ours, theirs.map(({ ref, score }) => [ref, score])]
  }))
}
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The sample's papers."""
    collection = collect(Sources(dumps=(sites.ROOT / "dumps",)))
    return Edition(collection=collection, site=Site(name="Sample"))


@pytest.fixture(scope="module")
def address(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where their search is served."""
    with sites.serve(write_site(edition, Path(tmp_path_factory.mktemp("scores")) / "site")) as address:
        yield address


def draw_queries(texts: list[list[str]], page: Page) -> list[list[str]]:
    """Return two hundred queries of one to four words that stand in one paper, no two of one stem."""
    stems: dict[str, str] = page.evaluate(
        """async (words) => {
          const { stem } = await import("/assets/search-lunr.mjs")
          return Object.fromEntries(words.map((word) => [word, stem(word)]))
        }""",
        sorted({word for text in texts for word in text}),
    )
    random = Random(1)  # noqa: S311 (no secret)
    queries = []
    for _ in range(200):
        words = sorted({word for word in random.choice(texts) if word not in STOP_WORDS})
        different = {stems[word]: word for word in random.sample(words, min(len(words), 4))}
        queries.append(list(different.values())[: random.randint(1, 4)])
    return queries


def test_scores_are_lunr_s_to_the_ninth_digit(visit: Visits, edition: Edition, address: str) -> None:
    """On two hundred queries: the same papers, the same scores, and the same first ten."""
    documents: list[dict[str, Any]] = []
    for number, document in enumerate(list_documents(edition)):
        names = [edition.vocabulary.topics[slug].name for slug in document.topics]
        texts = {"text": document.text, "title": document.title, "topics": " ".join(names), "authors": ""}
        documents.append({"id": number, **{field: " ".join(read_words(texts[field])) for field in FIELDS}})
    page = visit().page
    page.goto(address)
    queries = draw_queries([f"{each['title']} {each['text']}".split() for each in documents], page)
    for query, (ours, theirs) in zip(queries, page.evaluate(_COMPARE, [documents, queries]), strict=True):
        assert dict(ours) == pytest.approx(dict(theirs), rel=1e-9), query
        best = sorted(ours, key=lambda each: (-each[1], int(each[0])))[:10]
        assert [score for _, score in best] == pytest.approx([score for _, score in theirs[:10]], rel=1e-9)
