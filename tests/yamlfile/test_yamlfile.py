from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field

from generator.errors import CurationError
from generator.yamlfile import read_yaml
from generator.yamlfile.mistakes import SHOWN, Origin, closest, least_far, quote
from generator.yamlfile.nodes import MAX_BYTES, MAX_DEPTH


class Size(StrEnum):
    """A choice."""

    SMALL = "small"
    LARGE = "large"


def _check_even(number: int) -> int:
    if number > 100:
        raise ValueError
    if number % 2:
        raise ValueError("is odd", "Add one")
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A section with a field of each type."""

    name: str
    flag: bool | None = None
    label: str | None = None
    weight: float = 1.0
    size: Size | None = None
    day: date | None = None
    count: Annotated[int, Field(ge=0), AfterValidator(_check_even)] = 0
    tags: tuple[str, ...] = ()
    origin: Origin = field(default_factory=Origin, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A whole file."""

    leaves: Mapping[str, Leaf] = field(default_factory=dict)
    days: Mapping[date, str] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()
    one: Leaf | None = None
    extra: tuple[Leaf, ...] = ()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that does not exist yet."""
    return tmp_path / "tree.yml"


def read(file: Path, text: str) -> Tree:
    """Return the file's value with this text in it."""
    file.write_text(text, encoding="utf-8", newline="")
    return read_yaml(file, Tree)


def complaint(file: Path, text: str) -> str:
    """Return what the error says of the file with this text, without the folder."""
    with pytest.raises(CurationError) as caught:
        read(file, text)
    return str(caught.value).replace(f"{file.parent}/", "")


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing yet\n", "---\n", "~", "\ufeff", "leaves:\ndays:\nrows:\nextra:\n"]
)
def test_empty_file(file: Path, text: str) -> None:
    """A file without content, or whose sections are empty, is an empty value."""
    assert read(file, text) == Tree()


@pytest.mark.parametrize(
    "word", ["2506.08010", "No", "on", "2025-11-05", "0x1F", "1e3", "12:30:45", "1_000", "=", "<<"]
)
def test_text_is_the_source(file: Path, word: str) -> None:
    """Where a text is asked for, YAML's guess at its type changes no letter of it: as a value, an item, and a key."""
    tree = read(file, f"leaves: {{{word}: {{name: {word}, tags: [{word}]}}}}")
    assert tree.leaves == {word: Leaf(name=word, tags=(word,))}


@pytest.mark.parametrize("word", ["true", "yes", "on", "True"])
def test_flags(file: Path, word: str) -> None:
    """YAML's words for true are true where a flag is asked for."""
    assert read(file, f"one: {{name: x, flag: {word}}}").one == Leaf(name="x", flag=True)


def test_types(file: Path) -> None:
    """Numbers, dates, choices and lists are read as such; a date may be a key."""
    text = "one: {name: x, weight: 2, size: large, day: 2025-11-05, count: 4, tags: [a, b]}\ndays: {2024-02-29: leap}"
    leaf = Leaf(name="x", weight=2.0, size=Size.LARGE, day=date(2025, 11, 5), count=4, tags=("a", "b"))
    assert read(file, text) == Tree(one=leaf, days={date(2024, 2, 29): "leap"})


def test_single_value_for_a_list(file: Path) -> None:
    """One value where a list is asked for is a list of one, be it a text or a section."""
    tree = read(file, "one: {name: x, tags: a}\nextra: {name: y}\nrows: [a, [b, c]]")
    assert tree == Tree(one=Leaf(name="x", tags=("a",)), extra=(Leaf(name="y"),), rows=(("a",), ("b", "c")))


def test_line_ends_and_byte_order_mark(file: Path) -> None:
    """A file saved on Windows reads like any other, and its lines count the same."""
    tree = read(file, "\ufeffleaves:\r\n  x:\r\n    name: |\r\n      one\r\n      two\r\n")
    assert tree.leaves["x"].name == "one\ntwo\n"
    assert tree.leaves["x"].origin.line("name") == 3


def test_origin(file: Path) -> None:
    """A section knows the line and path of all that stands in it; what is not written stands where its section does."""
    leaf = read(file, "leaves:\n  'A leaf: it is':\n    name: x\n    tags:\n    - a\n    - b\n").leaves["A leaf: it is"]
    assert [leaf.origin.line(*keys) for keys in [(), ("name",), ("tags",), ("tags", 1), ("label",)]] == [2, 3, 4, 6, 2]
    mistake = leaf.origin.mistake("tags", 1, what="is bad", todo="Mend it")
    assert (mistake.line, mistake.key) == (6, 'leaves."A leaf: it is".tags[1]')


