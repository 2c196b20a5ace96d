"""Digests as books, as a reading program opens them."""

import io
import posixpath
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.markup import Markup
from generator.model import Library
from generator.outputs.books import make_books
from generator.pages import Edition, Site
from tests.libraries import DAY, make_collection, make_library, make_paper, make_sample

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


def make_files(library: Library, *, address: str = "https://example.org/") -> dict[str, bytes]:
    """Return the books of a library by path."""
    edition = Edition(collection=make_collection(library), site=Site(name="A <digest> & more", address=address))
    return {made.path: made.content for made in make_books(edition)}


def open_book(content: bytes) -> dict[str, bytes]:
    """Return a book's files by name, after what every reading program looks at first."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert content[30:58] == b"mimetypeapplication/epub+zip"
        return {name: archive.read(name) for name in archive.namelist()}


def check_book(content: bytes) -> dict[str, bytes]:
    """Check what EPUB 3 asks of a book's parts, and return its files."""
    files = open_book(content)
    container = etree.fromstring(files["META-INF/container.xml"])
    (package,) = container.xpath("//@full-path")
    opf = etree.fromstring(files[str(package)])
    folder = posixpath.dirname(str(package))
    items = {item.get("id"): item for item in opf.iter(f"{OPF}item")}
    named = {posixpath.join(folder, str(item.get("href"))) for item in items.values()}
    assert named == set(files) - {"mimetype", "META-INF/container.xml", package}
    assert {item.get("idref") for item in opf.iter(f"{OPF}itemref")} == set(items) - {"style"}
    anchors = set()
    for item in items.values():
        name = posixpath.join(folder, str(item.get("href")))
        if item.get("media-type") != "application/xhtml+xml":
            continue
        page = etree.fromstring(files[name])
        ids = [str(anchor) for anchor in page.xpath("//@id")]
        assert len(ids) == len(set(ids))
        anchors |= {f"{item.get('href')}#{anchor}" for anchor in ids} | {str(item.get("href"))}
        math = page.xpath("//*[local-name() = 'math']")
        assert all(each.tag.startswith("{http://www.w3.org/1998/Math/MathML}") for each in math)
        assert ("mathml" in str(item.get("properties"))) == bool(math)
        assert all(child.tag != f"{XHTML}script" for child in page.iter())
    contents = etree.fromstring(files[f"{folder}/nav.xhtml"])
    assert {str(target) for target in contents.xpath("//*[local-name() = 'a']/@href")} <= anchors
    return files


def test_each_day_week_and_month_is_a_book() -> None:
    """A week may lie in two years; its book stands with the year that the week counts to."""
    assert set(make_files(make_sample())) == {
        "dates/2024/12/30/2024-12-30.epub",
        "dates/2025/2025-W01.epub",
        "dates/2024/12/2024-12.epub",
        "dates/2025/03/20/2025-03-20.epub",
        "dates/2025/2025-W12.epub",
        "dates/2025/03/2025-03.epub",
        "dates/2025/11/05/2025-11-05.epub",
        "dates/2025/2025-W45.epub",
        "dates/2025/11/2025-11.epub",
    }


def test_every_book_is_sound() -> None:
    """Every file is named in the package and well-formed, and the table of contents leads to what is there."""
    for content in make_files(make_sample()).values():
        check_book(content)


def test_a_book_holds_its_digests_in_their_order() -> None:
    """A chapter a day, the oldest first; in it the papers as listed, with authors, abstract and links."""
    later = date(2025, 11, 6)
    papers = [
        make_paper("b", on=(DAY,), authors=("Ada <Lovelace>",), arxiv_id="2506.08007"),
        make_paper("a", on=(DAY, later), position=2),
    ]
    files = open_book(make_files(make_library(papers))["dates/2025/11/2025-11.epub"])
    first, second = (files[f"EPUB/chapter-{number}.xhtml"].decode() for number in (1, 2))
    assert "Wednesday, 5 November 2025" in first
    assert first.index("paper-b") < first.index("paper-a")
    assert "paper-b" not in second
    assert "Ada &lt;Lovelace&gt;" in first
    assert "<p>We study b. It works.</p>" in first
    assert 'href="https://arxiv.org/abs/2506.08007"' in first
    assert 'href="https://example.org/papers/a/"' in second


def test_books_are_the_same_bytes_each_time() -> None:
    """A book that nothing was added to is left as it was."""
    first = make_files(make_sample())
    assert make_files(make_sample()) == first
    sample = make_sample().papers
    changed = {**sample, "quiet-one": replace(sample["quiet-one"], title=Markup("Quite one"))}
    second = make_files(make_library(changed.values()))
    assert {path for path in first if first[path] != second[path]} == {
        "dates/2024/12/30/2024-12-30.epub",
        "dates/2025/2025-W01.epub",
        "dates/2024/12/2024-12.epub",
    }


def test_without_an_address_there_are_books_too() -> None:
    """Links to the site are left out then; what a book is known by stays its own."""
    books = [check_book(content) for content in make_files(make_sample(), address="").values()]
    known = {etree.fromstring(files["EPUB/package.opf"]).findtext(".//{*}identifier") for files in books}
    assert len(known) == len(books)


@settings(max_examples=60)
@given(title=st.text(min_size=1), abstract=st.text(), author=st.text(min_size=1))
def test_any_text_makes_a_sound_book(title: str, abstract: str, author: str) -> None:
    """No title, abstract or name breaks a page."""
    paper = make_paper("a", title=Markup(title), abstract=Markup(abstract), authors=(author,))
    for content in make_files(make_library([paper])).values():
        check_book(content)


def test_epubcheck_finds_no_fault(tmp_path: Path) -> None:
    """The checker of the format's makers accepts a book with formulas, links and a hostile name."""
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java, which is not on this machine")
    book = tmp_path / "book.epub"
    book.write_bytes(make_files(make_sample())["dates/2025/11/2025-11.epub"])
    checker = Path(sys.executable).with_name("epubcheck")
    done = subprocess.run([checker, book], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
