"""How long whole builds take, and how much they weigh: `make bench SIZES="2000 10000"`.

For each size it makes a digest of made papers, builds it afresh, again after a day of ten papers more, again with
nothing changed, and again with every page's HTML forgotten. Then it gives the same pages to other generators. Each is
run once, one after the other: ratios within a table mean something, seconds only on that machine. It prints Markdown,
which is what stands in docs/speed.md.
"""

import argparse
import gzip
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.memory import FOLDER
from tests.bench.corpus import write_dumps
from tests.bench.rivals import RIVALS, is_installed
from tests.bench.runs import Run, run

_STAGES = {
    "read and merge": ("Reading dumps", "Merging papers"),
    "topics": ("Finding topics",),
    "related papers": ("Relating papers",),
    "Markdown": ("Writing Markdown",),
    "HTML": ("Rendering pages", "Writing pages"),
    "search, feeds, downloads": ("Writing files",),
}
"""Row -> the labels that `broadsheet build --verbose` tells. The last is what is left when the pages are written."""
_BUILDS = {"whole build", "ten papers more", "nothing changed", "HTML alone"}
_BROADSHEET = [sys.executable, "-m", "generator.cli"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a built site weighs."""

    files: int
    size: int
    """Bytes of all files."""
    largest: int
    """Bytes of the largest page."""
    median: int
    """Bytes of the median paper's page."""
    zipped: int
    """The same, as gzip has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that one size gave."""

    papers: int
    builds: Mapping[str, Run | None]
    """Row -> run: of Broadsheet and of its rivals; None where one of these gave up."""
    whole: Run
    """The first of them."""
    weight: Weight


def measure(papers: int, folder: Path) -> Measured:
    """Build a digest of so many papers in an empty folder, and measure."""
    digest = folder / "digest"
    run([*_BROADSHEET, "new", digest], folder)
    dumps, build = digest / "dumps", [*_BROADSHEET, "build", "--verbose"]
    write_dumps(dumps, papers)
    whole = run(build, digest)
    builds: dict[str, Run | None] = {"whole build": whole}
    write_dumps(dumps, papers + 10)
    builds["ten papers more"] = run(build, digest)
    builds["nothing changed"] = run(build, digest)
    builds["HTML alone"] = _write_pages(build, digest)
    weight = _weigh(digest / "site")
    for name, prepare in RIVALS.items():
        if is_installed(name):
            place = folder / name.replace(" ", "-")
            place.mkdir()
            builds[name] = _try(prepare(digest, place), place)
    return Measured(papers=papers, builds=builds, whole=whole, weight=weight)


def _write_pages(build: Sequence[str | Path], digest: Path) -> Run:
    """Return the run of a build that has every page's HTML to write and nothing else, as far as that goes."""
    for stage in ("html", "imprint"):
        (digest / FOLDER / f"{stage}.json").unlink()
    made = run(build, digest)
    return replace(made, seconds=_sum(made, _STAGES["HTML"]))


def _try(command: Sequence[str | Path], place: Path) -> Run | None:
    """Return another program's run; None where it gives up, as some do on so many pages, and say why."""
    try:
        return run(command, place)
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return None


def _weigh(site: Path) -> Weight:
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    papers = sorted((page.stat().st_size, page) for page in site.glob("papers/*/index.html"))
    size, page = papers[len(papers) // 2]
    return Weight(
        files=len(sizes),
        size=sum(sizes),
        largest=max(page.stat().st_size for page in site.rglob("*.html")),
        median=size,
        zipped=len(gzip.compress(page.read_bytes(), mtime=0)),
    )


def report(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of the table, Markdown."""
    yield "| " + " | ".join(["", *(f"{each.papers:,} papers | of stock MkDocs" for each in measured)]) + " |"
    yield "| --- " + "| ---: | ---: " * len(measured) + "|"
    for label, cells in _rows(measured):
        yield f"| {label} | " + " | ".join(cells) + " |"


def _rows(measured: Sequence[Measured]) -> Iterator[tuple[str, list[str]]]:
    for label, stages in _STAGES.items():
        yield label, [cell for each in measured for cell in _time(_sum(each.whole, stages), each)]
    for label in dict.fromkeys(label for each in measured for label in each.builds):
        yield (
            f"**{label}**" if label in _BUILDS else label,
            [cell for each in measured for cell in _time_of(each.builds.get(label), each)],
        )
    yield (
        "per paper",
        [cell for each in measured for cell in (f"{1000 * each.whole.seconds / each.papers:.2f} ms", "")],
    )
    yield (
        "most memory of a process",
        [cell for each in measured for cell in (f"{each.whole.memory / 1e6:.0f} MB", "")],
    )
    yield "files of the site", [cell for each in measured for cell in (f"{each.weight.files:,}", "")]
    yield "the site", [cell for each in measured for cell in (f"{each.weight.size / 1e6:.0f} MB", "")]
    yield "largest page", [cell for each in measured for cell in (f"{each.weight.largest / 1e3:.1f} KB", "")]
    yield (
        "median paper, gzipped",
        [
            cell
            for each in measured
            for cell in (f"{each.weight.median / 1e3:.1f} KB, {each.weight.zipped / 1e3:.1f} KB", "")
        ],
    )


def _time_of(each: Run | None, measured: Measured) -> tuple[str, str]:
    return _time(each.seconds, measured) if each else ("gave up", "")


def _time(seconds: float, measured: Measured) -> tuple[str, str]:
    stock = measured.builds.get("stock MkDocs")
    return f"{seconds:.2f} s", f"{seconds / stock.seconds:.3f}" if stock else ""


def _sum(each: Run, labels: Sequence[str]) -> float:
    return sum(each.stages.get(label, 0.0) for label in labels)


def describe_machine() -> str:
    """Return what the figures were measured on, in a line."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    load = f", load {statistics.fmean(os.getloadavg()):.1f}" if hasattr(os, "getloadavg") else ""
    return f"Measured on {cores} cores ({platform.machine()}, Python {platform.python_version()}{load})."


def main() -> None:
    """Measure the sizes that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=main.__doc__)
    parser.add_argument("sizes", type=int, nargs="+", metavar="PAPERS")
    sizes = parser.parse_args().sizes
    sys.stdout.write(f'{describe_machine()} `make bench SIZES="{" ".join(map(str, sizes))}"`\n\n')
    measured = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as folder:
            measured.append(measure(size, Path(folder)))
    sys.stdout.write("\n".join(report(measured)) + "\n")


if __name__ == "__main__":
    main()
