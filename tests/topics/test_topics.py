import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.topics import MOST_TOPICS, Assignment, Field, classify
from generator.topics.scores import read_labels, score
from generator.topics.vocabulary import SHIPPED, Vocabulary, read_vocabulary

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

VOCABULARY = read_vocabulary()

PAPERS = {
    "Pruning Graph Networks Without Tears": (
        "We prune the weights of graph neural networks. Pruned networks need less memory, and inference is faster.",
        {"efficiency", "graphs-and-structure"},
    ),
    "A Small Benchmark for Bengali Speech Recognition": (
        "We introduce a benchmark of spoken Bengali. It holds ten hours of audio from forty speakers.",
        {"speech-and-audio", "data-and-benchmarks", "multilingual"},
    ),
    "Forgetting Less: Rehearsal for Class-Incremental Learning": (
        "Networks that learn tasks in a row suffer from catastrophic forgetting. We rehearse old classes.",
        {"continual-learning"},
    ),
    "Does a Robot Need a World Model?": (
        "We train a robot arm by reinforcement learning, with and without a learned world model.",
        {"robotics-and-driving", "reinforcement-learning"},
    ),
}

TINY = """\
scoring: {enough: 4}
fallback: none-of-them
families: {all: All}
topics:
  none-of-them: {name: None, family: all, description: None of them.}
  prompts:
    name: Prompts
    family: all
    description: Prompts.
    evidence: {strong: [prompt], against: [cake], nothing: [prompt injection]}
  safety:
    name: Safety
    family: all
    description: Safety.
    evidence: {strong: [prompt injection], weak: [safe], title: [guard]}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Vocabulary:
    """A vocabulary that can be reckoned with by hand."""
    path = tmp_path / "topics.yml"
    path.write_text(TINY, encoding="utf-8")
    return read_vocabulary(path)


def slugs(assignments: tuple[Assignment, ...]) -> list[str]:
    """Return the topics assigned, best first."""
    return [a.topic for a in assignments]


@pytest.mark.parametrize("title", PAPERS)
def test_plain_cases(title: str) -> None:
    """Papers that say what they are about carry those topics, and the best is one of them."""
    abstract, topics = PAPERS[title]
    assert set(slugs(classify(title, abstract, VOCABULARY))) == topics


@given(st.text(), st.text())
def test_any_text_gets_one_to_four_topics(title: str, abstract: str) -> None:
    """Any text gets 1 to 4 different topics of the vocabulary, best first; only the fallback is without evidence."""
    found = classify(title, abstract, VOCABULARY)
    assert 1 <= len(found) <= MOST_TOPICS
    assert len(set(slugs(found))) == len(found)
    assert set(slugs(found)) <= set(VOCABULARY.topics)
    assert [a.score for a in found] == sorted((a.score for a in found), reverse=True)
    assert all(a.evidence for a in found) or slugs(found) == [VOCABULARY.fallback]


PHRASES = sorted(p for p in VOCABULARY.claims if not set("*(.") & set(p))


@given(st.lists(st.sampled_from(PHRASES), max_size=30), st.lists(st.sampled_from(PHRASES), max_size=5))
def test_scores_are_sums_of_evidence(abstract: list[str], title: list[str]) -> None:
    """However many phrases a paper holds, each score is the sum of its evidence's weights, and topics are at most 4."""
    found = classify(" and ".join(title), " and ".join(abstract), VOCABULARY)
    assert 1 <= len(found) <= MOST_TOPICS
    for assignment in found:
        assert assignment.score == pytest.approx(sum(e.weight for e in assignment.evidence), abs=1e-5)


def test_a_paper_without_evidence_is_told() -> None:
    """Where no phrase is found the paper gets the fallback with a score of 0 and no evidence."""
    (only,) = classify("Untitled", "Nothing to see.", VOCABULARY)
    assert (only.topic, only.score, only.evidence) == (VOCABULARY.fallback, 0, ())


def test_a_title_weighs_more(tiny: Vocabulary) -> None:
    """The same phrase adds more in a title than in an abstract, by the vocabulary's factor."""
    (in_title,) = classify("Prompts", "", tiny)
    (in_abstract,) = classify("", "Prompts", tiny)
    assert in_title.score == tiny.scoring.title_factor * in_abstract.score
    assert [e.found_in for e in (*in_title.evidence, *in_abstract.evidence)] == [Field.TITLE, Field.ABSTRACT]


@pytest.mark.parametrize("phrase", PHRASES[::40])
def test_a_shipped_phrase_weighs_more_in_a_title(phrase: str) -> None:
    """So it is with the phrases of the shipped vocabulary that speak for a topic (every fortieth is tried)."""
    in_title = {a.topic: a.score for a in classify(phrase, "", VOCABULARY)}
    for topic, in_abstract in ((a.topic, a.score) for a in classify("", phrase, VOCABULARY) if a.evidence):
        assert in_title.get(topic, in_abstract + 1) > in_abstract


