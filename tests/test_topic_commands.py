"""What `broadsheet explain` and `broadsheet topics` tell a curator."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.commands.topics import predict
from generator.flow import Collection, Sources, collect
from generator.markup import Markup
from generator.model import Paper
from generator.topics.scores import Label
from tests.sites import ROOT

SLUG = "alignment-faking-in-large-language-models"
SET_BY_HAND = "value-of-the-teaching-career-and-factors-in-its-path-in-peru"


@pytest.fixture(scope="module")
def sample() -> Collection:
    """The sample digests, as the command reads them."""
    return collect(Sources(dumps=(ROOT / "dumps",), curation=ROOT / "curation.yml"))


def invoke(*arguments: str) -> Result:
    """Run the command on the sample digests."""
    return CliRunner().invoke(main, [*arguments[:1], "--config-file", str(ROOT / "mkdocs.yml"), *arguments[1:]])


def test_explain_tells_each_topic_its_phrases_and_their_weights() -> None:
    """The weights that are shown add up to the topic's score."""
    told = invoke("explain", SLUG)
    assert told.exit_code == 0
    title, _, *lines = told.output.splitlines()
    assert title == "Alignment faking in large language models"
    scores = [(float(line.rpartition(": ")[2]), n) for n, line in enumerate(lines) if line and not line.startswith(" ")]
    assert scores
    for number, at in scores:
        phrases = []
        for line in lines[at + 1 :]:
            if not line:
                break
            phrases.append(float(line.split()[0]))
        assert sum(phrases) == pytest.approx(number, abs=0.1 * len(phrases))


def test_explain_says_where_the_curator_has_set_the_topics() -> None:
    """No phrase is shown for what was set by hand."""
    told = invoke("explain", SET_BY_HAND).output
    assert "set in curation.yml" in told
    assert "+" not in told


def test_explain_knows_no_such_paper_but_a_close_one() -> None:
    """A slip in the slug is one clear error."""
    told = invoke("explain", SLUG.replace("alignment", "aligment"))
    assert told.exit_code == 1
    assert f"The closest is `{SLUG}`" in told.stderr


def test_topics_reports_every_topic_and_what_has_no_evidence(sample: Collection) -> None:
    """Papers per topic, papers without evidence, phrases that no topic claims."""
    told = invoke("topics").output
    assert [line.split()[0] for line in told.split("\n\n")[0].splitlines()] == list(sample.vocabulary.topics)
    assert f"of {len(sample.library.papers)} without evidence" in told
    assert SET_BY_HAND not in told
    assert "Frequent phrases that no topic claims" in told


def test_topics_scores_by_labels(sample: Collection, tmp_path: Path) -> None:
    """A labelled file of what the site says itself is agreed with wholly; a broken one is one clear error."""
    labels = tmp_path / "labels.json"
    paper = sample.library.papers[SLUG]
    labels.write_text(json.dumps([{"title": paper.title.plain(), "core": paper.topics, "either": paper.topics}]))
    assert invoke("topics", "--labelled", str(labels)).output.startswith("micro-F1 1.000, macro-F1 1.000")
    labels.write_text('[{"title": "x", "core": ["no-such-topic"], "either": []}]')
    told = invoke("topics", "--labelled", str(labels))
    assert told.exit_code == 1
    assert "no-such-topic" in told.stderr


def test_labels_meet_papers_by_folded_titles() -> None:
    """A label's title may be written otherwise than the capture's."""
    paper = Paper(slug="a", title=Markup('T\\"ULU 3'), abstract=Markup(""), appearances=(), topics=("alignment",))
    label = Label(title="TÜLU 3", core=("alignment",), either=("alignment",))
    other = Label(title="Another", core=(), either=())
    assert predict([paper], [label, other]) == {"TÜLU 3": ("alignment",)}
