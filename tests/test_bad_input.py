"""What a hostile or careless world puts in front of the command: one clear text, and nothing lost."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from generator.model import Severity
from tests import digests

GOOD = digests.listing("Nov 7", digests.CLOUDS)
HOSTILE = (
    '<script>alert(1)</script> ../../../etc/passwd <img src=x onerror="alert(2)">',
    (
        "We write [a link](javascript:alert(3)) and <iframe src='//evil.example'></iframe> into an abstract, and then"
        " some more words so that it is one. See javascript:alert(4) or data:text/html,x. It ends here."
    ),
)
STOPPING: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.touch(),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    "too-large": lambda path: path.write_bytes((b"word " * 199 + b"word\n") * 100_000),
    "too-many-lines": lambda path: path.write_bytes(b"A title\n" * 1_000_000),
    "two-headers": lambda path: path.write_text(
        GOOD + "\n" + digests.listing("Nov 8", digests.KETTLES), encoding="utf-8"
    ),
}
"""Name -> what writes a dump that stops a build."""
TOLD: dict[str, tuple[bytes, str]] = {
    "invalid-utf-8": (GOOD.encode() + b"caf\xe9 \xff\n", "not-utf-8"),
    "nul": (GOOD.replace("Name Clouds", "Name\x00 Clouds").encode(), "control-characters"),
    "only-header": (digests.listing("Nov 7").encode(), "no-entries"),
    "cut-off": ((GOOD + f"\n{digests.DESKS[0]}\n").encode(), "cut-off-entry"),
    "twice-the-same": (digests.DUMPS["2025-11-06.txt"].encode(), "copied-dump"),
}
"""Name -> what stands in a dump that is read with a finding, and the finding's rule."""


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A digest that was built before, with the command called in its folder."""
    folder = digests.make(tmp_path / "digest")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("old")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("BROADSHEET_DUMPS", raising=False)
    return folder


def call(*arguments: str) -> tuple[int, str, str]:
    """Call the command in this process; return its exit code, output and error output. A bug is raised."""
    result = CliRunner().invoke(cli.main, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("write", STOPPING.values(), ids=STOPPING)
def test_a_dump_that_cannot_be_used_stops_the_build(digest: Path, write: Callable[[Path], object]) -> None:
    """There is one error, which names the file, in the list and in the build; dumps, pages and site stay."""
    write(digest / "dumps" / "2025-11-07 bad.txt")
    before = digests.fingerprint(digest)
    code, listed, _ = call("check", "--format", "json")
    (error,) = [each for each in json.loads(listed) if each["severity"] == Severity.ERROR]
    assert (code, Path(error["file"]).stem) == (1, "2025-11-07 bad")
    code, output, told = call("build")
    assert (code, output) == (1, "")
    assert re.fullmatch(r"Error: 2025-11-07 bad\.\w+:\d+: .+\. .+\.\n", told)
    assert digests.fingerprint(digest) == before


@pytest.mark.parametrize(("content", "rule"), TOLD.values(), ids=TOLD)
def test_a_dump_that_can_be_mended_is_told_of(digest: Path, content: bytes, rule: str) -> None:
    """What is left out or repaired is a finding, and no error; the dump itself stays as it is."""
    path = digest / "dumps" / "2025-11-07.txt"
    path.write_bytes(content)
    code, listed, _ = call("check", "--format", "json")
    assert code == 0
    assert rule in {each["rule"] for each in json.loads(listed) if each["file"] == path.name}
    assert path.read_bytes() == content


def test_a_dump_that_nothing_dates_stops_the_build(digest: Path) -> None:
    """A dump without any date is one error that says which file name or line would settle it."""
    (digest / "dumps" / "bad.txt").write_text(digests.listing("", digests.CLOUDS), encoding="utf-8")
    before = digests.fingerprint(digest)
    code, _, told = call("build")
    assert code == 1
    assert re.fullmatch(r"Error: bad\.txt:1: .*2025-11-05\.txt.*curation\.yml.*\n", told)
    assert digests.fingerprint(digest) == before


def test_several_bad_dumps_are_one_error(digest: Path) -> None:
    """A build names the first and counts the rest, which `check` lists."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (digest / "dumps" / name).touch()
    code, _, told = call("build")
    assert code == 1
    assert re.fullmatch(r"Error: a\.txt:1: .+ \(and 2 more: broadsheet check lists them\)\..*\n", told)
    assert call("check")[1].count(": error: ") == 3


def test_a_file_of_another_format_stops_nothing_but_itself(digest: Path) -> None:
    """Among the dumps it is a warning and the rest is built; named by itself it is an error."""
    (digest / "dumps" / "notes.docx").write_bytes(b"PK\x03\x04" + bytes(100))
    code, told, _ = call("check")
    assert code == 0
    assert "notes.docx:1: warning: " in told
    assert call("build")[0] == 0
    code, told, _ = call("check", "dumps/notes.docx")
    assert code == 1
    assert "notes.docx:1: error: " in told


