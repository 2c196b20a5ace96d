"""A run of the flow that remembers earlier ones comes to the same as one that does not."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.files import encode
from generator.flow import Collection, Sources, collect, errors
from generator.memory import Memory
from generator.pages import Edition, Site, render
from generator.site.writer import write_pages
from generator.topics.vocabulary import SHIPPED
from tests.sites import ROOT

DUMPS = sorted((ROOT / "dumps").iterdir())
CURATIONS = (
    "",
    "papers: {alignment-faking-in-large-language-models: {hide: true}}",
    "papers: {alignment-faking-in-large-language-models: {topics: [theory], note: Read it.}}",
    "papers: {alignment-faking-in-large-language-models: {forbid_topics: [robustness-and-safety]}}",
)
VOCABULARY = SHIPPED.read_text("utf-8")
VOCABULARIES = (VOCABULARY, re.sub(r"(?<=\n  enough: )\d+", "20", VOCABULARY))
SITE = Site(name="The Digest")
STATES = st.tuples(
    st.lists(st.sampled_from(DUMPS), min_size=1, unique=True),
    st.sampled_from(CURATIONS),
    st.sampled_from(VOCABULARIES),
)


def run(folder: Path, dumps: Sequence[Path], curation: str, vocabulary: str, memory: Memory) -> Collection:
    """Return what the flow makes of this state of a digest."""
    folder.joinpath("curation.yml").write_text(curation)
    folder.joinpath("topics.yml").write_text(vocabulary)
    sources = Sources(
        # it lists the paper that the curation speaks of
        dumps=(*dumps, ROOT / "dumps" / "2025-11-06.txt"),
        curation=folder / "curation.yml",
        topics=folder / "topics.yml",
    )
    return collect(sources, memory=memory)


def test_the_vocabularies_differ(tmp_path: Path) -> None:
    """A paper has other topics by the one than by the other, so that what is remembered of one would show."""
    one, other = (run(tmp_path, DUMPS, "", vocabulary, Memory()).assignments for vocabulary in VOCABULARIES)
    assert one != other


@settings(max_examples=8)
@given(states=st.lists(STATES, min_size=2, max_size=4))
def test_memory_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[list[Path], str, str]]
) -> None:
    """Whatever was built before: the library, why papers have their topics, and what leads on to what are the same."""
    folder = tmp_path_factory.mktemp("digest")
    memory = Memory(folder=folder / ".broadsheet")
    for state in states:
        remembering, clean = run(folder, *state, memory), run(folder, *state, Memory())
        assert remembering == clean
        assert remembering.related == clean.related


@settings(max_examples=5)
@given(states=st.lists(STATES, min_size=2, max_size=3))
def test_pages_of_an_old_folder_are_those_of_a_new_one(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[list[Path], str, str]]
) -> None:
    """Whatever was written before: no page that had to change was taken to be made from the same."""
    folder = tmp_path_factory.mktemp("digest")
    memory = Memory(folder=folder / ".broadsheet")
    for state in states:
        collection = run(folder, *state, memory)
        if errors(collection.library):
            # a dump that nothing dates in this company: nothing is published then
            continue
        pages = list(render(Edition(collection=collection, site=SITE)))
        write_pages(pages, folder / "docs", memory)
        there = {path.relative_to(folder / "docs").as_posix(): path for path in (folder / "docs").rglob("*.md")}
        assert there.keys() == {page.path for page in pages}
        for page in pages:
            assert there[page.path].read_bytes() == encode(page.text), page.path
