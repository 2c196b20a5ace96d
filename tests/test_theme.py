"""The look: colours that can be read, a stylesheet that keeps its rules, and built pages in a browser."""

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import html5lib
import material
import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from lxml import html
from markupsafe import escape
from playwright.sync_api import Browser, expect

from generator.markup import Markup
from tests import sites
from tests.converters import render_all
from tests.libraries import make_library, make_paper, make_sample

ROOT = Path(__file__).resolve().parents[1]
THEME = ROOT / "generator" / "theme"
STYLESHEET = (THEME / "assets" / "broadsheet.css").read_text(encoding="utf-8")
READ = ["ink", "text", "soft", "accent", *(f"hue-{number}" for number in range(1, 9))]
"""Colours that text is set in."""
KINDS = [
    "",
    "papers/tidy-formulas/",
    "papers/tidy-formulae/",
    "papers/long/",
    "papers/",
    "dates/2025/11/05/",
    "dates/2025/11/",
    "dates/2025/",
    "dates/",
    "topics/reasoning/",
    "topics/",
    "trends/",
    "data-notes/",
    "search/",
]
"""An address of each kind of page."""


def read_colours(scheme: str) -> dict[str, str]:
    """Return the `--bs-` colours of a scheme, by name."""
    match = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', STYLESHEET, re.DOTALL)
    assert match, scheme
    return dict(re.findall(r"--bs-([a-z0-9-]+): (#[0-9a-f]{6});", match[1]))


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_colours() -> None:
    """Black on white is 21, a colour on itself 1, and #767676 is the lightest grey that may stand on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#777777", "#ffffff") < 4.5 <= contrast("#767676", "#ffffff")


@pytest.mark.parametrize(("scheme", "name"), list(product(["default", "slate"], READ)))
def test_text_can_be_read(scheme: str, name: str) -> None:
    """Text, links and the eight topic hues have at least the contrast of AA on both grounds of both schemes."""
    colours = read_colours(scheme)
    assert contrast(colours[name], colours["paper"]) >= 4.5
    assert contrast(colours[name], colours["tint"]) >= 4.5


def test_topic_hues_differ() -> None:
    """No two families have the same colour."""
    for scheme in ("default", "slate"):
        assert len({read_colours(scheme)[f"hue-{number}"] for number in range(1, 9)}) == 8


def test_stylesheet_keeps_its_rules() -> None:
    """The stylesheet wins by order, not by force, and asks no other host for anything."""
    assert "!important" not in STYLESHEET
    assert "@layer" not in STYLESHEET
    assert "@import" not in STYLESHEET
    assert "//" not in STYLESHEET
    classes = re.findall(r"\.(-?[_a-zA-Z][\w-]*)", re.sub(r'"[^"]*"|/\*.*?\*/', "", STYLESHEET, flags=re.DOTALL))
    assert {name for name in classes if not name.startswith(("bs-", "md-"))} == set()


def test_fonts_are_here_small_and_licensed() -> None:
    """Every file that the stylesheet names exists; a font is less than 100 KB and its licence lies beside it."""
    named = {THEME / "assets" / path for path in re.findall(r'url\("(?!data:)([^"]+)"\)', STYLESHEET)}
    assert named == set((THEME / "assets" / "fonts").glob("*.woff2"))
    for font in named:
        assert font.stat().st_size < 100_000
        family = re.split(r"-latin", font.name)[0]
        assert "SIL OPEN FONT LICENSE" in (font.parent / f"{family}-OFL.txt").read_text(encoding="utf-8")


def test_icons_are_drawn_by_the_stylesheet_as_material_draws_them() -> None:
    """The icons that no page draws are those that the stylesheet draws, each from the path that Material has for it."""
    drawn = dict(re.findall(r"\.bs-icon--([a-z-]+) \{[^}]*<path d='([^']+)'", STYLESHEET))
    icons = Path(material.__file__).parent / "templates" / ".icons" / "material"
    assert drawn == {name: re.findall(r'd="([^"]+)"', (icons / f"{name}.svg").read_text())[0] for name in drawn}
    listed = re.findall(r'"material/([a-z-]+)"', (THEME / "partials" / "icon.html").read_text(encoding="utf-8"))
    assert sorted(drawn) == listed


def test_every_class_of_the_templates_is_styled() -> None:
    """No template names a class that the stylesheet does not know."""
    templates = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "generator" / "pages").rglob("*")
        if path.is_file() and path.suffix in {".py", ".jinja"}
    )
    named = set(
        re.findall(r"\bbs-[a-z]+(?:-[a-z]+)*(?:--[a-z]+)?\b", " ".join(re.findall(r'class="([^"]*)', templates)))
    )
    assert {name for name in named if not re.search(rf"\.{name}\b", STYLESHEET)} == set()


def item(title: str, url: str | None = None, *children: object, active: bool = False) -> SimpleNamespace:
    """Return what MkDocs has in a nav: a page, or a section of others."""
    return SimpleNamespace(title=title, url=url, children=list(children) or None, active=active)


def render_nav(items: list[SimpleNamespace], page: SimpleNamespace | None = None) -> str:
    """Return the list of a site's pages."""
    env = Environment(loader=FileSystemLoader(THEME))  # noqa: S701 (as MkDocs has it)
    env.filters["url"] = str
    config = SimpleNamespace(site_name="A & B", repo_url=None)
    context: dict[str, object] = {"nav": SimpleNamespace(items=items), "page": page, "features": [], "config": config}
    return env.get_template("partials/nav.html").render(**context, lang=SimpleNamespace(t=str))


