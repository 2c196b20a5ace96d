"""Generated pages written without MkDocs: the same site, sooner."""

import re
import shutil
from pathlib import Path

import pytest

from tests import digests, sites
from tests.trees import outline

CLOUDS = "papers/learning-to-name-clouds"
DESKS = "papers/tidy-desks-make-tidy-proofs"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small digest, built once; not to be touched."""
    folder = digests.make(tmp_path_factory.mktemp("original") / "digest")
    result = digests.run(folder, digests.mkdocs("build"))
    assert result.returncode == 0, result.stderr
    assert "MkDocs writes every page" not in result.stderr
    return folder


@pytest.fixture
def built(original: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(original, tmp_path / "digest")


def build(digest: Path, *arguments: str) -> str:
    """Build a digest with MkDocs alone, without a failure, and return what was said."""
    result = digests.run(digest, digests.mkdocs("build", *arguments))
    assert result.returncode == 0, result.stderr
    return result.stderr


def read(digest: Path, page: str) -> str:
    """Return a page of a built digest."""
    return (digest / "site" / page / "index.html").read_text(encoding="utf-8")


def configure(digest: Path, old: str, new: str) -> None:
    """Change a text of a digest's mkdocs.yml."""
    text = (digest / "mkdocs.yml").read_text()
    assert text.count(old) == 1
    (digest / "mkdocs.yml").write_text(text.replace(old, new))


def override(digest: Path, content: str = "", head: str = "") -> None:
    """Give a digest a page of its own: something below what it holds, something in its head."""
    configure(digest, "name: material\n", "name: material\n  custom_dir: overrides\n")
    (digest / "overrides").mkdir()
    (digest / "overrides/main.html").write_text(
        '{% extends "base.html" %}{% block site_nav %}{% endblock %}'
        f"{{% block extrahead %}}{head}{{% endblock %}}"
        f"{{% block content %}}{{{{ page.content }}}}{content}{{% endblock %}}"
    )


def compare(fast: Path, plain: Path) -> None:
    """Fail where two sites have other files, or a page that is not the same to a reader."""
    files = {path.relative_to(fast) for path in fast.rglob("*") if path.is_file()}
    assert files == {path.relative_to(plain) for path in plain.rglob("*") if path.is_file()}
    for path in sorted(files):
        if path.suffix == ".html":
            one, other = ((site / path).read_text(encoding="utf-8") for site in (fast, plain))
            assert outline(one) == outline(other), path


