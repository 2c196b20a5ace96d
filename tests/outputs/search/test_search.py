"""What a reader types, and what the worker finds, in a real browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from playwright.sync_api import Browser

from generator.markup import Markup, link
from generator.pages.handwritten import Handwritten
from tests import sites
from tests.libraries import make_paper
from tests.searching import Searcher, make_edition, read, write_site
from tests.visits import Visits

OCTOBER = date(2025, 10, 1)
LAST_YEAR = date(2024, 12, 30)
EDITION = make_edition(
    [
        make_paper(
            "weather",
            on=(OCTOBER,),
            title=Markup("Forecasting weather with graph networks"),
            abstract=Markup("We train a graph network on forty years of weather. It runs on one desk."),
            authors=("Ada Lovelace", "Emmy Noether"),
            topics=("graphs-and-structure",),
        ),
        make_paper(
            "policies",
            title=Markup("A policy for walking robots"),
            abstract=Markup("Large language models (LLMs) write the policies that robots walk by. State of the art."),
            links=(link("https://github.com/example/robots"),),
        ),
        make_paper(
            "old",
            on=(LAST_YEAR,),
            title=Markup("On the constructor of an LLM"),
            abstract=Markup("A low-rank model of language. The art of large models is in the state."),
        ),
        make_paper("chinese", title=Markup("机器学习入门"), abstract=Markup("An introduction.")),
        make_paper("script", title=Markup("Titles with <script>alert(1)</script> in them"), abstract=Markup("Text.")),
    ],
    [Handwritten(address="about/", title="About this digest", text="Every weekday a list of papers does the rounds.")],
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small site is served."""
    with sites.serve(write_site(EDITION, tmp_path_factory.mktemp("search") / "site")) as address:
        yield address


@pytest.fixture(scope="module")
def searcher(browser: Browser, address: str) -> Iterator[Searcher]:
    """A reader of the small site, who stays for all of these tests."""
    with ExitStack() as stack:
        visits = Visits(browser, stack)
        yield Searcher(visits().page, address)
        assert visits.opened[0].unexpected == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("graph weather", ["weather"]),
        ("networks", ["weather"]),
        ("robot policies", ["policies"]),
        ("robots polic", ["policies"]),
        ("llm", ["old", "policies"]),
        ("LLMs", ["old", "policies"]),
        ("low rank", ["old"]),
        ("机器学习", ["chinese"]),
        ("学习 入门", ["chinese"]),
        ("constructor", ["old"]),
        ("__proto__", []),
        ("😀", []),
        ("script", ["script"]),
        ('"state of the art"', ["policies"]),
        ('"art of large"', ["old"]),
        ("llm -robots", ["old"]),
        ('language -"large language"', ["old"]),
        ("has:code", ["policies"]),
        ("-has:code llm", ["old"]),
        ("year:2024", ["old"]),
        ("date:2025-10", ["weather"]),
        ("date:..2025-10-01", ["weather", "old"]),
        ("topic:graph", ["weather"]),
        ("topic:graphs-and-structure", ["weather"]),
        ('author:"Emmy Noether"', ["weather"]),
        ("author:weather", []),
        ("lovelace", ["weather"]),
    ],
)
def test_a_query_finds_what_it_says(searcher: Searcher, query: str, found: list[str]) -> None:
    """Words in any form, phrases, operators, acronyms, other scripts, names that mean something to JavaScript."""
    assert sorted(searcher.find(query)) == sorted(found)


@pytest.mark.parametrize(
    ("query", "said", "found"),
    [
        ("graph weather", None, "weather"),
        ("graph unicorns weather", {"kind": "any"}, "weather"),
        ("wether graph", {"kind": "spelling", "q": "weather graph"}, "weather"),
        ("forceasting", {"kind": "spelling", "q": "forecasting"}, "weather"),
        ("for wea net", {"kind": "prefixes"}, "weather"),
    ],
)
def test_it_says_what_was_done_where_no_paper_has_all_words(
    searcher: Searcher, query: str, said: object, found: str
) -> None:
    """All words first; else beginnings of words, then one edit of spelling, then some of the words."""
    answer = searcher.ask(query)
    assert answer["said"] == said
    assert answer["hits"][0]["slug"] == found


def test_a_hit_has_what_a_row_shows(searcher: Searcher) -> None:
    """Title and passage with the words marked, topics with their hues, date, comments, code, authors."""
    [hit] = searcher.ask("robots policy")["hits"]
    assert read(hit["title"]) == "A [policy] for walking [robots]"
    assert read(hit["snippet"]) == (
        "Large language models (LLMs) write the [policies] that [robots] walk by. State of the art."
    )
    assert hit["path"] == "papers/policies/"
    assert (hit["date"], hit["year"], hit["comments"]) == ("2025-11-05", 2025, 2)
    assert hit["code"] == "https://github.com/example/robots"
    assert [topic["slug"] for topic in hit["topics"]] == ["reasoning"]
    assert searcher.ask("weather")["hits"][0]["by"] == "Ada Lovelace and Emmy Noether"


def test_pages_are_found_beside_papers(searcher: Searcher) -> None:
    """What a person wrote is searched too."""
    [hit] = searcher.ask("weekday list")["hits"]
    assert (hit["kind"], hit["path"], hit["slug"], hit["date"]) == ("page", "about/", None, None)


def test_all_slugs_are_told_at_once(searcher: Searcher) -> None:
    """Downloads need every match, in order, and no records; pages are none."""
    question = {"type": "all", "q": "weekday list", "sort": "newest"}
    assert searcher.page.evaluate("question => ask(question)", question)["slugs"] == []
    answer = searcher.page.evaluate("question => ask(question)", {**question, "q": "llm"})
    assert answer["slugs"] == ["policies", "old"]


def test_results_are_sorted(searcher: Searcher) -> None:
    """By date, newest first, or by comments."""
    assert searcher.find("llm", sort="newest") == ["policies", "old"]
    assert searcher.find("llm", sort="comments") == ["policies", "old"]


def test_facets_narrow_and_count(searcher: Searcher) -> None:
    """Counts are of all matches; a facet's own choice does not narrow its own counts."""
    facets = searcher.ask("llm")["facets"]
    assert facets["year"] == [["2025", 1], ["2024", 1]]
    assert facets["code"] == 1
    chosen = searcher.ask("llm", facets={"topic": [], "year": ["2024"], "code": False})
    assert (chosen["total"], chosen["facets"]["year"]) == (1, [["2025", 1], ["2024", 1]])
    assert chosen["facets"]["code"] == 0


@pytest.mark.parametrize(
    "query",
    ["", " ", "-", '"', '""', "-:", "topic:", "date:..", "a" * 10_000, "zqx " * 4000, "\ud800", "- - -", "zqx the"],
)
def test_a_query_that_says_nothing_has_an_empty_answer(searcher: Searcher, query: str) -> None:
    """Whatever is typed, there is an answer and no error."""
    answer = searcher.ask(query)
    assert (answer["total"], answer["hits"]) == (0, [])


@pytest.mark.parametrize("query", ["llm date:yesterday", "llm has:robots", "llm topic:unicorns", "llm year:25"])
def test_an_operator_that_is_not_understood_is_told(searcher: Searcher, query: str) -> None:
    """The rest of the query counts."""
    answer = searcher.ask(query)
    assert len(answer["notes"]) == 1
    assert answer["total"] == 2
