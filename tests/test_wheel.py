"""The wheel, as one who installs it gets it: in an environment of its own, far from this project and any network."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import sites
from tests.visits import Visits

NO_NETWORK = """
import sys

def refuse(event, args):
    # a browser's or a server's socket on this machine is no network, and neither is a Unix socket
    if event == "socket.connect" and not (isinstance(args[1], (str, bytes)) or args[1][0] in {"127.0.0.1", "::1"}):
        raise RuntimeError(f"asked the network for {args[1]}")
    if event == "socket.getaddrinfo" and args[0] not in {None, "localhost", "127.0.0.1", "::1"}:
        raise RuntimeError(f"asked the network for {args[0]}")

sys.addaudithook(refuse)
"""
CAPTURE = """Daily Papers
Nov 5

A lighthouse for small models

We show how a small model finds its way by a larger one that it sees only now and then.

Knots that no rope can hold

We prove that a family of knots has no ideal shape, and count them.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, check=False, cwd=sites.ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("broadsheet-*.whl")
    return wheel


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel alone; its libraries are looked for where the tests' are.

    They can't be installed anew without a network. This project itself is not among them: it is there by a path file,
    which Python reads in its own folder only.
    """
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    (packages / "sitecustomize.py").write_text(NO_NETWORK)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", wheel], check=True)
    return folder / "bin"


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    """Templates, theme, fonts, vocabulary and modules all reach the one who installs; so do the command and plugin."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = (archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    files = {
        path.relative_to(sites.ROOT).as_posix()
        for path in (sites.ROOT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files - set(names) == set()
    assert "broadsheet = generator.cli:main" in entry_points
    assert "broadsheet = generator.site.plugin:BroadsheetPlugin" in entry_points


def test_an_installed_wheel_makes_a_digest_and_its_site(programs: Path, tmp_path: Path, visit: Visits) -> None:
    """`new`, `add` and `build` work with what the wheel holds, without a network, and the site opens in a browser."""

    def run(folder: Path, *words: str) -> None:
        # without this environment's PYTHONPATH, by which the project itself would be found
        environment = {"PATH": str(programs), "HOME": str(tmp_path)}
        done = subprocess.run(
            [programs / "broadsheet", *words], cwd=folder, env=environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    where: list[str | Path] = [programs / "python", "-c", "import generator; print(generator.__file__)"]
    # away from here, since Python looks into its working folder first
    found = subprocess.run(where, cwd=tmp_path, env={}, check=True, capture_output=True, text=True).stdout
    assert Path(found).is_relative_to(programs.parent)

    (tmp_path / "capture.txt").write_text(CAPTURE)
    run(tmp_path, "new", "digest")
    run(tmp_path / "digest", "add", "--date", "2025-11-05", "../capture.txt")
    run(tmp_path / "digest", "build", "--strict")
    with sites.serve(tmp_path / "digest" / "site") as address:
        page = visit().page
        page.goto(address)
        page.get_by_role("link", name="A lighthouse for small models").first.click()
        expect(page.locator("h1")).to_contain_text("A lighthouse for small models")
