"""Pages as files under docs/."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.memory import Memory, key
from generator.pages.page import Head, Page, front_matter
from generator.site.writer import Changes, is_ours, write_pages


def page(path: str, body: str = "Text.\n", title: str = "A title") -> Page:
    """Return a generated page."""
    text = front_matter(Head(title=title, description="Said."), "paper") + body
    return Page(path=path, mark=key(text), write=lambda: text)


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """A page that says the same keeps its file and its time of change; one that says something else is replaced."""
    pages = [page("index.md"), page("papers/a.md"), page("papers/b.md")]
    assert write_pages(pages, tmp_path) == Changes(written=3, unchanged=0, removed=0, kept=())
    for path in tmp_path.rglob("*.md"):
        os.utime(path, (1, 1))
    pages[1] = page("papers/a.md", "Other text.\n")
    assert write_pages(pages, tmp_path) == Changes(written=1, unchanged=2, removed=0, kept=())
    changed = {path.name: path.stat().st_mtime != 1 for path in tmp_path.rglob("*.md")}
    assert changed == {"index.md": False, "a.md": True, "b.md": False}
    assert (tmp_path / "papers/a.md").read_text(encoding="utf-8") == pages[1].text


def test_what_is_no_longer_made_is_removed(tmp_path: Path) -> None:
    """A stale page goes, and so do folders that are empty then; other files and their folders stay."""
    write_pages([page("dates/2024/01/02.md"), page("topics/a.md"), page("index.md")], tmp_path)
    (tmp_path / "topics" / "picture.svg").touch()
    (tmp_path / "empty").mkdir()
    assert write_pages([page("index.md")], tmp_path).removed == 2
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert left == ["empty", "index.md", "topics", "topics/picture.svg"]


@pytest.mark.parametrize(
    "text",
    [
        "# By hand\n",
        "",
        "---\ntitle: By hand\n---\nIt says\ngenerator: broadsheet\n",
        "---\ntitle: A\nmy_generator: broadsheet\n---\n",
        "---\ntitle: A\ngenerator: broadsheet too\n---\n",
    ],
)
def test_what_a_person_wrote_is_not_touched(tmp_path: Path, text: str) -> None:
    """A page without our mark in its front matter stays, at a generated page's path or elsewhere, and is named."""
    for path in ("index.md", "notes/own.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert write_pages([page("index.md")], tmp_path).kept == ("index.md",)
    assert write_pages([], tmp_path).removed == 0
    assert [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")] == [text, text]


def test_what_was_generated_is_known_by_itself(tmp_path: Path) -> None:
    """A generated page is known whatever its title says, and with line ends that git may have given it."""
    path = tmp_path / "a.md"
    for title in ("A title", "---", "A: b\nc", "“" * 500):
        path.write_text(page("a.md", title=title).text, encoding="utf-8")
        assert is_ours(path), title
    path.write_bytes(page("a.md").text.replace("\n", "\r\n").encode())
    assert is_ours(path)


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link at a page's path is a person's and stays; a link among the folders leads no page out of docs/."""
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    docs.mkdir()
    outside.mkdir()
    (outside / "a.md").write_text(page("a.md").text, encoding="utf-8")
    (docs / "a.md").symlink_to(outside / "a.md")
    (docs / "b.md").symlink_to(outside / "nothing.md")
    assert write_pages([page("a.md", "New.\n"), page("b.md")], docs).kept == ("a.md", "b.md")
    assert (outside / "a.md").read_text(encoding="utf-8") == page("a.md").text
    (docs / "papers").symlink_to(outside)
    with pytest.raises(OutputError, match="outside"):
        write_pages([page("papers/c.md")], docs)
    assert [path.name for path in outside.iterdir()] == ["a.md"]


@pytest.mark.parametrize("path", ["../a.md", "papers/../../a.md", "/etc/a.md", "papers/../index.md"])
def test_no_page_leaves_docs(tmp_path: Path, path: str) -> None:
    """A path that climbs is refused, wherever it would end."""
    with pytest.raises(OutputError, match="outside"):
        write_pages([page(path)], tmp_path / "docs")
    assert list(tmp_path.rglob("*.md")) == []


def test_a_refusal_is_told(tmp_path: Path) -> None:
    """A file where a folder has to be made is a clear error that names the page."""
    (tmp_path / "papers").touch()
    with pytest.raises(OutputError, match=r"papers/a\.md"):
        write_pages([page("papers/a.md")], tmp_path)


def count_writes(pages: list[Page]) -> tuple[list[Page], list[str]]:
    """Return the pages again, and a list that names each one whose text is asked for."""
    asked: list[str] = []

    def ask(each: Page) -> str:
        asked.append(each.path)
        return each.text

    return [replace(each, write=partial(ask, each)) for each in pages], asked


def test_what_was_made_from_the_same_is_not_made_again(tmp_path: Path) -> None:
    """With a memory, only pages that are made from something else, or that are not there, are asked for their text."""
    memory, docs = Memory(folder=tmp_path / "memory"), tmp_path / "docs"
    write_pages([page("a.md"), page("b.md"), page("c.md")], docs, memory)
    (docs / "c.md").unlink()
    pages, asked = count_writes([page("a.md"), page("b.md", "Other.\n"), page("c.md"), page("d.md")])
    assert write_pages(pages, docs, memory) == Changes(written=3, unchanged=1, removed=0, kept=())
    assert asked == ["b.md", "c.md", "d.md"]


@pytest.mark.parametrize("text", ["By hand.\n", page("a.md", "Mine.\n").text, page("a.md", "TEXT.\n").text])
def test_an_edit_of_a_generated_page_is_found(tmp_path: Path, text: str) -> None:
    """Even one of the same length with the file's old times: replaced if it still says that it was generated."""
    memory, path = Memory(folder=tmp_path / "memory"), tmp_path / "docs" / "a.md"
    write_pages([page("a.md")], path.parent, memory)
    state = path.stat()
    path.write_text(text)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    changes = write_pages([page("a.md")], path.parent, memory)
    is_mine = "generator" not in text
    assert changes == Changes(written=not is_mine, unchanged=0, removed=0, kept=("a.md",) if is_mine else ())
    assert path.read_text() == (text if is_mine else page("a.md").text)
