"""The library as Markdown: where pages stand, what each shows, where links lead, how long lists are split."""

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.model import Digest, Library, Severity, YearBasis
from generator.pages import MARK, Edition, Offer, render
from generator.pages.shelves import LONGEST
from tests.converters import (
    ROW,
    SITE,
    broken_links,
    convert,
    find_links,
    parse,
    render_all,
    render_collection,
    render_some,
    split_page,
)
from tests.libraries import (
    DAY,
    make_collection,
    make_finding,
    make_library,
    make_paper,
    make_sample,
    read_shipped,
)


@pytest.fixture(scope="module")
def sample() -> Mapping[str, str]:
    """The pages of the sample library by path."""
    return render_all(make_sample())


def make_days(count: int, since: date) -> list[date]:
    """Return so many days in a row."""
    return [since + timedelta(days=number) for number in range(count)]


# Addresses and links


def test_links_resolve(sample: Mapping[str, str]) -> None:
    """Every relative link leads to a page that is written too, those of an editor's note included."""
    assert broken_links(sample) == []


def test_every_page_is_reached(sample: Mapping[str, str]) -> None:
    """From the front page and the site's tabs a reader can follow links to every page but two kinds that are led to.

    Those are a paper's former addresses, and what stands in for a page without a network.
    """
    reached: set[str] = set()
    tabs = ("dates/index.md", "topics/index.md", "trends.md", "papers/index.md", "reading-list.md", "data-notes.md")
    # the search is the header's
    waiting = ["index.md", "search.md", *tabs, "data/index.md"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            links = (href for href in find_links(sample[path]) if "://" not in href)
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) for href in links]
    assert set(sample) - reached == {"papers/tidy-formulae.md", "offline.md"}


def test_empty_library() -> None:
    """A library without a digest has a front page and indexes that say so, and no broken link."""
    pages = render_all(make_library([]))
    assert broken_links(pages) == []
    assert "There is no digest yet." in pages["index.md"]
    assert "There is no digest yet." in pages["dates/index.md"]


def test_a_year_without_a_paper_has_its_pages_and_no_book() -> None:
    """Where the curator hid all that a year lists, its digests are told, and no book is linked to that is not made."""
    empty = Digest(date=DAY, year_basis=YearBasis.STATED, reason="So it says.", dumps=("a.txt",), slugs=())
    before = make_paper("a", on=(date(2024, 10, 1),))
    pages = render_all(make_library([before], digests=[empty]))
    assert "5 November 2025: 0 papers" in pages["dates/2025/index.md"]
    offered = {path for path, text in pages.items() if ".epub" in text}
    assert offered == {"dates/2024/10/index.md", "dates/2024/10/01.md"}


def test_paths(sample: Mapping[str, str]) -> None:
    """Pages stand where DESIGN.md promises, below docs/."""
    assert {
        "index.md",
        "papers/tidy-formulas.md",
        "papers/tidy-formulae.md",
        "dates/2025/11/05.md",
        "dates/2025/11/index.md",
        "dates/2025/index.md",
        "dates/2024/12/30.md",
        "dates/index.md",
        "topics/reasoning.md",
        "topics/index.md",
        "trends.md",
        "papers/index.md",
        "data-notes.md",
        "reading-list.md",
    } <= set(sample)
    assert all(re.fullmatch(r"[a-z0-9/-]+\.md", path) for path in sample)


@pytest.mark.parametrize("slug", ["../up", "a/b", ".hidden", "A", "a\0"])
def test_slug_stays_in_its_folder(slug: str) -> None:
    """A slug that could leave papers/ is a bug upstream, and no page is made of it."""
    with pytest.raises(ValueError, match=re.escape(slug)):
        list(
            render(Edition(collection=make_collection(make_library([replace(make_paper("a"), slug=slug)])), site=SITE))
        )


def test_determinism(sample: Mapping[str, str]) -> None:
    """The same library gives the same pages, byte by byte and in the same order."""
    again = render_all(make_sample())
    assert list(again.items()) == list(sample.items())


# Front matter


def test_front_matter(sample: Mapping[str, str]) -> None:
    """Every page says its title, description and kind in plain text, and that it is ours."""
    for path, text in sample.items():
        matter, _ = split_page(text)
        assert matter["generator"] == MARK, path
        assert matter["kind"], path
        assert isinstance(matter["title"], str), path
        assert isinstance(matter["description"], str), path
        assert "\n" not in matter["title"] + matter["description"], path


# What pages show


def body_of(pages: Mapping[str, str], path: str) -> str:
    """Return a page without its front matter."""
    return split_page(pages[path])[1]


