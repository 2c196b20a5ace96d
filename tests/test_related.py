import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import workers
from generator.flow import Sources, collect
from generator.markup import Markup
from generator.memory import Memory
from generator.model import Library, Paper
from generator.related import Related, When, likeness, weights
from generator.related.neighbours import MOST_LISTINGS, MOST_RELATED
from generator.related.relating import relate
from generator.related.terms import TermReader, is_whole
from generator.related.weights import sample_size
from generator.topics.scores import Label, read_labels
from generator.topics.vocabulary import read_vocabulary
from tests.bench.corpus import open_press
from tests.libraries import make_library, make_paper
from tests.related_figures import related_figures

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

VOCABULARY = read_vocabulary()

CLUSTERS = {
    "continual-learning": {
        "rehearsal-keeps-old-classes": "Networks that meet classes one after another forget. A small rehearsal memory "
        "of old images keeps class-incremental learners from catastrophic forgetting.",
        "class-incremental-learners-without-memory": "Class-incremental learners usually need "
        "rehearsal. We distil old classes instead, and measure catastrophic forgetting over forty tasks.",
        "which-images-to-rehearse": "A rehearsal memory holds few images. Choosing those near the border of two "
        "classes lowers catastrophic forgetting most.",
    },
    "speech-and-audio": {
        "whispered-speech-recognition": "Whispered speech has no pitch, and speech recognition fails on it. We adapt "
        "an acoustic model with an hour of whispered recordings.",
        "an-acoustic-model-for-dialects": "Dialects differ in their vowels. One acoustic model for nine dialects "
        "halves the errors of speech recognition on recordings of the elderly.",
        "recordings-of-the-elderly": "Speech recognition is worst for the elderly. We collect recordings of four "
        "hundred speakers and adapt an acoustic model to slow speech.",
    },
    "graphs-and-structure": {
        "colouring-with-graph-networks": "Message passing on a graph finds colourings of maps. Graph neural networks "
        "need few rounds of message passing when the graph is planar.",
        "message-passing-in-few-rounds": "How many rounds of message passing does a planar graph need? Graph neural "
        "networks with few rounds see only near nodes.",
        "planar-graphs-and-their-nodes": "We embed planar graphs so that near nodes stay near, and compare this with "
        "the nodes' message passing in graph neural networks.",
    },
}


def cluster_library() -> Library:
    """Return three papers on each of three subjects."""
    return make_library(
        make_paper(slug, abstract=Markup(abstract), topics=(topic,))
        for topic, papers in CLUSTERS.items()
        for slug, abstract in papers.items()
    )


def slugs(related: tuple[Related, ...]) -> list[str]:
    """Return the papers listed, best first."""
    return [other.slug for other in related]


def test_clusters_are_found_and_can_be_walked() -> None:
    """A paper lists those on its own subject and no others, and they list it."""
    related = relate(cluster_library(), VOCABULARY)
    for papers in CLUSTERS.values():
        for slug in papers:
            assert set(slugs(related[slug])) == set(papers) - {slug}


def test_a_reason_names_topic_and_shared_terms() -> None:
    """The reason is the shared topic and what both texts speak of, as they write it, the same from both sides."""
    related = relate(cluster_library(), VOCABULARY)
    (to_others,) = (r for r in related["rehearsal-keeps-old-classes"] if r.slug == "which-images-to-rehearse")
    (back,) = (r for r in related["which-images-to-rehearse"] if r.slug == "rehearsal-keeps-old-classes")
    assert to_others.reason == back.reason
    topic, _, terms = to_others.reason.partition(": ")
    assert topic == "Both on continual learning"
    texts = [CLUSTERS["continual-learning"][r.slug].lower() for r in (to_others, back)]
    assert 1 <= len(terms.split(", ")) <= 3
    assert all(term.lower() in text for term in terms.split(", ") for text in texts)
    assert "catastrophic forgetting" in terms


