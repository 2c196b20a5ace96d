"""Files of the site that are no pages."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.memory import FORGETFUL, Memory
from generator.outputs.artefact import Artefact, finished
from generator.site.artefacts import Artefacts, refuse_others, write_artefact
from generator.site.tree import open_tree


def write(made: Iterable[Artefact], new: Path, last: Path | None = None, memory: Memory = FORGETFUL) -> set[str]:
    """Write artefacts of one family into a new site."""
    return Artefacts([lambda: made], open_tree(new, last), memory).finish()


def unwanted() -> bytes:
    """Stand for content that nobody should ask for."""
    raise AssertionError


def test_each_is_written_below_the_site(tmp_path: Path) -> None:
    """Folders are made as needed, and where the files stand is told."""
    made = [finished("a.json", b"1"), finished("b/c.json", b"2")]
    assert write(made, tmp_path / "site") == {each.path for each in made}
    assert [(tmp_path / "site" / each.path).read_bytes() for each in made] == [each.content for each in made]


def test_families_are_written_by_several_processes(tmp_path: Path) -> None:
    """However many families and processes there are, each file is there, and what a family raises is told."""
    tree = open_tree(tmp_path / "site")
    names = [f"{number}.txt" for number in range(5)]
    families = [partial(map, finished, [name], [name.encode()]) for name in names]
    assert Artefacts(families, tree, FORGETFUL).finish() == set(names)
    assert [(tmp_path / "site" / name).read_text() for name in names] == names
    with pytest.raises(OutputError, match="out of the site"):
        Artefacts([*families, partial(map, finished, ["../out"], [b""])], tree, FORGETFUL).finish()


def test_a_file_that_stands_there_is_not_replaced() -> None:
    """A curator's own file of that name is an error that says what to do."""
    refuse_others({"feed.xml"}, {"index.html"})
    with pytest.raises(OutputError, match=r"feed\.xml: is written by Broadsheet. Give the hand-written file"):
        refuse_others({"feed.xml", "a.json"}, {"index.html", "feed.xml"})


def test_what_a_killed_helper_left_is_written_again(tmp_path: Path) -> None:
    """A family that is begun a second time finds files of its own there, which are nobody's."""
    tree = open_tree(tmp_path / "site")
    for content in (b"half", b"whole"):
        write_artefact(finished("a.json", content), tree)
    assert (tmp_path / "site/a.json").read_bytes() == b"whole"


def test_what_is_made_from_the_same_is_not_made_again(tmp_path: Path) -> None:
    """Its content is not asked for: the last build's file stands in both sites."""
    memory = Memory(folder=tmp_path)
    made = Artefact(path="a/b.json", mark="1", make=lambda: b"content")
    write([made], tmp_path / "old", memory=memory)
    write([replace(made, make=unwanted)], tmp_path / "new", tmp_path / "old", memory)
    assert (tmp_path / "new/a/b.json").samefile(tmp_path / "old/a/b.json")


@pytest.mark.parametrize("change", ["mark", "touched", "longer", "gone", "a link"])
def test_what_is_made_from_something_else_is_made_again(tmp_path: Path, change: str) -> None:
    """So is a file that somebody changed, removed or put a link in place of; the old site's stays as it is."""
    memory, old, new = Memory(folder=tmp_path), tmp_path / "old", tmp_path / "new"
    made = Artefact(path="a.json", mark="1", make=lambda: b"content")
    write([made], old, memory=memory)
    if change == "touched":
        (old / "a.json").write_bytes(b"CONTENT")
    elif change == "longer":
        (old / "a.json").write_bytes(b"content!")
    elif change == "gone":
        (old / "a.json").unlink()
    elif change == "a link":
        (old / "a.json").rename(tmp_path / "elsewhere")
        (old / "a.json").symlink_to(tmp_path / "elsewhere")
    write([replace(made, mark="2" if change == "mark" else "1")], new, old, memory)
    assert (new / "a.json").read_bytes() == b"content"
    assert not (new / "a.json").is_symlink()
    assert not ((old / "a.json").exists() and (new / "a.json").samefile(old / "a.json"))


@pytest.mark.parametrize("path", ["../out", "a/../../out", "link/out"])
def test_no_path_leads_out_of_the_site(tmp_path: Path, path: str) -> None:
    """Neither dots nor a link lead out of it."""
    tree = open_tree(tmp_path / "site")
    (tmp_path / "site/link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="out of the site"):
        write_artefact(finished(path, b""), tree)
    assert not (tmp_path / "out").exists()