def test_paper_page(sample: Mapping[str, str]) -> None:
    """A paper's page shows its facts, its appearances newest first with dump and line, links by kind, and the note."""
    body = body_of(sample, "papers/tidy-formulas.md")
    assert "12 authors" in body
    assert "17 March 2025" in body
    assert "We tidy formulas." in body
    first, second = (body.index(f"[{day}](../dates/") for day in ("5 November 2025", "20 March 2025"))
    assert first < second
    assert "2025-11-05.txt:10" in body
    assert "No. 1 of 2 · 2 comments" in body
    assert '<span class="bs-kind">Code</span> [github.com/example/tidy_formulas](' in body
    assert "[Learning theory & statistics](../topics/theory.md)" in body
    assert "[the topic](../topics/theory.md) and [their page](https://example.org/)" in body


@pytest.mark.parametrize(
    ("offer", "arxiv_id", "way"),
    [
        (Offer(), None, '<bs-authors><a href="index.json" type="application/json">and 10 more</a></bs-authors>'),
        (Offer(paper_json=False), "2506.08007", "[and 10 more](https://arxiv.org/abs/2506.08007)"),
        (Offer(paper_json=False), None, "Author 40"),
    ],
)
def test_a_long_list_of_authors_is_cut_where_the_rest_can_be_had(offer: Offer, arxiv_id: str | None, way: str) -> None:
    """Thirty authors are named and a link leads to the others; where there is nothing to lead to, all are named."""
    paper = make_paper("crowd", arxiv_id=arxiv_id, authors=tuple(f"Author {number}" for number in range(1, 41)))
    page = body_of(render_collection(make_collection(make_library([paper])), offer), "papers/crowd.md")
    assert f", {way}\n" in page
    assert ("Author 31," in page) == ("40" in way)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[a](topics/theory.md)", "[a](../topics/theory.md)"),
        ("[a](<my page.md>), [b](about.md)", "[a](<../my page.md>), [b](../about.md)"),
        (
            "[a](<https://example.org/>), [b](mailto:a@b.example)",
            "[a](<https://example.org/>), [b](mailto:a@b.example)",
        ),
        ("[a](#here) and [b](/there)", "[a](#here) and [b](/there)"),
    ],
)
def test_a_notes_links_lead_from_where_it_stands(written: str, read: str) -> None:
    """The editor writes relative links as from docs/; all others stay as they are."""
    assert read in body_of(render_some(make_library([make_paper("a", note=written)]), "papers/a.md"), "papers/a.md")


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        (Offer(), "beside its page. So is each paper: `index.json` and `index.md`. <a"),
        (Offer(paper_json=False), "beside its page. So is each paper: `index.md`. <a"),
        (Offer(paper_json=False, paper_markdown=False), "beside its page. <a"),
    ],
)
def test_downloads_tell_of_what_is_offered(offer: Offer, told: str) -> None:
    """The page of downloads names no file beside a paper's page that the curator switched off."""
    assert told in body_of(render_collection(make_collection(make_library([])), offer), "data/index.md")


def test_find_it_elsewhere(sample: Mapping[str, str]) -> None:
    """A paper is found on arXiv and Hugging Face by its id where known, else by a search for its plain title."""
    by_id = find_links(sample["papers/a-house.md"])
    assert {"https://arxiv.org/abs/2506.08007", "https://huggingface.co/papers/2506.08007"} <= set(by_id)
    by_title = find_links(sample["papers/two-names.md"])
    assert "https://arxiv.org/search/?query=Two+names&searchtype=title" in by_title
    assert "https://huggingface.co/papers?q=Two+names" in by_title


def test_former_address(sample: Mapping[str, str]) -> None:
    """A former address says where the paper is now, and the theme knows it as moved."""
    matter, body = split_page(sample["papers/tidy-formulae.md"])
    assert (matter["kind"], matter["moved_to"]) == ("moved", "tidy-formulas")
    assert "](../papers/tidy-formulas.md): what was listed" in body


def test_row(sample: Mapping[str, str]) -> None:
    """A row shows headline, first sentence, place, authors, comments, code and topics."""
    rows = body_of(sample, "dates/2025/11/05.md").split("\n-   ")
    row = next(text for text in rows if "papers/tidy-formulas.md" in text)
    assert "\n    We tidy formulas.\n" in row
    assert '<span class="bs-no">No. 1</span> · 12 authors · 2 comments · <span class="bs-code">[Code](https:' in row
    assert "[Reasoning](../../../topics/reasoning.md)" in row


def test_row_over_many_digests_tells_its_date(sample: Mapping[str, str]) -> None:
    """In a list over many digests a row shows the date of the newest digest instead of a place."""
    assert '<span class="bs-meta">5 November 2025 · 12 authors · 2 comments' in body_of(sample, "topics/theory.md")


def test_byline_names_few_and_counts_many(sample: Mapping[str, str]) -> None:
    """Two authors are named, more are counted, an organisation stands where no author is known."""
    assert "Ada Lovelace and Charles Babbage" in body_of(sample, "dates/2025/03/20.md")
    assert "Analytical Engines" in body_of(sample, "dates/2025/11/05.md")


