"""Pages put into their moulds, or taken from the last build."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.site.shells import Slot, cut
from generator.site.stamping import Job, Mould, Outcome, Source, Stamped
from generator.site.tree import Tree

PAGE = "---\ntitle: A & B\nkind: paper\n---\n\n# A & B\n\n[next](b.md)\n"
SOURCE = Source(path="a.md", url="a/", target="a/index.html", steps="a", rest=".md", mould="paper", content="1")
MOULD = Mould(
    shell=cut(f"<title>QZ&amp;TITLE&amp;ZQ</title>{Slot.CONTENT}"),
    reads=frozenset({"moved_to"}),
    escapes=frozenset(),
    basis="1",
)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job of one page, without a last build."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(PAGE)
    return Job(
        docs=str(tmp_path / "docs"), moulds={"paper": MOULD}, urls={"a.md": "a/", "b.md": "b/"}, kept={}, theme=None
    )


@pytest.fixture
def site(tmp_path: Path) -> Tree:
    """The site that is built first."""
    return Tree(root=str(tmp_path / "site"))


@pytest.fixture
def later(tmp_path: Path, site: Tree) -> Tree:
    """The site that is built next."""
    return Tree(root=str(tmp_path / "later"), last=site.root)


def again(job: Job, first: Outcome, **changes: object) -> Job:
    """Return the job of a next build."""
    assert first.stamped
    return replace(job, **{"kept": {"a.md": first.stamped}, **changes})  # type: ignore[arg-type]


def test_a_page_is_its_mould_filled(job: Job, site: Tree) -> None:
    """Title and content stand where the mould has them, and what it links to is told."""
    (outcome,) = job.stamp(site, [SOURCE])
    made = Path(site.root, "a/index.html").read_text()
    assert made == '<title>A &amp; B</title><h1 id="a-b">A &amp; B</h1>\n<p><a href="../b/">next</a></p>\n'
    assert outcome.stamped
    assert outcome.stamped.links == ("b.md",)
    assert Stamped.thaw(outcome.stamped.freeze()) == outcome.stamped


def test_a_page_made_from_the_same_is_taken(job: Job, site: Tree, later: Tree) -> None:
    """The last build's file is in both sites then, so that the old one is whole until it goes."""
    (first,) = job.stamp(site, [SOURCE])
    assert again(job, first).stamp(later, [SOURCE]) == [first]
    assert Path(later.root, "a/index.html").samefile(Path(site.root, "a/index.html"))


@pytest.mark.parametrize("change", ["content", "mould", "touched", "elsewhere"])
def test_a_page_made_from_something_else_is_made_again(job: Job, site: Tree, later: Tree, change: str) -> None:
    """A change of the page, of its mould or of its file, or another place for it, makes a file of its own."""
    (first,) = job.stamp(site, [SOURCE])
    old = Path(site.root, "a/index.html")
    next_job, source = again(job, first), SOURCE
    if change == "content":
        source = replace(SOURCE, content="2")
    elif change == "mould":
        next_job = replace(next_job, moulds={"paper": replace(MOULD, basis="2")})
    elif change == "touched":
        old.write_bytes(old.read_bytes()[::-1])
    else:
        source = replace(SOURCE, target="b/index.html")
    (second,) = next_job.stamp(later, [source])
    made = Path(later.root, source.target)
    assert made.read_text().startswith("<title>A &amp; B</title>")
    assert second.stamped
    assert second.stamped.state.changed == made.stat().st_mtime_ns
    assert not made.samefile(old)


def test_a_page_whose_link_broke_is_made_again_and_told(job: Job, site: Tree, later: Tree) -> None:
    """A page that links to what is no longer there is not taken over: its link is left as written, and told."""
    (first,) = job.stamp(site, [SOURCE])
    (second,) = again(job, first, urls={"a.md": "a/"}).stamp(later, [SOURCE])
    assert second.unresolved == ("b.md",)


def test_what_a_mould_cannot_give_is_left(job: Job, site: Tree) -> None:
    """Front matter that the theme asks for and the mould has no slot for, or no mould at all: nothing is written."""
    Path(job.docs, "a.md").write_text(PAGE.replace("kind:", "moved_to: b\nkind:"))
    assert job.stamp(site, [SOURCE]) == [Outcome(stamped=None)]
    assert replace(job, moulds={}).stamp(site, [SOURCE]) == [Outcome(stamped=None)]
    assert not Path(site.root).exists()


def test_a_page_is_never_written_into_the_old_sites_file(job: Job, site: Tree, later: Tree) -> None:
    """Where a page is made a second time, as after a helper that was killed, the old site's file stays as it was."""
    (first,) = job.stamp(site, [SOURCE])
    again(job, first).stamp(later, [SOURCE])
    replace(job, urls={"a.md": "a/"}).stamp(later, [SOURCE])
    assert Path(site.root, "a/index.html").read_text().endswith('<a href="../b/">next</a></p>\n')
    assert Path(later.root, "a/index.html").read_text().endswith('<a href="b.md">next</a></p>\n')
