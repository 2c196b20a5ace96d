"""Dumps merged into the library."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.curation import Curation, read_curation
from generator.errors import CurationError
from generator.library import assemble
from generator.markup import link
from generator.model import Dump, Library, Place
from tests.entries import ABSTRACT, OTHER_ABSTRACT, dump, entry

TOPICS = ("agents", "code")


def library(*dumps: Dump, curation: Curation | None = None) -> Library:
    """Return the library of these dumps."""
    return assemble(dumps, curation or Curation(), TOPICS).library


def curation(folder: Path, text: str) -> Curation:
    """Return what a curation file of this text says."""
    path = folder / "curation.yml"
    path.write_text(text, encoding="utf-8")
    return read_curation(path)


MARCH = dump("2025-03-14.txt", "Mar 14", [entry("Herons", abstract=ABSTRACT[:160]), entry("Ponds")])
MAY = dump(
    "2025-05-06.txt",
    "May 6",
    [
        entry("Bridges", "May 2", comments=3, author_count=4),
        entry("Herons", "Mar 1", abstract=ABSTRACT, comments=1, author_count=2),
    ],
)


def test_a_paper_knows_every_appearance_and_where_each_field_came_from() -> None:
    """Appearances are in order of date; each field points to the entry that it was taken from."""
    paper = library(MARCH, MAY).papers["herons"]
    assert [(seen.digest, seen.position, seen.comments, seen.dump) for seen in paper.appearances] == [
        (date(2025, 3, 14), 1, None, "2025-03-14.txt"),
        (date(2025, 5, 6), 2, 1, "2025-05-06.txt"),
    ]
    assert paper.author_count == 2
    assert paper.published == date(2025, 3, 1)
    assert paper.comments == 1
    assert paper.provenance["author_count"] == Place(dump="2025-05-06.txt", line=6)


def test_a_cut_off_abstract_gives_way_to_the_whole_one_wherever_it_stands() -> None:
    """The beginning of an abstract, be it the newest, is passed over for the abstract."""
    whole, cut = entry("Herons", abstract=ABSTRACT), entry("Herons", abstract=ABSTRACT[:160])
    for first, second in ((whole, cut), (cut, whole)):
        merged = library(dump("2025-03-14.txt", None, [first]), dump("2025-05-06.txt", None, [second]))
        assert merged.papers["herons"].abstract.source == ABSTRACT


def test_two_captures_of_one_day_are_one_digest() -> None:
    """The first capture's order, then what the later one adds; the later one's comments; one appearance a paper."""
    morning = dump("2025-05-06.txt", None, [entry("Herons", comments=1), entry("Ponds", comments=0)])
    evening = dump("2025-05-06-evening.txt", None, [entry("Bridges"), entry("Herons", comments=5)])
    made = library(evening, morning)
    (digest,) = made.digests
    assert digest.dumps == ("2025-05-06.txt", "2025-05-06-evening.txt")
    assert digest.slugs == ("herons", "ponds", "bridges")
    assert [(seen.position, seen.comments) for seen in made.papers["herons"].appearances] == [(1, 5)]


def test_a_paper_listed_twice_in_a_dump_appears_once() -> None:
    """Its first place is kept, and the second is a finding."""
    made = library(dump("2025-05-06.txt", None, [entry("Herons"), entry("Ponds"), entry("Herons")]))
    assert [seen.position for seen in made.papers["herons"].appearances] == [1]
    assert [(f.rule, f.place.line) for f in made.findings] == [("listed-twice", 9)]


def test_a_paper_listed_often_in_a_dump_is_one_finding() -> None:
    """However often a dump lists a paper, one finding says how often and where first."""
    made = library(dump("2025-05-06.txt", None, [entry("Ponds"), *[entry("Herons")] * 1200]))
    (finding,) = made.findings
    assert (finding.rule, finding.place.line) == ("listed-twice", 9)
    assert "stands in this list 1,200 times, first in line 6" in finding.found


def test_two_formats_of_one_day_are_one_digest() -> None:
    """Papers on the same line of two dumps that are named alike stay two; of one paper each dump tells its part."""
    named = replace(
        entry("Herons", abstract=ABSTRACT, arxiv_id="2503.99001"), authors=("Ada Quill",), keywords=("eel",)
    )
    home = replace(entry("Bridges"), links=(link("https://example.org/bridges"),))
    dumps = (
        dump("2025-03-14.json", None, [named, home]),
        dump("2025-03-14.txt", "Mar 14", [entry("Ponds"), entry("Herons", abstract=ABSTRACT, comments=3)]),
    )
    made = library(*dumps)
    assert made.digests[0].slugs == ("herons", "bridges", "ponds")
    herons = made.papers["herons"]
    assert (herons.arxiv_id, herons.authors, herons.keywords) == ("2503.99001", ("Ada Quill",), ("eel",))
    assert (herons.author_count, herons.comments, len(herons.appearances)) == (1, 3, 1)
    assert herons.provenance["keywords"] == Place(dump="2025-03-14.json", line=3)
    assert [each.url for each in made.papers["bridges"].links] == ["https://example.org/bridges"]


def test_papers_on_one_line_are_told_apart() -> None:
    """A dump of one long line loses none of them."""
    entries = [replace(entry(title), place=Place(dump="a.json", line=1, row=row)) for row, title in enumerate("ABC", 1)]
    whole = replace(dump("2025-03-14.json", None), entries=tuple(entries))
    assert library(whole).papers.keys() == {"a", "b", "c"}


def test_the_newest_of_several_whole_abstracts_is_taken() -> None:
    """Of two abstracts that go on where the newest was cut off, it is the one listed last, also where it recurs."""
    cut, dry, wet = ABSTRACT[:160], f"{ABSTRACT[:160]} It was dry.", f"{ABSTRACT[:160]} Then it rained."
    texts = (wet, dry, wet, cut)
    listings = [
        dump(f"2025-05-0{day}.txt", None, [entry("Herons", abstract=text)]) for day, text in enumerate(texts, 5)
    ]
    assert library(*listings).papers["herons"].abstract.source == wet


def test_copies_of_a_dump_are_read_once() -> None:
    """The same bytes under another name are a finding, not further appearances."""
    made = library(MAY, replace(MAY, name="copy.txt"))
    assert made.papers == library(MAY).papers
    assert [(f.rule, f.place.dump) for f in made.findings] == [("copied-dump", "copy.txt")]


def test_an_undated_dump_is_an_error_that_tells_both_ways_out() -> None:
    """Its papers are there without a date; the finding names the file's name and the line of curation.yml."""
    made = library(dump("listing.txt", "Mar 14", [entry("Herons")]))
    (finding,) = made.findings
    assert (finding.rule, finding.severity.value) == ("undated", "error")
    assert "2025-11-05.txt" in finding.done
    assert 'dumps: {"listing.txt": {date:' in finding.done
    assert made.digests == ()
    assert [seen.digest for seen in made.papers["herons"].appearances] == [None]