def test_places_count_through_a_day_captured_twice() -> None:
    """Of two dumps of one day each has a first place, but the digest has one, on its page and on the papers' pages."""
    papers = [make_paper("early-bird", position=1), make_paper("late-riser", position=1)]
    pages = render_all(make_library(papers))
    assert re.findall(r"No\. \d", pages["dates/2025/11/05.md"]) == ["No. 1", "No. 2"]
    assert "No. 2 of 2" in pages["papers/late-riser.md"]


def test_digest_page_tells_inferred_year(sample: Mapping[str, str]) -> None:
    """A digest whose year was not stated says on what basis it has it; one with a stated year says nothing."""
    assert (
        "The year of this digest was inferred (shown): Its latest explicit year is 2023."
        in sample["dates/2024/12/30.md"]
    )
    assert "inferred" not in sample["dates/2025/11/05.md"]


def test_digests_are_chained(sample: Mapping[str, str]) -> None:
    """A digest leads to the one before and the one after it, over the year's end too."""
    middle = find_links(sample["dates/2025/03/20.md"])
    assert {"../../../dates/2024/12/30.md", "../../../dates/2025/11/05.md"} <= set(middle)


def test_months_and_years_are_chained() -> None:
    """Each leads to the one with a digest before it and the one after it, however far away, and to no other."""
    days = [date(2021, 5, 3), date(2023, 11, 6), date(2024, 1, 2), date(2024, 12, 2), date(2025, 2, 3)]
    pages = render_all(make_library(make_paper(f"p-{day:%Y%m}", on=(day,)) for day in days))
    for paths in (
        [f"dates/{day:%Y/%m}/index.md" for day in days],
        [f"dates/{year}/index.md" for year in range(2021, 2026)],
    ):
        chain = [path for path in paths if path in pages]
        assert len(chain) >= 4
        for number, path in enumerate(chain):
            near = parse(convert(pages[path])).xpath("//nav[@class='bs-ways']//a/@href")
            beside = [*reversed(chain[:number]), ""][:1] + chain[number + 1 :][:1]
            assert [posixpath.normpath(posixpath.join(posixpath.dirname(path), str(href))) for href in near] == [
                each for each in beside if each
            ]


def test_calendar(sample: Mapping[str, str]) -> None:
    """A month is a calendar from Monday: days of digests are links with counts, others plain numbers."""
    rows = [line for line in body_of(sample, "dates/2025/11/index.md").splitlines() if line.startswith("|")]
    assert rows[0] == "| Mon | Tue | Wed | Thu | Fri | Sat | Sun |"
    assert rows[2].split("|")[1:-1] == ["  "] * 5 + [" 1 ", " 2 "]
    assert '[5 <span class="bs-count">2 papers</span>](../../../dates/2025/11/05.md)' in rows[3]


def test_a_paper_counts_once_in_a_span() -> None:
    """Months, years and half-years count each paper once, and tell of its listings where there are more."""
    first, second, later = date(2025, 11, 5), date(2025, 11, 6), date(2025, 12, 1)
    pages = render_all(make_library([make_paper("often", on=(first, second, later)), make_paper("once", on=(first,))]))
    assert "2 digests · 3 listings of 2 papers · [2025]" in pages["dates/2025/11/index.md"]
    assert "1 digest · 1 paper · [2025]" in pages["dates/2025/12/index.md"]
    assert "3 digests · 4 listings of 2 papers · [All dates]" in pages["dates/2025/index.md"]
    assert 'aria-label="July to December 2025: 3 digests, 2 papers"' in pages["dates/2025/index.md"]
    assert "2 digests, 2 papers" in pages["dates/index.md"]


def test_front_page(sample: Mapping[str, str]) -> None:
    """The front page opens with the newest digest, then what is pinned, earlier digests, and all topics in use."""
    body = body_of(sample, "index.md")
    parts = [
        "# The Daily Test",
        "Wednesday, 5 November 2025",
        "papers/a-house.md",
        "## Pinned",
        "20 March 2025",
        "## Topics",
    ]
    places = [body.index(part) for part in parts]
    assert places == sorted(places)


def test_topics_by_family(sample: Mapping[str, str]) -> None:
    """The topic index has each family as a heading and each topic once, with the number of its papers."""
    body = body_of(sample, "topics/index.md")
    assert re.findall(r"^## (.*)$", body, re.MULTILINE) == list(read_shipped().families.values())
    listed = re.findall(r"^-   .*\(\.\./topics/([a-z0-9-]+)\.md\)", body, re.MULTILINE)
    assert Counter(listed) == Counter(list(read_shipped().topics))
    assert re.search(r"\[Reasoning\]\S* <span class=\"bs-count\">3 papers</span>", body)