@pytest.mark.parametrize("site", ["sample_site", "real_site"])
def test_every_page_is_as_mkdocs_writes_it(
    site: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With and without page shells, each page of the sample and of the real dumps is the same to a reader."""
    fast: Path = request.getfixturevalue(site)
    dumps, address = (sites.SHARED / "dumps", sites.ADDRESS) if site == "real_site" else (None, "")
    compare(fast, sites.build(tmp_path_factory.mktemp("plain"), dumps, "      page_shells: false\n", address))


def test_pages_that_are_edited_at_an_address_are_the_same(built: Path) -> None:
    """Where a theme's feature tells each page's own source, it tells it of pages that MkDocs does not write too."""
    configure(built, "site_url:", "repo_url: https://example.org/me/digest\nedit_uri: edit/main/docs/\nsite_url:")
    configure(built, "features:\n", "features:\n    - content.action.edit\n")
    build(built)
    assert "edit/main/docs/" + CLOUDS + ".md" in read(built, CLOUDS)
    shutil.move(built / "site", built / "fast")
    configure(built, "broadsheet:\n", "broadsheet:\n      page_shells: false\n")
    build(built)
    compare(built / "fast", built / "site")


def test_the_sitemap_has_every_page(built: Path) -> None:
    """Generated pages stand in the sitemap as others do."""
    configure(built, '!ENV [SITE_URL, ""]', "https://example.org/digest/")
    build(built)
    told = re.findall("<loc>(.*?)</loc>", (built / "site/sitemap.xml").read_text())
    pages = {path.parent.relative_to(built / "site").as_posix() for path in (built / "site").rglob("index.html")}
    assert sorted(told) == sorted(f"https://example.org/digest/{'' if page == '.' else f'{page}/'}" for page in pages)


def test_an_unchanged_page_is_not_written_again(built: Path) -> None:
    """With a paper changed, its page is written and another's stands as it was written before."""
    before = {page: (built / "site" / page / "index.html").stat().st_mtime_ns for page in (CLOUDS, DESKS)}
    (built / "curation.yml").write_text("papers:\n  learning-to-name-clouds: {title: Clouds and Their Names}\n")
    build(built)
    after = {page: (built / "site" / page / "index.html").stat().st_mtime_ns for page in (CLOUDS, DESKS)}
    assert after[DESKS] == before[DESKS]
    assert after[CLOUDS] != before[CLOUDS]
    assert "Clouds and Their Names" in read(built, CLOUDS)


@pytest.mark.parametrize("harm", ["edit", "remove", "link"])
def test_a_page_that_was_changed_by_hand_is_mended(built: Path, harm: str) -> None:
    """What somebody did to a page of the site is undone by the next build; what a link leads to is not touched."""
    whole = read(built, CLOUDS)
    page = built / "site" / CLOUDS / "index.html"
    if harm == "edit":
        page.write_text("mine")
    elif harm == "remove":
        shutil.rmtree(page.parent)
    else:
        page.unlink()
        (built / "mine").write_text(whole)
        page.symlink_to(built / "mine")
    build(built)
    assert read(built, CLOUDS) == whole
    assert not page.is_symlink()


def test_a_changed_theme_changes_every_page(built: Path) -> None:
    """A template of the site's own is what pages are put into, also those whose Markdown is as it was."""
    override(built, "<p>{{ page.meta.title | e }} ends.</p>")
    build(built)
    assert "<p>Learning to Name Clouds ends.</p>" in read(built, CLOUDS)


@pytest.mark.parametrize(
    ("template", "wished"),
    [
        ("{{ page.meta.title | upper }}", "LEARNING TO NAME CLOUDS"),
        ("{{ page.content | length }} {{ page.toc | length }}", r"\d{3,} 1"),
        ("{{ page.meta.title | length }}", "23"),
    ],
)
def test_a_theme_that_asks_for_more_is_obeyed(built: Path, template: str, wished: str) -> None:
    """What no slot can give, such as a title's length, is rendered page by page and said."""
    override(built, f"<i>{template}</i>")
    assert "each is rendered by itself" in build(built)
    assert re.search(f"<i>{wished}</i>", read(built, CLOUDS))


def test_front_matter_that_a_theme_asks_for_is_heard(built: Path) -> None:
    """A key that only some pages have decides over these alone."""
    override(built, "<i>{{ page.meta.moved_to }}</i>")
    (built / "curation.yml").write_text("papers:\n  learning-to-name-clouds: {title: Clouds}\n")
    build(built)
    assert "<i></i>" in read(built, CLOUDS)


def test_the_head_is_rendered_for_each_page(built: Path) -> None:
    """The theme's partial for the head sees each page's front matter and address, and a change of it changes pages."""
    configure(built, '!ENV [SITE_URL, ""]', "https://example.org/digest")
    override(built, head='{% if page %}{% include "partials/head.html" %}{% endif %}')
    head = built / "overrides/partials/head.html"
    head.parent.mkdir()
    for name in ("one", "two"):
        head.write_text(
            f'<meta name="{name}" content="{{{{ page.meta.title | e }}}}">'
            '<link rel="x" href="{{ page.canonical_url }}"><link rel="y" href="{{ \'a.css\' | url }}">'
            '<meta name="site" content="{{ config.site_name }}{{ config.theme.name }}{{ page.url }}">'
        )
        assert "by itself" not in build(built)
        made = read(built, "papers/kettles-an-o-n-survey-of-boiling")
        assert f'<meta name="{name}" content="Kettles: An O(n) Survey of Boiling">' in made
        assert f'href="https://example.org/digest/{CLOUDS}/"><link rel="y" href="../../a.css">' in read(built, CLOUDS)
        assert f'content="The Small Digestmaterial{CLOUDS}/"' in read(built, CLOUDS)


def test_a_note_may_be_any_markdown(built: Path) -> None:
    """An editor's note is converted as the editor's own pages are, extensions included."""
    configure(built, "  - md_in_html\n", "  - md_in_html\n  - admonition\n")
    (built / "curation.yml").write_text(
        "papers:\n  learning-to-name-clouds:\n    note: |\n      !!! tip\n          Look up.\n"
    )
    build(built)
    assert re.search(r'<div class="admonition tip">\s*<p class="admonition-title">Tip</p>', read(built, CLOUDS))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("  - md_in_html\n", "  - md_in_html\n  - smarty\n", "the Markdown extension `smarty`"),
        (
            "  - md_in_html\n",
            "  - md_in_html\n  - toc: {permalink: true}\n",
            "the Markdown extension `toc` has options",
        ),
        ("plugins:\n", "hooks: [hook.py]\nplugins:\n", "a hook (`on_page_content`)"),
        ("plugins:\n", "plugins:\n  - material/meta\n", "the plugin `material/meta`"),
    ],
)
def test_what_may_change_a_page_leaves_it_to_mkdocs(built: Path, old: str, new: str, reason: str) -> None:
    """An extension, a hook or a plugin that could change a page is given it, and the log tells why it takes time."""
    (built / "hook.py").write_text("def on_page_content(html, **_):\n    return html + '<p>Hooked.</p>'\n")
    configure(built, old, new)
    told = build(built)
    assert told.count("MkDocs writes every page, which takes longer") == 1
    assert reason in told
    assert ("Hooked." in read(built, CLOUDS)) == ("hooks" in new)


def test_without_a_nav_every_page_is_in_it(built: Path) -> None:
    """A site that lets MkDocs make the nav has its papers there, as ever."""
    text = (built / "mkdocs.yml").read_text()
    (built / "mkdocs.yml").write_text(re.sub(r"(?m)^nav:\n(?:  - .*\n)+", "", text))
    assert "without a `nav`" in build(built)
    assert 'href="../learning-to-name-clouds/"' in read(built, DESKS)


def test_a_page_in_the_nav_knows_it(built: Path) -> None:
    """A generated page that a person put into the nav is the active one there, and its neighbours find it."""
    configure(built, "  - About: about.md\n", f"  - About: about.md\n  - Clouds: {CLOUDS}.md\n")
    build(built)
    assert '<a href="./" aria-current="page">Clouds</a>' in read(built, CLOUDS)
    assert 'href="../learning-to-name-clouds/"' in read(built, DESKS)


def test_links_to_generated_pages_resolve(built: Path) -> None:
    """A hand-written page links to a paper's Markdown as to any other."""
    (built / "docs/about.md").write_text(f"# About\n\n[clouds]({CLOUDS}.md)\n")
    build(built, "--strict")
    assert f'href="../{CLOUDS}/"' in read(built, "about")
