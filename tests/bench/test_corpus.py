"""The made corpus is fit to be measured with."""

from pathlib import Path

import pytest

from generator.flow import Sources, collect
from tests.bench.corpus import open_press, write_dumps


def test_a_larger_corpus_begins_with_the_smaller_one(tmp_path: Path) -> None:
    """So that ten papers more are ten papers more."""
    write_dumps(tmp_path / "small", 80)
    write_dumps(tmp_path / "large", 90)
    small = {path.name: path.read_text() for path in (tmp_path / "small").iterdir()}
    large = {path.name: path.read_text() for path in (tmp_path / "large").iterdir()}
    assert small.items() < large.items()
    assert len(large) == len(small) + 1


def test_another_seed_makes_other_papers() -> None:
    """Nothing but the seed and the number counts."""
    assert open_press(1).make(7) == open_press(1).make(7)
    assert open_press(1).make(7) != open_press(2).make(7)


@pytest.mark.parametrize("form", ["listing", "api"])
def test_it_is_read_as_it_was_made(tmp_path: Path, form: str) -> None:
    """Each paper is found, each digest dated, and nothing is odd."""
    write_dumps(tmp_path, 100, form=form)
    library = collect(Sources(dumps=(tmp_path,))).library
    assert len(library.papers) == 100
    assert [len(digest.slugs) for digest in library.digests] == [20, 41, 40]
    assert library.findings == ()
