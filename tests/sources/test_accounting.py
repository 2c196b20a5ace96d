"""Every line of a listing ends up in an entry or in a finding, whatever happened to the listing."""

import re
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Dump, Entry, ShownDate
from tests.listings import BYLINE, INVITATION, Head, Layout, Paragraphs, lay_out
from tests.sources.entries import SAMPLES, on_one_line, read_text, without_place

LEFT_OUT = {"unexplained-line", "cut-off-entry", "second-header", "no-such-day"}
"""Rules of findings whose lines are in no entry."""
NOVEMBER = ShownDate(month=11, day=5)
LAYOUTS = [
    Layout(spaced=spaced, width=width, paragraphs=Paragraphs.INDENTED, final_newline=final_newline)
    for spaced in (True, False)
    for width in (None, 79)
    for final_newline in (True, False)
]
JUNK = (
    "Upvote",
    "·",
    "•",
    "  • 12 authors",
    "Nov 6",
    "Feb 30",
    "new",
    "Subscribe",
    BYLINE,
    INVITATION,
    "",
    "",
    "31",
    "a b",
)
_PHRASE = re.compile(rf"new\b|{re.escape(INVITATION)}|Subscribe|Daily Papers|{re.escape(BYLINE)}")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a listing of the samples with lines put in, taken out, doubled and moved."""
    random: Random = draw(st.randoms(use_true_random=False))
    lines = lay_out(SAMPLES, draw(st.sampled_from(LAYOUTS)), NOVEMBER).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = random.randrange(len(lines))
        match draw(st.sampled_from(["put in", "take out", "double", "move"])):
            case "put in":
                lines.insert(at, random.choice(JUNK))
            case "take out":
                lines[at : at + random.choice([1, 1, 2, 5])] = [""]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                end = at + random.choice([1, 3, 9])
                moved, lines[at:end] = lines[at:end], []
                to = random.randrange(len(lines) + 1)
                lines[to:to] = moved
    return "\n".join(lines)


def stretches(rows: list[str], dump: Dump) -> Iterator[tuple[Entry | None, list[str]]]:
    """Yield the rows before the first entry, then each entry with its rows; those of findings left out."""
    told = {
        number
        for each in dump.findings
        if each.rule in LEFT_OUT
        for number in range(each.place.line, (each.last_line or each.place.line) + 1)
    }
    starts = [1, *(each.place.line for each in dump.entries), len(rows) + 1]
    for owner, first, end in zip([None, *dump.entries], starts, starts[1:], strict=False):
        yield owner, [rows[n - 1] for n in range(first, end) if rows[n - 1] and n not in told]


def is_of_block(row: str, owner: Entry) -> bool:
    """Whether a row says just what the entry's block says."""
    heads = {f"{owner.author_count} authors", owner.organization}
    dates = {f"{owner.published}", f"{owner.published} {owner.comments}"}
    return row.removeprefix("• ") in heads or row in dates or row in {"·", "•"}


def assert_all_accounted_for(text: str, dump: Dump) -> None:
    """Fail where a row is in no entry and no finding, or in an entry and not in the file."""
    rows = [" ".join(row.split()) for row in text.split("\n")]
    broken = {n for f in dump.findings if f.rule == "broken-block" for n in range(f.place.line, (f.last_line or 0) + 1)}
    broken |= {f.place.line for f in dump.findings if f.rule == "broken-block"}
    rows = ["" if number in broken else row for number, row in enumerate(rows, 1)]
    for owner, its in stretches(rows, dump):
        if owner is None:
            left = [row for row in its if _PHRASE.sub("", row).strip() not in {"", str(dump.shown)}]
            assert left == []
        else:
            text_rows, texts = list(its), f"{owner.title} {' '.join(owner.abstract.split())}".strip()
            while text_rows and " ".join(text_rows) != texts and is_of_block(text_rows[-1], owner):
                text_rows.pop()
            assert " ".join(text_rows) == texts
    places = [each.place for each in dump.entries]
    assert places == sorted(set(places))
    assert [each.position for each in dump.entries] == list(range(1, len(dump.entries) + 1))