def test_the_nav_has_each_page_once() -> None:
    """A section leads to its first page and holds the others; the page and the section that it is in say so."""
    here = item("Here", "c/", active=True)
    nav = [item("A", "a/"), item("B", None, item("C", None, here), item("D", "d/"), active=True)]
    links = html.fromstring(render_nav(nav, here)).iter("a")
    assert [(link.text, link.get("href"), link.get("aria-current")) for link in links] == [
        *(("A", "a/", None), ("B", "c/", "true"), ("C", "c/", None), ("Here", "c/", "page"), ("D", "d/", None))
    ]


@pytest.mark.parametrize("title", ["A <b> & c", escape("A <b> & c")], ids=["as written", "escaped"])
def test_a_paper_in_the_nav_is_named_by_its_title_as_text(title: str) -> None:
    """The title of a page of ours is from a dump: it is no markup, whether its page has been rendered yet or not."""
    paper = item(title, "papers/a/")
    paper.meta = {"title": title}
    (link,) = html.fromstring(render_nav([paper])).iter("a")
    assert link.text_content() == "A <b> & c"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library and two papers with extreme titles, built with the project's mkdocs.yml, less our plugin."""
    folder = tmp_path_factory.mktemp("site")
    sample = make_sample()
    formula = "$" + " + ".join(f"x_{{{number}}}^{{2}}" for number in range(25)) + "$"
    extreme = [
        make_paper(
            "long", position=3, title=Markup("W" * 300), abstract=Markup(f"A long one: {formula}. " + "a" * 500)
        ),
        make_paper("script", position=4, title=Markup('</title><script>alert("1")</script>')),
    ]
    library = make_library([*sample.papers.values(), *extreme], findings=sample.findings)
    pages = render_all(library) | {"about.md": "# About\n\nA [link](index.md).\n"}
    for path, text in pages.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, encoding="utf-8")
    config = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "plugins": [],
        "site_url": "https://example.org/digest/",
        "theme": {"custom_dir": str(THEME)},
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        str(folder / "mkdocs.yml"),
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder / "site"


def test_built_html_is_valid(site: Path) -> None:
    """Every built page parses without an error, has one h1 and says its language."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(text)
        assert parser.errors == [], path
        assert len(tree.findall(".//h1")) == 1, path
        assert tree.get("lang") == "en", path


def test_built_head(site: Path) -> None:
    """A paper's head has its title as text, its description, and its canonical address; a former address no index."""
    text = (site / "papers" / "script" / "index.html").read_text(encoding="utf-8")
    head = html5lib.parse(text, namespaceHTMLElements=False).find("head")
    assert head is not None
    assert "<script>alert" not in text
    assert head.findtext("title") == '</title><script>alert("1")</script> · Broadsheet'
    metas = {meta.get("name"): meta.get("content") for meta in head.iter("meta")}
    assert metas["description"] == "We study script."
    (description,) = (meta for meta in head.iter("meta") if meta.get("property") == "og:description")
    assert description.get("name") == "description"
    assert [link.get("href") for link in head.iter("link") if link.get("rel") == "canonical"] == [
        "https://example.org/digest/papers/script/"
    ]
    assert 'name="robots" content="noindex"' in (site / "papers" / "tidy-formulae" / "index.html").read_text()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    with sites.serve(site) as where:
        yield where


@pytest.mark.parametrize("width", [360, 390, 768, 1440])
def test_no_page_scrolls_sideways(width: int, address: str, browser: Browser) -> None:
    """No kind of page is wider than the screen, whatever its title or formulas, and none asks another host."""
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        foreign: list[str] = []
        page.on("request", lambda request: None if request.url.startswith(address) else foreign.append(request.url))
        for kind in KINDS:
            page.goto(address + kind)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert foreign == []


@pytest.mark.parametrize(("scheme", "ground"), [("light", "default"), ("dark", "slate")])
def test_scheme_follows_the_reader(scheme: str, ground: str, address: str, browser: Browser) -> None:
    """The page has the scheme that the reader's system asks for, and the fonts that come with it."""
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto(address)
        shown = page.evaluate("getComputedStyle(document.body).getPropertyValue('--bs-paper')")
        assert shown.strip() == read_colours(ground)["paper"]
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Newsreader'))")


def test_the_drawer_comes_to_who_goes_by_the_keyboard(address: str, browser: Browser) -> None:
    """Where the pages stand in a drawer, a link of it that has the focus is on the screen, and else none is."""
    with browser.new_context(viewport={"width": 640, "height": 800}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address)
        link = page.locator(".bs-nav a").first
        expect(link).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        while not page.evaluate("document.activeElement.closest('.bs-nav')"):
            page.keyboard.press("Tab")
        expect(link).to_be_in_viewport()
        page.locator(".bs-page a").first.focus()
        expect(link).not_to_be_in_viewport()


def test_focus_is_seen(address: str, browser: Browser) -> None:
    """A reader who goes by the keyboard sees where she is, and her first stop is the way past the header."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + "papers/tidy-formulas/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.md-skip')")
        link = page.locator(".bs-doors a").first
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert link.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
