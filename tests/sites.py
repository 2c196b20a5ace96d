"""Whole sites, built as a person builds them, for the tests that look at what comes out."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ADDRESS = "https://broadsheet.example.org/papers-day-by-day/"
_OPTIONS = "  - broadsheet:\n"


def build(folder: Path, dumps: Path | None = None, options: str = "", address: str = "") -> Path:
    """Build the sample's site in `folder`, or that of other dumps with the sample's settings; return the site's folder.

    `options` are lines put among the plugin's in `mkdocs.yml`, `address` is where the site says that it stands.
    `--strict`, so that a warning fails.
    """
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert settings.count(_OPTIONS) == 1
    (folder / "mkdocs.yml").write_text(settings.replace(_OPTIONS, f"{_OPTIONS}{options}"), encoding="utf-8")
    shutil.copy(ROOT / "curation.yml", folder)
    (folder / "docs").mkdir()
    for page in ("about.md", "search-quality.md", "speed.md"):
        shutil.copy(ROOT / "docs" / page, folder / "docs")
    if dumps is None:
        shutil.copytree(ROOT / "dumps", folder / "dumps")
    command = [sys.executable, "-m", "generator.cli", "build", "--strict"]
    run = subprocess.run(
        [*command, *(["--dumps", str(dumps)] if dumps else [])],
        cwd=folder,
        env={**os.environ, "SITE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "WARNING" not in run.stderr
    return folder / "site"


def pages(site: Path) -> list[Path]:
    """Return the HTML files of a site, sorted."""
    return sorted(site.rglob("*.html"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Say nothing of each request."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that was closed in the middle of an answer."""


@contextmanager
def serve(folder: Path, handler: type[SimpleHTTPRequestHandler] = _Quiet, *, port: int = 0) -> Iterator[str]:
    """Serve a folder on a port of this machine, a free one unless it is named, and yield its address."""
    with _Server(("127.0.0.1", port), partial(handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
