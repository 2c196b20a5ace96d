"""The built site, file by file: what any reader's browser gets."""

import gzip
import re
import shutil
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from lxml import html

from generator.site.links import walk
from tests import sites

HERE = "https://site.invalid/"
_PAPER = b"bs-page--paper"


def test_every_internal_link_and_anchor_resolves(built_site: Path) -> None:
    """Each link, picture, script and style sheet of each page is there, and so is the part of a page it points to."""
    address = html.parse(built_site / "index.html").getroot().xpath("string(//link[@rel='canonical']/@href)")
    walked = walk(built_site, address)
    assert walked.broken == ()
    assert walked.pages == len(sites.pages(built_site)) > 60


def test_every_page_is_valid_html(built_site: Path) -> None:
    """html5lib's strict parser finds no error in any page."""
    for page in sites.pages(built_site):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.read_text(encoding="utf-8"))
        assert not parser.errors, (page, parser.errors[:3])


def test_nothing_is_asked_of_another_host(built_site: Path) -> None:
    """No script, style, font or picture of any page comes from elsewhere."""
    foreign = re.compile(r"(?:https?:)?//(?!site\.invalid)")
    for page in sites.pages(built_site):
        tree = html.parse(page).getroot()
        asked = [
            *tree.xpath("//script/@src | //img/@src | //iframe/@src | //source/@src | //video/@src | //form/@action"),
            *tree.xpath("//link[@rel != 'canonical' and @rel != 'cite-as']/@href"),
        ]
        assert not [each for each in asked if foreign.match(each)], page
    for style in built_site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")), style


def test_every_page_tells_what_it_is(built_site: Path) -> None:
    """One h1, a title, a language, a description of its own; headings without a gap."""
    for page in sites.pages(built_site):
        if page.name == "404.html":
            continue
        tree = html.parse(page).getroot()
        assert len(tree.xpath("//h1")) == 1, page
        assert tree.xpath("string(//title)").strip(), page
        assert tree.get("lang") == "en"
        levels = [
            int(heading.tag[1]) for heading in tree.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (page, levels)


def test_the_real_dumps_make_the_site_they_should(real_site: Path) -> None:
    """418 entries become 350 papers in 5 digests, each with its page."""
    papers = {page.parent.name for page in real_site.glob("papers/*/index.html")}
    pages = {
        page.parent.relative_to(real_site / "dates").as_posix(): page for page in real_site.glob("dates/*/*/*/*.html")
    }
    assert sorted(pages) == ["2025/03/14", "2025/03/20", "2025/08/01", "2025/08/27", "2025/11/05"]
    listed = [
        urlsplit(link).path.split("/")[-2]
        for page in pages.values()
        for link in html.parse(page).getroot().xpath("//article//li//strong/a/@href")
        if "/papers/" in link
    ]
    assert len(listed) == 418
    assert len(set(listed)) == 350
    assert set(listed) <= papers


@pytest.mark.parametrize("kind", ["site", "docs"])
def test_nothing_hidden_is_left_behind(sample_site: Path, kind: str) -> None:
    """No half-written file or folder of a build stays."""
    folder = sample_site if kind == "site" else sample_site.parent
    assert not [path for path in folder.glob(".*") if path.name.endswith((".new", ".old"))]


@pytest.fixture(scope="module")
def heavy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Days with the heaviest papers of all 262 there are: 664 authors, or many beside all else there can be."""
    days = sites.SHARED / "corpora/hf-daily-papers"
    if not days.is_dir():
        pytest.skip("the real corpora (../shared/corpora) are not on this machine")
    folder = tmp_path_factory.mktemp("heavy")
    for day in ("2024-06-14", "2025-01-27", "2025-03-18"):
        (folder / "captured").mkdir(exist_ok=True)
        shutil.copy(days / f"{day}.json", folder / "captured")
    return sites.build(folder, folder / "captured", address=sites.ADDRESS)


@pytest.mark.parametrize("site", ["sample_site", "real_site", "heavy_site"])
def test_pages_are_light(site: str, request: pytest.FixtureRequest) -> None:
    """A paper takes less than 16 KB, most less than 14, and less than 5 packed; a digest of fifty less than 80."""
    built: Path = request.getfixturevalue(site)
    papers = [page for page in map(Path.read_bytes, built.glob("papers/*/index.html")) if _PAPER in page]
    sizes = sorted(map(len, papers))
    assert sizes[-1] < 16_000
    assert sizes[len(papers) // 2] < 14_000
    assert max(len(gzip.compress(page)) for page in papers) < 5_000
    for page in map(Path.read_bytes, built.glob("dates/*/*/*/index.html")):
        assert len(page) < 80_000 * max(page.count(b'class="bs-meta"'), 50) / 50


def test_one_script_is_not_ours(built_site: Path) -> None:
    """Beside Material's bundle a page runs nothing but the site's own small modules."""
    for page in sites.pages(built_site):
        scripts = {Path(str(source)).name for source in html.parse(page).getroot().xpath("//script/@src")}
        foreign = {name for name in scripts if not (sites.ROOT / "generator/theme/assets" / name).exists()}
        assert [re.sub(r"\.[0-9a-f]+\.", ".", name) for name in foreign] == ["bundle.min.js"], page
