"""An index that is not what it should be: a clear failure, and asking again works once it is whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.markup import Markup
from tests import sites
from tests.libraries import make_paper
from tests.searching import Searcher, make_edition, write_site
from tests.visits import Visits

FIRST = make_edition([make_paper("weather", title=Markup("Forecasting weather"))])
SECOND = make_edition([make_paper("weather", title=Markup("Forecasting weather")), make_paper("wind")])


def shards(site: Path) -> list[Path]:
    """Return the files that any query for a word needs."""
    return sorted((site / "assets/search").glob("*/terms-*.bin"))


def take_away(path: Path) -> None:
    """Remove a file."""
    path.unlink()


def cut_off(path: Path) -> None:
    """Leave half of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def overwrite(path: Path) -> None:
    """Have something else stand there."""
    path.write_bytes(b"<!doctype html><title>Not here</title>")


@pytest.mark.parametrize(
    ("damage", "kind"),
    [(take_away, "missing"), (cut_off, "bad"), (overwrite, "stale")],
    ids=["missing", "cut off", "another file"],
)
def test_a_broken_shard_is_told_and_asking_again_helps(
    visit: Visits, tmp_path: Path, damage: Callable[[Path], None], kind: str
) -> None:
    """The answer is a failure of that kind, with a sentence for the reader; the file back, the same query works."""
    site = write_site(FIRST, tmp_path / "site")
    whole = {path: path.read_bytes() for path in shards(site)}
    for path in whole:
        damage(path)
    with sites.serve(site) as address:
        reader = visit()
        reader.expected.append("404")
        searcher = Searcher(reader.page, address)
        error = searcher.ask("weather")["error"]
        assert error["kind"] == kind
        assert error["message"].endswith(".")
        for path, content in whole.items():
            path.write_bytes(content)
        assert searcher.find("weather") == ["weather"]


def test_a_site_that_was_renewed_is_searched_as_it_is_now(visit: Visits, tmp_path: Path) -> None:
    """A reader who opened the page before the new build gets the new build's answer."""
    site = write_site(FIRST, tmp_path / "site")
    with sites.serve(site) as address:
        reader = visit()
        reader.expected.append("404")
        searcher = Searcher(reader.page, address)
        assert searcher.find("forecasting") == ["weather"]
        for path in sorted((site / "assets/search").rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        write_site(SECOND, tmp_path / "new")
        (tmp_path / "new/assets/search").replace(site / "assets/search")
        assert searcher.find("wind") == ["wind"]


def test_a_reader_who_is_offline_is_told_so(visit: Visits, tmp_path: Path) -> None:
    """Without a network the failure says so, and the same query works when it is back."""
    site = write_site(FIRST, tmp_path / "site")
    with sites.serve(site) as address:
        reader = visit()
        reader.expected.append("ERR_INTERNET_DISCONNECTED")
        searcher = Searcher(reader.page, address)
        searcher.ask("")
        reader.context.set_offline(True)
        assert searcher.ask("weather")["error"]["kind"] == "offline"
        reader.context.set_offline(False)
        assert searcher.find("weather") == ["weather"]


def test_a_site_without_papers_answers(visit: Visits, tmp_path: Path) -> None:
    """An empty index is an index."""
    with sites.serve(write_site(make_edition([]), tmp_path / "site")) as address:
        assert Searcher(visit().page, address).find("weather") == []
