"""Which entries are of one paper."""

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identity import Works, fold, group
from generator.model import Entry, Place
from tests.entries import ABSTRACT, OTHER_ABSTRACT, entry

REVISED = ABSTRACT.replace("Twelve marshes", "Thirteen marshes").replace("two winters", "three long winters")


def titles(works: Works) -> list[list[str]]:
    """Return the titles of each work, sorted."""
    return sorted(sorted(each.title for each in work.entries) for work in works.works)


def test_titles_are_folded_by_case_punctuation_tex_and_white_space() -> None:
    """Two spellings of one title fold to the same letters and digits."""
    assert fold("The  Heron's \\textit{Pond}: A Multi-Modal Study") == fold("the heron’s pond — a multimodal study")
    assert fold("Met$^2$Net") == fold("Met²Net")
    assert fold("!?") == "!?"


def test_equal_titles_over_matching_abstracts_are_one_paper() -> None:
    """A revised abstract, or only the beginning of one, under the same title is the same paper."""
    revised = entry("Herons", abstract=REVISED, line=2)
    beginning = entry("HERONS!", abstract=ABSTRACT[:150], line=3)
    empty = entry("Herons", abstract="", line=4)
    assert len(group([entry("Herons", abstract=ABSTRACT), revised, beginning, empty]).works) == 1


def test_without_an_abstract_the_authors_tell_namesakes_apart() -> None:
    """Two editorials of different people are two papers; where either names nobody the title decides."""
    ada, bo = (
        replace(entry("Editorial", abstract="", line=line), authors=(name,)) for line, name in enumerate("AB", 1)
    )
    assert len(group([ada, bo]).works) == 2
    assert len(group([ada, replace(ada, place=Place(dump="b.bib", line=1), authors=("a", "C"))]).works) == 1
    assert len(group([ada, entry("Editorial", abstract="", line=3)]).works) == 1


def test_an_entry_without_an_id_joins_one_with_an_id() -> None:
    """A listing names no id, an answer of the API does: equal titles over matching abstracts are one paper."""
    listed, answered = (
        entry("Herons", abstract=ABSTRACT),
        entry("Herons", abstract=REVISED, arxiv_id="2511.99001", line=2),
    )
    assert len(group([listed, answered]).works) == 1


def test_equal_titles_over_different_abstracts_stay_two_papers() -> None:
    """The title alone does not make one paper, and the finding says where the other stands."""
    works = group([entry("Herons", abstract=ABSTRACT), entry("Herons", abstract=OTHER_ABSTRACT, line=9)])
    assert len(works.works) == 2
    (finding,) = works.findings
    assert finding.rule == "equal-titles"
    assert finding.place == Place(dump="a.txt", line=9)
    assert "a.txt:1" in finding.found


def test_each_paper_under_one_title_is_told_once() -> None:
    """Three papers of one title are two findings, each of which points to the first."""
    third = "Kilns crack. We fired sixty of them slowly and counted what broke, by the hour and by the kind of clay."
    texts = (ABSTRACT, OTHER_ABSTRACT, third)
    works = group([entry("Herons", abstract=text, line=line) for line, text in enumerate(texts, 1)])
    assert len(works.works) == 3
    assert sorted(finding.place.line for finding in works.findings) == [2, 3]
    assert all("a.txt:1." in finding.found for finding in works.findings)


def test_very_many_abstracts_under_one_title_are_compared_only_exactly() -> None:
    """Beyond fifty abstracts a title says nothing: equal abstracts are one paper, and one finding tells of it."""
    many = [
        entry("Herons", abstract=f"Note {number}.", line=line)
        for line, number in enumerate([*range(3000), *range(3000)], 1)
    ]
    works = group(many)
    assert {len(work.entries) for work in works.works} == {2}
    (finding,) = works.findings
    assert (finding.rule, finding.place.line) == ("equal-titles", 1)
    assert "3,000 different abstracts" in finding.found


def test_of_very_long_abstracts_the_beginnings_are_compared() -> None:
    """What is no abstract any more, such as a whole book, is compared as far as abstracts go: it would take hours."""
    one, other = (f"{REVISED * 10} {letter * 1_000_000}" for letter in "xy")
    assert len(group([entry("Herons", abstract=one), entry("Herons", abstract=other, line=2)]).works) == 1


def test_near_titles_merge_only_when_the_abstracts_agree() -> None:
    """A misprint in a title is seen through; a new title over the same abstract is reported, not merged."""
    right, misprint = (
        entry("Herons and Their Ponds", abstract=ABSTRACT),
        entry("Herons and Thier Ponds", abstract=ABSTRACT),
    )
    merged = group([right, misprint])
    assert titles(merged) == [["Herons and Their Ponds", "Herons and Thier Ponds"]]
    assert [finding.rule for finding in merged.findings] == ["near-match"]
    other = entry("Herons and Thier Ponds", abstract=OTHER_ABSTRACT, line=5)
    assert len(group([right, other]).works) == 2
    renamed = group([right, entry("Water by Ear", abstract=ABSTRACT, line=5)])
    assert len(renamed.works) == 2
    assert [finding.rule for finding in renamed.findings] == ["same-abstract"]


