"""The addresses of papers."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Place
from generator.slugs import MAX_LENGTH, slugs, title_slug
from tests.entries import ABSTRACT, OTHER_ABSTRACT, entry


@given(st.text())
def test_a_slug_is_a_plain_name_of_a_file_for_any_title(title: str) -> None:
    """Letters, digits and single hyphens; never empty, never the list of all papers, never out of its folder."""
    slug = title_slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slug != "index"
    assert len(slug) <= MAX_LENGTH + 9


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Herons & Their *Ponds*: A Study", "herons-their-ponds-a-study"),
        ("Met$^2$Net", "met2net"),
        ('Na\\"{\\i}ve Bayes', "naive-bayes"),
        ("../../etc/passwd\x00", "etc-passwd"),
        ("Ærø på dansk", "aero-pa-dansk"),
        (f"{'Long ' * 15}words-and-more", "-".join(["long"] * 15) + "-words"),
    ],
)
def test_a_slug_reads_like_the_title(title: str, slug: str) -> None:
    """TeX, accents and punctuation become plain words, cut at a word."""
    assert title_slug(title) == slug


@pytest.mark.parametrize("title", ["", "!!!", "Index", "𓂀"])
def test_a_title_without_a_usable_word_gets_a_hash(title: str) -> None:
    """Titles of no letters, and the reserved one, are told apart by a hash."""
    assert re.fullmatch(r"(paper|index)-[0-9a-f]{8}", title_slug(title))


def test_the_paper_listed_first_keeps_the_bare_slug() -> None:
    """A namesake that comes later gets a hash of its own identity and leaves the published address alone."""
    old = (date(2025, 1, 2), "a", Place(dump="a.txt", line=1))
    new = (date(2025, 6, 1), "b", Place(dump="b.txt", line=1))
    first, second = entry("Herons", abstract=ABSTRACT), entry("Herons", abstract=OTHER_ABSTRACT)
    named = slugs({new: second, old: first})
    assert named[old] == slugs({old: first})[old] == "herons"
    assert re.fullmatch(r"herons-[0-9a-f]{8}", named[new])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Herons", "herons", "Herons!", "Ponds", ""]), st.sampled_from([ABSTRACT, OTHER_ABSTRACT])
        ),
        max_size=8,
    )
)
def test_slugs_are_unique(papers: list[tuple[str, str]]) -> None:
    """No two papers have the same address, even of one title and abstract kept apart by the curator."""
    made = [entry(title, abstract=abstract, line=line) for line, (title, abstract) in enumerate(papers, 1)]
    entries = {(date(2025, 1, 1), "a", each.place): each for each in made}
    named = slugs(entries)
    assert named.keys() == entries.keys()
    assert len(set(named.values())) == len(named)
