"""Links of a built site that lead nowhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import BroadsheetError
from generator.site.links import Broken, walk


def put(site: Path, path: str, body: str) -> None:
    """Write a page."""
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<!doctype html><title>A page</title>{body}", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three pages and a picture."""
    put(tmp_path, "index.html", "")
    put(tmp_path, "papers/a%20b/index.html", '<h2 id="cite">Cite</h2>')
    put(tmp_path, "404.html", "")
    (tmp_path / "dot é.png").touch()
    return tmp_path


@pytest.mark.parametrize(
    "target",
    [
        "",
        "#",
        "#top",
        "papers/a%2520b/",
        "./papers/a%2520b/index.html#cite",
        "papers/a%2520b/?q=1#cite",
        "dot%20%C3%A9.png",
        "dot é.png",
        "/dot%20é.png",
        "https://elsewhere.example/gone",
        "mailto:a@b.example",
        "data:image/png,",
        "javascript:void 0",
    ],
)
def test_links_that_lead_somewhere(site: Path, target: str) -> None:
    """Files and parts of pages count as there in each way of writing them; what leads elsewhere is not followed."""
    put(site, "index.html", f'<a href="{target}">there</a>')
    assert walk(site).broken == ()


@pytest.mark.parametrize(
    "target", ["gone/", "papers/a%2520b", "papers/a%2520b/#gone", "dot.png", "../up/", "https://["]
)
def test_links_that_lead_nowhere(site: Path, target: str) -> None:
    """A file that is not there, and a part that a page has not, are told with the page and the link as it stands."""
    put(site, "index.html", f'<img src="{target}"><a href="{target}">there</a>')
    assert walk(site).broken == (Broken(page="index.html", target=target),)


def test_links_to_the_published_address_are_the_sites_own(site: Path) -> None:
    """With the address given, absolute links to it are followed too, below a folder as well."""
    put(site, "index.html", '<a href="https://lab.example/digest/gone/"></a><a href="/elsewhere/"></a><a href="#"></a>')
    walked = walk(site, "https://lab.example/digest/")
    assert [broken.target for broken in walked.broken] == ["https://lab.example/digest/gone/"]


def test_the_error_pages_links_are_from_the_root(site: Path) -> None:
    """It is read at any address, and stands nowhere."""
    put(site, "404.html", '<a href="/papers/a%2520b/"></a>')
    assert walk(site).broken == ()


def test_a_folder_without_pages_is_an_error(tmp_path: Path) -> None:
    """Nothing to walk is no clean bill."""
    with pytest.raises(BroadsheetError, match="holds no page"):
        walk(tmp_path)


@given(target=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_may_stand_in_a_link(tmp_path_factory: pytest.TempPathFactory, target: str) -> None:
    """Whatever stands in a link, the walk ends."""
    site = tmp_path_factory.mktemp("site")
    escaped = target.replace("&", "&amp;").replace('"', "&quot;")
    put(site, "index.html", f'<a href="{escaped}"></a>')
    assert walk(site).pages == 1
