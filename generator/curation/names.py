"""What a paper may be called in the curation file: its slug, arXiv id, the place of a title, or the title itself.

Where it stands: after `model` and `curation`; `resolution` looks names up, the library makes them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.arxiv import find_arxiv_id
from generator.markup.texts import Texts
from generator.model import Entry
from generator.yamlfile.mistakes import closest, least_far

Names = Mapping[str, frozenset[str]]
"""Name -> the slugs of the papers called so: more than one where papers share a title."""

_PLACE = re.compile(r"(?P<dump>.+):(?P<line>[1-9][0-9]{0,8})")


def name_papers(papers: Mapping[str, Iterable[Entry]], texts: Texts | None = None) -> Names:
    """Return all names of the papers with these slugs and entries; `texts` are those read before.

    A name of two kinds is taken as the stronger: slug, then arXiv id, then place, then title. A title counts as it was
    captured and as it reads.
    """
    texts = Texts() if texts is None else texts
    kinds: tuple[defaultdict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(4))
    slugs, arxiv_ids, places, titles = kinds
    for slug, entries in papers.items():
        slugs[slug].add(slug)
        for entry in entries:
            if entry.arxiv_id:
                arxiv_ids[entry.arxiv_id].add(slug)
            places[f"{entry.place.dump}:{entry.place.line}"].add(slug)
            titles[_fold(entry.title)].add(slug)
            titles[texts[entry.title].plain()].add(slug)
    return {name: frozenset(named) for kind in reversed(kinds) for name, named in kind.items()}


def find(name: str, names: Names) -> frozenset[str]:
    """Return the slugs of the papers called `name`; empty where there are none."""
    spellings = (name, _fold(name), find_arxiv_id(name) or name)
    return next((names[spelling] for spelling in spellings if spelling in names), frozenset())


def find_nearest(name: str, names: Names) -> str | None:
    """Return the name that `name` is most likely a slip of: for a place, the nearest title in the same dump.

    Where nothing is near, it is the slug most alike; None only where there is no paper.
    """
    if place := _PLACE.fullmatch(name):
        lines = [
            int(other["line"]) for other in map(_PLACE.fullmatch, names) if other and other["dump"] == place["dump"]
        ]
        if lines:
            return f"{place['dump']}:{min(lines, key=lambda line: abs(line - int(place['line'])))}"
    return closest(name, names) or least_far(name, sorted(frozenset().union(*names.values())))


def _fold(title: str) -> str:
    return " ".join(title.split())
