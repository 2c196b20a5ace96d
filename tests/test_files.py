"""Writing a file in one step."""

import os
import stat
import threading
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.files import encode, write_file


def test_what_is_given_is_written(tmp_path: Path) -> None:
    """Bytes are written as they are, and missing folders are made."""
    write_file(tmp_path / "a" / "b" / "c", b"\xff\x00\r\n")
    assert (tmp_path / "a" / "b" / "c").read_bytes() == b"\xff\x00\r\n"


def test_what_is_no_text_can_be_written() -> None:
    """A byte of a file's name that is not UTF-8 does not keep a page from being written."""
    assert encode("é\n") == b"\xc3\xa9\n"
    assert encode(os.fsdecode(b"caf\xe9")) == rb"caf\udce9"


def test_the_old_content_stands_until_the_new_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever interrupts the writing, the old content stays and nothing is left beside it."""
    path = tmp_path / "page.md"
    path.write_text("old")

    def interrupt(*_: object) -> None:
        assert path.read_text() == "old"
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"new")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("page.md", "old")]


def test_permissions_are_kept(tmp_path: Path) -> None:
    """A file that only its owner may read stays so; a new one gets what the person's umask allows."""
    private = tmp_path / "private"
    private.write_text("old")
    private.chmod(0o600)
    write_file(private, b"new")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "fresh", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "fresh").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link leads to is replaced, not the link."""
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to("file")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """What is no ordinary file, as `/dev/stdout` and pipes are, is written to and not replaced."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_file(pipe, b"through")
    reader.join()
    assert read == ["through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_refusal_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    """A folder in the way is told by the path given, with the system's reason."""
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file/page\.md: cannot be written \(.+\)\. Free the disk"):
        write_file(tmp_path / "file" / "page.md", b"text")
    with pytest.raises(OutputError, match="directory"):
        write_file(tmp_path, b"text")
