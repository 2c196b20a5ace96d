"""Folders of dumps."""

from pathlib import Path

import pytest

from generator.errors import DumpError
from generator.model import Severity
from generator.sources.folder import find_dumps, find_empty, read_dumps
from tests.listings import Layout, lay_out
from tests.sources.entries import SAMPLES

LISTING = lay_out(SAMPLES, Layout())


def put(*paths: Path) -> None:
    """Write the samples' listing to each path."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LISTING, encoding="utf-8")


def test_all_files_below_a_folder_are_dumps_but_hidden_ones_and_explanations(tmp_path: Path) -> None:
    """A dump's name is its path below the folder; the folder itself may be a hidden one."""
    folder = tmp_path / ".hidden" / "dumps"
    put(folder / "b.txt", folder / "2025" / "a.TXT", folder / "c.json")
    put(folder / "README.md", folder / ".draft.txt", folder / ".cache" / "d.txt")
    assert list(find_dumps(folder)) == ["2025/a.TXT", "b.txt", "c.json"]


def test_a_file_is_found_under_its_own_name(tmp_path: Path) -> None:
    """A path to a file is that one dump."""
    put(tmp_path / "inside" / "a.txt")
    assert find_dumps(tmp_path / "inside" / "a.txt") == {"a.txt": tmp_path / "inside" / "a.txt"}


def test_a_path_where_nothing_is_stops(tmp_path: Path) -> None:
    """A slip in a path is no empty digest."""
    with pytest.raises(DumpError, match=r"none: is not there\. Check the path"):
        find_dumps(tmp_path / "none")


def test_a_file_that_cannot_be_read_stops_none_of_the_others(tmp_path: Path) -> None:
    """Each such file is one finding of severity error, which says what to do."""
    put(tmp_path / "a.txt")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    (tmp_path / "e.txt").symlink_to(tmp_path / "gone.txt")
    shelf = read_dumps([tmp_path])
    assert [dump.name for dump in shelf.dumps] == ["a.txt"]
    assert [(each.place.dump, each.rule, each.severity) for each in shelf.findings] == [
        (name, "unreadable-dump", Severity.ERROR) for name in ("c.txt", "d.txt", "e.txt")
    ]
    assert all("It was not read." in each.done for each in shelf.findings)


def test_a_file_of_no_known_format_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    """It is a warning where it was only found, and an error where its own path was given."""
    put(tmp_path / "a.txt", tmp_path / "b.pdf")
    shelf = read_dumps([tmp_path])
    assert [dump.name for dump in shelf.dumps] == ["a.txt"]
    assert [(str(f.place), f.rule, f.severity) for f in shelf.findings] == [
        ("b.pdf:1", "unknown-format", Severity.WARNING)
    ]
    for paths in ([tmp_path / "b.pdf"], [tmp_path, tmp_path / "b.pdf"]):
        (finding,) = read_dumps(paths).findings
        assert (finding.rule, finding.severity) == ("unreadable-dump", Severity.ERROR)
        assert "no known format" in finding.found


def test_a_folder_named_like_a_dump_is_told(tmp_path: Path) -> None:
    """It is searched like any other, and a warning says that it is a folder."""
    put(tmp_path / "2025-11-12.txt" / "a.txt")
    shelf = read_dumps([tmp_path])
    assert [dump.name for dump in shelf.dumps] == ["2025-11-12.txt/a.txt"]
    (finding,) = shelf.findings
    assert (str(finding.place), finding.severity) == ("2025-11-12.txt:1", Severity.WARNING)
    assert "is a folder" in finding.found


def test_a_folder_without_any_dump_is_found_empty(tmp_path: Path) -> None:
    """What is no dump does not count; a file is never an empty folder."""
    put(tmp_path / "full" / "2025" / "a.txt", tmp_path / "empty" / "README.md", tmp_path / "empty" / "b.pdf")
    (tmp_path / "empty" / "c.txt").mkdir()
    paths = [tmp_path / "full", tmp_path / "empty", tmp_path / "full" / "2025" / "a.txt"]
    (finding,) = find_empty(paths, Severity.NOTE)
    assert (finding.place.dump, finding.rule, finding.severity) == (str(tmp_path / "empty"), "no-dumps", Severity.NOTE)


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    """A folder that holds itself is searched once; a file with two names is read once."""
    put(tmp_path / "dumps" / "a.txt", tmp_path / "elsewhere" / "b.txt")
    (tmp_path / "dumps" / "circle").symlink_to(tmp_path / "dumps")
    (tmp_path / "dumps" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "dumps" / "z.txt").symlink_to(tmp_path / "dumps" / "a.txt")
    assert [dump.name for dump in read_dumps([tmp_path / "dumps"]).dumps] == ["a.txt", "more/b.txt"]


def test_a_folder_that_may_not_be_searched_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its dumps would be missing without a word. Modes do not stop root: it is played."""

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(DumpError, match=r"cannot be searched \(Permission denied\)"):
        find_dumps(tmp_path)


def test_dumps_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    """Each is called by its whole path then."""
    put(tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt", tmp_path / "two" / "b.txt")
    names = {dump.name for dump in read_dumps([tmp_path / "one", tmp_path / "two"]).dumps}
    assert names == {str(tmp_path / "one" / "a.txt"), str(tmp_path / "two" / "a.txt"), "b.txt"}


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    """Also where one path is inside the other; it keeps its name then, for no other dump has it."""
    put(tmp_path / "dumps" / "a.txt")
    (dump,) = read_dumps([tmp_path, tmp_path, tmp_path / "dumps", tmp_path / "dumps" / "a.txt"]).dumps
    assert dump.name == "a.txt"


def test_names_that_are_no_text_are_spelled_out(tmp_path: Path) -> None:
    """Bytes of a name that are no UTF-8 can be printed and written all the same."""
    odd = tmp_path / b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        put(odd)
    except OSError:
        pytest.skip("this file system takes no such names")
    (dump,) = read_dumps([tmp_path]).dumps
    assert dump.name == r"caf\udce9.txt"
    assert dump.name.encode()


def test_a_name_stays_on_its_line(tmp_path: Path) -> None:
    """Line ends, and what a terminal would obey, are spelled out; other signs stay as they are."""
    put(tmp_path / "été\n\x1b[31m\u202e2025.txt")
    (dump,) = read_dumps([tmp_path]).dumps
    assert dump.name == r"été\n\x1b[31m\u202e2025.txt"
