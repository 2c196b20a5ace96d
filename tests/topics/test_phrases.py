import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.topics.phrases import LARGEST_GAP, LONGEST_WORD, bind, fold, readings


def found(phrase: str, text: str) -> int:
    """Return how often `phrase` is found in `text`."""
    return len(bind([phrase]).find(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("graph network", "Graph Networks for chemistry"),
        ("few shot", "a few-shot learner"),
        ("few-shot", "a few shot learner"),
        ("knowledge base", "two knowledge bases"),
        ("study", "three studies"),
        ("optimization", "optimisation of weights"),
        ("modelling", "language modeling"),
        ("prun*", "pruned networks"),
        ("RLHF", "tuned by RLHF."),
        ("LLM", "small LLMs (as here)"),
        ("3D", "from 2D to 3D"),
        ("object (detection|tracking)", "object tracking in fog"),
        ("(named entity|part of speech) tagging", "part-of-speech tagging of letters"),
        ("introduce ... benchmark", "We introduce Snow, a small but honest benchmark."),
        ("step ... step", "step by step"),
        ("introduce ... small ... benchmark", "We introduce Snow, a small but honest benchmark."),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    """Plurals, hyphens, capitals, spelling, starts, groups and gaps are read as the module's head says."""
    assert found(phrase, text) == 1


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("continual", "we continue to hope"),
        ("graph network", "a network of graphs"),
        ("prun*", "spruned"),
        ("RLHF", "rlhf"),
        ("LoRA", "the lora of Lora"),
        ("SAM", "the same"),
        ("introduce ... benchmark", "We introduce Snow. No benchmark is needed."),
        ("introduce ... benchmark", f"We introduce {'very ' * (LARGEST_GAP + 1)}benchmark"),
        ("introduce ... small ... benchmark", "We introduce Snow, an honest benchmark."),
        ("image segmentation", "an image. Segmentation follows"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    """Other words of the same stem, other cases of an acronym, and words across a sentence's end are not it."""
    assert found(phrase, text) == 0


def test_occurrences_overlap() -> None:
    """Every occurrence is told, those inside others too, by the numbers of its words."""
    occurrences = bind(["graph", "graph network"]).find("A graph network and a graph")
    assert [(o.phrase, o.start, o.end) for o in occurrences] == [
        ("graph", 1, 2),
        ("graph network", 1, 3),
        ("graph", 5, 6),
    ]


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "  ",
        "...",
        "... model",
        "model ...",
        "ab*",
        "*",
        "RL*",
        "a (b|",
        "a (b|) c",
        "()",
        "(a ... b|c)",
        "a ? b",
        "(a b|c d) (e f|g h) (i j|k l) (m n|o p) (q r|s t) (u v|w x) (y z|a b)",
    ],
)
def test_a_bad_phrase_is_refused(phrase: str) -> None:
    """A phrase that could never be found, or that stands for too many, is a ValueError saying what and what to do."""
    with pytest.raises(ValueError, match="the phrase") as caught:
        readings(phrase)
    assert len(caught.value.args) == 2


def refusal(phrase: str) -> str:
    """Return why `phrase` is refused; nothing where it is read."""
    try:
        bind([phrase])
    except ValueError as error:
        return str(error.args[0])
    return ""


@given(st.text())
def test_any_text_is_a_phrase_or_is_refused(text: str) -> None:
    """Whatever a curator writes is read or refused by a sentence, never another exception."""
    assert refusal(text) == "" or refusal(text).startswith("the phrase")


WORDS = st.lists(st.from_regex(r"[a-z]{3,12}", fullmatch=True), min_size=1, max_size=4)


@given(WORDS, st.text(alphabet="abc .,-", max_size=40), st.text(alphabet="abc .,-", max_size=40))
def test_a_phrase_is_found_wherever_it_stands(words: list[str], before: str, after: str) -> None:
    """Words side by side are found in any surroundings, in small and capital letters, also hyphenated."""
    book = bind([" ".join(words)])
    for written in (" ".join(words), "-".join(words), " ".join(words).title()):
        assert book.find(f"{before} {written} {after}")


@given(st.from_regex(r"[a-z]{1,15}", fullmatch=True))
def test_a_word_folds_as_its_plural(word: str) -> None:
    """A word is found by its plural in `s`, and the other way round, unless it ends in a hissing or doubled sound."""
    assume(word[-1] not in "suixhy" and not re.search(r"(i|ss|x|ch|sh)e$", word) and len(word) >= 3)
    assert fold(f"{word}s") == fold(word)
    assert found(word, f"{word}s") == found(f"{word}s", word) == 1


def test_what_was_met_before_changes_nothing() -> None:
    """The book's memory of words gives what a new book gives."""
    book = bind(["prun*", "LLM"])
    book.find("pruning LLMs and llms")
    assert book.find("LLMs pruned") == bind(["prun*", "LLM"]).find("LLMs pruned")


def test_endless_words_are_passed_over() -> None:
    """A word of a million letters costs nothing and is not remembered."""
    book = bind(["aaa*"])
    assert book.find("a" * 1_000_000 + " aaa") == bind(["aaa*"]).find("b aaa")
    assert all(len(word) <= LONGEST_WORD for word in book.answers)
