import json
from pathlib import Path

import pytest

from generator.errors import CurationError
from generator.topics.scores import Label, read_labels, score

LABELS = (
    Label(title="One", core=("code",), either=("code", "agents")),
    Label(title="Two", core=("theory", "code"), either=("theory", "code")),
)


def test_full_agreement_scores_one() -> None:
    """Predicting what all readers gave scores 1 throughout."""
    scores = score({"One": ["code"], "Two": ["theory", "code"]}, LABELS)
    assert (scores.micro_f1, scores.macro_f1, scores.best_right, scores.papers) == (1, 1, 1, 2)


def test_what_one_reader_gave_is_right_but_not_missed() -> None:
    """A topic that only some readers gave raises the score where predicted and does not lower it where not."""
    assert score({"One": ["agents", "code"], "Two": ["theory", "code"]}, LABELS).micro_f1 == 1
    counts = score({"One": ["code"], "Two": ["theory", "code"]}, LABELS).topics
    assert "agents" not in counts


def test_counts_and_rates() -> None:
    """Right, wrong and missed are counted by topic; micro is of their sums, macro the mean over topics."""
    scores = score({"One": ["graphs", "code"], "Two": ["theory"]}, LABELS)
    code, graphs, theory = (scores.topics[slug] for slug in ("code", "graphs", "theory"))
    assert (code.right, code.wrong, code.missed) == (1, 0, 1)
    assert (graphs.right, graphs.wrong, graphs.missed) == (0, 1, 0)
    assert (theory.right, theory.wrong, theory.missed) == (1, 0, 0)
    assert scores.micro_f1 == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert scores.macro_f1 == pytest.approx((2 / 3 + 0 + 1) / 3)
    assert scores.best_right == 1 / 2


def test_a_paper_without_prediction_misses_its_topics() -> None:
    """A labelled paper that nothing was predicted for counts as missed and its best guess as not right."""
    scores = score({}, LABELS)
    assert (scores.micro_f1, scores.best_right) == (0, 0)
    assert scores.topics["code"].missed == 2


def test_no_labels_score_nothing() -> None:
    """Without labels every rate is 0."""
    scores = score({"One": ["code"]}, ())
    assert (scores.micro_f1, scores.macro_f1, scores.best_right, scores.papers) == (0, 0, 0, 0)


def test_labels_are_read(tmp_path: Path) -> None:
    """A labelled file is a JSON list of title, core and either."""
    file = tmp_path / "labelled.json"
    file.write_text(json.dumps([{"title": "One", "core": ["code"], "either": ["code", "agents"]}]), encoding="utf-8")
    assert read_labels(file, ("agents", "code")) == LABELS[:1]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("no JSON", "the file"),
        ("{}", "the file"),
        ('[{"title": "One", "core": "code", "either": []}]', "[0].core"),
        ('[{"title": "One", "core": []}]', "[0].either"),
        ('[{"title": "One", "core": [], "either": ["code", "cod"]}]', "[0].either"),
    ],
)
def test_bad_labels_are_named(tmp_path: Path, text: str, place: str) -> None:
    """What is wrong with a labelled file is told by file and place: bad JSON, wrong types, unknown topics."""
    file = tmp_path / "labelled.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CurationError) as caught:
        read_labels(file, ("code",))
    assert caught.value.where == f"{file}: {place}"


def test_a_missing_file_of_labels_is_named(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is one clear error."""
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(CurationError, match="cannot be read"):
            read_labels(path, ())
