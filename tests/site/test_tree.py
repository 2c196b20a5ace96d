"""A site's files while it is built: written, taken over from an earlier build, swept out."""

from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.site.tree import State, Tree, open_tree


def fill(folder: Path, **files: str) -> None:
    """Write files below a folder: `a__b` is `a/b`."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def state(path: Path) -> State:
    """Return what a build remembers of a file."""
    return State(path.stat().st_size, path.stat().st_mtime_ns)


def read(folder: Path) -> dict[str, str]:
    """Return all files below a folder and what they hold."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A tree that is to be filled: the last site has `a/old`, the spare `a/spare` and more."""
    fill(tmp_path / "last", a__old="last")
    fill(tmp_path / "spare", index="spare", a__spare="spare", b__stale="spare", c__d__stale="spare")
    return open_tree(tmp_path / "tree", tmp_path / "last", tmp_path / "spare")


def test_a_tree_begins_as_the_spare(tree: Tree, tmp_path: Path) -> None:
    """It is no longer where it was, and all of it is known; without one the tree is empty."""
    assert tree.found == {"index", "a/spare", "b/stale", "c/d/stale"}
    assert not (tmp_path / "spare").exists()
    assert not open_tree(tmp_path / "other", None, tmp_path / "spare").found


def test_a_tree_takes_another_folders_place(tree: Tree, tmp_path: Path) -> None:
    """With the files that it is told to take in; what an earlier build left and this one has no use for is gone."""
    fill(tmp_path / "site", index="new", a__new="new", c__taken="not asked for")
    assert tree.take("a/spare", state(Path(tree.root, "a/spare")))
    tree.put("c/put", b"put")
    tree.join(tmp_path / "site", {"index", "a/new"}, kept={"a/spare", "c/put"})
    assert read(tmp_path / "site") == {"index": "new", "a/new": "new", "a/spare": "spare", "c/put": "put"}
    assert not Path(tree.root).exists()
    assert not (tmp_path / "site/b").exists()
    assert not (tmp_path / "site/c/d").exists()


def test_a_file_is_taken_from_the_spare_else_from_the_last_site(tree: Tree, tmp_path: Path) -> None:
    """Only as it was left, and never moved: the last site keeps it."""
    assert tree.take("a/old", state(tmp_path / "last/a/old"))
    assert Path(tree.root, "a/old").samefile(tmp_path / "last/a/old")
    assert not tree.take("b/stale", State(5, 0))
    assert not tree.take("nowhere", State(5, 0))


def test_the_last_sites_file_goes_before_another_in_the_spare(tree: Tree, tmp_path: Path) -> None:
    """What changed in the last build stands there as it was before, in the spare."""
    fill(tmp_path / "last", a__spare="newer")
    assert tree.take("a/spare", state(tmp_path / "last/a/spare"))
    assert Path(tree.root, "a/spare").read_text() == "newer"


def test_no_file_is_written_into(tree: Tree, tmp_path: Path) -> None:
    """A file of an earlier build may stand in two sites: another takes its place in this one."""
    other, page = tmp_path / "published", tmp_path / "page"
    fill(tmp_path / "site", index="new")
    other.hardlink_to(Path(tree.root, "a/spare"))
    page.hardlink_to(Path(tree.root, "index"))
    tree.put("a/spare", b"put")
    tree.join(tmp_path / "site", {"index"}, kept={"a/spare"})
    assert read(tmp_path / "site") == {"index": "new", "a/spare": "put"}
    assert (other.read_text(), page.read_text()) == ("spare", "spare")


def test_a_link_in_the_spare_is_not_followed(tmp_path: Path) -> None:
    """Somebody may have put one into the site: to a folder, a file, or to nothing."""
    fill(tmp_path, elsewhere__kept="mine", spare__a="spare", site__index="new")
    for name, target in {"folder": "elsewhere", "file": "elsewhere/kept", "nothing": "gone"}.items():
        (tmp_path / "spare" / name).symlink_to(tmp_path / target)
    tree = open_tree(tmp_path / "tree", None, tmp_path / "spare")
    put = {"folder/kept", "file", "nothing"}
    for path in put:
        tree.put(path, b"put")
    tree.join(tmp_path / "site", {"index"}, kept=put)
    assert read(tmp_path / "site") == {"index": "new"} | dict.fromkeys(put, "put")
    assert read(tmp_path / "elsewhere") == {"kept": "mine"}


def test_a_spare_that_cannot_be_moved_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As from another file system: the tree begins empty."""
    fill(tmp_path / "spare", a="spare")

    def refuse(path: Path, target: Path) -> Path:
        raise OSError(18, "Invalid cross-device link", str(path), None, str(target))

    monkeypatch.setattr(Path, "rename", refuse)
    assert not open_tree(tmp_path / "tree", None, tmp_path / "spare").found
    assert not (tmp_path / "spare").exists()


@pytest.mark.parametrize("refusal", ["no folder to stand in", "a file in its place"])
def test_a_tree_that_cannot_be_is_told(tmp_path: Path, refusal: str) -> None:
    """A refusal of the system is one clear error."""
    root = tmp_path / ("gone/tree" if refusal == "no folder to stand in" else "tree")
    if refusal == "a file in its place":
        root.touch()
    with pytest.raises(OutputError, match="cannot be written"):
        open_tree(root)
