"""Pages put into their moulds, or taken from the last build."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.site.shells import Slot, cut
from generator.site.stamping import Job, Mould, Outcome, Source, Stamped

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
        docs=str(tmp_path / "docs"),
        site=str(tmp_path / "site"),
        old=None,
        moulds={"paper": MOULD},
        urls={"a.md": "a/", "b.md": "b/"},
        kept={},
        theme=None,
    )


def stamp(job: Job, sources: Sequence[Source] = (SOURCE,)) -> list[Outcome]:
    """Do a job."""
    return job.stamp(sources)


def again(job: Job, kept: Stamped | None, **changes: object) -> Job:
    """Return the job of a next build, into another folder."""
    assert kept
    values: Mapping[str, object] = {"old": job.site, "site": f"{job.site}-next", "kept": {"a.md": kept}, **changes}
    return replace(job, **values)  # type: ignore[arg-type]


def test_a_page_is_its_mould_filled(job: Job) -> None:
    """Title and content stand where the mould has them, and what it links to is told."""
    (outcome,) = stamp(job)
    made = Path(job.site, "a/index.html").read_text()
    assert made == '<title>A &amp; B</title><h1 id="a-b">A &amp; B</h1>\n<p><a href="../b/">next</a></p>\n'
    assert outcome.stamped
    assert outcome.stamped.links == ("b.md",)
    assert Stamped.thaw(outcome.stamped.freeze()) == outcome.stamped


def test_a_page_made_from_the_same_is_taken(job: Job) -> None:
    """The last build's file is in both sites then, so that the old one is whole until it goes."""
    (first,) = stamp(job)
    later = again(job, first.stamped)
    assert stamp(later) == [first]
    assert Path(later.site, "a/index.html").samefile(Path(job.site, "a/index.html"))


@pytest.mark.parametrize("change", ["content", "mould", "touched", "longer", "gone", "elsewhere"])
def test_a_page_made_from_something_else_is_made_again(job: Job, change: str) -> None:
    """A change of the page, of its mould or of its file, or another place for it, makes a file of its own."""
    (first,) = stamp(job)
    old = Path(job.site, "a/index.html")
    later, source = again(job, first.stamped), SOURCE
    if change == "content":
        source = replace(SOURCE, content="2")
    elif change == "mould":
        later = replace(later, moulds={"paper": replace(MOULD, basis="2")})
    elif change == "touched":
        old.write_bytes(old.read_bytes()[::-1])
    elif change == "longer":
        old.write_bytes(old.read_bytes() + b" ")
    elif change == "gone":
        old.unlink()
    else:
        source = replace(SOURCE, target="b/index.html")
    (second,) = stamp(later, [source])
    made = Path(later.site, source.target)
    assert made.read_text().startswith("<title>A &amp; B</title>")
    assert second.stamped
    assert second.stamped.changed == made.stat().st_mtime_ns
    assert not (old.exists() and made.samefile(old))


def test_a_page_whose_link_broke_is_made_again_and_told(job: Job) -> None:
    """A page that links to what is no longer there is not taken over: its link is left as written, and told."""
    (first,) = stamp(job)
    (second,) = stamp(again(job, first.stamped, urls={"a.md": "a/"}))
    assert second.unresolved == ("b.md",)


def test_what_a_mould_cannot_give_is_left(job: Job) -> None:
    """Front matter that the theme asks for and the mould has no slot for, or no mould at all: nothing is written."""
    Path(job.docs, "a.md").write_text(PAGE.replace("kind:", "moved_to: b\nkind:"))
    assert stamp(job) == [Outcome(stamped=None)]
    assert stamp(replace(job, moulds={})) == [Outcome(stamped=None)]
    assert not Path(job.site).exists()


def test_a_page_is_never_written_into_the_old_sites_file(job: Job) -> None:
    """Where a page is made a second time, as after a helper that was killed, the old site's file stays as it was."""
    (first,) = stamp(job)
    later = again(job, first.stamped)
    stamp(later)
    stamp(replace(later, kept={}, urls={"a.md": "a/"}))
    assert Path(job.site, "a/index.html").read_text().endswith('<a href="../b/">next</a></p>\n')
    assert Path(later.site, "a/index.html").read_text().endswith('<a href="b.md">next</a></p>\n')