def test_a_sentence_in_common_makes_no_paper() -> None:
    """Papers of one group share a sentence and nearly a title; their abstracts disagree, so they are two, silently."""
    shared = "All code, weights and recordings are found in the archive of the marsh station. "
    one = entry("Herons and Their Ponds", abstract=shared + ABSTRACT)
    other = entry("Herons and Their Pond", abstract=shared + OTHER_ABSTRACT, line=2)
    works = group([one, other])
    assert (len(works.works), works.findings) == (2, ())


def test_arxiv_ids_decide_before_titles() -> None:
    """One id is one paper whatever the title; two ids are two papers whatever the title."""
    one = entry("Herons", abstract=ABSTRACT, arxiv_id="2501.00001")
    assert len(group([one, entry("Ponds", abstract=OTHER_ABSTRACT, arxiv_id="2501.00001", line=2)]).works) == 1
    assert len(group([one, entry("Herons", abstract=ABSTRACT, arxiv_id="2501.00002", line=2)]).works) == 2
    assert len(group([one, entry("Herons", abstract=ABSTRACT, line=2)]).works) == 1


def test_the_curators_word_goes_before_every_rule() -> None:
    """Entries said to be together are one paper, entries said to be apart are two."""
    one, other = entry("Herons", abstract=ABSTRACT), entry("Bridges", abstract=OTHER_ABSTRACT, line=2)
    same = entry("Herons", abstract=ABSTRACT, line=3)
    assert len(group([one, other], together=[frozenset({one.place, other.place})]).works) == 1
    assert len(group([one, same], apart=[[frozenset({one.place}), frozenset({same.place})]]).works) == 2


def test_the_curator_may_join_two_arxiv_ids() -> None:
    """A paper that was sent in twice is one where the curator says so, and stays one with what has either id."""
    one, other = (
        entry("Herons", abstract=ABSTRACT, arxiv_id="2501.00001"),
        entry("Bridges", abstract=OTHER_ABSTRACT, arxiv_id="2501.00002", line=2),
    )
    again = replace(other, place=Place(dump="b.json", line=1))
    third = replace(again, arxiv_id="2501.00003")
    together = [frozenset({one.place, other.place})]
    assert len(group([one, other, again], together=together).works) == 1
    assert len(group([one, other, third], together=together).works) == 2


@st.composite
def captures(draw: st.DrawFn) -> list[Entry]:
    """Entries that recur, with revised, cut and foreign abstracts, near titles, and ids now and then."""
    some = st.lists(
        st.tuples(
            st.sampled_from(["Herons and Ponds", "herons & ponds", "Herons and Pond", "Bridges", "Bridges!"]),
            st.sampled_from([ABSTRACT, REVISED, ABSTRACT[:120], OTHER_ABSTRACT, ""]),
            st.sampled_from([None, None, "2501.00001", "2501.00002"]),
        ),
        max_size=7,
    )
    return [
        entry(title, abstract=abstract, arxiv_id=arxiv_id, line=line)
        for line, (title, abstract, arxiv_id) in enumerate(draw(some), 1)
    ]


@given(captures(), st.randoms(use_true_random=False))
def test_grouping_is_a_partition_that_order_and_repetition_do_not_change(entries: list[Entry], random: Random) -> None:
    """Every entry is in one work; shuffled or given twice, entries make the same works and the same findings."""
    works = group(entries)
    assert sorted(each.place for work in works.works for each in work.entries) == sorted(e.place for e in entries)
    again = [*entries, *entries]
    random.shuffle(again)
    assert group(again) == works


@given(captures())
def test_no_work_has_two_arxiv_ids(entries: list[Entry]) -> None:
    """Whatever is alike, two ids are never one paper."""
    for work in group(entries).works:
        assert len({each.arxiv_id for each in work.entries if each.arxiv_id}) <= 1


def test_a_paper_listed_many_thousand_times_is_joined_at_once() -> None:
    """Joining takes no longer the more entries a paper has: this would take minutes otherwise."""
    same = [entry("Herons", abstract=ABSTRACT, line=line) for line in range(1, 30_001)]
    (work,) = group(same).works
    assert len(work.entries) == 30_000


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_entry_between_two_ids_joins_the_same_one_in_any_order(order: tuple[int, ...]) -> None:
    """An entry without an id that matches two papers goes to the one that its content comes first with."""
    three = [
        entry("Herons", abstract=ABSTRACT, arxiv_id="2501.00001", line=1),
        entry("Herons", abstract=ABSTRACT, line=2),
        entry("Herons", abstract=ABSTRACT, arxiv_id="2501.00002", line=3),
    ]
    works = group([three[at] for at in order])
    assert works == group(three)
    assert len(works.works) == 2
