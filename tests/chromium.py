"""The browser of the browser tests: found where it is, or got where it is not.

Run by `make test`, which hands the path printed here to the tests as `BROADSHEET_CHROMIUM`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

VARIABLE = "BROADSHEET_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> Path | None:
    """Return the first Chromium that runs: the variable's, one on PATH, Playwright's own; None where there is none."""
    return next((path for path in _candidates() if _runs(path)), None)


def get() -> Path | None:
    """Install Chromium by Playwright, else by apt-get, saying so on stderr; None where neither brings one that runs.

    Never asks for a password: where one would be needed, the step is left out or fails.
    """
    for command in _installations():
        _say(f"The browser tests have no Chromium yet; trying: {' '.join(command)}")
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        if found := find():
            return found
    return None


def _candidates() -> Iterator[Path]:
    if stated := os.environ.get(VARIABLE):
        yield Path(stated)
    yield from (Path(path) for name in NAMES if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _runs(path: Path) -> bool:
    # Being there is not enough: Ubuntu's `chromium-browser` only tells how to install a snap, and a fresh Chromium may
    # lack the system's libraries.
    try:
        version = subprocess.run([path, "--version"], check=False, capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return version.returncode == 0


def _installations() -> Iterator[list[str]]:
    playwright = [sys.executable, "-m", "playwright", "install"]
    as_root = _as_root()
    if as_root is None:
        yield [*playwright, "chromium"]
        return
    yield [*playwright, "--with-deps", "chromium"]
    if shutil.which("apt-get"):
        install = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium"
        yield [*as_root, "sh", "-c", install]


def _as_root() -> list[str] | None:
    """Return what to put before a command that only root may run; None where that would take a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], check=False, capture_output=True).returncode == 0:
        return sudo
    return None


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    if chromium := find() or get():
        sys.stdout.write(f"{chromium}\n")
    else:
        _say(f"No Chromium could be installed. Install one, or set {VARIABLE} to its path, then run make test again.")
        sys.exit(1)
