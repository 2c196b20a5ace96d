"""What pages tell of topics: index, portraits, trends; why a paper has its topics, and what to read next."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Link, LinkKind, Markup
from generator.model import Paper
from generator.pages.charts import Share, share_chart, sparkline
from generator.pages.reasons import give_reasons
from generator.pages.rows import topic_words
from generator.related import Related, When
from generator.topics import Assignment, Evidence, Field
from tests.converters import broken_links, convert, parse, render_all, render_collection, split_page
from tests.libraries import make_collection, make_library, make_paper, read_shipped

MARCH, AUGUST, NOVEMBER = date(2025, 3, 14), date(2025, 8, 1), date(2025, 11, 5)


def make_many(name: str, papers: int, **fields: object) -> Iterator[Paper]:
    """Yield so many papers of one kind."""
    for number in range(papers):
        yield make_paper(f"{name}-{number:02}", position=number + 1, **fields)  # type: ignore[arg-type]


def body_of(pages: Mapping[str, str], path: str) -> str:
    """Return a page without its front matter."""
    return split_page(pages[path])[1]


@pytest.fixture(scope="module")
def pages() -> Mapping[str, str]:
    """The pages of a library in which reasoning rises among papers on code, and theory stands with graphs."""
    code = Link(url="https://github.com/example/abacus", kind=LinkKind.CODE)
    deep = Link(url="https://github.com/Example/abacus/tree/main/beads", kind=LinkKind.CODE)
    once = Link(url="http://www.example.org/slate/code/chalk.zip", kind=LinkKind.CODE)
    papers = [
        *make_many("old", 40, on=(MARCH,), topics=("code",)),
        *make_many("graph", 6, on=(AUGUST,), topics=("theory", "graphs-and-structure")),
        *make_many("middle", 40, on=(AUGUST,), topics=("code",), abstract=Markup("Looms weave programs.")),
        *make_many(
            "new",
            24,
            on=(NOVEMBER,),
            topics=("reasoning",),
            abstract=Markup("An abacus reasons by copper beads. We count the abacus."),
            links=(code,),
        ),
        make_paper("named-deep", on=(AUGUST,), position=90, topics=("reasoning",), links=(once, deep)),
    ]
    return render_all(make_library(papers))


# The index and the portrait


def test_index_draws_each_topic_that_has_papers(pages: Mapping[str, str]) -> None:
    """Each topic with a paper has its picture and newest paper; the others have neither."""
    tree = parse(convert(pages["topics/index.md"]))
    items = {str(item.xpath("string(.//span/a)")): item for item in tree.xpath("//li")}
    drawn = {name for name, item in items.items() if item.xpath(".//svg")}
    assert drawn == {
        "Reasoning",
        "Code & program synthesis",
        "Learning theory & statistics",
        "Graphs & structured prediction",
    }
    (label,) = items["Reasoning"].xpath(".//svg/@aria-label")
    assert label == (
        "Share of the new papers: 14 March 2025, 0 of 40 papers (0%); 5 November 2025, 24 of 24 papers (100%); "
        "the most, 5 November 2025, 24 of 24 papers (100%)"
    )
    assert items["Reasoning"].xpath(".//p[2]/following-sibling::p//a/@href")[0] == "../papers/new-00.md"
    assert "papers/" not in "".join(items["Multilingual & translation"].xpath(".//a/@href"))


def test_index_names_neighbours(pages: Mapping[str, str]) -> None:
    """A topic that stands with another more often than by chance links to it; one that stands alone names none."""
    tree = parse(convert(pages["topics/index.md"]))
    near = {
        str(item.xpath("string(.//span/a)")): [str(href) for href in item.xpath(".//p[3]//a/@href")][1:]
        for item in tree.xpath("//li")
    }
    assert near["Learning theory & statistics"] == ["../topics/graphs-and-structure.md"]
    assert near["Graphs & structured prediction"] == ["../topics/theory.md"]
    assert near["Code & program synthesis"] == []


def test_portrait_of_a_topic(pages: Mapping[str, str]) -> None:
    """A topic's page has the chart between its ends, the words of its papers, their code, and then the papers."""
    body = body_of(pages, "topics/reasoning.md")
    headings = re.findall(r"^## (.*)$", body, re.MULTILINE)
    assert headings == ["Share of new papers", "In its papers’ words", "Code", "Papers"]
    assert re.findall(r"<text[^>]*>([^<]*)</text>", body) == ["100%", "0", "14 March 2025", "5 November 2025"]
    assert "<title>1 August 2025: 1 of 47 papers (2%)</title>" in body
    (terms,) = re.findall(r'<span class="bs-terms">(.*)</span>', body)
    assert "abacus" in terms
    assert "Looms" not in terms


