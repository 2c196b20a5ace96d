"""A run of the flow that remembers earlier ones comes to the same as one that does not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.flow import Collection, Sources, collect
from generator.memory import Memory
from generator.topics.vocabulary import SHIPPED
from tests.sites import ROOT

DUMPS = sorted((ROOT / "dumps").iterdir())
CURATIONS = (
    "",
    "papers: {alignment-faking-in-large-language-models: {hide: true}}",
    "papers: {alignment-faking-in-large-language-models: {topics: [theory], note: Read it.}}",
    "papers: {alignment-faking-in-large-language-models: {forbid_topics: [robustness-and-safety]}}",
)
VOCABULARIES = (
    SHIPPED.read_text("utf-8"),
    SHIPPED.read_text("utf-8").replace("  enough: 6\n", "  enough: 9\n"),
)
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


@settings(max_examples=15)
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
