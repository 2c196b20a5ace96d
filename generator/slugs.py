"""The address of a paper: a slug of its title, unique, the same from build to build.

Where it stands: after `dating`; the library names its papers by it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from slugify import slugify

from generator.identity import fold
from generator.markup.texts import Texts
from generator.model import Entry, Place

MAX_LENGTH = 80
"""Characters before a hash; cut at a word."""
_RESERVED = frozenset({"index"})
"""`papers/index.md` is the list of all papers."""
_HASH = 8
"""Hex digits of the hash: 10,000 papers of one title would clash once in 86 libraries."""

Seniority: TypeAlias = tuple[date, str, Place]
"""Date, dump without its ending and place of a paper's first entry; `date.max` where nothing dates it."""


def slugs(papers: Mapping[Seniority, Entry], texts: Texts | None = None) -> dict[Seniority, str]:
    """Return a slug for each paper, known by its first entry and where that stands; `texts` are those read before.

    Where titles give the same slug, the paper first listed has it, so that a published address is kept when another
    comes later; the others get a hash of their identity behind it.
    """
    claims: dict[str, list[Seniority]] = defaultdict(list)
    for seniority, entry in sorted(papers.items(), key=lambda item: item[0]):
        claims[title_slug(entry.title, texts)].append(seniority)
    named: dict[Seniority, str] = {}
    for slug, claimants in claims.items():
        first, *others = claimants
        named[first] = slug
        for other in others:
            named[other] = f"{slug}-{_identity_hash(papers[other])}"
    return _tell_apart(named)


def title_slug(title: str, texts: Texts | None = None) -> str:
    """Return the slug of a title: ASCII letters, digits and hyphens, never empty, never a reserved name."""
    plain = (Texts() if texts is None else texts)[title].plain()
    slug = slugify(plain, max_length=MAX_LENGTH, word_boundary=True, save_order=True)
    return slug if slug and slug not in _RESERVED else f"{slug or 'paper'}-{_digest(title)}"


def _identity_hash(entry: Entry) -> str:
    return _digest(entry.arxiv_id or f"{fold(entry.title)}\n{fold(entry.abstract)}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_HASH]


def _tell_apart(named: dict[Seniority, str]) -> dict[Seniority, str]:
    """Return the slugs with those that are still the same numbered: papers kept apart though all they say is equal."""
    taken: set[str] = set()
    for seniority, slug in sorted(named.items()):
        unique, number = slug, 2
        while unique in taken:
            unique, number = f"{slug}-{number}", number + 1
        taken.add(unique)
        named[seniority] = unique
    return named
