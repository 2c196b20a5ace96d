"""Where a site's sources are, and options that are refused."""

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.environment import DUMPS_VARIABLE
from generator.errors import BroadsheetError
from generator.flow import Sources
from generator.settings import Options, find_sources
from generator.topics.vocabulary import SHIPPED


def find(base: Path, dumps: str = "", **given: object) -> Sources:
    """Return the sources of the site in `base` with the options that are given; `dumps` are the environment's."""
    options = Options()
    options.load_dict(given)
    options.validate()
    environment = {DUMPS_VARIABLE: dumps} if dumps else {}
    return find_sources(MkDocsConfig(str(base / "mkdocs.yml")), options, environment)


def test_sources_stand_beside_the_settings(tmp_path: Path) -> None:
    """Paths are relative to mkdocs.yml; the vocabulary is the shipped one unless the site has its own."""
    assert find(tmp_path) == Sources(dumps=(tmp_path / "dumps",), curation=tmp_path / "curation.yml", topics=SHIPPED)
    own = find(tmp_path, dumps="", curation="words/mine.yml", topics="topics.yml")
    assert (own.curation, own.topics) == (tmp_path / "words/mine.yml", tmp_path / "topics.yml")


def test_other_dumps_are_read_without_the_curation(tmp_path: Path) -> None:
    """The curator speaks of the site's own dumps: of others nobody does. Any path to them will do."""
    assert find(tmp_path, str(tmp_path / "elsewhere")) == Sources(dumps=(tmp_path / "elsewhere",))
    assert find(tmp_path, str(tmp_path / "x" / ".." / "dumps")).curation == tmp_path / "curation.yml"


@pytest.mark.parametrize(
    "url",
    ["http://news.example.org/x", "news.example.org", "https:///x", "https://[x", "javascript:alert(1)", ""],
)
def test_a_newsletters_address_is_https(tmp_path: Path, url: str) -> None:
    """A form that would send addresses in the clear, or nowhere, is refused."""
    with pytest.raises(BroadsheetError, match="`subscribe_url` is no https address"):
        find(tmp_path, subscribe_url=url)
    assert find(tmp_path, subscribe_url="https://news.example.org/x?list=1").dumps == (tmp_path / "dumps",)


def test_addresses_of_files_are_refused(tmp_path: Path) -> None:
    """A page's JSON, its citations and what the scripts fetch stand in its folder: without folders they would not."""
    config = MkDocsConfig(str(tmp_path / "mkdocs.yml"))
    config.load_dict({"use_directory_urls": False})
    options = Options()
    options.load_dict({})
    options.validate()
    with pytest.raises(BroadsheetError, match=r"`use_directory_urls: false` gives pages no folders.*Remove the line"):
        find_sources(config, options, {})
