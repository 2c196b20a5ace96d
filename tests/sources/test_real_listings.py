"""The real dumps, real records re-laid by others, and real days laid out here in every layout."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest

from generator.model import Entry, ShownDate
from generator.sources import read
from tests.listings import Head, Layout, Paragraphs, lay_out
from tests.sites import SHARED
from tests.sources.entries import entry, on_one_line, read_text, without_place

DUMPS = SHARED / "dumps"
RELAID = SHARED / "corpora" / "relaid"
DAYS = SHARED / "corpora" / "hf-daily-papers"


def needs(path: Path) -> pytest.MarkDecorator:
    """Return the mark of tests that are skipped where the real data are not."""
    return pytest.mark.skipif(not path.is_dir(), reason=f"{path.name}/ of the real data is not here")


@needs(DUMPS)
def test_the_real_dumps_are_read_whole() -> None:
    """418 entries under five headers, 75 with a metadata block, and nothing left out."""
    dumps = [read(path) for path in sorted(DUMPS.glob("*.txt"))]
    assert sorted((str(dump.shown), len(dump.entries)) for dump in dumps) == [
        ("Aug 1", 101),
        ("Aug 27", 86),
        ("Mar 14", 69),
        ("Mar 20", 83),
        ("Nov 5", 79),
    ]
    listed = [each for dump in dumps for each in dump.entries]
    assert sum(each.author_count is not None and each.published is not None for each in listed) == 75
    assert all(each.title and len(each.abstract) > 150 for each in listed)
    assert {finding.rule for dump in dumps for finding in dump.findings} == {"missing-block"}


@needs(RELAID)
def test_relaid_records_are_read_exactly() -> None:
    """Each listing gives what stands beside it as gold, in order.

    The gold runs paragraphs together, and names organisations that its listing does not show.
    """
    for path in sorted(RELAID.glob("*.txt")):
        gold = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8")
        expected = [json.loads(line) for line in gold.splitlines()]
        dump = read(path)
        made = [
            {
                "title": each.title,
                "abstract": on_one_line(each).abstract,
                "n_authors": each.author_count,
                "date_shown": str(each.published) if each.published else None,
                "comments": each.comments,
            }
            for each in dump.entries
        ]
        assert made == [{key: each[key] for key in made[0]} for each in expected], path.name
        assert not any(each.organization for each in dump.entries), path.name
        assert not dump.findings, path.name


def real_days(random: Random, count: int) -> Iterator[list[Entry]]:
    """Yield some days of the real page; a third of the abstracts of one paragraph are cut in two."""
    for path in random.sample(sorted(DAYS.glob("*.json")), count):
        rows = json.loads(path.read_text(encoding="utf-8"))
        yield [_entry(row["paper"], random) for row in rows]


def _entry(record: dict[str, str], random: Random) -> Entry:
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\n  (?=\S)", record["summary"])]
    ends = [match.end() for match in re.finditer(r"[a-z]\. (?=[A-Z])", paragraphs[0])]
    if len(paragraphs) == 1 and ends and random.random() < 1 / 3:
        end = random.choice(ends)
        paragraphs = [paragraphs[0][: end - 1], paragraphs[0][end:]]
    each = entry(" ".join(record["title"].split()), "\n\n".join(paragraphs))
    return replace(each, author_count=len(record["authors"]), published=ShownDate(month=6, day=9), comments=3)


def without_block(each: Entry) -> Entry:
    """Return an entry as a capture shows it where the block is missing."""
    return replace(each, author_count=None, published=None, comments=None)


def share_read(days: list[list[Entry]], layout: Layout) -> float:
    """Return the share of entries that come back from a layout just as they were, paragraphs aside."""
    read_back = total = 0
    for listed in days:
        made = {without_place(on_one_line(each)) for each in read_text(lay_out(listed, layout)).entries}
        read_back += sum(on_one_line(each) in made for each in listed)
        total += len(listed)
    return read_back / total


@needs(DAYS)
@pytest.mark.parametrize("with_block", [1.0, 0.9, 0.0], ids=["blocks", "most blocks", "no blocks"])
@pytest.mark.parametrize(
    ("spaced", "wrapped", "least"),
    [(True, False, 0.99), (True, True, 0.99), (False, False, 0.985), (False, True, 0.93)],
    ids=["blank lines", "blank lines and wrapped", "lines", "lines and wrapped"],
)
def test_real_days_are_read_back_from_every_layout(
    spaced: bool, wrapped: bool, least: float, with_block: float
) -> None:
    """Nearly all entries come back exactly; the fewest where a title can look just like a line of an abstract."""
    random = Random(f"{spaced} {wrapped} {with_block}")  # noqa: S311 (no secret)
    widths = (72, 79, 100) if wrapped else (None,)
    for width, laid in product(widths, Paragraphs):
        days = [
            [each if random.random() < with_block else without_block(each) for each in day]
            for day in real_days(random, 8)
        ]
        layout = Layout(
            head=random.choice(list(Head)),
            spaced=spaced,
            width=width,
            title_indent=random.choice(["  ", ""]),
            paragraphs=laid,
            bullet=random.choice(["  • ", ""]),
            block_spaced=random.random() < 0.5,
            newline=random.choice(["\n", "\r\n"]),
        )
        assert share_read(days, layout) >= least, layout