def test_the_curator_dates_hides_pins_corrects_and_notes(tmp_path: Path) -> None:
    """Each key of the curation does what it says; a hidden paper is in no digest."""
    said = curation(
        tmp_path,
        """
dumps: {listing.txt: {date: 2025-07-08}}
papers:
  herons: {pin: true, title: "Herons, Corrected", note: "Read this."}
  Ponds: {hide: true}
digests: {2025-07-08: {note: "A wet week."}}
""",
    )
    made = library(dump("listing.txt", "Jul 8", [entry("Herons"), entry("Ponds")]), curation=said)
    assert list(made.papers) == ["herons"]
    paper = made.papers["herons"]
    assert (paper.title.plain(), paper.pinned, paper.note) == ("Herons, Corrected", True, "Read this.")
    assert paper.provenance["title"].dump == "curation.yml"
    (digest,) = made.digests
    assert (digest.date, digest.slugs, digest.note) == (date(2025, 7, 8), ("herons",), "A wet week.")
    assert not made.findings


def test_the_newest_wording_is_taken_though_it_is_shorter() -> None:
    """Only a beginning gives way: an abstract that was revised replaces the longer one of before."""
    revised = ABSTRACT.replace("Twelve marshes were watched over", "Marshes were watched for")
    assert len(revised) < len(ABSTRACT)
    may = dump("2025-05-06.txt", None, [entry("Herons", abstract=ABSTRACT)])
    june = dump("2025-06-03.txt", None, [entry("Herons", abstract=revised)])
    assert library(may, june).papers["herons"].abstract.source == revised


