"""Whatever a listing looks like, what was laid out is what is read."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Entry, ShownDate
from tests.listings import Head, Layout, Paragraphs, lay_out
from tests.sources.entries import (
    SAMPLES,
    any_text,
    days,
    entries,
    headlines,
    on_one_line,
    paragraphs,
    read_text,
    without_place,
)

UNWRAPPED = st.none()
ON_LINES_OF_THEIR_OWN = st.sampled_from([Head.SPACED, Head.TIGHT])
"""Headers behind which a title may be any text: none of it can be taken for the header's."""


def layouts(heads: st.SearchStrategy[Head], widths: st.SearchStrategy[int | None]) -> st.SearchStrategy[Layout]:
    """Return layouts that differ in everything, with these headers and widths; what is wrapped is spaced.

    Wrapped without blank lines, a full line of a title looks like the next: nothing decides then.
    """
    made = st.builds(
        Layout,
        head=heads,
        daily_papers=st.booleans(),
        spaced=st.booleans(),
        width=widths,
        title_indent=st.sampled_from(["  ", "    ", "\t"]),
        bullet=st.sampled_from(["  • ", "• ", "\t•\t", ""]),
        block_spaced=st.booleans(),
        singular=st.sampled_from(["author", "authors"]),
        newline=st.sampled_from(["\n", "\r\n", "\r"]),
        byte_order_mark=st.booleans(),
        blank=st.sampled_from([" ", "\u00a0", "\t", "\u2009"]),
        trailing=st.sampled_from(["", " ", "\t "]),
        final_newline=st.booleans(),
    )
    return made.map(lambda layout: replace(layout, spaced=True) if layout.width else layout)


def read_back(listed: Sequence[Entry], layout: Layout, shown: ShownDate | None) -> list[Entry]:
    """Lay entries out and read them; return them without their positions and places, which are tested here."""
    text = lay_out(listed, layout, shown)
    dump = read_text(text)
    rows = [" ".join(row.split()) for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    assert dump.shown == shown
    assert [each.position for each in dump.entries] == list(range(1, len(dump.entries) + 1))
    for each in dump.entries:
        assert each.title[:20] in rows[each.place.line - 1]
    return [without_place(each) for each in dump.entries]


@given(entries(any_text, any_text, blocks=st.just(True)), layouts(ON_LINES_OF_THEIR_OWN, UNWRAPPED), days)
def test_with_blocks_any_text_is_read_as_it_was_laid_out(
    listed: list[Entry], layout: Layout, shown: ShownDate | None
) -> None:
    """Where each entry has a metadata block, two texts before it are title and abstract, whatever they say."""
    assert read_back(listed, layout, shown) == listed


def _is_no_sentence(text: str) -> bool:
    return len(text) <= 250 and not text.rstrip("\"'”’)]}").endswith((".", "!", "?", "…"))


@given(
    entries(any_text.filter(_is_no_sentence), paragraphs, blocks=st.just(False)),
    layouts(ON_LINES_OF_THEIR_OWN, UNWRAPPED),
    days,
)
def test_without_blocks_any_title_is_read_as_it_was_laid_out(
    listed: list[Entry], layout: Layout, shown: ShownDate | None
) -> None:
    """A line of up to 250 characters that does not end as a sentence does is a title, whatever else it says."""
    assert read_back(listed, layout, shown) == listed


@given(
    entries(headlines, paragraphs, blocks=st.booleans()),
    layouts(st.sampled_from(Head), st.none() | st.integers(60, 110)),
    days,
)
def test_titles_and_prose_are_read_in_every_layout(
    listed: list[Entry], layout: Layout, shown: ShownDate | None
) -> None:
    """Wrapped or not, with blank lines or not, with some blocks or none, behind any header: the entries come back."""
    assert read_back(listed, layout, shown) == listed


@pytest.mark.parametrize("head", Head)
@pytest.mark.parametrize("laid", [Paragraphs.LINES, Paragraphs.INDENTED])
def test_samples_are_read_in_every_layout(head: Head, laid: Paragraphs) -> None:
    """Entries of all kinds (no block, an organisation, two paragraphs, TeX, addresses) come back from each layout."""
    for spaced, width in product([True, False], [None, 60, 72, 79, 100]):
        layout = Layout(head=head, spaced=spaced, width=width, paragraphs=laid)
        made = read_back(SAMPLES, layout, ShownDate(month=11, day=5))
        if width and not spaced and laid is Paragraphs.LINES:
            # Wrapped, and with no blank lines: nothing tells where a paragraph ends.
            assert list(map(on_one_line, made)) == list(map(on_one_line, SAMPLES)), layout
        else:
            assert made == list(SAMPLES), layout


@given(
    entries(headlines, paragraphs, blocks=st.booleans()),
    layouts(st.sampled_from(Head), st.none() | st.integers(60, 110)),
)
def test_what_only_looks_different_reads_the_same(listed: list[Entry], layout: Layout) -> None:
    """Line ends, a byte order mark, kinds of blanks and blanks at the end of lines change only the fingerprint."""
    plain = read_text(lay_out(listed, replace(layout, newline="\n", byte_order_mark=False, blank=" ", trailing="")))
    other = read_text(lay_out(listed, layout))
    assert replace(other, content_hash=plain.content_hash) == plain
