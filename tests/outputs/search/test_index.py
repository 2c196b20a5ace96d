"""The files of the search."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.outputs.search import make_search, records
from generator.outputs.search.documents import Document
from generator.outputs.search.index import MANIFEST
from generator.pages.handwritten import Handwritten
from tests.libraries import DAY, make_paper
from tests.searching import make_edition

PAPERS = [make_paper(f"paper-{number}", on=(DAY + timedelta(days=number // 2),)) for number in range(20)]
"""Two a day."""


def make(many: int, pages: Iterable[Handwritten] = ()) -> dict[str, bytes]:
    """Return the files of a search over so many papers."""
    return {each.path: each.content for each in make_search(make_edition(PAPERS[:many], pages))}


def folders(files: dict[str, bytes]) -> tuple[str, list[str]]:
    """Return the folder of the index, and those of the records in order."""
    manifest = json.loads(files[MANIFEST])
    return manifest["build"], manifest["records"]


def test_equal_papers_give_equal_files_and_a_new_paper_gives_an_index_of_new_names() -> None:
    """So what a browser has kept is never mixed with another build's; the manifest's name stays."""
    assert make(19) == make(19)
    (before, _), (after, _) = folders(make(19)), folders(make(20))
    assert before != after


@pytest.mark.parametrize("pages", [0, 2])
def test_records_stay_where_they_are(monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    """A day's papers change the last group of records alone, and a page or a paper that comes back no group before."""
    monkeypatch.setattr(records, "GROUP", 3)
    written = [Handwritten(address=f"page-{number}/", title="A page", text="") for number in range(pages)]
    before, after = make(13, written), make(17, written)
    groups, later = folders(before)[1], folders(after)[1]
    # three blocks of two papers are a group
    assert later[:2] == groups[:2]
    assert later[2] != groups[2]
    kept = {path for path in before if any(f"/{folder}/" in path for folder in later)}
    assert all(before[path] == after[path] for path in kept)
    assert len(kept) == 2 * 3 + (pages + 1) // 2
    back = replace(PAPERS[0], appearances=(*PAPERS[0].appearances, *PAPERS[16].appearances))
    again = {each.path: each.content for each in make_search(make_edition([back, *PAPERS[1:17]], written))}
    assert folders(again)[1][1:] == later[1:]


def test_the_manifest_is_small_and_names_every_folder() -> None:
    """It is the one file that each visit asks for anew."""
    files = make(20)
    build, groups = folders(files)
    assert {path.split("/")[2] for path in files} == {"index.json", build, *groups}
    assert json.loads(files[MANIFEST])["documents"] == len(PAPERS)


def test_every_file_begins_with_its_folders_name() -> None:
    """A file that does not is another folder's, and the browser can tell."""
    files = make(20)
    del files[MANIFEST]
    for path, content in files.items():
        assert gzip.decompress(content)[:4] == bytes.fromhex(path.split("/")[2])[:4]


@given(st.sets(st.integers(0, 60)), st.integers(0, 5))
def test_the_order_leads_to_each_documents_record(order: set[int], pages: int) -> None:
    """Whatever order the documents have, each has a record of its own; pages' are in no paper's group."""
    slugs = [f"paper-{number}" for number in order]
    documents = [Document(path="", title="", text="", slug=slug) for slug in reversed(slugs)]
    documents += [Document(path=f"{number}/", title="", text="") for number in range(pages)]
    numbers = records.number_records(documents, slugs)
    assert len(set(numbers)) == len(documents)
    assert numbers[: len(slugs)] == [*reversed(range(len(slugs)))]
    groups = [number // (records.BLOCK * records.GROUP) for number in numbers]
    assert set(groups[: len(slugs)]).isdisjoint(groups[len(slugs) :])
    assert sorted(set(groups)) == list(range(len(set(groups))))
