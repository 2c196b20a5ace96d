"""What the command line says of a `mkdocs.yml` that MkDocs itself would pass over or misread."""

from pathlib import Path

import pytest

from tests import digests

MATERIAL = "theme:\n  name: material\n"


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    """A small digest in a fresh repository."""
    return digests.make(tmp_path / "digest")


@pytest.mark.parametrize("line", [digests.command("build"), digests.command("check"), digests.mkdocs("build")])
def test_an_unknown_option_is_an_error(digest: Path, line: list[str]) -> None:
    """An option that the plugin does not have stops every command, with the closest that it has."""
    (digest / "mkdocs.yml").write_text("site_name: A\nplugins: [{broadsheet: {dumpz: x}}]\n" + MATERIAL)
    result = digests.run(digest, line)
    assert result.returncode == 1
    assert (
        "has no option `dumpz`. Did you mean `dumps`? The options are dumps, curation, topics"
        in result.stdout + result.stderr
    )
    assert not (digest / "site").exists()


@pytest.mark.parametrize("theme", ["", "theme: readthedocs\n"])
def test_another_theme_is_told(digest: Path, theme: str) -> None:
    """Where another theme lacks what our pages extend, the theme is to be mended, not the disk."""
    (digest / "mkdocs.yml").write_text(f"site_name: A\nplugins: [broadsheet]\n{theme}")
    result = digests.run(digest, digests.command("build"))
    assert result.returncode == 1
    assert "mkdocs.yml: the theme has no template `" in result.stderr
    assert "Write `name: material` under `theme:`" in result.stderr
    assert "disk" not in result.stderr
    assert not (digest / "site").exists()
