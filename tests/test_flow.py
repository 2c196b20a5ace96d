"""The flow from dumps to the library that pages are written from."""

from pathlib import Path

import pytest

from generator.errors import BroadsheetError, DumpError
from generator.flow import Sources, collect, refuse_errors
from tests.sites import ROOT, SHARED

DUMPS = ROOT / "dumps"


def test_the_sample_is_what_it_is_meant_to_be() -> None:
    """Six digests, each dated as its dump is meant to show, and papers that recur."""
    library = collect(Sources(dumps=(DUMPS,), curation=ROOT / "curation.yml")).library
    assert [(str(digest.date), digest.year_basis.value) for digest in library.digests] == [
        ("2025-11-06", "stated"),
        ("2025-11-05", "stated"),
        ("2025-10-24", "stated"),
        ("2025-10-08", "shown"),
        ("2025-09-23", "bounded"),
        ("2025-09-05", "neighbours"),
    ]
    assert len(library.papers) >= 45
    assert sum(len(paper.appearances) > 1 for paper in library.papers.values()) >= 10
    assert {"cut-off-entry", "missing-block", "organization-in-block", "near-match"} <= {
        finding.rule for finding in library.findings
    }
    refuse_errors(library)


@pytest.mark.skipif(not (SHARED / "dumps").is_dir(), reason="the real dumps (../shared/dumps) are not on this machine")
def test_the_real_dumps_are_merged_and_dated() -> None:
    """418 entries are 350 papers in five digests of 2025, 57 of them in more than one; 75 blocks were read."""
    library = collect(Sources(dumps=(SHARED / "dumps",))).library
    assert [(str(digest.date), digest.year_basis.value, len(digest.slugs)) for digest in library.digests] == [
        ("2025-11-05", "shown", 79),
        ("2025-08-27", "bounded", 86),
        ("2025-08-01", "bounded", 101),
        ("2025-03-20", "bounded", 83),
        ("2025-03-14", "neighbours", 69),
    ]
    papers = library.papers.values()
    assert len(papers) == 350
    assert sum(len(paper.appearances) for paper in papers) == 418
    assert sum(len(paper.appearances) > 1 for paper in papers) == 57
    assert sum(paper.author_count is not None for paper in papers) == 75


def test_every_paper_gets_its_topics_and_the_curators_word_wins(tmp_path: Path) -> None:
    """One to four topics of the vocabulary; a set list replaces them, a forbidden topic is not among them."""
    plain = collect(Sources(dumps=(DUMPS,))).library
    assert all(1 <= len(paper.topics) <= 4 for paper in plain.papers.values())
    one, other = list(plain.papers.values())[:2]
    curation = tmp_path / "curation.yml"
    curation.write_text(
        f"papers:\n  {one.slug}: {{topics: [theory, robotics-and-driving]}}\n"
        f"  {other.slug}: {{forbid_topics: [{', '.join(other.topics)}]}}\n"
    )
    collection = collect(Sources(dumps=(DUMPS,), curation=curation))
    said = collection.library.papers
    assert said[one.slug].topics == ("theory", "robotics-and-driving")
    assert not set(said[other.slug].topics) & set(other.topics)
    assert said[other.slug].topics
    assert collection.assignments[one.slug] == ()
    assert all(
        tuple(given.topic for given in collection.assignments[slug]) == paper.topics
        for slug, paper in said.items()
        if slug != one.slug
    )


def test_papers_lead_on_to_each_other() -> None:
    """Every paper of the sample has a place among the related ones, and leads to papers of the library alone."""
    collection = collect(Sources(dumps=(DUMPS,)))
    assert set(collection.related) == set(collection.library.papers)
    listed = [each.slug for related in collection.related.values() for each in related]
    assert listed
    assert set(listed) <= set(collection.library.papers)


def test_a_dump_that_nothing_dates_stops_a_build(tmp_path: Path) -> None:
    """The one clear error names the dump, says why, and what would settle it."""
    listing = tmp_path / "listing.txt"
    listing.write_text("Mar 14\n\nHerons and Their Ponds\n\nWe ask how a heron finds its pond, at some length.\n")
    library = collect(Sources(dumps=(listing,))).library
    with pytest.raises(BroadsheetError, match=r"listing\.txt:1: .*Mar 14.*Name the file by its date"):
        refuse_errors(library)


def test_a_file_that_cannot_be_read_stops_a_build_and_hides_no_other(tmp_path: Path) -> None:
    """What could be read is in the library; what could not is an error finding."""
    (tmp_path / "2025-03-14.txt").write_text(
        "Herons and Their Ponds\n\nWe ask how a heron finds its pond, at length.\n"
    )
    (tmp_path / "2025-03-15.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    library = collect(Sources(dumps=(tmp_path,))).library
    assert len(library.papers) == 1
    with pytest.raises(BroadsheetError, match=r"2025-03-15\.txt:1: The file is not text"):
        refuse_errors(library)


def test_no_dumps_at_a_path_is_an_error(tmp_path: Path) -> None:
    """A mistyped path is told, not built as an empty site."""
    with pytest.raises(DumpError, match="is not there"):
        collect(Sources(dumps=(tmp_path / "dmups",)))
