"""What Lighthouse says of the sample's site, in points of 100: `make bench-lighthouse`.

Lighthouse comes from npm into a folder of caches. The site is served as a host does it, packed and with a short time to
keep; Lighthouse loads it as a slow phone on a slow line would.
"""

import gzip
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, BinaryIO

from tests import chromium, sites

CACHE = sites.ROOT / ".lighthouse"
VERSION = "12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
PAGES = {
    "front page": "",
    "a digest": "dates/2025/11/06/",
    "a paper": "papers/alignment-faking-in-large-language-models/",
    "search": "search/",
    "results": "search/?q=language+models",
}
ROUNDS = 3
"""Runs of each page; the median counts, since another program on the machine spoils one."""


class Host(SimpleHTTPRequestHandler):
    """Serves text packed, and lets a browser keep everything for ten minutes, as GitHub Pages does."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer as the base class does, but pack what is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        kind = self.guess_type(path)
        if not path.is_file() or not kind.startswith(("text/", "application/json", "image/svg")):
            return super().send_head()
        content = gzip.compress(path.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def end_headers(self) -> None:
        """Add for how long an answer may be kept."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Say nothing of each request."""


def main() -> int:
    """Print a table; return 1 where a category has less than 95 points, or where what it takes is not here."""
    browser = chromium.find()
    if browser is None or shutil.which("npm") is None:
        sys.stderr.write("Lighthouse needs Chromium and npm.\n")
        return 1
    program = install()
    with tempfile.TemporaryDirectory() as folder:
        site = sites.build(Path(folder))
        with sites.serve(site, Host) as address:
            reports = {
                name: [run(program, address + path, browser) for _ in range(ROUNDS)] for name, path in PAGES.items()
            }
    sys.stdout.write(f"Lighthouse {reports['search'][0]['lighthouseVersion']}, medians of {ROUNDS} runs\n\n")
    sys.stdout.write(tell(reports))
    low = list(find_low(reports))
    sys.stdout.write("".join(f"\nunder {LEAST}: {line}" for line in low) + ("\n" if low else ""))
    return 1 if low else 0


def install() -> Path:
    """Return Lighthouse's program, fetched from npm where it is not here yet."""
    program = CACHE / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        sys.stderr.write("Fetching Lighthouse from npm (a minute the first time)...\n")
        CACHE.mkdir(exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--silent",
            "--prefix",
            str(CACHE),
            f"lighthouse@{VERSION}",
        ]
        subprocess.run(command, check=True)
    return program


def run(program: Path, address: str, browser: Path) -> dict[str, Any]:
    """Return Lighthouse's report of a page."""
    command = [
        *(str(program), address, "--quiet", "--output=json", "--output-path=stdout"),
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
    ]
    environment = os.environ | {"CHROME_PATH": str(browser)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def points(runs: Sequence[Mapping[str, Any]], category: str) -> int:
    """Return the median of a category's points."""
    scores: list[float] = [each["categories"][category]["score"] for each in runs]
    return round(100 * statistics.median(scores))


def tell(reports: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return the table in Markdown: points by category, then what the performance is made of."""
    measures = {
        "first paint": "first-contentful-paint",
        "largest": "largest-contentful-paint",
        "bytes": "total-byte-weight",
    }
    head = ["page", *CATEGORIES, *measures, "shift"]
    rows = [head, ["---"] * len(head)]
    for name, runs in reports.items():
        middle = sorted(runs, key=lambda each: each["categories"]["performance"]["score"])[len(runs) // 2]
        shown = [middle["audits"][audit]["displayValue"].removeprefix("Total size was ") for audit in measures.values()]
        shift = middle["audits"]["cumulative-layout-shift"]["displayValue"]
        rows.append([name, *(str(points(runs, category)) for category in CATEGORIES), *shown, shift])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def find_low(reports: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Yield what keeps a category under the mark, a line each audit."""
    for name, runs in reports.items():
        for category in CATEGORIES:
            if points(runs, category) >= LEAST:
                continue
            audits = runs[-1]["audits"]
            for part in runs[-1]["categories"][category]["auditRefs"]:
                audit = audits[part["id"]]
                if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    yield f"{name}, {category}: {audit['title']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    sys.exit(main())