@given(damaged())
def test_every_line_is_in_an_entry_or_in_a_finding(text: str) -> None:
    """Joined, the rows from one title to the next, blocks and told ones left out, are title and abstract."""
    assert_all_accounted_for(text, read_text(text))


@pytest.mark.parametrize("layout", [Layout(head=head, width=width) for head in Head for width in (None, 72)])
def test_an_undamaged_listing_leaves_nothing_to_tell(layout: Layout) -> None:
    """Of a whole listing there is only what it lacks: one block, the number of authors of one paper, a header."""
    text = lay_out(SAMPLES, layout, NOVEMBER)
    dump = read_text(text)
    assert {each.rule for each in dump.findings} <= {"missing-block", "organization-in-block", "no-header"}


def is_beginning(part: Entry, whole: Entry) -> bool:
    """Whether an entry is what a cut left of another."""
    return (
        part.title == whole.title
        and on_one_line(whole).abstract.startswith(on_one_line(part).abstract)
        and part.author_count in {None, whole.author_count}
        and (part.organization or "") in (whole.organization or "")
    )


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each.final_newline and (each.spaced or not each.width)])
def test_a_capture_cut_off_at_any_byte_keeps_the_whole_entries(layout: Layout) -> None:
    """What stands before the cut is read as if nothing had happened; of the broken record nothing strange is made."""
    content = lay_out(SAMPLES, layout, NOVEMBER).encode()
    ends = [len(lay_out(SAMPLES[:count], layout, NOVEMBER).encode()) for count in range(1, len(SAMPLES) + 1)]
    start = len(lay_out([], layout, NOVEMBER).encode())
    for cut in range(start, len(content), 3):
        dump = read_text(content[:cut])
        made = list(map(without_place, dump.entries))
        whole = sum(end <= cut + 1 for end in ends)
        assert made[:whole] == list(SAMPLES[:whole]), cut
        assert len(made) <= whole + 1, cut
        assert all(is_beginning(part, SAMPLES[whole]) for part in made[whole:]), cut
        assert_all_accounted_for(content[:cut].decode(errors="ignore"), dump)


def test_a_broken_record_is_told_of_with_its_lines() -> None:
    """A cut in a sentence or in a title leaves the record out; the finding says from where to where."""
    text = lay_out(SAMPLES, Layout(), NOVEMBER)
    for end, lines in (("prune a fixed share", (13, 15)), ("Slow Gardens", (13, None))):
        dump = read_text(text[: text.index(end) + len(end)])
        (finding,) = (each for each in dump.findings if each.rule == "cut-off-entry")
        assert (finding.place.line, finding.last_line) == lines
        assert dump.entries == ()


def test_a_last_abstract_without_full_stop_is_whole_where_the_file_ends_its_line() -> None:
    """Some abstracts end without one; a cut seldom falls on the end of a line."""
    text = "A Note on Doors\n\n" + SAMPLES[2].abstract.removesuffix(".")
    assert len(read_text(text + "\n").entries) == 1
    assert len(read_text(text).entries) == 0


def test_lines_that_nothing_explains_are_told_of_together() -> None:
    """A footer of many lines is one finding with a range."""
    text = lay_out(SAMPLES, Layout(paragraphs=Paragraphs.JOINED), NOVEMBER)
    dump = read_text(f"{text}\nNov 6\n·\nNov 7\n\n·\n")
    (finding,) = (each for each in dump.findings if each.rule == "unexplained-line")
    first = text.count("\n") + 2
    assert (finding.place.line, finding.last_line) == (first, first + 4)
    assert len(dump.entries) == len(SAMPLES)


@given(
    st.lists(st.sampled_from([*JUNK, *(each.title for each in SAMPLES), *(e.abstract for e in SAMPLES)]), max_size=40)
)
def test_no_order_of_lines_is_fatal(lines: list[str]) -> None:
    """Titles, abstracts, words of the page and scraps in any order are accounted for."""
    text = "\n".join([*lines, "end"])
    assert_all_accounted_for(text, read_text(text))