def test_dates_that_disagree_are_told() -> None:
    """The earliest is taken, and each other one is a finding that says where it stands."""
    days = ("May 2", "May 1", "May 2", "May 3")
    dumps = [dump(f"2025-05-0{5 + at}.txt", None, [entry("Herons", day)]) for at, day in enumerate(days)]
    made = library(*dumps)
    assert made.papers["herons"].published == date(2025, 5, 1)
    told = [(each.place.dump, each.found) for each in made.findings if each.rule == "dates-disagree"]
    assert told == [
        ("2025-05-05.txt", "“Herons” is dated 2025-05-02, at 2025-05-06.txt:3 2025-05-01."),
        ("2025-05-08.txt", "“Herons” is dated 2025-05-03, at 2025-05-06.txt:3 2025-05-01."),
    ]


def test_a_hidden_papers_title_stands_nowhere(tmp_path: Path) -> None:
    """Not in findings, and not in what dated a digest; the other papers' titles do."""
    ponds = entry("Ponds: A $k$-Means of Water", "May 3", author_count=2)
    may = dump("2025-05-06.txt", None, [ponds, ponds, entry("Herons"), entry("Herons")])
    listing = dump("listing.txt", "Jun 3", [ponds])
    assert "Ponds" in repr(library(may, listing).findings)
    said = curation(tmp_path, 'papers: {"2025-05-06.txt:3": {hide: true}}')
    made = library(may, listing, curation=said)
    assert "Ponds" not in repr(made)
    assert sorted(finding.found.partition(" stands")[0] for finding in made.findings if "times" in finding.found) == [
        "“(hidden)”",
        "“Herons”",
    ]
    assert "It lists “(hidden)”, published 2025-05-03" in made.digests[0].reason


def test_the_curator_merges_two_papers_and_the_other_address_leads_on(tmp_path: Path) -> None:
    """The older paper's slug stays, the other becomes an alias."""
    said = curation(tmp_path, "merge: [[ponds, water-by-ear]]")
    june = dump("2025-06-03.txt", None, [entry("Water by Ear", abstract=OTHER_ABSTRACT)])
    made = library(MARCH, june, curation=said)
    paper = made.papers["ponds"]
    assert paper.aliases == ("water-by-ear",)
    assert len(paper.appearances) == 2
    assert "water-by-ear" not in made.papers


def test_a_merged_papers_address_is_given_to_no_other(tmp_path: Path) -> None:
    """Of two papers of one title the second keeps its hash, though the first is merged; a note goes where it should."""
    june = [
        dump("2025-06-03.txt", None, [entry("Water by Ear", abstract=OTHER_ABSTRACT)]),
        dump("2025-06-04.txt", None, [entry("Water by Ear", abstract=ABSTRACT * 2)]),
    ]
    second = next(slug for slug in library(MARCH, *june).papers if slug.startswith("water-by-ear-"))
    said = curation(tmp_path, "merge: [[ponds, water-by-ear]]\npapers: {water-by-ear: {note: Read this.}}")
    made = library(MARCH, *june, curation=said)
    assert {slug: paper.note for slug, paper in made.papers.items() if paper.note} == {"ponds": "Read this."}
    assert made.papers["ponds"].aliases == ("water-by-ear",)
    assert second in made.papers


def test_the_curator_keeps_apart_what_the_rule_would_merge(tmp_path: Path) -> None:
    """A near match that is none stays two papers."""
    one, other = entry("Herons and Ponds I", abstract=ABSTRACT), entry("Herons and Ponds II", abstract=ABSTRACT)
    listing = dump("2025-06-03.txt", None, [one, other])
    assert len(library(listing).papers) == 1
    said = curation(tmp_path, "keep_apart: [[herons-and-ponds-i, herons-and-ponds-ii]]")
    assert list(library(listing, curation=said).papers) == ["herons-and-ponds-i", "herons-and-ponds-ii"]


