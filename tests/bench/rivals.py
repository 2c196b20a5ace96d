"""Other generators, given the same Markdown tree: MkDocs with Material as they come, Hugo, Zensical.

Each is a function of a digest's folder, whose pages are written, and a folder to build in; it returns the command.
Hugo gets a theme of one template, so it has less to do than the others.
"""

import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

_HUGO = """baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
"""
_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"></head>
<body><header><a href="/">{{ site.Title }}</a></header><main>{{ .Content }}</main></body></html>
"""
_KIND = re.compile(r"^kind: .*\n", re.MULTILINE)
"""In Hugo's front matter it means something else."""


def prepare_mkdocs(digest: Path, folder: Path) -> Sequence[str | Path]:
    """Return how stock MkDocs with Material builds the pages: with its own search, without Broadsheet."""
    _write_config(digest, folder)
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def prepare_zensical(digest: Path, folder: Path) -> Sequence[str | Path]:
    """Return how Zensical builds the pages from the same `mkdocs.yml`."""
    _write_config(digest, folder)
    return [Path(sys.executable).with_name("zensical"), "build", "--config-file", folder / "mkdocs.yml"]


def prepare_hugo(digest: Path, folder: Path) -> Sequence[str | Path]:
    """Return how Hugo builds the pages: an index is what it calls `_index.md`."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(_HUGO, "utf-8")
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(_LAYOUT, "utf-8")
    for path in (digest / "docs").rglob("*.md"):
        target = folder / "content" / path.relative_to(digest / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        name = "_index.md" if path.name == "index.md" else path.name
        target.with_name(name).write_text(_KIND.sub("", path.read_text("utf-8")), "utf-8")
    return ["hugo", "--quiet", "--config", "hugo.toml"]


def _write_config(digest: Path, folder: Path) -> None:
    config = yaml.load((digest / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""), yaml.SafeLoader)
    config |= {"site_url": "https://example.org/", "plugins": ["search"], "docs_dir": "docs"}
    shutil.copytree(digest / "docs", folder / "docs")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")


RIVALS: Mapping[str, Callable[[Path, Path], Sequence[str | Path]]] = {
    "stock MkDocs": prepare_mkdocs,
    "Hugo": prepare_hugo,
    "Zensical": prepare_zensical,
}
"""Name -> what prepares it."""


def is_installed(name: str) -> bool:
    """Return whether a rival is on this machine; MkDocs always is."""
    if name == "Zensical":
        return Path(sys.executable).with_name("zensical").exists()
    return name != "Hugo" or shutil.which("hugo") is not None