def test_topic_lists_newest_first(sample: Mapping[str, str]) -> None:
    """A topic lists each of its papers once, by its newest digest."""
    assert ROW.findall(sample["topics/reasoning.md"]) == ["tidy-formulas", "a-house", "quiet-one"]


def test_data_notes(sample: Mapping[str, str]) -> None:
    """Findings stand under their dump and rule with place, what was found and what was done."""
    body = body_of(sample, "data-notes.md")
    assert body.index("## a.txt") < body.index("### cut-off-entry") < body.index("a.txt:3")
    assert "The title is followed by nothing. → The entry was left out." in body


def test_each_rule_has_its_own_findings_and_gravity() -> None:
    """In the table the gravest rule is first; below, each rule of a dump has what it found and nothing else."""
    warning = replace(make_finding(9, "cut-off", found="Half a title."), severity=Severity.WARNING)
    findings = [make_finding(4, "folded", found="Two blanks."), make_finding(5, "folded", found="A tab."), warning]
    body = body_of(render_all(make_library([make_paper("a")], findings=findings)), "data-notes.md")
    assert body.index("| cut-off | warning | 1 |") < body.index("| folded | note | 2 |")
    cut_off, folded = body[body.index("### cut-off") :], body[body.index("### folded") : body.index("### cut-off")]
    assert ["Half a title." in part for part in (cut_off, folded)] == [True, False]
    assert [text in folded for text in ("Two blanks.", "A tab.")] == [True, True]
    assert [text in cut_off for text in ("Two blanks.", "A tab.")] == [False, False]


def test_data_notes_stay_readable() -> None:
    """Thousands of findings make a page of bounded size that still says how many there are."""
    findings = [make_finding(line, rule) for line in range(1, 4001) for rule in ("near-match", "year-inferred")]
    body = body_of(render_all(make_library([make_paper("a")], findings=findings)), "data-notes.md")
    assert "| near-match | note | 4,000 (the first 100 below) |" in body
    assert "And 3,900 more of this rule" in body
    assert len(body) < 100_000


# Long lists


@pytest.fixture(scope="module")
def crowded() -> tuple[Library, dict[str, str]]:
    """A library with a digest of 450, 900 papers of one topic in two years and 450 in one month."""
    papers = [make_paper(f"big-{number:03}", position=number) for number in range(1, 451)]
    for number, day in enumerate(make_days(450, date(2024, 1, 1)), start=1):
        papers.append(make_paper(f"small-{number:03}", on=(day,)))
    library = make_library(papers)
    return library, render_all(library)


def test_no_list_is_too_long(crowded: tuple[Library, dict[str, str]]) -> None:
    """No page holds more than 200 rows, however many papers a digest, a topic or the library has."""
    _, pages = crowded
    assert max(len(ROW.findall(text)) for text in pages.values()) == LONGEST
    # nine hundred papers' pages are like those of any library
    assert broken_links(pages, [path for path in pages if not re.fullmatch(r"papers/(big|small)-\d+\.md", path)]) == []


@pytest.mark.parametrize("start", ["dates/2025/11/05", "topics/reasoning", "papers/"])
def test_long_list_is_whole(start: str, crowded: tuple[Library, dict[str, str]]) -> None:
    """The parts of a long list together hold every paper of it."""
    library, pages = crowded
    listed = {slug for path, text in pages.items() if path.startswith(start) for slug in ROW.findall(text)}
    digest = next(digest for digest in library.digests if digest.date == DAY)
    assert listed == set(digest.slugs if start.startswith("dates") else library.papers)


def test_a_month_that_grows_long_keeps_its_address(crowded: tuple[Library, dict[str, str]]) -> None:
    """Its first part stands where the whole month would, under the month's name; further parts are numbered."""
    _, pages = crowded
    parts = {
        path: split_page(text)[0]["title"] for path, text in pages.items() if path.startswith("papers/by-year/2025/")
    }
    assert parts["papers/by-year/2025/11.md"] == "Papers of November 2025, part 1"
    assert parts["papers/by-year/2025/11-2.md"] == "Papers of November 2025, part 2"


def test_list_of_two_hundred_is_not_split() -> None:
    """A list that just fits stays on one page."""
    papers = [make_paper(f"p-{number:03}", position=number) for number in range(1, LONGEST + 1)]
    pages = render_all(make_library(papers))
    assert len(ROW.findall(pages["topics/reasoning.md"])) == LONGEST
    assert not any(path.startswith(("topics/reasoning/", "papers/by-year/")) or "05-2" in path for path in pages)


def test_index_of_papers_is_alphabetical(sample: Mapping[str, str]) -> None:
    """The index of all papers goes from A to Z by title."""
    assert ROW.findall(sample["papers/index.md"]) == ["a-house", "quiet-one", "tidy-formulas", "two-names"]
