"""The pages that a person wrote, as the search knows them."""

from pathlib import Path

import pytest

from generator.pages.handwritten import Handwritten
from generator.site.handwritten import read_handwritten


def write(docs: Path, path: str, text: str) -> None:
    """Write a page below `docs`."""
    (docs / path).parent.mkdir(parents=True, exist_ok=True)
    (docs / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "text", "page"),
    [
        ("about.md", "---\ntitle: Us\n---\n\n# About\n\nWe *read*.", ("about/", "Us", "We read.")),
        ("about.md", "# About `us` {#us}\n\n- one\n- two\n", ("about/", "About us", "one two")),
        ("help/index.md", "Text & <b>more</b>.", ("help/", "Help", "Text & more.")),
        ("index.md", "# Today", ("", "Today", "")),
        ("reading-group.md", "A [link](about.md).", ("reading-group/", "Reading group", "A link.")),
        ("notes.md", "<!-- nothing yet -->", ("notes/", "Notes", "")),
        ("empty.md", "", ("empty/", "Empty", "")),
    ],
)
def test_a_page_is_its_address_title_and_text(tmp_path: Path, path: str, text: str, page: tuple[str, str, str]) -> None:
    """The title is the front matter's, else the first heading, else the file's name; markup is left out of the text."""
    write(tmp_path, path, text)
    address, title, words = page
    assert list(read_handwritten(tmp_path)) == [Handwritten(address=address, title=title, text=words)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("papers/one.md", "---\ntitle: One\ngenerator: broadsheet\n---\n\nText."),
        ("hidden.md", "---\nsearch: {exclude: true}\n---\n\nText."),
        (".drafts/page.md", "Text."),
    ],
)
def test_what_is_not_to_be_found_is_left_out(tmp_path: Path, path: str, text: str) -> None:
    """Generated pages, pages that their front matter keeps out of the search, and hidden folders."""
    write(tmp_path, path, text)
    assert list(read_handwritten(tmp_path)) == []
