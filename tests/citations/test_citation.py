"""What a citation says, and what it does not."""

from datetime import date
from typing import Any

import pytest

from generator.citations import Citation, Issued, Name, cite, find_issued, write_forms
from generator.citations.citation import split_name
from generator.model import Appearance, Paper, YearBasis
from tests.libraries import DAY, make_paper


def cited(paper: Paper) -> Citation:
    """Return the citation of a paper of a published site."""
    return cite(paper, paper.title.plain(), ["Reasoning"], f"https://example.org/papers/{paper.slug}/")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", Name(given="Ada", family="Lovelace")),
        ("Ludwig van Beethoven", Name(given="Ludwig", family="van Beethoven")),
        ("Sammy Davis Jr.", Name(given="Sammy", family="Davis", suffix="Jr.")),
        ("Davis, Jr., Sammy", Name(given="Sammy", family="Davis", suffix="Jr.")),
        ("Sammy Davis, Jr.", Name(given="Sammy", family="Davis", suffix="Jr.")),
        ("Lovelace, Ada", Name(given="Ada", family="Lovelace")),
        ("OpenAI", Name(family="OpenAI")),
        ("王小明", Name(family="王小明")),
        ("bell hooks", Name(given="bell", family="hooks")),
        ("Louis XIV", Name(given="Louis", family="XIV")),
        ("Ada,", Name(family="Ada")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: Name) -> None:
    """Particles go with the family's name, a suffix stands by itself, and one word is all family."""
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("published", "arxiv_id", "issued"),
    [
        (date(2025, 3, 17), "2501.00001", Issued(year=2025, month=3, day=17)),
        (None, "2501.00001", Issued(year=2025, month=1)),
        (None, "math.GT/9912001", Issued(year=1999, month=12)),
        (None, "hep-th/9108001", Issued(year=1991, month=8)),
        (None, "cs/0112017", Issued(year=2001, month=12)),
        (None, "2599.00001", None),
        (None, None, None),
    ],
)
def test_a_date_is_known_or_left_out(published: date | None, arxiv_id: str | None, issued: Issued | None) -> None:
    """The published date comes first, then the month in the arXiv id; a digest's date is none of the paper's."""
    assert find_issued(make_paper("a", published=published, arxiv_id=arxiv_id)) == issued


def test_authors_that_are_only_counted_are_not_invented() -> None:
    """Every form says how many there are, and none has an author."""
    forms = write_forms(cited(make_paper("a", author_count=12, published=DAY)))
    for text in (forms.bibtex, forms.ris, forms.csl["note"], forms.text):
        assert "12 authors, whose names the source does not give." in text
    assert "author =" not in forms.bibtex
    assert "AU  -" not in forms.ris
    assert "author" not in forms.csl


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"author_count": 1}, "1 author, whose name the source does not give."),
        ({"author_count": 3, "authors": ("A B", "C D")}, "2 of its 3 authors are named here."),
        ({"author_count": 2, "authors": ("A B", "C D")}, ""),
        ({"organization": "Analytical Engines"}, "The source names no authors. Listed under Analytical Engines."),
        ({"authors": ("A B",), "organization": "Analytical Engines"}, ""),
    ],
)
def test_what_is_missing_is_told(fields: dict[str, Any], note: str) -> None:
    """The note says what no dump does, and nothing where nothing is missing."""
    assert cited(make_paper("a", published=DAY, **fields)).note == note


def test_a_paper_without_a_date_says_when_it_was_listed() -> None:
    """The first digest's date is told in words; of an undated dump, nothing."""
    assert (
        cited(make_paper("a", authors=("A B",), on=(DAY, date(2024, 1, 2)))).note == "First listed on 2 January 2024."
    )
    undated = Appearance(digest=None, position=1, dump="c.txt", line=1, year_basis=None)
    assert cited(make_paper("a", authors=("A B",), appearances=(undated,))).note == ""
    later = Appearance(digest=DAY, position=1, dump="d.txt", line=1, year_basis=YearBasis.STATED)
    assert "5 November 2025" in cited(make_paper("a", appearances=(undated, later))).note


def test_a_paper_is_cited_by_its_own_address() -> None:
    """A known arXiv id gives the address and the DOI; else the paper's page stands in, or nothing."""
    known = cited(make_paper("a", arxiv_id="2506.08007"))
    assert (known.url, known.doi) == ("https://arxiv.org/abs/2506.08007", "10.48550/arXiv.2506.08007")
    assert cited(make_paper("a")).url == "https://example.org/papers/a/"
    assert cite(make_paper("a"), "A", (), "").url == ""


def test_a_reference_reads_as_a_sentence() -> None:
    """Names, title, where and when, address; no dot is doubled, and of many authors ten are named."""
    fields: dict[str, Any] = {"arxiv_id": "2506.08007", "published": date(2025, 6, 9)}
    two = cited(make_paper("who-asks", authors=("Ada Lovelace", "Charles Babbage"), **fields))
    assert write_forms(two).text == (
        "Ada Lovelace and Charles Babbage. Who asks. arXiv:2506.08007, 9 June 2025. https://arxiv.org/abs/2506.08007"
    )
    many = cited(make_paper("a", authors=tuple(f"A. Author{n}" for n in range(12)), **fields))
    assert write_forms(many).text.startswith("A. Author0, A. Author1,")
    assert "A. Author9, et al. A. arXiv" in write_forms(many).text
    assert "A. Author10" not in write_forms(many).text
