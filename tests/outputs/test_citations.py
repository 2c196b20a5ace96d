"""Reference lists of digests and topics."""

import json

import rispy
from bibtexparser.entrypoint import parse_string

from generator.model import Library
from generator.outputs.citations import make_citations
from generator.pages import Edition, Site
from tests.libraries import make_collection, make_library, make_paper, make_sample


def make_files(library: Library) -> dict[str, str]:
    """Return the reference lists of a library by path."""
    edition = Edition(collection=make_collection(library), site=Site(name="A digest"))
    return {made.path: made.content.decode() for made in make_citations(edition)}


def test_every_list_has_its_papers_in_its_order() -> None:
    """A digest and a topic as one file each, in every form, read by others' parsers."""
    library = make_sample()
    files = make_files(library)
    lists = {f"dates/{digest.date:%Y/%m/%d}/{digest.date}": list(digest.slugs) for digest in library.digests}
    lists["topics/theory/theory"] = ["tidy-formulas"]
    for path, slugs in lists.items():
        read = parse_string(files[f"{path}.bib"])
        assert read.failed_blocks == []
        assert [entry.key for entry in read.entries] == slugs
        assert [item["id"] for item in rispy.loads(files[f"{path}.ris"])] == slugs
        assert [item["id"] for item in json.loads(files[f"{path}.csl.json"])] == slugs


def test_a_topic_without_papers_has_no_list() -> None:
    """An empty file would only look as if something were missing."""
    files = make_files(make_library([make_paper("a", topics=("theory",))]))
    assert {path for path in files if path.startswith("topics/")} == {
        f"topics/theory/theory.{form}" for form in ("bib", "ris", "csl.json")
    }
    assert make_files(make_library([])) == {}
