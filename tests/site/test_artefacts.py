"""Files of the site that are no pages."""

from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.outputs import Artefact
from generator.site.artefacts import write_artefacts


def test_each_is_written_below_the_site(tmp_path: Path) -> None:
    """Folders are made as needed, and the number of files is told."""
    made = [Artefact(path="a.json", content=b"1"), Artefact(path="b/c.json", content=b"2")]
    assert write_artefacts(made, tmp_path) == len(made)
    assert [(tmp_path / each.path).read_bytes() for each in made] == [each.content for each in made]


def test_a_file_that_stands_there_is_not_replaced(tmp_path: Path) -> None:
    """A curator's own file of that name is an error that says what to do."""
    (tmp_path / "feed.xml").write_text("mine")
    with pytest.raises(OutputError, match=r"feed\.xml"):
        write_artefacts([Artefact(path="feed.xml", content=b"")], tmp_path)
    assert (tmp_path / "feed.xml").read_text() == "mine"


@pytest.mark.parametrize("path", ["../out", "a/../../out", "link/out"])
def test_no_path_leads_out_of_the_site(tmp_path: Path, path: str) -> None:
    """Neither dots nor a link lead out of it."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="out of the site"):
        write_artefacts([Artefact(path=path, content=b"")], site)
    assert not (tmp_path / "out").exists()
