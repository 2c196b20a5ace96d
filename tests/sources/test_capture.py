"""Files that are no plain UTF-8 text, and files that are none at all."""

import gzip
import os
import socket
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DumpError
from generator.model import Severity
from generator.sources import read
from generator.sources.capture import MAX_LINES, read_capture
from generator.sources.raw import MAX_BYTES, read_raw, stated_date
from tests.listings import Layout, lay_out
from tests.sources.entries import SAMPLES, entry, read_text

LISTING = lay_out(SAMPLES, Layout())
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n\xc2\xa0\n", "is empty"),
        ("\ufeff\n".encode(), "is empty"),
        (PICTURE, "is not text"),
        (gzip.compress(LISTING.encode()), "is not text"),
        (LISTING.encode("utf-16-le"), "is not text"),
        (LISTING.encode("utf-32"), "is not text"),
        (b"x\n" * (MAX_LINES + 1), "has 200,002 lines"),
    ],
    ids=["empty", "blank", "mark", "picture", "archive", "utf-16 without a mark", "utf-32", "lines"],
)
def test_what_is_no_text_is_one_clear_error(content: bytes, what: str) -> None:
    """The error names the file, says what is wrong with it, and what to do."""
    with pytest.raises(DumpError) as caught:
        read_text(content)
    assert caught.value.where == "capture.txt"
    assert caught.value.what.startswith(what)
    assert caught.value.todo


def test_a_file_that_is_too_large_is_never_read(tmp_path: Path) -> None:
    """A file of 100 GB, which no memory holds, is refused by its size."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000_000)
    with pytest.raises(DumpError, match="has 100000 MB; a dump has at most 20"):
        read(path)


def test_what_is_no_file_is_one_clear_error(tmp_path: Path) -> None:
    """A folder, nothing, a pipe, a device, a circle of links, a path through a file, impossible names."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    expected = {
        tmp_path: "is a folder",
        tmp_path / "nothing.txt": "is not there",
        tmp_path / "nothing.xyz": "is not there",
        tmp_path / "pipe.txt": "is a device or a pipe",
        Path("/dev/zero"): "is a device or a pipe",
        tmp_path / "circle.txt": "cannot be read",
        tmp_path / "file.txt" / "inside.txt": "cannot be read",
        tmp_path / ("n" * 300 + ".txt"): "cannot be read",
        tmp_path / ("n" * 300 + ".xyz"): "cannot be read",
        tmp_path / "a\0b.txt": "is no path",
    }
    for path, what in expected.items():
        with pytest.raises(DumpError) as caught:
            read(path)
        assert caught.value.what.startswith(what), path


def test_a_socket_is_no_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What opens like no file is refused before it is opened."""
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.txt")
        with pytest.raises(DumpError, match="is a device or a pipe"):
            read(Path("socket.txt"))


def test_a_refusal_of_the_system_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission, a broken disk: the word of the system is passed on. Modes do not stop root: it is played."""
    path = tmp_path / "capture.txt"
    path.write_text(LISTING, encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DumpError, match=r"capture\.txt: cannot be read \(Permission denied\)\. Allow reading it"):
        read(path)


def test_an_unknown_ending_is_an_error_that_names_the_known_ones(tmp_path: Path) -> None:
    """A file is read by its ending, in whatever case."""
    for name in ("capture.pdf", "capture"):
        (tmp_path / name).write_text(LISTING, encoding="utf-8")
        with pytest.raises(DumpError, match=r"has no known format.*\.txt"):
            read(tmp_path / name)
    (tmp_path / "CAPTURE.TXT").write_text(LISTING, encoding="utf-8")
    assert len(read(tmp_path / "CAPTURE.TXT").entries) == len(SAMPLES)


def test_utf_16_with_its_mark_reads_as_utf_8_does() -> None:
    """A capture saved as `Unicode` by an editor loses nothing."""
    assert read_text(LISTING.encode("utf-16")).entries == read_text(LISTING).entries


def test_latin_1_is_read_with_marks_and_told_of() -> None:
    """Bytes that are no UTF-8 are replaced, one finding says how many and where the first stands."""
    text = lay_out([entry("Über Türen", SAMPLES[0].abstract)], Layout())
    dump = read_text(text.encode("latin-1"))
    (finding,) = (each for each in dump.findings if each.rule == "not-utf-8")
    assert finding.severity is Severity.WARNING
    assert finding.found.startswith("2 place(s)")
    assert text.split("\n")[finding.place.line - 1] == "Über Türen"
    assert [each.title for each in dump.entries] == ["\ufffdber T\ufffdren"]


def test_control_characters_are_left_out_and_told_of() -> None:
    """NUL, escapes, invisible marks and marks that turn the reading order never reach a title."""
    text = LISTING.replace("A Note on Doors", "A\0 N\x1bote\u200b on\u202e Doo\xadrs")
    dump = read_text(text)
    assert dump.entries == read_text(LISTING).entries
    (finding,) = (each for each in dump.findings if each.rule == "control-characters")
    assert "A\0" in text.split("\n")[finding.place.line - 1]


def test_joiners_and_combining_marks_are_kept() -> None:
    """What makes an emoji or a letter of several characters is text."""
    title = "👩‍🔬 نماذج می‌خواهم e\u0301 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U0010fffd"
    assert read_text(LISTING.replace("A Note on Doors", title)).entries[2].title == title


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-11-05.txt", date(2025, 11, 5)),
        ("2025-11-05-evening.txt", date(2025, 11, 5)),
        ("captures/hf_2025-11-05.txt", date(2025, 11, 5)),
        ("2025-11-05/listing.txt", None),
        ("2025-02-30.txt", None),
        ("2025-02-30-2025-03-01.txt", date(2025, 3, 1)),
        ("0900-01-01.txt", None),
        ("12025-11-05.txt", None),
        ("listing.txt", None),
    ],
)
def test_the_date_in_a_files_name_is_stated(name: str, expected: date | None) -> None:
    """An ISO date that exists, of arXiv's years, anywhere in the file's own name."""
    assert stated_date(name) == expected


def test_lines_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    """All kinds of line ends count, form feeds and Unicode's separators do not."""
    path = tmp_path / "capture.txt"
    path.write_bytes("one\r\ntwo\rthree\n\x0cfour\u2028still\x85four\n".encode())
    assert [(row.number, row.text) for row in read_capture(read_raw(path, "x")).rows] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
        (4, "four still four"),
        (5, ""),
    ]


@given(st.binary(max_size=2000) | st.text(max_size=2000).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_anything_but_a_dump_error(content: bytes) -> None:
    """Whatever a file holds, it is read or refused."""
    try:
        dump = read_text(content)
    except DumpError:
        return
    assert [each.position for each in dump.entries] == list(range(1, len(dump.entries) + 1))
    assert all(each.title for each in dump.entries)


def test_the_limit_holds_the_largest_listing_many_times_over() -> None:
    """A hundred times a listing of 171 kB, the largest known, is still below."""
    assert MAX_BYTES > 100 * 171_000