def test_repeating_adds_ever_less(tiny: Vocabulary) -> None:
    """Each further time adds two thirds of the time before, so that no number of times counts threefold."""
    once, twice, often = (classify("", "prompt, " * n, tiny)[0] for n in (1, 2, 50))
    assert (once.score, twice.score) == pytest.approx((4, 4 + 4 * 2 / 3), abs=1e-5)
    assert 11.9 < often.score <= 12
    assert often.evidence[0].times == 50


def test_the_longest_phrase_counts_alone(tiny: Vocabulary) -> None:
    """A longer phrase of a topic takes a shorter one's place, even where it counts for nothing itself."""
    assert slugs(classify("", "A prompt injection.", tiny)) == ["safety"]
    assert slugs(classify("", "A prompt, and a prompt injection.", tiny)) == ["prompts", "safety"]


def test_evidence_against(tiny: Vocabulary) -> None:
    """A phrase against a topic lowers its score and is told among the evidence."""
    (assignment,) = classify("", "prompts with cake", tiny)
    assert assignment.score == tiny.scoring.strong + tiny.scoring.against
    assert [(e.phrase, e.weight) for e in assignment.evidence] == [("prompt", 4), ("cake", -3)]
    assert slugs(classify("", "cake with cake", tiny)) == ["none-of-them"]


def test_title_phrases_count_in_titles_only(tiny: Vocabulary) -> None:
    """A phrase under `title` says nothing in an abstract."""
    assert slugs(classify("Guards", "", tiny)) == ["safety"]
    assert slugs(classify("", "Guards", tiny)) == ["none-of-them"]


def test_order_changes_nothing(tmp_path: Path) -> None:
    """The order of papers, of the file's topics and of their phrases changes no assignment."""
    content = yaml.load(SHIPPED.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  the safest there is
    content["topics"] = dict(reversed(content["topics"].items()))
    for topic in content["topics"].values():
        for phrases in topic["evidence"].values():
            phrases.reverse()
    path = tmp_path / "topics.yml"
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    turned = read_vocabulary(path)
    papers = [(title, abstract) for title, (abstract, _) in PAPERS.items()]
    expected = {title: classify(title, abstract, VOCABULARY) for title, abstract in papers}
    assert {title: classify(title, abstract, turned) for title, abstract in reversed(papers)} == expected


def test_agreement_with_readers() -> None:
    """On papers that two readers labelled the shipped vocabulary does well; the floors leave room for other wording."""
    file = SHARED / "topics" / "labelled.json"
    if not file.is_file():
        pytest.skip("the labelled papers are not here")
    labels = read_labels(file, VOCABULARY.topics)
    wanted = {label.title for label in labels}
    abstracts: dict[str, str] = {}
    for dump in sorted((SHARED / "dumps").glob("*.txt")):
        blocks = [block.strip() for block in re.split(r"\n\s*\n", dump.read_text(encoding="utf-8"))]
        abstracts |= {title: text for title, text in pairwise(blocks) if title in wanted}
    assert len(abstracts) == len(wanted) == len(json.loads(file.read_text(encoding="utf-8")))
    scores = score({t: slugs(classify(t, text, VOCABULARY)) for t, text in abstracts.items()}, labels)
    assert scores.micro_f1 >= 0.82
    assert scores.macro_f1 >= 0.77
    assert scores.best_right >= 0.94


def test_a_forbidden_topic_gives_way(tiny: Vocabulary) -> None:
    """A forbidden topic is not assigned; the next best stands in where nothing else had enough, else the fallback."""
    title, abstract = "Guard the prompt", "A prompt is safe. One more prompt is safe."
    assert slugs(classify(title, abstract, tiny)) == ["prompts", "safety"]
    assert slugs(classify(title, abstract, tiny, {"prompts"})) == ["safety"]
    weak = "A prompt, a prompt, a prompt is safe."
    assert slugs(classify("", weak, tiny)) == ["prompts"]
    assert slugs(classify("", weak, tiny, {"prompts"})) == ["safety"]
    assert slugs(classify("", weak, tiny, {"prompts", "safety"})) == ["none-of-them"]
    assert classify("", weak, tiny, set(tiny.topics)) == ()


@given(
    st.lists(st.sampled_from([*PAPERS, "prune", "speech", "robot"])), st.sets(st.sampled_from(list(VOCABULARY.topics)))
)
def test_forbidding_adds_no_topic_beside_those_found(words: list[str], forbidden: set[str]) -> None:
    """What is left of the topics found is what is assigned; only where nothing is left does another one stand in."""
    text = ". ".join(words)
    found = slugs(classify("", text, VOCABULARY))
    left = [topic for topic in found if topic not in forbidden]
    assigned = slugs(classify("", text, VOCABULARY, forbidden))
    assert not forbidden.intersection(assigned)
    assert assigned[: len(left)] == left
    assert len(assigned) == len(left) or len(found) == MOST_TOPICS or len(assigned) == 1