def test_portrait_tells_company_by_lift(pages: Mapping[str, str]) -> None:
    """Beside a companion stand the papers that carry both and how many times as often as chance that is."""
    (item,) = parse(convert(pages["topics/theory.md"])).xpath("//section[h2='Often with']//li")
    assert "".join(item.itertext()) == "Graphs & structured prediction 6 papers, 2.1× chance"


def test_code_is_counted_by_repository(pages: Mapping[str, str]) -> None:
    """Links into one repository are one, in whatever letters; the one that most papers name is first.

    Each leads to the host that the papers name: another's may not be there.
    """
    body = body_of(pages, "topics/reasoning.md")
    assert re.findall(r"^-   \[(\S*/\S*)\]\((\S*)\)$", body, re.MULTILINE) == [
        ("github.com/example/abacus", "https://github.com/example/abacus"),
        ("example.org/slate/code", "http://www.example.org/slate/code"),
    ]
    assert 'papers/new-00.md) <span class="bs-count">and 24 papers more</span>' in body


def test_topic_without_papers_has_no_portrait(pages: Mapping[str, str]) -> None:
    """Where there is nothing to tell, nothing is said."""
    body = body_of(pages, "topics/multilingual.md")
    assert "bs-portrait" not in body
    assert "No paper has this topic yet." in body


def test_portrait_stands_on_the_first_page_alone() -> None:
    """The further pages of a long topic are lists and nothing else."""
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(400)]
    pages = render_all(make_library(make_paper(f"p-{number}", on=(day,)) for number, day in enumerate(days)))
    parts = [path for path in pages if path.startswith("topics/reasoning")]
    assert len(parts) > 2
    assert [path for path in parts if "bs-portrait" in pages[path]] == ["topics/reasoning.md"]


# Charts

SHARES = st.lists(
    st.integers(0, 50).flatmap(
        lambda of: st.builds(Share, period=st.just("May"), papers=st.integers(0, of), of=st.just(of))
    ),
    min_size=2,
    max_size=36,
)


def columns(picture: str) -> list[float]:
    """Return the heights of a sparkline's columns."""
    (drawn,) = re.findall(r'class="bs-tick" d="([^"]*)"', picture)
    return [float(height) for height in re.findall(r"v-([\d.]+)h", drawn)]


@given(SHARES)
def test_columns_stand_for_shares(shares: Sequence[Share]) -> None:
    """Each share above 0 has a column, as high as it is of the largest; no column is lower than a hairline."""
    heights = columns(sparkline(shares, hue=1))
    parts = [share.part for share in shares if share.papers]
    top = max([0.05, *parts])
    assert heights == pytest.approx([max(23 * part / top, 1) for part in parts], abs=0.06)
    assert share_chart(shares, hue=1).count("<title>") == len(parts)


@given(SHARES)
def test_columns_stand_side_by_side_in_their_picture(shares: Sequence[Share]) -> None:
    """Each in the place of its period, none over another, over an axis or out of the picture."""
    for picture, left in ((sparkline(shares, hue=1), 0), (share_chart(shares, hue=1), 32)):
        (width, height) = (float(side) for side in re.findall(r'viewBox="0 0 (\S+) (\S+)"', picture)[0])
        step = (width - left) / len(shares)
        drawn = re.findall(r"M([\d.]+) ([\d.]+)v-([\d.]+)h([\d.]+)v", picture)
        places = [number for number, share in enumerate(shares) if share.papers]
        assert [float(x) for x, *_ in drawn] == pytest.approx([left + place * step for place in places], rel=1e-3)
        assert all(float(wide) < step for *_, wide in drawn)
        assert all(0 <= float(foot) - float(high) < float(foot) < height for _, foot, high, _ in drawn)