def test_a_reason_without_a_topic_tells_terms() -> None:
    """Papers that share no topic are related by their texts alone, and the reason tells of these."""
    papers = [
        make_paper(
            f"whistled-vowels-{name}", abstract=Markup(f"In {name}, whistled vowels are clear."), topics=(topic,)
        )
        for name, topic in (("valleys", "reasoning"), ("water", "code"))
    ]
    for paper, other in ((0, 1), (1, 0)):
        (only,) = relate(make_library(papers), VOCABULARY)[papers[paper].slug]
        assert only.slug == papers[other].slug
        assert only.reason == "Both on whistled vowels"


def test_earlier_and_later_are_told_apart() -> None:
    """A related paper is earlier or later by the day published, else by the first digest that lists it."""
    library = cluster_library()
    day = date(2025, 3, 3)
    one, two, three = CLUSTERS["speech-and-audio"]
    dated = {
        one: replace(library.papers[one], published=day),
        two: replace(library.papers[two], published=day),
        three: replace(library.papers[three], published=day + timedelta(days=1)),
    }
    related = relate(replace(library, papers={**library.papers, **dated}), VOCABULARY)
    assert {r.slug: r.when for r in related[one]} == {two: When.SAME_DAY, three: When.LATER}
    assert {r.slug: r.when for r in related[three]} == {one: When.EARLIER, two: When.EARLIER}


def test_without_a_date_nothing_is_said_of_time() -> None:
    """Where no digest of a paper is dated, it is neither earlier nor later."""
    library = cluster_library()
    slug = "whispered-speech-recognition"
    undated = tuple(replace(seen, digest=None, year_basis=None) for seen in library.papers[slug].appearances)
    papers = {**library.papers, slug: replace(library.papers[slug], appearances=undated)}
    assert {r.when for r in relate(replace(library, papers=papers), VOCABULARY)[slug]} == {None}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"abstract": "Networks that meet classes one after another forget! A rehearsal memory of old images keeps "
         "class-incremental learners from catastrophic forgetting."},
        {"title": "Something else altogether"},
        {"title": "REHEARSAL KEEPS OLD CLASSES"},
    ],
    ids=["to the letter", "a word less", "another title", "in capitals"],
)  # fmt: skip
def test_copies_are_never_listed(change: dict[str, str]) -> None:
    """Copies of one work don't list each other, and no list holds two of them."""
    library = cluster_library()
    slug = "rehearsal-keeps-old-classes"
    original = library.papers[slug]
    copy = replace(
        original,
        slug="another-copy",
        title=Markup(change.get("title", original.title.source)),
        abstract=Markup(change.get("abstract", original.abstract.source)),
    )
    related = relate(replace(library, papers={**library.papers, copy.slug: copy}), VOCABULARY)
    assert set(slugs(related[slug])) == set(slugs(related[copy.slug])) == set(CLUSTERS["continual-learning"]) - {slug}
    for listed in map(slugs, related.values()):
        assert not {slug, copy.slug} <= set(listed)


def test_no_paper_is_listed_by_all() -> None:
    """A paper that is near to thirty others is listed by a few; the rest list others."""
    middle = make_paper("a-survey-of-all", abstract=Markup("Rehearsal " + " ".join(WORDS)), topics=("code",))
    around = [
        make_paper(
            f"rehearsal-for-{word}",
            abstract=Markup(f"Rehearsal with {word}, {WORDS[number - 1]} and {WORDS[number - 2]}."),
            topics=("code",),
        )
        for number, word in enumerate(WORDS)
    ]
    related = relate(make_library([middle, *around]), VOCABULARY)
    assert sum(middle.slug in slugs(listed) for listed in related.values()) <= MOST_LISTINGS
    assert all(related.values())


