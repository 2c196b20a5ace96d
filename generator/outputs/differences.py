"""What changed between two exports of a library: records added, merged, moved, corrected, removed.

Where it stands: after `records`; `broadsheet diff` prints it, and release notes are made of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from generator.errors import BroadsheetError
from generator.outputs.records import Record
from generator.pages.templates import write

_CORRECTED: Final = (
    "title",
    "abstract",
    "author_count",
    "authors",
    "published",
    "arxiv_id",
    "links",
    "topics",
    "note",
)
"""Keys that only a correction changes. Comments and appearances grow with every digest, related papers with any."""
_SHOWN = 50
"""Records named in each part of a text; a release of ten thousand is not read line by line."""

Sighting = tuple[str | None, str, int]
"""Date, dump and line of an appearance: by these a record is found again under another address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Records that have become one."""

    into: Record
    slugs: tuple[str, ...]
    """Where they stood before, sorted; among them, perhaps, where the one stands now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A record at another address."""

    record: Record
    slug: str
    """Where it stood before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A record that says something else."""

    record: Record
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All that changed, each part in the order of slugs."""

    digests: tuple[str, ...]
    """Dates listed now and not before, oldest first."""
    added: tuple[Record, ...]
    merged: tuple[Merged, ...]
    moved: tuple[Moved, ...]
    corrected: tuple[Corrected, ...]
    removed: tuple[Record, ...]


def compare(old: Iterable[Record], new: Iterable[Record]) -> Differences:
    """Return what became of the `old` records in the `new`; nothing where both hold the same, in whatever order.

    A record is the same one where it has its old slug, or else an appearance that it had.
    """
    before = {record["slug"]: record for record in old}
    now = {record["slug"]: record for record in new}
    homes = _find_homes(before, now)
    came: dict[str, list[str]] = {slug: [] for slug in now}
    for slug in sorted(before):
        if home := homes[slug]:
            came[home].append(slug)
    return Differences(
        digests=tuple(sorted(_dates(now.values()) - _dates(before.values()))),
        added=tuple(now[slug] for slug in sorted(now) if not came[slug]),
        merged=tuple(Merged(into=now[slug], slugs=tuple(came[slug])) for slug in sorted(now) if len(came[slug]) > 1),
        moved=tuple(
            Moved(record=now[slug], slug=came[slug][0])
            for slug in sorted(now)
            if len(came[slug]) == 1 and came[slug] != [slug]
        ),
        corrected=tuple(_corrected(before, now, came)),
        removed=tuple(before[slug] for slug in sorted(before) if homes[slug] is None),
    )


def _find_homes(before: Mapping[str, Record], now: Mapping[str, Record]) -> dict[str, str | None]:
    """Return the slug that each old record has now; None where it is gone."""
    seen = {sighting: slug for slug in sorted(now) for sighting in _sightings(now[slug])}
    return {
        slug: slug if slug in now else next((seen[each] for each in _sightings(record) if each in seen), None)
        for slug, record in before.items()
    }


def _sightings(record: Record) -> Iterator[Sighting]:
    return ((seen["date"], seen["dump"], seen["line"]) for seen in record["appearances"])


def _dates(records: Iterable[Record]) -> set[str]:
    return {seen["date"] for record in records for seen in record["appearances"] if seen["date"]}


def _corrected(
    before: Mapping[str, Record], now: Mapping[str, Record], came: Mapping[str, Sequence[str]]
) -> Iterator[Corrected]:
    for slug in sorted(now):
        if len(came[slug]) == 1:
            was: Mapping[str, object] = before[came[slug][0]]
            keys = tuple(key for key in _CORRECTED if was.get(key) != cast("Mapping[str, object]", now[slug])[key])
            if keys:
                yield Corrected(record=now[slug], keys=keys)


def read_export(path: Path) -> list[Record]:
    """Return the records of an export in JSON or JSON Lines. Raises BroadsheetError where it is none."""
    todo = "Name a file that `broadsheet export` wrote as json or jsonl"
    try:
        text = path.read_text(encoding="utf-8")
        records = (
            json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines()]
        )
    except OSError as error:
        raise BroadsheetError(str(path), f"cannot be read ({error.strerror or error})", todo) from error
    except (ValueError, RecursionError) as error:
        raise BroadsheetError(str(path), "is no JSON", todo) from error
    needed = {"slug", "appearances", *_CORRECTED}
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict) or not needed <= record.keys():
            raise BroadsheetError(f"{path}, record {number}", "is no record of a paper", todo)
    return cast("list[Record]", records)


def report_text(differences: Differences) -> str:
    """Return the differences as Markdown; every title is plain text, whatever stands in it."""
    parts = [f"{_summary(differences)}\n"]
    for name, lines in _parts(differences):
        if lines:
            more = [f"- and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
            parts.append("\n".join([f"### {name}", "", *lines[:_SHOWN], *more]) + "\n")
    return "\n".join(parts)


def _summary(differences: Differences) -> str:
    counts = [f"{len(lines)} {name.lower()}" for name, lines in _parts(differences) if lines]
    listed = f" New digests: {', '.join(differences.digests)}." if differences.digests else ""
    return f"Papers: {', '.join(counts) or 'no change'}.{listed}"


def _parts(differences: Differences) -> Iterator[tuple[str, list[str]]]:
    yield "Added", [_line(record) for record in differences.added]
    yield (
        "Merged",
        [f"{_line(each.into)}, from {', '.join(f'`{slug}`' for slug in each.slugs)}" for each in differences.merged],
    )
    yield "Moved", [f"{_line(each.record)}, from `{each.slug}`" for each in differences.moved]
    yield "Corrected", [f"{_line(each.record)}: {', '.join(each.keys)}" for each in differences.corrected]
    yield "Removed", [_line(record) for record in differences.removed]


def _line(record: Record) -> str:
    return f"- {write(record['title'])} (`{record['slug']}`)"


def report_json(differences: Differences) -> str:
    """Return the differences as one JSON object: slugs by kind, with where they stood and what was corrected."""
    report = {
        "digests": differences.digests,
        "added": [record["slug"] for record in differences.added],
        "merged": [{"slug": each.into["slug"], "from": each.slugs} for each in differences.merged],
        "moved": [{"slug": each.record["slug"], "from": each.slug} for each in differences.moved],
        "corrected": [{"slug": each.record["slug"], "keys": each.keys} for each in differences.corrected],
        "removed": [record["slug"] for record in differences.removed],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
