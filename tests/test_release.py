"""What a release is gathered from, tried on a small repository."""

import hashlib
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

from generator import __version__
from generator.pages.data import SUMS
from tests import digests
from tests.sites import ROOT


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A digest that has been corrected once, with a site and a package built."""
    folder = digests.make(tmp_path / "digest")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example"]
    digests.run(folder, ["git", "init", "--quiet"])
    digests.run(folder, ["git", "add", "."])
    digests.run(folder, [*git, "commit", "--quiet", "--message", "First"])
    (folder / "curation.yml").write_text(f"papers:\n  {digests.DESKS[0]}: {{ note: Read this. }}\n", encoding="utf-8")
    digests.run(folder, [*git, "commit", "--quiet", "--all", "--message", "Second"])
    (folder / "CHANGELOG.md").write_text(f"# Changelog\n\n## {__version__}\n\n- Mine.\n\n## 0.0.1\n\n- Old.\n")
    (folder / "dist").mkdir()
    (folder / "dist/a.whl").write_bytes(b"wheel")
    (folder / "site/data").mkdir(parents=True)
    (folder / "site/data/papers.jsonl").write_bytes(b"{}\n")
    (folder / "site/data" / SUMS).write_bytes(b"of a folder that holds other files\n")
    (folder / "site/index.html").write_bytes(b"page")
    (folder / ".venv").symlink_to(sys.prefix)
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    return folder


def test_a_release_holds_all_of_it_with_checksums(repository: Path) -> None:
    """Packages, the site as an archive, its data, and checksums that hold."""
    digests.run(repository, [".ci/release"])
    release = repository / "release"
    archive = f"broadsheet-sample-{__version__}.tar.gz"
    summed = dict(line.split("  ")[::-1] for line in (release / "SHA256SUMS").read_text().splitlines())
    assert set(summed) == {"a.whl", "papers.jsonl", archive}
    assert summed == {name: hashlib.sha256((release / name).read_bytes()).hexdigest() for name in summed}
    with tarfile.open(release / archive) as site:
        assert "broadsheet-sample/index.html" in site.getnames()


def test_the_notes_tell_this_version_and_what_changed_since_the_last_tag(repository: Path) -> None:
    """This version's part of the changelog, and the records that differ from those of the tag before."""
    digests.run(repository, ["git", "tag", "v0.0.1", "HEAD^"])
    digests.run(repository, [".ci/release"])
    notes = (repository / "release/notes.md").read_text(encoding="utf-8")
    assert "- Mine." in notes
    assert "- Old." not in notes
    assert "since v0.0.1" in notes
    assert ": note" in notes


def test_the_same_site_gives_the_same_archive(repository: Path) -> None:
    """Neither the clock nor the order of the files shows in it."""
    sums = []
    for _ in range(2):
        digests.run(repository, [".ci/release"])
        sums.append((repository / "release/SHA256SUMS").read_text())
        (repository / "site/index.html").touch()
    assert sums[0] == sums[1]


def test_a_first_release_has_nothing_to_compare_with(repository: Path) -> None:
    """Without a tag before it, the notes are the changelog's."""
    digests.run(repository, [".ci/release"])
    assert "since" not in (repository / "release/notes.md").read_text(encoding="utf-8")
