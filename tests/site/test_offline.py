"""What a browser is told to keep of a site."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.pages import Edition
from generator.site.offline import make_service_worker
from tests.converters import SITE
from tests.libraries import DAY, make_collection, make_library, make_paper

HOME = """<!doctype html><html><head>
<link rel="stylesheet" href="assets/look.css"><link rel="preload" href="./assets/a%20font.woff2">
<link rel="canonical" href="https://example.org/"><link rel="alternate" href="feeds/papers.xml">
<script src="assets/bundle.js"></script><script type="module" src="assets/one.mjs"></script>
<script src="https://elsewhere.example/x.js"></script></head><body><a href="assets/not-asked.css">x</a></body></html>"""
FILES = {
    "index.html": HOME,
    "offline/index.html": "off",
    "reading-list/index.html": "list",
    "dates/2025/11/05/index.html": "digest",
    "assets/look.css": "a{}",
    "assets/a font.woff2": "font",
    "assets/bundle.js": "1",
    "assets/one.mjs": 'import { x } from "./two.mjs"\nconst room = () => import("./room.mjs")',
    "assets/two.mjs": 'import "./one.mjs"\nexport const x = 1',
    "assets/room.mjs": "",
    "assets/not-asked.css": "",
    "assets/offline-worker.js": "",
    "feeds/papers.xml": "",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def read(site: Path) -> dict[str, Any]:
    """Return what the service worker of a site keeps, by the names it has there."""
    edition = Edition(collection=make_collection(make_library([make_paper("a", on=(DAY,))])), site=SITE)
    made = make_service_worker(site, edition)
    assert made.path == "service-worker.js"
    text = made.content.decode()
    assert text.endswith('\nimportScripts("assets/offline-worker.js")\n')
    return {name: json.loads(value) for name, value in re.findall(r"^const ([A-Z]+) = (.*)$", text, re.MULTILINE)}


def test_what_the_front_page_asks_for_is_kept(site: Path) -> None:
    """Styles, fonts and scripts of the front page, the modules that those name, and the pages that are there."""
    kept = read(site)
    assert set(kept["FILES"]) == {
        "assets/look.css",
        "assets/a font.woff2",
        "assets/bundle.js",
        "assets/one.mjs",
        "assets/two.mjs",
        "assets/room.mjs",
        "assets/offline-worker.js",
    }
    assert kept["FOLDERS"] == ["assets", "dates", "feeds", "offline", "reading-list"]
    assert kept["PAGES"] == ["", "reading-list/", "offline/", "dates/2025/11/05/"]


def test_a_version_is_its_content(site: Path) -> None:
    """The same site gives the same version; any file or page that is kept changes it, no other does."""
    before = read(site)
    assert read(site) == before
    (site / "assets/not-asked.css").write_text("other", encoding="utf-8")
    assert read(site) == before
    versions = {before["VERSION"]}
    for path in ("assets/room.mjs", "dates/2025/11/05/index.html", "assets/offline-worker.js"):
        (site / path).write_text("other", encoding="utf-8")
        versions.add(read(site)["VERSION"])
    assert len(versions) == 4


def test_a_site_without_our_pages_is_no_error(site: Path) -> None:
    """What a hand-written site lacks is not kept."""
    (site / "reading-list/index.html").unlink()
    (site / "assets/one.mjs").unlink()
    kept = read(site)
    assert "reading-list/" not in kept["PAGES"]
    assert "assets/two.mjs" not in kept["FILES"]
