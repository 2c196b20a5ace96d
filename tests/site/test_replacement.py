"""A new site takes the old one's place only when it is whole."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.site.replacement import Replacement


class _KilledError(BaseException):
    """Stands for a process that ends here, without any clearing up."""


def build(site: Path, text: str) -> None:
    """Replace a site as a build does."""
    replacement = Replacement(site=site)
    replacement.begin()
    (replacement.new / "index.html").write_text(text)
    replacement.finish()


def state(folder: Path) -> dict[str, str]:
    """Return all files below a folder and what they hold."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_whole_site_takes_the_old_ones_place(tmp_path: Path) -> None:
    """The new site stands alone then, with the hidden files that stood in the old one."""
    site = tmp_path / "public" / "site"
    build(site, "first")
    (site / "stale.html").touch()
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("mine")
    build(site, "second")
    assert state(tmp_path) == {"public/site/index.html": "second", "public/site/.git/config": "mine"}


def test_an_abandoned_site_leaves_the_old_one(tmp_path: Path) -> None:
    """Nothing of a site that was given up is left, and the old one is as it was."""
    build(tmp_path / "site", "first")
    replacement = Replacement(site=tmp_path / "site")
    replacement.begin()
    (replacement.new / "index.html").write_text("half")
    assert state(tmp_path / "site") == {"index.html": "first"}
    replacement.abandon()
    assert state(tmp_path) == {"site/index.html": "first"}


@pytest.mark.parametrize("step", range(6))
def test_a_kill_at_any_step_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Whichever step of a replacement is the last, the next build ends with a whole site and the hidden files."""
    site = tmp_path / "site"
    build(site, "first")
    (site / ".git").write_text("mine")
    done = 0

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            nonlocal done
            if done == step:
                raise _KilledError
            done += 1
            return call(*arguments, **named)

        return run

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", counted(Path.rename))
        patched.setattr(Path, "mkdir", counted(Path.mkdir))
        patched.setattr(shutil, "rmtree", counted(shutil.rmtree))
        if step < 5:
            with pytest.raises(_KilledError):
                build(site, "second")
        else:
            build(site, "second")
    assert done == min(step, 5)

    replacement = Replacement(site=site)
    replacement.begin()
    assert state(site)["index.html"] in {"first", "second"}
    replacement.abandon()
    build(site, "third")
    assert state(tmp_path) == {"site/index.html": "third", "site/.git": "mine"}


def test_the_old_site_stands_where_the_new_one_cannot_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal of the system in the middle is told, and the old site is put back; so it is after Ctrl-C."""
    build(tmp_path / "site", "first")
    replacement = Replacement(site=tmp_path / "site")
    replacement.begin()
    rename = Path.rename

    refusal: BaseException = OSError(16, "Device or resource busy")

    def refuse(path: Path, target: Path) -> Path:
        if path == replacement.new:
            raise refusal
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="busy"):
        replacement.finish()
    assert state(tmp_path / "site") == {"index.html": "first"}
    refusal = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        replacement.finish()
    assert state(tmp_path / "site") == {"index.html": "first"}


def test_a_file_in_the_sites_place_is_not_replaced(tmp_path: Path) -> None:
    """A file where the site should stand is somebody's, and is told of before anything is built."""
    (tmp_path / "site").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        Replacement(site=tmp_path / "site").begin()
    assert state(tmp_path) == {"site": "mine"}


def test_a_site_that_was_replaced_is_the_spare(tmp_path: Path) -> None:
    """The next build begins with it; after a first build it is the site itself, each file by a second name."""
    site, spare = tmp_path / "site", tmp_path / "cache" / "spare"
    before = "first"
    for text in ("first", "second", "third"):
        replacement = Replacement(site=site, spare=spare)
        replacement.begin()
        (replacement.new / "index.html").write_text(text)
        replacement.finish()
        assert state(site) == {"index.html": text}
        if text == "first":
            assert (spare / "index.html").samefile(site / "index.html")
        assert state(spare) == {"index.html": before}
        before = text
    assert {path.name for path in tmp_path.iterdir()} == {"site", "cache"}


def test_a_spare_that_cannot_be_is_no_spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without second names, or with the spare on another one, a build ends as it should."""
    site, spare = tmp_path / "site", tmp_path / "cache"
    rename = Path.rename

    def stay(path: Path, target: Path) -> Path:
        if target == spare:
            raise OSError(18, "Invalid cross-device link")
        return rename(path, target)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "rename", stay)
    monkeypatch.setattr(os, "link", refuse)
    for text in ("first", "second"):
        replacement = Replacement(site=site, spare=spare)
        replacement.begin()
        (replacement.new / "index.html").write_text(text)
        replacement.finish()
        assert state(tmp_path) == {"site/index.html": text}
