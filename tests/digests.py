"""Small digests, as a curator keeps them, and the ways to run the command on one."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.memory import FOLDER
from generator.scaffold import scaffold

HEADER = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
DESKS = (
    "Tidy Desks Make Tidy Proofs",
    (
        "We measure the desks of forty mathematicians and the proofs that they write. A tidy desk goes with a short"
        " proof, and the effect stays when coffee is held constant. The data are at https://github.com/example/tidy-desks."
    ),
)
KETTLES = (
    "Kettles: An $O(n)$ Survey of Boiling",
    (
        "Boiling water is older than counting. We survey all known kettles, sort them in linear time, and find that"
        " <b>most</b> of them whistle. What remains open is why the others do not."
    ),
)
CLOUDS = (
    "Learning to Name Clouds",
    (
        "Clouds have had names for two centuries, and children still invent better ones. We train a small model on what"
        " children say when they look up. It names nine clouds in ten as a child would."
    ),
)
BLOCK = "\n\n  • 3 authors\n·\nNov 3 2"
DUMPS = {
    "2025-11-05.txt": f"{HEADER}Nov 5\n\n{DESKS[0]}\n\n{DESKS[1]}{BLOCK}\n\n{KETTLES[0]}\n\n{KETTLES[1]}\n",
    "2025-11-06.txt": f"{HEADER}Nov 6\n\n{CLOUDS[0]}\n\n{CLOUDS[1]}{BLOCK}\n\n{DESKS[0]}\n\n{DESKS[1]}\n",
}
"""Three papers; the first stands in both digests."""


def listing(day: str, *papers: tuple[str, str], block: str = "") -> str:
    """Return the text of a dump that shows `day` and lists `papers`, each a title and an abstract."""
    return f"{HEADER}{day}\n\n" + "\n\n".join(f"{title}\n\n{abstract}{block}" for title, abstract in papers) + "\n"


def many(number: int) -> list[tuple[str, str]]:
    """Return that many papers, each about something else."""
    return [
        (f"A Study of the Number {at}", f"The number {at} is studied from all sides. We find that it follows {at - 1}.")
        for at in range(1, number + 1)
    ]


def make(folder: Path, dumps: Mapping[str, str] = DUMPS, curation: str | None = None) -> Path:
    """Make a digest repository in `folder`, which must be new or empty, as `broadsheet new` does; return the folder."""
    scaffold(folder, "The Small Digest")
    for name, text in dumps.items():
        (folder / "dumps" / name).write_text(text, encoding="utf-8")
    if curation is not None:
        (folder / "curation.yml").write_text(curation, encoding="utf-8")
    return folder


def command(*arguments: str) -> list[str]:
    """Return the command line of `broadsheet`, as installed in this environment."""
    return [sys.executable, "-m", "generator.cli", *arguments]


def mkdocs(*arguments: str) -> list[str]:
    """Return the command line of `mkdocs`."""
    return [sys.executable, "-m", "mkdocs", *arguments]


def run(folder: Path, line: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command line in `folder` to its end, with nobody watching."""
    return subprocess.run(
        line,
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=120,
    )


def environment() -> dict[str, str]:
    """Return this environment without what would steer a build."""
    return {name: value for name, value in os.environ.items() if name not in {"BROADSHEET_DUMPS", "SITE_URL"}}


def on_full_disk(line: Sequence[str], kilobytes: int) -> list[str]:
    """Return the command line with no room for a file of more than so many kilobytes: writing on is refused there.

    A limit of the shell's, in blocks of 512 bytes; unlike a small disk it needs no rights.
    """
    return ["sh", "-c", f'ulimit -f {kilobytes * 2}; exec "$@"', "sh", *line]


def as_user(line: Sequence[str]) -> list[str]:
    """Return the command line without root's right to read and write everything, for tests that root runs too."""
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *line] if os.geteuid() == 0 else [*line]


def read_records(form: str, text: str) -> list[dict[str, Any]]:
    """Read an export of one of the formats, as another program would."""
    if form == "jsonl":
        return [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    if form == "json":
        content: list[dict[str, Any]] = json.loads(text)
        return content
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the files below a folder with a hash of what they hold, but for what a build remembers for the next."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and FOLDER not in path.parts
    }
