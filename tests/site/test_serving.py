"""A served site follows what it is made from, and rests when nothing changes."""

import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests import digests

PATIENCE = 30
"""Seconds after which something does not happen any more."""
REST = 1.5
"""Seconds in which a server that looks twice a second would have begun another build."""


class Server:
    """A running server and its log."""

    def __init__(self, port: int, log: Path) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self.log = log

    def page(self, path: str = "") -> str:
        """Return a page, empty while there is none."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310 (our own address)
                content: bytes = answer.read()
        except (URLError, ConnectionError):
            return ""
        return content.decode()

    def wait_for(self, text: str, path: str = "") -> None:
        """Wait until a page holds a text."""
        end = time.monotonic() + PATIENCE
        while text not in self.page(path):
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    def wait_in_log(self, text: str) -> None:
        """Wait until the server says a text."""
        end = time.monotonic() + PATIENCE
        while text not in self.log.read_text():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    def builds(self) -> int:
        """Return how often the site was built."""
        return len(re.findall("Building documentation", self.log.read_text()))


@contextmanager
def serve(digest: Path, line: list[str], port: int) -> Iterator[Server]:
    """Serve a digest until the block ends; the server ends as by Ctrl-C then, without a traceback."""
    log = digest.parent / "log"
    with (
        log.open("wb") as sink,
        subprocess.Popen(line, cwd=digest, env=digests.environment(), stdout=sink, stderr=sink) as running,
    ):
        try:
            yield Server(port, log)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=PATIENCE)
    assert running.returncode == 0
    assert "Traceback" not in log.read_text()


@pytest.fixture
def port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    """A small digest with a template of its own and, so far, no curation."""
    folder = digests.make(tmp_path / "digest")
    (folder / "curation.yml").unlink()
    config = (folder / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(config.replace("name: material\n", "name: material\n  custom_dir: overrides\n"))
    (folder / "overrides").mkdir()
    (folder / "overrides/404.html").write_text("Nothing here")
    return folder


def test_serve_rebuilds_for_each_change_and_once(digest: Path, port: int) -> None:
    """A changed dump, a curation begun and changed, a template, a page of one's own: each is built, once."""
    paper = "papers/learning-to-name-clouds/"
    line = digests.command("serve", "--address", f"127.0.0.1:{port}")
    with serve(digest, line, port) as server:
        server.wait_for(digests.CLOUDS[0])
        time.sleep(REST)
        assert server.builds() == 1

        dump = digest / "dumps/2025-11-07.txt"
        dump.write_text(digests.listing("Nov 7", ("A Paper Added", digests.KETTLES[1])), encoding="utf-8")
        server.wait_for("A Paper Added")
        time.sleep(REST)
        assert server.builds() == 2

        (digest / "curation.yml").write_text("papers: {learning-to-name-clouds: {note: Look up.}}\n")
        server.wait_for("Look up.", paper)
        (digest / "new.yml").write_text("papers: {learning-to-name-clouds: {note: Look down.}}\n")
        (digest / "new.yml").replace(digest / "curation.yml")
        server.wait_for("Look down.", paper)

        (digest / "overrides/404.html").write_text("Gone fishing")
        server.wait_for("Gone fishing", "404.html")
        (digest / "docs/about.md").write_text("# About\n\nRewritten.\n")
        server.wait_for("Rewritten.", "about/")
        time.sleep(REST)
        rested = server.builds()
        assert rested <= 7

        (digest / "curation.yml").write_text("papers: {nobody: {}}\n")
        server.wait_in_log("nobody")
        assert "Look down." in server.page(paper)
        (digest / "curation.yml").write_text("papers: {learning-to-name-clouds: {note: Look again.}}\n")
        server.wait_for("Look again.", paper)
    assert not (digest / "site").exists()


def test_mkdocs_serves_alone(digest: Path, port: int) -> None:
    """`mkdocs serve` does the whole job too, and touches no site that was built."""
    (digest / "site").mkdir()
    (digest / "site/index.html").write_text("old")
    line = digests.mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}")
    with serve(digest, line, port) as server:
        server.wait_for(digests.CLOUDS[0])
        (digest / "dumps/2025-11-06.txt").unlink()
        server.wait_for("in 1 digest")
        # MkDocs reloads a served page by an inline script, which the policy of a built one would block
        assert "livereload(" in server.page()
        assert "Content-Security-Policy" not in server.page()
    assert [path.name for path in (digest / "site").iterdir()] == ["index.html"]


def test_a_clean_build_is_served_too(digest: Path, port: int) -> None:
    """`mkdocs serve --clean`, which builds as for publication, finds the site where it looks for it."""
    line = digests.mkdocs("serve", "--clean", "--dev-addr", f"127.0.0.1:{port}")
    with serve(digest, line, port) as server:
        server.wait_for(digests.CLOUDS[0])


def test_other_dumps_are_watched(digest: Path, tmp_path: Path, port: int) -> None:
    """`serve --dumps FILE` follows that file."""
    other = tmp_path / "captures/2025-11-07.txt"
    other.parent.mkdir()
    other.write_text(digests.listing("Nov 7", digests.KETTLES), encoding="utf-8")
    line = digests.command("serve", "--address", f"127.0.0.1:{port}", "--dumps", str(other))
    with serve(digest, line, port) as server:
        server.wait_for("of Boiling")
        assert digests.CLOUDS[0] not in server.page()
        other.write_text(digests.listing("Nov 7", digests.CLOUDS), encoding="utf-8")
        server.wait_for(digests.CLOUDS[0])


def test_an_address_in_use_is_told(digest: Path) -> None:
    """Where somebody else listens, that is one text that says what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = digests.run(digest, digests.command("serve", "--address", address))
    assert result.returncode == 1
    assert re.search(
        rf"^Error: {address}: can't be served \(Address already in use\)\. .*--address", result.stderr, re.MULTILINE
    )
    assert "Traceback" not in result.stderr
