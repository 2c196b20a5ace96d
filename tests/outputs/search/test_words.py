"""Which words a text is found by."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.tokenizer import Tokenizer

from generator.outputs.search.words import LONGEST, Terms, read_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Large language models (LLMs)", ["large", "language", "models", "llms"]),
        ("low-rank, state-of-the-art", ["low", "rank", "state", "of", "the", "art"]),
        ("LLM/VLM, GPT-4.5. Next", ["llm", "vlm", "gpt", "4.5", "next"]),
        ("Gödel’s Met²Net by Erdős", ["godel", "s", "met2net", "by", "erdos"]),
        ("e.g. 3.5x at 1.", ["e", "g", "3.5x", "at", "1"]),
        ("机器学习 für Bert", ["机器", "器学", "学习", "fur", "bert"]),
        ("字", ["字"]),
        ("ﬁne 😀 → <b>", ["fine", "b"]),
        ("", []),
    ],
)
def test_words_are_what_a_reader_would_type(text: str, words: list[str]) -> None:
    """Case, accents, brackets, hyphens and formatting make no difference; neighbours stand for words without blanks."""
    assert read_words(text) == words


@given(st.text())
def test_lunr_takes_apart_the_same(text: str) -> None:
    """With blanks between them, lunr's tokenizer finds these words and no others."""
    words = read_words(text)
    assert [str(token) for token in Tokenizer(" ".join(words))] == words


@given(st.text())
def test_words_are_letters_and_digits(text: str) -> None:
    """A word has nothing in it that could be an operator, and reading it again changes nothing but pairs."""
    for word in read_words(text):
        assert re.fullmatch(r"[^\W_]+(\.\d[^\W_]*)*", word)


def test_long_words_share_their_term() -> None:
    """What begins with the same 64 characters has one number."""
    terms = Terms()
    assert terms["x" * LONGEST] == terms["x" * 1000] == terms["x" * LONGEST]
    assert (terms["prompt"], terms["prompts"], terms.terms) == (1, 2, ["x" * LONGEST, "prompt", "prompts"])