WORDS = (
    "abacus", "barley", "cedar", "dahlia", "easel", "fennel", "gravel", "hazel", "indigo", "jasmine", "kettle",
    "lichen", "marble", "nettle", "onyx", "pewter", "quartz", "raffia", "saddle", "tallow",
    "umbra", "velvet", "walnut", "xenon", "yarrow", "zither", "amber", "basalt", "copper", "damask",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
TOPICS = st.lists(st.sampled_from(("code", "agents", "theory")), max_size=2, unique=True).map(tuple)
PAPERS = st.lists(st.tuples(TEXTS, TEXTS, TOPICS), max_size=25)


def library_of(papers: list[tuple[str, str, tuple[str, ...]]]) -> Library:
    """Return the library of papers given by title, abstract and topics."""
    return make_library(
        make_paper(f"paper-{number:02}", title=Markup(title), abstract=Markup(abstract), topics=topics)
        for number, (title, abstract, topics) in enumerate(papers)
    )


@settings(max_examples=60)
@given(PAPERS)
def test_laws_of_lists(papers: list[tuple[str, str, tuple[str, ...]]]) -> None:
    """Every paper has a list of at most six other papers of the library, each once, none of the same text as it."""
    library = library_of(papers)
    related = relate(library, VOCABULARY)
    assert list(related) == list(library.papers)

    def text(slug: str) -> tuple[str, str]:
        return (library.papers[slug].title.source, library.papers[slug].abstract.source)

    for slug, listed in related.items():
        texts = [text(other) for other in slugs(listed)]
        assert len(listed) <= MOST_RELATED
        assert len(set(texts)) == len(texts)
        assert text(slug) not in texts
        assert all(other.reason.startswith("Both on ") for other in listed)
    texts_listing = {(text(slug), other) for slug, listed in related.items() for other in slugs(listed)}
    for slug in library.papers:
        assert sum(other == slug for _, other in texts_listing) <= MOST_LISTINGS


@settings(max_examples=40)
@given(PAPERS, st.randoms(use_true_random=False))
def test_order_makes_no_difference(papers: list[tuple[str, str, tuple[str, ...]]], random: Random) -> None:
    """The same papers in another order, related again, give the same lists."""
    library = library_of(papers)
    shuffled = list(library.papers.items())
    random.shuffle(shuffled)
    assert relate(replace(library, papers=dict(shuffled)), VOCABULARY) == relate(library, VOCABULARY)


PRESS = open_press()
MADE = [
    make_paper(
        f"made-{number:02}",
        # groups of a dozen share a question and a topic, as likeness wants it
        title=Markup(made.title),
        abstract=Markup(made.abstract),
        topics=("theory", "code", "reasoning")[number % 3 : number % 3 + 2],
        on=(date(2025, 1, 1 + number),),
    )
    for number, made in enumerate(map(PRESS.make, range(30)))
]
KEPT = 16
"""The oldest of them: as many tell how rare terms are while there are fewer than 23."""


@settings(max_examples=40)
@given(states=st.lists(st.sets(st.integers(KEPT, len(MADE) - 1), max_size=6), min_size=2, max_size=5))
def test_what_comes_and_goes_leaves_what_a_clean_run_finds(
    tmp_path_factory: pytest.TempPathFactory, states: list[set[int]]
) -> None:
    """Whatever papers were there before, lists and reasons are those that are found without any memory."""
    memory = Memory(folder=tmp_path_factory.mktemp("memory"))
    with pytest.MonkeyPatch.context() as patch:
        # so that few papers have what many have: rarities that stay, lists that are full, several blocks
        patch.setattr(weights, "_SMALL", 4)
        patch.setattr(likeness, "NEAREST", 3)
        patch.setattr(likeness, "_BLOCK", 7)
        for state in states:
            library = make_library([*MADE[:KEPT], *(MADE[number] for number in state)])
            assert relate(library, VOCABULARY, memory) == relate(library, VOCABULARY)


@given(papers=st.integers(0, 10**6))
def test_rarities_are_counted_among_most_papers_and_seldom_anew(papers: int) -> None:
    """Of few papers all count, of many seven in ten or more, and the same until there are four in ten more."""
    size = sample_size(papers)
    assert 0.7 * papers <= size <= papers
    assert sample_size(size) == size
    if papers >= 1024:
        assert len({sample_size(each) for each in range(size, int(1.4 * size), 97)}) == 1


def test_the_number_of_processors_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process finds what several find."""
    library = make_library(MADE)
    alone = relate(library, VOCABULARY)
    monkeypatch.setattr(workers, "FEWEST_ITEMS", 2)
    monkeypatch.setattr(likeness, "_BLOCK", 3)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    assert relate(library, VOCABULARY) == alone


NOTHING: dict[str, list[tuple[str, str]]] = {
    "no papers": [],
    "one paper": [("A paper", "About rehearsal memories.")],
    "no abstracts": [("Rehearsal memories", ""), ("Planar graphs", "")],
    "no words": [("1 + 1", "= 2"), ("***", "https://example.org/rehearsal"), ("", "")],
    "two of one text": [("A paper", "About rehearsal memories."), ("A paper", "About rehearsal memories.")],
    "what all papers say": [("A novel approach", "We propose it."), ("New methods", "They outperform previous work.")],
}


@pytest.mark.parametrize("case", NOTHING)
def test_nothing_is_related_to_nothing(case: str) -> None:
    """Where there is nothing to compare every list is empty."""
    library = library_of([(title, abstract, ("code",)) for title, abstract in NOTHING[case]])
    assert relate(library, VOCABULARY) == dict.fromkeys(library.papers, ())


def test_papers_without_abstracts_are_related_by_their_titles() -> None:
    """A title alone may be enough."""
    library = library_of(
        [(title, "", ("code",)) for title in ("Rehearsal memories", "Tiny rehearsal memories", "Kites")]
    )
    assert [slugs(listed) for listed in relate(library, VOCABULARY).values()] == [["paper-01"], ["paper-00"], []]


def test_ten_thousand_copies_are_one_work() -> None:
    """A library of one text alone has empty lists."""
    paper = cluster_library().papers["which-images-to-rehearse"]
    papers = {slug: replace(paper, slug=slug) for slug in (f"copy-{number:05}" for number in range(10_000))}
    related = relate(replace(make_library([]), papers=papers), VOCABULARY)
    assert len(related) == 10_000
    assert not any(related.values())


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("語音識別模型適應方言", "方言的語音識別需要錄音"), "平面圖著色問題"),
        (("Распознавание шёпота речи", "Распознавание шёпота в шуме"), "Раскраска плоских графов"),
        (("تعرف الكلام الهامس", "تعرف الكلام في الضوضاء"), "تلوين الرسوم المستوية"),
    ],
    ids=["Chinese", "Russian", "Arabic"],
)
def test_other_scripts(near: tuple[str, str], far: str) -> None:
    """Papers in other scripts are related by their words, and Chinese ones by their characters."""
    library = library_of([(title, "", ("code",)) for title in (*near, far)])
    assert [slugs(listed) for listed in relate(library, VOCABULARY).values()] == [["paper-01"], ["paper-00"], []]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Rehearsal memories", ["rehearsal", "memory", "rehearsal memory"]),
        ("class-incremental", ["class", "incremental", "class incremental"]),
        ("mixtures of experts", ["mixture", "expert", "mixture of expert"]),
        ("Chain-of-Thought", ["chain", "thought", "chain of thought"]),
        ("continually learning families", ["learning", "family", "learning family"]),
        ("weakly supervised", ["supervized", "weakly supervized"]),
        ("a few-shot learner", ["few shot", "learner", "shot learner"]),
        ("pruned, quantised", ["pruned", "quantized"]),
        ("pruned and quantised", ["pruned", "quantized"]),
        ("We propose a novel state-of-the-art method", []),
        ("7B, 10x, 2024 and x", []),
        ("in 3D", ["3d"]),
        ("see https://example.org/pruned and www.example.org.", []),
        ("The code is publicly available here.", []),
        ("code generation", ["code", "generation", "code generation"]),
    ],
)
def test_terms(text: str, keys: list[str]) -> None:
    """Words and pairs of words are folded; what tells no subject is left out, and no pair reaches across it."""
    assert TermReader().keys(text) == keys


def test_terms_as_written() -> None:
    """A term is quoted as the text most often has it, with three words where two pairs overlap."""
    text = "Visual question answering. Question-answering by RLHF; rlhf or RLHF."
    written = TermReader().written(text, {"visual question", "question answering", "rlhf", "absent"})
    assert written == {
        "visual question": "Visual question",
        "question answering": "Question-answering",
        "visual question answering": "Visual question answering",
        "rlhf": "RLHF",
    }


@given(st.text())
def test_any_text_has_terms(text: str) -> None:
    """Any text is read; every term of it can be quoted from it."""
    reader = TermReader()
    keys = set(reader.keys(text))
    written = reader.written(text, keys)
    assert keys <= set(written)
    assert all(form in text for form in written.values())


def test_torn_terms_are_told() -> None:
    """A pair that ends or starts in the middle of an expression is known for it."""
    assert is_whole("few shot")
    assert not is_whole("supervised fine")
    assert not is_whole("shot learner")


def listing(*others: str) -> tuple[Related, ...]:
    """Return a list of papers, best first."""
    return tuple(Related(slug=slug, reason="Both on kites", when=None) for slug in others)


def test_figures_count_pairs_of_labelled_papers() -> None:
    """A place is judged where both papers are labelled, and agrees where their readers agree on a topic."""
    papers: dict[str, Paper] = {name: make_paper(name) for name in ("one", "two", "three", "four")}
    labels = [
        Label(title="One", core=("code", "theory"), either=("code", "theory")),
        Label(title="TWO", core=("theory",), either=("theory",)),
        Label(title="Three", core=("agents",), either=("agents", "theory")),
    ]
    related = {
        "one": listing("two", "four", "three"),
        "two": listing("three"),
        "three": listing("four"),
        "four": listing("one"),
    }
    figures = related_figures(papers, MappingProxyType(related), labels)
    first, third, sixth = figures.places
    assert (first.listed, first.judged, first.agreeing, first.share) == (4, 2, 1, 0.5)
    assert (third.listed, third.judged, third.agreeing, third.share) == (1, 1, 0, 0.0)
    assert (sixth.listed, sixth.judged, sixth.share) == (0, 0, 0.0)
    assert (figures.papers, figures.most_listings) == (4, 2)
    assert figures.returned == pytest.approx(2 / 6)


def test_figures_of_nothing() -> None:
    """No papers and no labels are figures of 0."""
    figures = related_figures({}, {}, ())
    assert (figures.papers, figures.returned, figures.most_listings) == (0, 0.0, 0)


@pytest.mark.parametrize("only_labelled", [False, True], ids=["among all", "among the labelled"])
def test_agreement_with_readers(*, only_labelled: bool) -> None:
    """On real papers nine of ten listed first share a topic that two readers gave, also among the labelled alone."""
    file = SHARED / "topics" / "labelled.json"
    if not file.is_file():
        pytest.skip("the labelled papers are not here")
    labels = read_labels(file, VOCABULARY.topics)
    library = collect(Sources(dumps=(SHARED / "dumps",))).library
    if only_labelled:
        titles = {label.title for label in labels}
        papers = {slug: paper for slug, paper in library.papers.items() if paper.title.source in titles}
        library = replace(library, papers=papers)
    figures = related_figures(library.papers, relate(library, VOCABULARY), labels)
    assert all(place.share >= 0.87 for place in figures.places)
    assert figures.places[0].share >= 0.9
    assert figures.places[0].listed >= 0.85 * figures.papers
    assert figures.places[0].judged >= 40
    assert figures.most_listings <= MOST_LISTINGS
