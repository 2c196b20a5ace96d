"""The metadata block behind an entry, whole and broken."""

import pytest

from generator.model import Entry, ShownDate
from tests.sources.entries import SAMPLES, read_text

TITLE, ABSTRACT = "Slow Gardens", SAMPLES[0].abstract
NEXT = f"\n\nA Note on Doors\n\n{SAMPLES[2].abstract}\n\n  • 2 authors\n·\nJan 31\n"


def read_with(block: str) -> tuple[Entry, list[str]]:
    """Return the entry in front of a block, and the rules of the findings; the entry behind must be whole."""
    dump = read_text(f"byAK and the research community\n\n{TITLE}\n\n{ABSTRACT}\n\n{block}{NEXT}")
    first, second = dump.entries
    assert (first.title, first.abstract) == (TITLE, ABSTRACT)
    assert (second.title, second.abstract, second.author_count) == ("A Note on Doors", SAMPLES[2].abstract, 2)
    return first, [each.rule for each in dump.findings]


@pytest.mark.parametrize(
    ("block", "count", "published", "comments"),
    [
        ("  • 7 authors\n·\nAug 12", 7, ShownDate(month=8, day=12), None),
        ("  • 7 authors\n·\nAug 12 3", 7, ShownDate(month=8, day=12), 3),
        ("  • 7 authors\n·\nDec 23, 2023 15", 7, ShownDate(month=12, day=23, year=2023), 15),
        ("  • 7 authors\n·\nDec 23 2023", 7, ShownDate(month=12, day=23), 2023),
        ("  • 1 authors\n·\nFeb 29", 1, ShownDate(month=2, day=29), None),
        ("  • 1 author\n·\nMay 1", 1, ShownDate(month=5, day=1), None),
        ("  • 1,023 authors\n·\nMay 1 1,204", 1023, ShownDate(month=5, day=1), 1204),
        ("7 authors\n·\nAug 12", 7, ShownDate(month=8, day=12), None),
        ("•\n7 authors\n·\nAug 12", 7, ShownDate(month=8, day=12), None),
        ("•\n\n7 authors\n\n·\n\nAug 12", 7, ShownDate(month=8, day=12), None),
        ("\t•\u00a07 authors \n · \n Aug 12\t3 ", 7, ShownDate(month=8, day=12), 3),
        ("  • 7 authors · Aug 12", 7, ShownDate(month=8, day=12), None),
        ("  • 7 authors·Aug 12", 7, ShownDate(month=8, day=12), None),
        ("  • 7 Authors\n·\nSeptember 2", 7, ShownDate(month=9, day=2), None),
    ],
)
def test_a_whole_block_is_read(block: str, count: int, published: ShownDate, comments: int | None) -> None:
    """Authors, date and comments, in each form that a capture may give them; nothing to tell of."""
    first, rules = read_with(block)
    assert (first.author_count, first.published, first.comments) == (count, published, comments)
    assert rules == []


@pytest.mark.parametrize(
    "name", ["Coastal Lab", "Coastal Lab, Inc.", "The Lab of Coasts, Seas & Ponds", "3M", "coast.ai"]
)
@pytest.mark.parametrize("block", ["  • {}\n·\nAug 12 3", "  • {}\n\n·\n\nAug 12 3", "  • {} · Aug 12 3"])
def test_an_organisation_may_stand_for_the_authors(block: str, name: str) -> None:
    """Its name is kept, and told of."""
    first, rules = read_with(block.format(name))
    assert (first.organization, first.author_count, first.comments) == (name, None, 3)
    assert rules == ["organization-in-block"]


def test_a_block_without_bullets_may_have_an_organisation_but_no_piece_of_a_sentence() -> None:
    """Where nothing marks the line, the end of an abstract is not taken for a name."""
    assert read_with("Coastal Lab\n·\nAug 12")[0].organization == "Coastal Lab"
    for end in ("and so it ends.", "It ends. Here it does", "as was shown"):
        text = f"byAK and the research community\n{TITLE}\n{ABSTRACT}\n{end}\n·\nAug 12{NEXT}"
        first, _ = read_text(text).entries
        assert first.organization is None


