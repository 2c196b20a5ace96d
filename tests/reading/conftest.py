"""A digest that appears: two editions of one site, served at one address."""

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import digests, sites

HOSTILE = (
    '<script>alert("1")</script> & <img src=x onerror=alert(2)>',
    "The title of this paper is a script. We show that it is read, and never run.",
)
LATE = ("A Paper That Came Late", "It was not in the capture of the morning. It is in that of the evening.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Serves one edition at a time."""

    address: str
    folder: Path

    def show(self, edition: str) -> None:
        """Publish an edition, `first` or `second`, in the other's place."""
        link = self.folder / "now.new"
        link.symlink_to(edition)
        link.replace(self.folder / "now")


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """Two editions with instant navigation: the second has a digest more, and one paper more in a digest of the first.

    Material navigates in place only where it knows the address, so the port is chosen before the site is built.
    """
    folder = tmp_path_factory.mktemp("press")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    dumps = {**digests.DUMPS, "2025-11-06-noon.txt": digests.listing("Nov 6", HOSTILE)}
    repository = digests.make(folder / "digest", dumps)
    config = repository / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("features:\n", "features:\n    - navigation.instant\n")
    config.write_text(text.replace('!ENV [SITE_URL, ""]', f"http://127.0.0.1:{port}/now/"), encoding="utf-8")
    _build(repository, folder / "first")
    (repository / "dumps" / "2025-11-07.txt").write_text(digests.listing("Nov 7", *digests.many(8)), encoding="utf-8")
    (repository / "dumps" / "2025-11-06-evening.txt").write_text(digests.listing("Nov 6", LATE), encoding="utf-8")
    _build(repository, folder / "second")
    with sites.serve(folder, port=port) as address:
        yield Press(address=f"{address}now/", folder=folder)


@pytest.fixture
def press(editions: Press) -> Press:
    """The press, with the first edition out."""
    editions.show("first")
    return editions


def until(page: Page, promise: str) -> None:
    """Wait until what an expression promises is true; Playwright's waiting knows no promises, and evaluates a text."""
    page.evaluate(
        f"""async () => {{
            for (let left = 200; !(await ({promise})); left -= 1) {{
                if (!left) throw new Error("it never came true")
                await new Promise(done => setTimeout(done, 50))
            }}
        }}"""
    )


def _build(repository: Path, site: Path) -> None:
    done = digests.run(repository, digests.command("build"))
    assert done.returncode == 0, done.stderr
    shutil.copytree(repository / "site", site)