@pytest.mark.parametrize("name", ["none", "other"])
def test_a_path_without_any_dump_is_an_error(digest: Path, name: str) -> None:
    """An empty folder, or one that holds only what is no dump, is told; nothing is exported, and the rest checked."""
    (digest / "none").mkdir()
    (digest / "other").mkdir()
    (digest / "other" / "README.md").touch()
    code, told, _ = call("check", name, "dumps/2025-11-05.txt")
    assert code == 1
    assert f"{name}:1: error: The folder holds no dump." in told
    assert "1 digest" in told
    code, written, told = call("export", name)
    assert (code, written) == (1, "")
    assert "holds no dump" in told


def test_a_digest_without_dumps_yet_is_no_error(digest: Path) -> None:
    """A fresh digest's own folder may be empty: check notes it."""
    for path in (digest / "dumps").glob("*.txt"):
        path.unlink()
    code, told, _ = call("check")
    assert code == 0
    assert re.search(r"dumps:1: note: The folder holds no dump\.", told)


def test_a_folder_named_like_a_dump_is_looked_into(digest: Path) -> None:
    """A folder is a folder whatever its name: its dumps are read, and it is no dump by itself."""
    (digest / "dumps" / "2025.txt").mkdir()
    (digest / "dumps" / "2025.txt" / "2025-11-07.txt").write_text(GOOD, encoding="utf-8")
    assert "\n3 digests" in call("check")[1]
    code, _, told = call("add", "dumps/2025.txt")
    assert code == 1
    assert "is a folder" in told


def test_a_name_that_is_no_text_is_told(digest: Path) -> None:
    """A file whose name is not UTF-8 is read, listed, published and exported like any other."""
    (digest / "dumps" / "2025-11-07 caf\udce9.txt").write_bytes(GOOD.encode() + b"\xff\n")
    for arguments in (
        ["check"],
        ["check", "--format", "json"],
        ["build"],
        ["export"],
        ["export", "-o", "papers.jsonl"],
    ):
        code, _, told = call(*arguments)
        assert (code, told) == (0, ""), arguments
    assert "2025-11-07 caf" in (digest / "site/data-notes/index.html").read_text(encoding="utf-8")
    assert len((digest / "papers.jsonl").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("curation", "line", "key"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, "anchor"),
        ("papers: [\n", 2, "YAML"),
        ("papers:\n  tidy-desks-make-tidy-proofs: {pin: perhaps}\n", 2, "papers.tidy-desks-make-tidy-proofs.pin"),
        ("papers: 3\n", 1, "papers"),
        ("dumps:\n  2025-11-05.txt: {date: yesterday}\n", 2, "dumps.2025-11-05.txt.date"),
        ("paperz: {}\n", 1, "paperz"),
        ("papers:\n  tidy-desk-make-tidy-proofs: {pin: true}\n", 2, "tidy-desks-make-tidy-proofs"),
        ("\n\n" + "[" * 200 + "]" * 200 + "\n", 3, "nests"),
        ("note: \x01\n", 1, "curation.yml"),
        ("!!python/object/apply:os.system ['true']\n", 1, "tag"),
    ],
)
def test_a_curation_that_says_what_it_may_not(digest: Path, curation: str, line: int, key: str) -> None:
    """A slip or a bomb in curation.yml is told by file, line and key, and nothing is published from it."""
    (digest / "curation.yml").write_text(curation, encoding="utf-8")
    before = digests.fingerprint(digest)
    code, output, told = call("build")
    assert (code, output) == (1, "")
    assert re.fullmatch(rf"Error: \S*curation\.yml:{line}: .+\n", told), told
    assert key in told
    code, listed, _ = call("check", "--format", "json")
    (error,) = json.loads(listed)
    assert (code, Path(error["file"]).name, error["line"]) == (1, "curation.yml", line)
    assert digests.fingerprint(digest) == before


def test_a_curation_that_is_a_folder(digest: Path) -> None:
    """A folder in the curation's place is one clear error."""
    (digest / "curation.yml").unlink()
    (digest / "curation.yml").mkdir()
    code, _, told = call("build")
    assert code == 1
    assert re.fullmatch(r"Error: \S*curation\.yml: .+\n", told), told


def test_hostile_text_stays_text(digest: Path) -> None:
    """Script, markup and paths in a title or abstract are shown as text, and lead nowhere."""
    (digest / "dumps" / "2025-11-07.txt").write_text(digests.listing("Nov 7", HOSTILE), encoding="utf-8")
    assert call("build", "--strict")[0] == 0
    pages = [path for path in (digest / "site").rglob("*.html") if "alert(1)" in path.read_text(encoding="utf-8")]
    assert pages
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"<script>alert|<img src=x|<iframe|href=[\"']?\s*(javascript|data):", html), path
    outside = [path for path in digest.parent.rglob("*") if not path.is_relative_to(digest)]
    assert outside == []


def test_an_unreadable_dump_is_told(digest: Path) -> None:
    """A dump that may not be read is an error that says so."""
    (digest / "dumps" / "2025-11-05.txt").chmod(0)
    result = digests.run(digest, digests.as_user(digests.command("check")))
    assert result.returncode == 1
    assert re.search(r"2025-11-05\.txt:1: error: .*Permission denied", result.stdout)
    assert result.stderr == ""


def test_setpriv_is_there_for_root() -> None:
    """The tests of permissions hold for root as well, who would otherwise be allowed everything."""
    assert digests.as_user(["true"]) == ["true"] or shutil.which("setpriv")