def test_one_paper_is_no_peak() -> None:
    """A share of one in a hundred is a fifth of the picture's height, even if it is the largest."""
    shares = [Share(period="May", papers=0, of=100), Share(period="June", papers=1, of=100)]
    assert columns(sparkline(shares, hue=1)) == [pytest.approx(23 / 5)]


def test_one_period_is_no_picture() -> None:
    """There is nothing to draw over time where there is one time."""
    assert sparkline([Share(period="May", papers=1, of=1)], hue=1) == ""
    assert share_chart([], hue=1) == ""


# Trends


def test_a_rise_is_shown_with_its_papers(pages: Mapping[str, str]) -> None:
    """What rose stands there with both counts and its newest papers; what was tested and did not is in the table."""
    body = body_of(pages, "trends.md")
    rising = body[body.index("## Rising topics") : body.index("## Falling topics")]
    assert "[Reasoning](topics/reasoning.md)" in rising
    assert "24 of 24 papers (100%), before 1 of 87 papers (1%)" in rising
    assert re.findall(r"^    -   \[.*\]\(papers/(.*)\.md\)", rising, re.MULTILINE) == ["new-23", "new-22", "new-21"]
    assert "and 21 papers more" in rising
    falling = body[body.index("## Falling topics") : body.index("## Rising terms")]
    assert "0 of 24 papers (0%), before 80 of 87 papers (92%)" in falling
    assert re.findall(r"^    -   \[.*\]\(papers/(.*)\.md\)", falling, re.MULTILINE)[0] == "middle-39"
    terms = re.findall(r"\*\*(.*)\*\*", body[body.index("## Rising terms") : body.index("## Falling terms")])
    assert "abacus" in terms
    assert len(set(" ".join(terms).split())) == len(" ".join(terms).split())
    assert "14 March 2025 to 1 August 2025" in body
    assert "5 November 2025 to" not in body
    assert "| 6 (7%) | 0 (0%) |" in body[body.index("## All topics") :]


def test_no_trend_is_claimed_from_little() -> None:
    """Three papers on a new topic are no trend: the page says so and shows the counts."""
    same = {"title": Markup("A study"), "abstract": Markup("It was made with care.")}
    papers = [
        *make_many("old", 30, on=(MARCH,), **same),
        *make_many("new", 27, on=(NOVEMBER,), **same),
        *make_many("other", 3, on=(NOVEMBER,), topics=("theory",), **same),
    ]
    body = body_of(render_all(make_library(papers)), "trends.md")
    assert "no topic rose; no topic fell; no term rose; no term fell." in body
    assert "bs-trends" not in body
    assert "| 0 (0%) | 3 (10%) |" in body


def test_trends_of_one_digest() -> None:
    """One digest cannot be compared, and the page says what is missing."""
    pages = render_all(make_library([make_paper("a")]))
    assert "There is nothing to compare yet" in pages["trends.md"]
    assert broken_links(pages) == []


def test_every_link_resolves(pages: Mapping[str, str]) -> None:
    """Pictures, portraits and trends lead to pages that are there."""
    assert broken_links(pages) == []


# The paper


def page_of(related: Sequence[Related] = (), assignments: Sequence[Assignment] = ()) -> str:
    """Return the page of one paper of three."""
    library = make_library(make_paper(slug, position=at) for at, slug in enumerate(("one", "two", "three"), start=1))
    collection = make_collection(library, related={"one": related}, assignments={"one": assignments})
    return render_collection(collection)["papers/one.md"]