def test_a_paper_kept_apart_from_another_still_recurs(tmp_path: Path) -> None:
    """Keeping two papers apart parts neither from its own entries in other dumps."""
    one, other = entry("Herons and Ponds I", abstract=ABSTRACT), entry("Herons and Ponds II", abstract=ABSTRACT)
    said = curation(tmp_path, "keep_apart: [[herons-and-ponds-i, herons-and-ponds-ii]]")
    made = library(dump("2025-06-03.txt", None, [one, other]), dump("2025-06-04.txt", None, [one]), curation=said)
    assert {slug: len(paper.appearances) for slug, paper in made.papers.items()} == {
        "herons-and-ponds-i": 2,
        "herons-and-ponds-ii": 1,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dumps: {2025-03-15.txt: {date: 2025-03-15}}", "2025-03-14.txt"),
        ("papers: {herosn: {pin: true}}", "herons"),
        ("digests: {2025-03-15: {note: x}}", "2025-03-14"),
        ("papers: {herons: {topics: [agent]}}", "agents"),
    ],
)
def test_a_key_that_matches_nothing_is_an_error_with_the_closest_match(
    tmp_path: Path, text: str, expected: str
) -> None:
    """A slip in a curator's key stops, naming the file and what was probably meant."""
    with pytest.raises(CurationError, match=rf"curation\.yml:1: .*{expected}"):
        library(MARCH, curation=curation(tmp_path, text))


TITLES = ("Herons and Ponds", "Herons and Pond", "Bridges", "Marshes", "Kites at Night")


@st.composite
def shelves(draw: st.DrawFn) -> list[Dump]:
    """Up to four dumps of one year that share papers."""
    made = []
    for day in draw(st.lists(st.integers(1, 28), max_size=4, unique=True)):
        abstracts, ids = (
            st.sampled_from([ABSTRACT, OTHER_ABSTRACT]),
            st.sampled_from([None, "2501.00001", "2501.00002"]),
        )
        listed = draw(st.lists(st.tuples(st.sampled_from(TITLES), abstracts, ids)))
        comments = st.none() | st.integers(0, 9)
        entries = [entry(t, abstract=a, arxiv_id=i, comments=draw(comments)) for t, a, i in listed]
        name = f"2025-05-{day:02}.txt" if draw(st.booleans()) else f"may-{day}.txt"
        made.append(dump(name, f"May {day}", entries))
    return made


@given(shelves(), st.randoms(use_true_random=False))
def test_merging_is_free_of_order_and_idempotent(dumps: list[Dump], random: Random) -> None:
    """Shuffled, or with every dump given twice, the same dumps make the same library."""
    once = library(*dumps)
    twice = [*dumps, *dumps]
    random.shuffle(twice)
    assert library(*twice) == once


@given(shelves(), st.data())
def test_each_address_leads_to_one_paper_whatever_the_curator_merges(dumps: list[Dump], data: st.DataObject) -> None:
    """Addresses are neither lost nor made by a merge; those of one group lead to one paper."""
    addresses = lead(library(*dumps))
    rows = st.lists(st.sampled_from(sorted(addresses)), min_size=2, max_size=3, unique=True)
    groups = data.draw(st.lists(rows, max_size=2)) if len(addresses) > 1 else []
    merged = lead(library(*dumps, curation=Curation(merge=tuple(map(tuple, groups)))))
    assert merged.keys() == addresses.keys()
    assert all(len({merged[address] for address in row}) == 1 for row in groups)


def lead(made: Library) -> dict[str, str]:
    """Return which paper each address leads to; no address may lead to two."""
    leading = [(address, slug) for slug, paper in made.papers.items() for address in (slug, *paper.aliases)]
    assert len(dict(leading)) == len(leading)
    return dict(leading)


@given(shelves())
def test_nothing_is_lost_in_merging(dumps: list[Dump]) -> None:
    """Every entry's title is some paper's, on the day of its digest; slugs and digests refer to each other."""
    made = library(*dumps)
    assert all(paper.slug == slug and paper.appearances for slug, paper in made.papers.items())
    for digest in made.digests:
        assert len(set(digest.slugs)) == len(digest.slugs)
        assert {s for s, p in made.papers.items() if any(a.digest == digest.date for a in p.appearances)} == set(
            digest.slugs
        )
    seen = {(a.dump, a.line) for paper in made.papers.values() for a in paper.appearances}
    twice = [re.search(r"list ([\d,]+) times", f.found) for f in made.findings if f.rule == "listed-twice"]
    placed = {(each.place.dump, each.place.line) for one in dumps for each in one.entries}
    assert seen <= placed
    assert len(placed) == len(seen) + sum(int(times[1]) - 1 for times in twice if times)
