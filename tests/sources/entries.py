"""Entries to lay out and read back: a few written for the tests, and strategies that make any."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from generator.model import Dump, Entry, Place, ShownDate
from generator.sources import read


def entry(title: str, abstract: str) -> Entry:
    """Return an entry of which only the texts are told."""
    return Entry(place=Place(dump="", line=1), position=1, title=title, abstract=abstract)


SAMPLES = (
    replace(
        entry(
            "Slow Gardens: Pruning Overgrown Networks One Season at a Time",
            "Networks grow faster than anyone weeds them. We prune a fixed share of the weights after each epoch and "
            "let the rest recover, which costs nothing at inference. On three benchmarks the pruned networks "
            "keep 98.5% of their accuracy at a fifth of the size, and the order of the seasons hardly matters.",
        ),
        author_count=7,
        published=ShownDate(month=11, day=4),
        comments=3,
    ),
    replace(
        entry(
            "What Do Lighthouses Know? Probing Beacons for $\\alpha$-Stable Maps",
            "A beacon that is seen from everywhere should know where everything is. This paper asks if it does. We "
            "train linear probes on the activations of 12 beacons and find maps that are stable up to a rotation.\n\n"
            "Code is available at https://github.com/example/lighthouses, probes at {https://example.org{link}}.",
        ),
        organization="Institute of Coastal Studies",
        published=ShownDate(month=12, day=23, year=2023),
    ),
    entry(
        "A Note on Doors",
        "Most doors are closed most of the time, yet nearly all data sets of doors show open ones. We collect 40,000 "
        "closed doors from 31 towns, describe how they were chosen, and report how five detectors fail on them; none "
        "finds more than a third. The collection is released under an open licence together with its documentation.",
    ),
    replace(
        entry(
            "Counting Backwards: a Curriculum for Arithmetic in Very Small Models",
            "Small models count forwards well and backwards badly. The cause is the order of the training data, as we "
            "show by reversing it. A curriculum that mixes both directions removes the gap for models of 1M to 70M "
            "parameters \\textit{without} hurting anything else that we measured.\n\nAll runs fit on a single machine.",
        ),
        author_count=1,
        published=ShownDate(month=2, day=29),
        comments=1204,
    ),
    replace(
        entry(
            "MOTH-3D: Moth-Inspired Navigation Around Bright Distractors in Cluttered Three-Dimensional Halls",
            "Robots that steer by light are led astray by lamps. Moths are too, but fewer of them than is believed. We "
            "model what the others do, keep the model to eleven lines, and run it on a quadrotor in a dark hall with "
            "64 lamps: it reaches its goal in 93 of 100 flights, against 41 for the strongest baseline.",
        ),
        author_count=1023,
        published=ShownDate(month=10, day=31),
    ),
)
"""With a block, with an organisation, with none; of one paragraph and of two; with TeX and addresses."""


def read_text(text: str | bytes) -> Dump:
    """Read a listing from a file of this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "capture.txt"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read(path)


def on_one_line(each: Entry) -> Entry:
    """Return an entry with its paragraphs run together."""
    return replace(each, abstract=" ".join(each.abstract.split()))


def without_place(each: Entry) -> Entry:
    """Return an entry as it was before it was laid out: where it stood is the layout's doing."""
    return replace(each, place=Place(dump="", line=1), position=1)


_PAGE_WORDS = re.compile(
    r"new\b|subscribe|daily papers|by ?ak|get trending|[0-9,]+ authors?$|[•●▪◦]"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]",
    re.IGNORECASE,
)
_INVISIBLE = "\xad\u200b\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"


def _is_the_papers(text: str) -> bool:
    """Whether a text can't be taken for the page's own words, a line of a block or a part of one."""
    return bool(text) and not _PAGE_WORDS.match(text) and "·" not in text


any_text = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=_INVISIBLE), max_size=300)
    .map(lambda text: " ".join(text.split()))
    .filter(_is_the_papers)
)
"""One line of any characters that a text may have, white space folded."""

_SENTENCES = (
    "We learn slowly from sparse data.",
    "However, co-training of graphs and models (with 3.5% of the labels) has never been tried, least of all at night.",
    "Does it help?",
    "This is shown for x^2 and for the rest of the curve, by a proof in three steps that needs no assumption.",
    "On four of five benchmarks the error falls by half, e.g. from 3.2 to 1.6 on the largest.",
    "Our Method Beats Every Other One.",
)
_WORDS = ("Models", "Learn", "Slowly", "from", "Sparse", "Data:", "and", "the", "Graph", "x^2", "Co-Training", "3.5%")
paragraphs = st.lists(st.sampled_from(_SENTENCES), min_size=2, max_size=6).map(
    lambda sentences: " ".join([_SENTENCES[1], _SENTENCES[3], _SENTENCES[4], *sentences])
)
"""One paragraph of prose, 300 characters or more."""
headlines = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=16).map(lambda words: " ".join(["On", *words]))
"""A title of one or more lines."""

days = st.sampled_from([None, *range(1, 13)]).flatmap(
    lambda month: (
        st.none()
        if month is None
        else st.builds(
            ShownDate,
            month=st.just(month),
            day=st.integers(1, 29 if month == 2 else 30),
            year=st.none() | st.sampled_from(range(2000, 2100, 4)),
        )
    )
)
"""None, or a day; a year where one is shown is a leap year, so that it has any day."""


_heads: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(dict, author_count=st.integers(0, 3000)),
    st.builds(dict, organization=st.sampled_from(["Institute of Coastal Studies", "AI2", "École du Nord"])),
)


@st.composite
def entries(
    draw: st.DrawFn,
    titles: st.SearchStrategy[str],
    abstracts: st.SearchStrategy[str],
    blocks: st.SearchStrategy[bool],
) -> list[Entry]:
    """Return some entries, with metadata blocks where `blocks` says so."""
    made = []
    for _ in range(draw(st.integers(1, 6))):
        each = entry(draw(titles), draw(abstracts))
        if draw(blocks):
            numbers = st.none() | st.integers(0, 9999)
            each = replace(each, published=draw(days.filter(bool)), comments=draw(numbers), **draw(_heads))
        made.append(each)
    return made
