from collections import Counter
from pathlib import Path

import pytest

from generator.errors import CurationError
from generator.topics.vocabulary import SHIPPED, Scoring, read_vocabulary

SMALL = """\
fallback: code
families:
  language: Language
topics:
  code:
    name: Code
    family: language
    description: Programs.
    evidence:
      strong: [code generation, SQL]
      title: [code generation]
  poems:
    name: Poems
    family: language
    description: Verse.
    evidence:
      normal: [poem]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A vocabulary of two topics."""
    path = tmp_path / "topics.yml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_shipped_vocabulary() -> None:
    """31 topics in eight families, each described in a sentence for readers and with evidence."""
    vocabulary = read_vocabulary()
    assert len(vocabulary.families) == 8
    assert len(vocabulary.topics) == 31
    assert set(Counter(t.family for t in vocabulary.topics.values())) == set(vocabulary.families)
    for topic in vocabulary.topics.values():
        assert topic.description.endswith(".")
        assert sum(1 for _ in topic.evidence.each()) >= 20
    assert len({t.name for t in vocabulary.topics.values()}) == 31


def test_every_shipped_phrase_finds_itself() -> None:
    """A phrase without `*`, group or gap is found in a text that says it, so that none is dead."""
    vocabulary = read_vocabulary()
    plain = [phrase for phrase in vocabulary.claims if not set("*(.") & set(phrase)]
    assert len(plain) > 1000
    for phrase in plain:
        assert phrase in {o.phrase for o in vocabulary.book.find(f"Here, {phrase} stands.")}


def test_a_small_vocabulary(small: Path) -> None:
    """What the file leaves out has its default; a phrase may count otherwise in titles."""
    vocabulary = read_vocabulary(small)
    assert vocabulary.scoring == Scoring()
    assert list(vocabulary.topics) == ["code", "poems"]
    assert [(c.topic, c.weight, c.only_in_title) for c in vocabulary.claims["code generation"]] == [
        ("code", vocabulary.scoring.strong, False),
        ("code", vocabulary.scoring.title, True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("  poems:", "  code:", "12: topics.code", "already"),
        (
            "family: language\n    description: V",
            "family: langage\n    description: V",
            "14: topics.poems.family",
            "lan",
        ),
        ("fallback: code", "fallback: cod", "1: fallback", "no topic `cod`"),
        ("[poem]", "['']", "17: topics.poems.evidence.normal[0]", "no word"),
        ("[poem]", "[a ? b]", "17: topics.poems.evidence.normal[0]", "cannot be read"),
        ("[poem]", "[po*]", "17: topics.poems.evidence.normal[0]", "'po*'"),
        ("[poem]", "[poem, poem]", "17: topics.poems.evidence.normal[1]", "already"),
        ("[poem]", "{a: b}", "17: topics.poems.evidence.normal[0]", "expected a text"),
        ("normal:", "norml:", "17: topics.poems.evidence", "norml"),
        ("name: Poems", "name: ' '", "13: topics.poems.name", "empty"),
        ("    name: Poems\n", "", "12: topics.poems", "`name` is missing"),
        ("  poems:", "  Big Poems:", "12: topics", "address"),
        ("fallback: code", "fallback: code\nscoring: {weak: heavy}", "2: scoring.weak", "heavy"),
        ("fallback: code", "fallback: code\nscoring: {weak: -1}", "2: scoring.weak", "-1"),
    ],
)
def test_bad_input_is_named(small: Path, old: str, new: str, where: str, what: str) -> None:
    """Each mistake is one error that names file, line and key."""
    assert SMALL.count(old) == 1
    small.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(CurationError) as caught:
        read_vocabulary(small)
    told = str(caught.value)
    assert told.startswith(f"{small}:{where}")
    assert what in told
    assert not caught.value.further


def test_all_mistakes_are_told_at_once(small: Path) -> None:
    """Two bad phrases are two problems of one error."""
    small.write_text(SMALL.replace("[poem]", "[po*, '']"), encoding="utf-8")
    with pytest.raises(CurationError) as caught:
        read_vocabulary(small)
    assert len(caught.value.further) == 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A vocabulary that is not there is one clear error."""
    with pytest.raises(CurationError, match=r"none\.yml"):
        read_vocabulary(tmp_path / "none.yml")


def test_the_vocabulary_ships_beside_its_module() -> None:
    """The shipped file is part of the package."""
    assert SHIPPED.is_file()
    assert SHIPPED.parent.name == "generator"