EVERYTHING_WRONG = """\
leaves:
  a:
    name: [x]
    flag: maybe
    wieght: 3
    weight: heavy
    size: smal
    day: 2025-13-01
    count: 3
    tags:
      - fine
      - {not: fine}
  b: {label: x, count: -2}
  c: 4
  d: {name: x, origin: here}
days: {1700006400: seconds, 2025-1-3: x}
rows: [[a, [b]]]
leafs: {}
"""


def test_every_mistake_at_once(file: Path) -> None:
    """All that is wrong with a file is told at once, in its order, each by line, key path, and what to do."""
    lines = complaint(file, EVERYTHING_WRONG).splitlines()
    assert lines == [
        "tree.yml:3: leaves.a.name: expected a text, found a list. Put the text between quotes.",
        "tree.yml:4: leaves.a.flag: expected true or false, found `maybe`. Write true or false.",
        (
            "tree.yml:5: leaves.a.wieght: unknown key. Did you mean `weight`? "
            "The keys here are name, flag, label, weight, size, day, count, tags."
        ),
        "tree.yml:6: leaves.a.weight: expected a number, found `heavy`. Write a number such as 0.5.",
        "tree.yml:7: leaves.a.size: expected 'small' or 'large', found `smal`. Correct it.",
        (
            "tree.yml:8: leaves.a.day: expected a date, found `2025-13-01`. "
            "Write it as year-month-day, such as 2025-11-05."
        ),
        "tree.yml:9: leaves.a.count: is odd. Add one.",
        "tree.yml:12: leaves.a.tags[1]: expected a text, found keys with values. Put the text between quotes.",
        "tree.yml:13: leaves.b: `name` is missing. Add it.",
        "tree.yml:13: leaves.b.count: expected greater than or equal to 0, found `-2`. Correct it.",
        "tree.yml:14: leaves.c: expected keys with values, found `4`. Write it as `key: value`.",
        (
            "tree.yml:15: leaves.d.origin: unknown key. "
            "The keys here are name, flag, label, weight, size, day, count, tags."
        ),
        (
            "tree.yml:16: days.1700006400: expected a date, found `1700006400`. "
            "Write it as year-month-day, such as 2025-11-05."
        ),
        (
            "tree.yml:16: days.2025-1-3: expected a date, found `2025-1-3`. "
            "Write it as year-month-day, such as 2025-11-05."
        ),
        "tree.yml:17: rows[0][1]: expected a text, found a list. Put the text between quotes.",
        "tree.yml:18: leafs: unknown key. Did you mean `leaves`? The keys here are leaves, days, rows, one, extra.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one: a: b", "tree.yml:1: is not YAML, column 7: mapping values are not allowed in this context. Put a text"),
        ("one:\n\tname: x", "tree.yml:2: is not YAML, column 1: "),
        ("one:\n  {name: x", "while parsing a flow mapping that begins on line 2 did not"),
        ("one: {name: x\nrows: 3", "tree.yml:2: is not YAML, column 5: "),
        ("one: @x", "tree.yml:1: is not YAML, column 6: "),
        ('one: {name: "\\ud800"}', "tree.yml:1: is not YAML, column "),
        ("one: {name: x, name: y}", "tree.yml:1: one.name: stands on line 1 already. Keep one of the two."),
        ("one:\n  name: x\none:\n  name: x", "tree.yml:3: one: stands on line 1 already. Keep one of the two."),
        ("one: &a {name: x}", "tree.yml:1: holds an anchor or alias (`&`, `*`). Write it out, "),
        ("one: {name: x}\nextra: [\n*a]", "tree.yml:3: holds an anchor or alias (`&`, `*`). Write it out, "),
        ("&k one: {name: x}", "tree.yml:1: holds an anchor or alias"),
        ("one: !!python/object/apply:os.getcwd []", "tree.yml:1: holds a tag (`!`). Delete the tag, "),
        ("one: ! x", "tree.yml:1: holds a tag (`!`)."),
        ("rows: []\n---\nrows: []", "tree.yml:2: starts a second document. Keep everything in one, without `---`."),
        ("one:\n  name: é\0", "tree.yml:2: holds a character that no page can show (U+0000). Delete it."),
        ('one:\n  name: "\\0"', "tree.yml:2: holds a character that no page can show (U+0000). Delete it."),
        ("leaves:\n  ? [a]\n  : b", "tree.yml:2: leaves: a list or section stands where a key should. Quote it."),
        ("one: {name: x, day: 1700006400}", "tree.yml:1: one.day: expected a date, found `1700006400`. "),
        ("one: {name: x, count: 102}", "tree.yml:1: one.count: "),
        ("[a]", "tree.yml:1: expected keys with values, found a list. Write it as `key: value`."),
        ("a word", "tree.yml:1: expected keys with values, found `a word`. Write it as `key: value`."),
        ("one: {name: }", "tree.yml:1: one.name: expected a text, found nothing. Put the text between quotes."),
    ],
)
def test_refusals(file: Path, text: str, expected: str) -> None:
    """What is no YAML, or YAML that surprises, is one clear error at its line."""
    said = complaint(file, text)
    assert expected in said
    assert "\n" not in said