def test_related_papers_are_told_by_time() -> None:
    """Earlier work stands before later, each under its own heading, with the reason."""
    page = page_of(
        [
            Related(slug="two", reason="Both on code: looms", when=When.LATER),
            Related(slug="three", reason="Both say abacus", when=When.EARLIER),
        ]
    )
    told = "".join(parse(convert(page)).xpath("//section[contains(@class, 'bs-related')]//text()")).split("\n")
    assert [line for line in map(str.strip, told) if line] == [
        *("Related papers", "Earlier", "Three Both say abacus", "Later", "Two Both on code: looms")
    ]
    assert re.findall(r"\]\((\S*papers/\S*)\)", page) == ["../papers/three.md", "../papers/two.md"]


def test_nothing_related_is_not_mentioned() -> None:
    """A paper that nothing leads on from has no empty section."""
    assert "Related" not in page_of()


@pytest.mark.parametrize("text", ["<b>", "](javascript:alert(1))", "a | b", "**x**", "{{ x }}"])
def test_reasons_stay_text(text: str) -> None:
    """A reason quotes papers, so nothing in it is markup."""
    page = page_of([Related(slug="two", reason=f"Both say {text}", when=None)])
    assert f"Both say {text}" in "".join(parse(convert(page)).itertext())


def evidence(phrase: str, weight: float, times: int = 1, found_in: Field = Field.ABSTRACT) -> Evidence:
    """Return evidence."""
    return Evidence(phrase=phrase, found_in=found_in, times=times, weight=weight)


def test_why_tells_phrase_place_and_weight() -> None:
    """On demand the page tells each topic's phrases by where they stood, with what they weighed, closed at first."""
    given_topics = [
        Assignment(
            topic="code",
            score=20.5,
            evidence=(evidence("unit test", 12.5, found_in=Field.TITLE), evidence("loom*", 8, times=3)),
        ),
        Assignment(topic="theory", score=0.0, evidence=()),
    ]
    (details,) = parse(convert(page_of(assignments=given_topics))).xpath("//details")
    assert details.get("open") is None
    assert details.xpath("string(summary)") == "Why these topics"
    told = " ".join("".join(details.itertext()).split())
    assert "Code & program synthesis 20.5in the title: “unit test” 12.5; in the abstract: “loom*” 8 (×3)" in told
    assert "no phrase told a topic" in told


def test_topics_set_by_the_editor_say_so() -> None:
    """Where nothing was assigned by phrases, the editor set the topics."""
    assert "Set by the editor." in page_of()
    assert "Set by the editor." not in page_of(assignments=[Assignment(topic="code", score=0.0, evidence=())])


def tell(phrases: Sequence[Evidence], text: str = "") -> str:
    """Return how evidence is told of an abstract."""
    words = topic_words(read_shipped())
    assignment = Assignment(topic="code", score=1.0, evidence=tuple(phrases))
    (reason,) = give_reasons([assignment], {Field.TITLE: "", Field.ABSTRACT: text}, words)
    return reason.told


def test_only_the_heaviest_phrases_are_told() -> None:
    """Five are told, the others counted with what they weigh together; one that speaks against has a minus sign."""
    told = tell([evidence(f"p{number}", weight) for number, weight in enumerate((9, 8, 7, 6, 5, 4, -3))])
    assert told == "in the abstract: “p0” 9, “p1” 8, “p2” 7, “p3” 6, “p4” 5; 2 more: 1"
    assert tell([evidence("x", -3)]) == "in the abstract: “x” −3"


@pytest.mark.parametrize(
    ("phrase", "quoted"),
    [
        ("unit test", "unit test"),
        ("(weave|weaving) (loom|machine|frame)", "weaving machine"),
        ("(silk|cotton) thread", "(silk|…) thread"),
        ("we (show|weave) ... (carpet|cloth)", "we weave ... carpet"),
    ],
)
def test_a_phrase_is_told_as_it_stands(phrase: str, quoted: str) -> None:
    """Of a phrase's alternatives the page tells those in the text; where none is found as it is, the first and `…`."""
    assert tell([evidence(phrase, 1)], "A weaving-machine is shown; here we weave no carpet.") == (
        f"in the abstract: “{quoted}” 1"
    )
