"""What a served site is rebuilt for."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from generator.site.watching import Rebuild, take_snapshot


class Served:
    """A server that watches docs/, where each build writes a page, and a folder of dumps."""

    def __init__(self, folder: Path) -> None:
        self.docs, self.dumps = folder / "docs", folder / "dumps"
        for each in (self.docs, self.dumps):
            each.mkdir()
        (self.dumps / "a.txt").write_text("one")
        watches = [
            SimpleNamespace(watch=SimpleNamespace(path=str(at), is_recursive=True)) for at in (self.docs, self.dumps)
        ]
        server = cast("LiveReloadServer", SimpleNamespace(observer=SimpleNamespace(emitters=watches)))
        self.rebuild = Rebuild(server, self.build, self.docs)
        self.builds = 0

    def build(self) -> None:
        """Build as the plugin does: read, write pages, note it, and let MkDocs go on."""
        self.builds += 1
        self.read = (self.dumps / "a.txt").read_text()
        (self.docs / "index.md").write_text(self.read)
        self.rebuild.note_written()

    def event(self) -> int:
        """Tell of a change, of whatever; return how many builds there were so far."""
        self.rebuild()
        return self.builds


@pytest.fixture
def served(tmp_path: Path) -> Served:
    """A server whose site has been built after a first event."""
    served = Served(tmp_path)
    assert served.event() == 1
    return served


def test_what_a_build_writes_is_no_change(served: Served) -> None:
    """The events of the build's own pages, and those of files that were only read, build nothing."""
    (served.dumps / "a.txt").read_text()
    assert [served.event(), served.event()] == [1, 1]


def test_every_other_change_is_built(served: Served) -> None:
    """A file changed, added, removed or put in another's place is built, below docs/ too, and built once."""
    (served.dumps / "a.txt").write_text("another")
    assert [served.event(), served.event()] == [2, 2]
    (served.docs / "own").mkdir()
    (served.docs / "own" / "page.md").touch()
    assert [served.event(), served.event()] == [3, 3]
    (served.docs / "own" / "page.md").unlink()
    assert [served.event(), served.event()] == [4, 4]
    (served.docs / "new").write_text("another")
    (served.docs / "new").replace(served.docs / "index.md")
    assert [served.event(), served.event()] == [5, 5]


def test_what_changes_during_a_build_is_built_next(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump or a page of a person's that is saved while a build runs is not lost."""
    build = served.build

    def build_while_typing() -> None:
        build()
        (served.dumps / "a.txt").write_text("typed meanwhile")
        (served.docs / "own.md").write_text("typed meanwhile")

    monkeypatch.setattr(served.rebuild, "builder", build_while_typing)
    (served.dumps / "a.txt").write_text("typed")
    assert served.event() == 2
    monkeypatch.setattr(served.rebuild, "builder", build)
    assert served.event() == 3
    assert served.read == "typed meanwhile"
    assert served.event() == 3


def test_a_refused_build_leaves_the_old_site_served(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal before anything was written is no more than its text; every event builds then, until one succeeds."""

    def refuse() -> None:
        raise Abort("curation.yml:1: unknown key")

    (served.dumps / "a.txt").write_text("bad")
    with monkeypatch.context() as patched:
        patched.setattr(served.rebuild, "builder", refuse)
        served.event()
    assert [served.event(), served.event()] == [2, 2]


def test_a_half_built_site_is_not_served(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal after the pages are written, when MkDocs has cleared the site, is MkDocs' to handle."""
    build = served.build

    def refuse() -> None:
        build()
        raise Abort("The disk is full")

    (served.dumps / "a.txt").write_text("bad")
    monkeypatch.setattr(served.rebuild, "builder", refuse)
    with pytest.raises(Abort):
        served.event()


def test_a_snapshot_sees_what_it_was_asked_to(tmp_path: Path) -> None:
    """Folders below are looked into on request only; hidden files, such as an editor's, are left out."""
    for path in ("a.yml", "below/b.yml", ".a.yml.swp", "below/.c"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "dangling").symlink_to("nothing")
    assert {Path(path).name for path in take_snapshot([(str(tmp_path), False)])} == {"a.yml"}
    assert {Path(path).name for path in take_snapshot([(str(tmp_path), True)])} == {"a.yml", "b.yml"}
    assert take_snapshot([(str(tmp_path / "gone"), True)]) == {}