def test_an_organisation_may_stand_beside_the_authors() -> None:
    """Both are kept."""
    first, _ = read_with("  • 7 authors\n·\nCoastal Lab\n·\nAug 12")
    assert (first.organization, first.author_count) == ("Coastal Lab", 7)


@pytest.mark.parametrize(
    ("block", "count", "published", "rules"),
    [
        ("  • 7 authors\n·", 7, None, ["broken-block"]),
        ("  • 7 authors", 7, None, ["broken-block"]),
        ("  • Coastal Lab\n·", None, None, ["broken-block", "organization-in-block"]),
        ("·\nAug 12", None, ShownDate(month=8, day=12), ["broken-block"]),
        ("  • 7 authors\nAug 12", 7, ShownDate(month=8, day=12), []),
        ("  • 7 authors\n·\nFeb 30", 7, None, ["broken-block"]),
        ("  • 7 authors\n·\nAug 12\n\n  • 7 authors\n·\nAug 12", 7, ShownDate(month=8, day=12), ["unexplained-line"]),
        ("·", None, None, ["missing-block", "unexplained-line"]),
        ("  •", None, None, ["missing-block", "unexplained-line"]),
        ("Aug 12", None, None, ["missing-block", "unexplained-line"]),
    ],
)
def test_a_broken_block_is_told_of_and_spoils_nothing(
    block: str, count: int | None, published: ShownDate | None, rules: list[str]
) -> None:
    """What it says is kept, what it lost is told of, and the texts around it are whole."""
    first, found = read_with(block)
    assert (first.author_count, first.published) == (count, published)
    assert [rule for rule in sorted(found) if rule != "missing-block"] == [r for r in rules if r != "missing-block"]


def test_numbers_without_end_are_no_numbers() -> None:
    """A count of a million digits is neither read nor fatal."""
    digits = "9" * 5000
    for block in (f"  • {digits} authors\n·\nAug 12", f"  • {'1,' + ',000' * 2000} authors", f"·\nAug 12 {digits}"):
        dump = read_text(f"{TITLE}\n\n{ABSTRACT}\n\n{block}\n")
        assert dump.entries[0].title == TITLE


@pytest.mark.parametrize(
    "line", ["• a bulleted line of its own", "• 3 gardens · 4 seasons", "a·b = b·a for all of them", "May 5 be enough?"]
)
def test_an_abstract_may_hold_lines_that_resemble_a_block(line: str) -> None:
    """A bullet or a dot alone makes no block."""
    text = f"byAK and the research community\n\n{TITLE}\n\n{ABSTRACT}\n{line}\n{ABSTRACT}\n\n  • 7 authors\n·\nAug 12\n"
    (read_entry,) = read_text(text).entries
    assert line in read_entry.abstract
    assert read_entry.author_count == 7


def test_comments_on_a_line_of_their_own_are_no_title() -> None:
    """What a block may have lost to its own line is told of, and the papers around it keep their texts."""
    first, second = SAMPLES[:2]
    block = "  • 3 authors\n·\nNov 1, 2024"
    for stray in ("\n\n3", "\n3 comments", "\n\n12 comments"):
        dump = read_text(
            f"{first.title}\n\n{first.abstract}\n\n{block}{stray}\n\n{second.title}\n\n{second.abstract}\n\n{block}\n"
        )
        assert [(each.title, each.abstract) for each in dump.entries] == [
            (first.title, first.abstract),
            (second.title, second.abstract),
        ]
        assert "unexplained-line" in {each.rule for each in dump.findings}


def test_comments_may_be_named() -> None:
    """`3 comments` behind the date is the number of comments."""
    dump = read_text(f"Slow Gardens\n\n{SAMPLES[0].abstract}\n\n  • 3 authors\n·\nNov 1, 2024 3 comments\n")
    assert [each.comments for each in dump.entries] == [3]
