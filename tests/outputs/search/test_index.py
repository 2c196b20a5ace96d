"""The files of the search."""

import gzip
import json

from generator.outputs.search import make_search
from generator.outputs.search.index import MANIFEST
from tests.libraries import make_paper
from tests.searching import make_edition

PAPERS = [make_paper(f"paper-{number}") for number in range(20)]


def make(many: int) -> dict[str, bytes]:
    """Return the files of a search over so many papers."""
    return {each.path: each.content for each in make_search(make_edition(PAPERS[:many]))}


def test_equal_papers_give_equal_files_and_a_new_paper_gives_all_new_names() -> None:
    """Only the manifest's name stays, so that what a browser has kept is never mixed with another build's."""
    assert make(19) == make(19)
    assert make(19).keys() & make(20).keys() == {MANIFEST}


def test_the_manifest_is_small_and_names_the_build() -> None:
    """It is the one file that each visit asks for anew."""
    files = make(20)
    manifest = json.loads(files.pop(MANIFEST))
    assert all(path.startswith(f"assets/search/{manifest['build']}/") for path in files)
    assert manifest["documents"] == len(PAPERS)


def test_every_file_begins_with_its_build() -> None:
    """A file that does not is another build's, and the browser can tell."""
    files = make(20)
    tag = bytes.fromhex(json.loads(files.pop(MANIFEST))["build"])[:4]
    assert {gzip.decompress(content)[:4] for content in files.values()} == {tag}
