"""A site's files while it is built: written, taken over from an earlier build, swept out."""

from pathlib import Path

import pytest

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
    """A site before it is filled: a file of its own, `a/old` of the last build, a spare that has `a/spare` and more."""
    fill(tmp_path / "new", index="new")
    fill(tmp_path / "last", a__old="last")
    fill(tmp_path / "spare", index="spare", a__spare="spare", b__stale="spare", c__d__stale="spare")
    return open_tree(tmp_path / "new", tmp_path / "last", tmp_path / "spare")


def test_the_spare_comes_under_what_is_new(tree: Tree, tmp_path: Path) -> None:
    """The new site's own files stand, and the spare is no longer where it was."""
    assert Path(tree.root, "index").read_text() == "new"
    assert tree.found.keys() == {"a/spare", "b/stale", "c/d/stale"}
    assert not (tmp_path / "spare").exists()


def test_what_is_not_kept_is_swept_out(tree: Tree) -> None:
    """With the folders that it leaves empty; what this build put there or took stays."""
    assert tree.take("a/spare", tree.found["a/spare"])
    tree.put("c/new", b"put")
    tree.sweep({"a/spare", "c/new"})
    assert read(Path(tree.root)) == {"index": "new", "a/spare": "spare", "c/new": "put"}
    assert not Path(tree.root, "b").exists()
    assert not Path(tree.root, "c/d").exists()


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
    other = tmp_path / "published"
    other.hardlink_to(Path(tree.root, "a/spare"))
    tree.put("a/spare", b"put")
    assert (other.read_text(), Path(tree.root, "a/spare").read_text()) == ("spare", "put")


def test_a_file_of_the_builds_own_is_replaced_only_on_request(tree: Tree) -> None:
    """A page takes the place of a file that was copied there, and nothing else does."""
    with pytest.raises(FileExistsError):
        tree.put("index", b"put")
    tree.put("index", b"put", replacing=True)
    assert Path(tree.root, "index").read_text() == "put"


def test_a_link_in_the_spare_is_not_followed(tmp_path: Path) -> None:
    """Somebody may have put one into the site: to a folder, a file, or to nothing."""
    fill(tmp_path, elsewhere__kept="mine", new__index="new", spare__a="spare")
    for name, target in {"folder": "elsewhere", "file": "elsewhere/kept", "nothing": "gone"}.items():
        (tmp_path / "spare" / name).symlink_to(tmp_path / target)
    tree = open_tree(tmp_path / "new", None, tmp_path / "spare")
    for path in ("folder/kept", "file", "nothing"):
        tree.put(path, b"put")
    tree.sweep({"folder/kept", "file", "nothing"})
    assert read(tmp_path / "new") == {"index": "new", "folder/kept": "put", "file": "put", "nothing": "put"}
    assert read(tmp_path / "elsewhere") == {"kept": "mine"}


@pytest.mark.parametrize("spare", [{"index__a": "spare"}, {"docs": "spare"}])
def test_a_spare_that_does_not_fit_is_removed(tmp_path: Path, spare: dict[str, str]) -> None:
    """A folder where this build has a file, or a file where it has a folder: the site is filled without it."""
    fill(tmp_path / "new", index="new", docs__a="new")
    fill(tmp_path / "spare", **spare)
    tree = open_tree(tmp_path / "new", None, tmp_path / "spare")
    assert not tree.found
    assert not (tmp_path / "spare").exists()
    assert read(tmp_path / "new") == {"index": "new", "docs/a": "new"}