def test_second_mark(file: Path) -> None:
    """Bytes that are not UTF-8 are named by their line."""
    file.write_bytes(b"one:\n  name: caf\xe9\n")
    with pytest.raises(CurationError, match=r"tree\.yml:2: is not UTF-8\. Save the file in the encoding UTF-8\."):
        read_yaml(file, Tree)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth(file: Path, opening: str) -> None:
    """Endless nesting is refused before it is read."""
    assert f"nests deeper than {MAX_DEPTH} levels" in complaint(file, opening * 50_000)


def test_alias_bomb(file: Path) -> None:
    """A file that would unfold to a billion items is refused at its first anchor."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    assert complaint(file, bomb).startswith("tree.yml:1: holds an anchor")


def test_size(file: Path) -> None:
    """A file over the limit is refused, one at the limit is read."""
    assert read(file, "#" * MAX_BYTES) == Tree()
    assert complaint(file, "#" * (MAX_BYTES + 1)).startswith("tree.yml: is larger than 1,000,000 bytes")


def test_many_mistakes_are_counted(file: Path) -> None:
    """A file that is wrong throughout gets a message that a person can read to its end."""
    said = complaint(file, "".join(f"key{n}: 1\n" for n in range(SHOWN + 7))).splitlines()
    assert len(said) == SHOWN + 1
    assert said[-1] == "tree.yml: holds 7 more mistakes. Mend those above first."


def test_no_file(tmp_path: Path) -> None:
    """A folder and a missing file are told apart."""
    with pytest.raises(CurationError, match="is not a file"):
        read_yaml(tmp_path, Tree)
    with pytest.raises(CurationError, match="does not exist"):
        read_yaml(tmp_path / "none.yml", Tree)


def test_closest() -> None:
    """A slip of the pen has a hint, another word has none."""
    assert closest("diffusion-polcy", ["diffusion-policy", "diffusion-models"]) == "diffusion-policy"
    assert closest("xyz", ["note", "pin"]) is None
    assert closest("x", []) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("walking-robots", "walking-robots-learn-to-dance-on-ice"),
        ("wlking-robots", "walking-robots-learn-to-dance-on-ice"),
        ("on-ice", "walking-robots-learn-to-dance-on-ice"),
        ("singing-robot", "singing-robots"),
        ("singing-robots-of-old", "singing-robots-of-old-and-new-times"),
        ("ice", None),
        ("quite-another-thing", None),
    ],
)
def test_closest_to_a_part(word: str, expected: str | None) -> None:
    """A beginning or a part of a name has the name for a hint, misspelt too; where the whole is as near, the whole."""
    known = ["singing-robots-of-old-and-new-times", "walking-robots-learn-to-dance-on-ice", "singing-robots", "maps"]
    assert closest(word, known) == expected


def test_least_far() -> None:
    """Where nothing is near there is still a hint, but not where there is nothing at all."""
    assert least_far("quite-another-thing", ["maps", "another-law"]) == "another-law"
    assert least_far("zzz", ["maps"]) == "maps"
    assert least_far("zzz", []) is None


@given(st.permutations(["maps", "laps", "map-of-ice", "map-of-ire", "another"]))
def test_hints_do_not_depend_on_the_order_of_names(known: list[str]) -> None:
    """Of names that are as near the same is taken in every run, though sets have no order."""
    assert [closest(word, known) for word in ("caps", "map-of")] == ["laps", "map-of-ice"]
    assert least_far("zzz", known) == "another"


def test_quote() -> None:
    """A long or many-lined text is repeated on one short line."""
    assert quote("two\nlines\x1b[31m") == "`two lines [31m`"
    assert len(quote("x" * 10_000)) == 62


NAMES = st.text(st.characters(blacklist_categories=["C"], blacklist_characters="\x85\u2028\u2029"), min_size=1)


@given(names=st.lists(NAMES, unique=True, max_size=5), flow=st.booleans(), text=NAMES)
def test_reads_what_is_written(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], flow: bool, text: str
) -> None:
    """Any text comes back as it was written by a YAML writer, as value and as key."""
    file = tmp_path_factory.getbasetemp() / "written.yml"
    said = {"leaves": {name: {"name": text, "tags": list(names)} for name in names}}
    tree = read(file, yaml.safe_dump(said, default_flow_style=flow, allow_unicode=flow))
    assert tree == Tree(leaves={name: Leaf(name=text, tags=tuple(names)) for name in names})
