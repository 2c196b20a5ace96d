from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.curation import CuratedLink, Curation, PaperCuration, apply, read_curation
from generator.curation.agreement import combine
from generator.curation.names import find, find_nearest, name_papers
from generator.curation.resolution import Resolution, resolve, resolve_dates
from generator.errors import CurationError
from generator.markup import LinkKind, Markup
from generator.model import Appearance, Entry, Paper, Place, YearBasis
from generator.yamlfile.mistakes import SHOWN, Origin


def entry(dump: str, line: int, title: str, arxiv_id: str | None = None) -> Entry:
    """Return an entry of which only its names matter."""
    return Entry(place=Place(dump=dump, line=line), position=1, title=title, abstract="Text.", arxiv_id=arxiv_id)


ENTRIES = {
    "walking-robots": [entry("a.txt", 3, "Walking Robots", "2506.08010"), entry("b.txt", 9, "Walking  robots")],
    "singing-robots": [entry("a.txt", 12, "Singing Robots: a Study", "2410.00001")],
    "surveys-0a1b": [entry("a.txt", 30, "Surveys")],
    "surveys-2c3d": [entry("b.txt", 3, "Surveys")],
    "met2net": [entry("b.txt", 20, "Met$^2$Net", "cs/0112017")],
}
NAMES = name_papers(ENTRIES)
DIGESTS = (date(2025, 11, 5), date(2025, 3, 20))
TOPICS = ("robotics", "vision", "language-models")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that does not exist yet."""
    return tmp_path / "curation.yml"


def resolve_text(file: Path, text: str) -> Resolution:
    """Return what the file with this text says of the library above."""
    file.write_text(text, encoding="utf-8")
    return resolve(read_curation(file), names=NAMES, dumps=["a.txt", "b.txt"], digests=DIGESTS, topics=TOPICS)


def complaints(file: Path, text: str) -> list[str]:
    """Return what the error says of the file with this text, without its path."""
    with pytest.raises(CurationError) as caught:
        resolve_text(file, text)
    return str(caught.value).replace(f"{file}:", "").splitlines()


def paper(slug: str, *aliases: str) -> Paper:
    """Return the paper with this slug, made of those with the others."""
    seen = Appearance(digest=DIGESTS[0], position=1, dump="a.txt", line=3, year_basis=YearBasis.STATED)
    return Paper(slug=slug, title=Markup("T"), abstract=Markup("A."), appearances=(seen,), aliases=aliases)


@pytest.mark.parametrize(
    "name",
    [
        *["walking-robots", "2506.08010", "arXiv:2506.08010v3", "https://arxiv.org/abs/2506.08010", "Walking Robots"],
        *["Walking  Robots", "Walking robots", "a.txt:3", "b.txt:9"],
    ],
)
def test_every_form_of_a_name(file: Path, name: str) -> None:
    """A paper may be named by slug, arXiv id, any captured title, and any place: all mean the same paper."""
    resolution = resolve_text(file, f"papers: {{'{name}': {{pin: true}}}}")
    assert resolution.papers == {"walking-robots": (PaperCuration(pin=True),)}


def test_title_with_tex() -> None:
    """A title may be written as it was captured, or as it reads."""
    assert find("Met$^2$Net", NAMES) == find(Markup("Met$^2$Net").plain(), NAMES) == {"met2net"}


def test_a_slug_is_stronger_than_a_title() -> None:
    """A name of two kinds means one paper: the one whose address it is."""
    names = name_papers({"maps": [entry("a.txt", 1, "Atlas")], "maps-2": [entry("a.txt", 5, "maps")]})
    assert find("maps", names) == {"maps"}


@given(
    st.dictionaries(
        st.text("abc-", min_size=1, max_size=5),
        st.lists(st.tuples(st.text("AB ", min_size=1), st.sampled_from([None, "2506.08010"])), min_size=1, max_size=3),
        max_size=5,
    )
)
def test_names_lead_back(papers: Mapping[str, list[tuple[str, str | None]]]) -> None:
    """A paper's slug and places name it alone; its titles and arXiv ids name it, be it with others."""
    entries: dict[str, list[Entry]] = {}
    line = 0
    for slug, records in papers.items():
        entries[slug] = [entry("a.txt", (line := line + 1), title, arxiv_id) for title, arxiv_id in records]
    names = name_papers(entries)
    for slug, named in entries.items():
        assert find(slug, names) == {slug}
        for record in named:
            assert find(str(record.place), names) == {slug}
            assert slug in find(record.title, names) or record.title in papers
            assert record.arxiv_id is None or slug in find(record.arxiv_id, names)


def test_nearest() -> None:
    """A wrong line has the nearest title of its dump for a hint, any other slip the most alike name or slug."""
    assert find_nearest("a.txt:11", NAMES) == "a.txt:12"
    assert find_nearest("a.txt:13", NAMES) == "a.txt:12"
    assert find_nearest("walkin-robots", NAMES) == "walking-robots"
    assert find_nearest("walking", NAMES) == "walking-robots"
    assert find_nearest("quite another thing", NAMES) in ENTRIES
    assert find_nearest("a", NAMES) in ENTRIES
    assert find_nearest("walking", {}) is None


def test_nothing_said(file: Path) -> None:
    """A curation that says nothing asks for nothing of any library, an empty one too."""
    nothing = Resolution(papers={}, merge=(), keep_apart=(), digests={})
    assert resolve_text(file, "") == nothing
    assert resolve(Curation(), names={}, dumps=(), digests=(), topics=()) == nothing
    assert nothing.of(paper("walking-robots")) == PaperCuration()


def test_names_that_match_nothing(file: Path) -> None:
    """Every name that nothing has is told at once, with the closest that something has."""
    text = """\
dumps: {c.txt: {date: 2025-01-01}}
papers:
  walkin-robots: {pin: true}
  2506.08011: {pin: true}
  a.txt:4: {pin: true}
  Surveys: {note: x}
  met2net:
    topics:
      - robotics
      - visoin
    forbid_topics: [zzz]
digests: {2025-11-04: {note: x}}
merge: [[met2net, met3net]]
keep_apart: [[met2net, Surveys]]
"""
    assert complaints(file, text) == [
        "1: dumps.c.txt: no dump `c.txt`; the closest is `a.txt`. Write its path below the dumps folder.",
        (
            "3: papers.walkin-robots: no paper `walkin-robots`; the closest is `walking-robots`. "
            "Write a paper's slug, arXiv id, title, or dump and line."
        ),
        (
            "4: papers.2506.08011: no paper `2506.08011`; the closest is `2506.08010`. "
            "Write a paper's slug, arXiv id, title, or dump and line."
        ),
        (
            "5: papers.a.txt:4: no paper `a.txt:4`; the closest is `a.txt:3`. "
            "Write a paper's slug, arXiv id, title, or dump and line."
        ),
        "6: papers.Surveys: `Surveys` names 2 papers: `surveys-0a1b`, `surveys-2c3d`. Write the slug of one.",
        (
            "10: papers.met2net.topics[1]: no topic `visoin`; the closest is `vision`. "
            "Write the slug of a topic in the vocabulary."
        ),
        (
            "11: papers.met2net.forbid_topics[0]: no topic `zzz`; the closest is `language-models`. "
            "Write the slug of a topic in the vocabulary."
        ),
        (
            "12: digests.2025-11-04: no digest of `2025-11-04`; the closest is `2025-11-05`. "
            "Write the date of a digest in the library."
        ),
        (
            "13: merge[0][1]: no paper `met3net`; the closest is `met2net`. "
            "Write a paper's slug, arXiv id, title, or dump and line."
        ),
        "14: keep_apart[0][1]: `Surveys` names 2 papers: `surveys-0a1b`, `surveys-2c3d`. Write the slug of one.",
    ]


def test_many_names_that_match_nothing(file: Path) -> None:
    """A file of another library altogether is told about in as many lines as a person reads."""
    said = complaints(file, "papers:\n" + "".join(f"  walking-robots-{n}: {{pin: true}}\n" for n in range(2_000)))
    assert len(said) == SHOWN + 1
    assert all("closest is `walking-robots`" in line for line in said[:SHOWN])


def test_dates_before_digests(file: Path) -> None:
    """The dumps' dates are there before digests are, and a key that is no dump is told of then."""
    file.write_text("dumps: {a.txt: {date: 2025-03-20}}")
    assert resolve_dates(read_curation(file), ["a.txt"]) == {"a.txt": date(2025, 3, 20)}
    with pytest.raises(CurationError, match=r"dumps\.a\.txt: no dump `a\.txt`; the closest is `aa\.txt`"):
        resolve_dates(read_curation(file), ["aa.txt"])


def test_merge_groups(file: Path) -> None:
    """Pairs that share a paper are one group, whatever their order and the names they use."""
    text = "merge: [[met2net, a.txt:3], [surveys-0a1b, surveys-2c3d], [singing-robots, 2506.08010]]"
    groups = (("met2net", "singing-robots", "walking-robots"), ("surveys-0a1b", "surveys-2c3d"))
    assert resolve_text(file, text).merge == groups


def test_merging_what_is_one(file: Path) -> None:
    """A pair that the identity rule has made one paper already is no mistake, and no group."""
    assert resolve_text(file, "merge: [[a.txt:3, b.txt:9]]").merge == ()


def test_keep_apart(file: Path) -> None:
    """Each two papers of a row are kept apart."""
    pairs = resolve_text(file, "keep_apart: [[met2net, a.txt:3, singing-robots]]").keep_apart
    assert pairs == (("met2net", "singing-robots"), ("met2net", "walking-robots"), ("singing-robots", "walking-robots"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "papers:\n  met2net: {title: One}\n  b.txt:20: {title: Two, pin: true}\n",
            "3: papers.b.txt:20.title: contradicts line 2, which is about the same paper. Keep one of the two.",
        ),
        (
            "papers:\n  met2net: {pin: true}\n  singing-robots: {pin: false}\nmerge: [[met2net, singing-robots]]\n",
            "3: papers.singing-robots.pin: contradicts line 2, which is about the same paper. Keep one of the two.",
        ),
        (
            "papers: {met2net: {pin: true, hide: true}}",
            "1: papers.met2net.pin: pins a paper that line 1 hides. Keep one of the two.",
        ),
        (
            "papers:\n  met2net: {pin: true}\n  b.txt:20: {hide: true}\n",
            "2: papers.met2net.pin: pins a paper that line 3 hides. Keep one of the two.",
        ),
        (
            "papers:\n  met2net:\n    topics: [robotics, vision]\n    forbid_topics: [vision]\n",
            "3: papers.met2net.topics[1]: sets `vision`, which line 4 forbids. Keep one of the two.",
        ),
        (
            "papers:\n  met2net: {topics: [vision]}\n  b.txt:20: {forbid_topics: [vision]}\n",
            "2: papers.met2net.topics[0]: sets `vision`, which line 3 forbids. Keep one of the two.",
        ),
        (
            "papers:\n  met2net: {arxiv: 2501.00001}\n  singing-robots: {arxiv: 2501.00001}\n",
            (
                "3: papers.singing-robots.arxiv: `2501.00001` is the arXiv id of `met2net` too. "
                "Correct one, or name both papers under `merge`."
            ),
        ),
        (
            "papers: {met2net: {arxiv: 2506.08010}}",
            (
                "1: papers.met2net.arxiv: `2506.08010` is the arXiv id of `walking-robots` too. "
                "Correct one, or name both papers under `merge`."
            ),
        ),
        (
            "merge:\n- [met2net, a.txt:3]\n- [a.txt:3, a.txt:12]\nkeep_apart:\n- [met2net, singing-robots]",
            (
                "5: keep_apart[0]: keeps `met2net` and `singing-robots` apart, which `merge` makes one. "
                "Keep one of the two."
            ),
        ),
        (
            "keep_apart: [[a.txt:3, b.txt:9]]",
            (
                "1: keep_apart[0]: names `walking-robots` twice: the papers share an arXiv id, or title and abstract. "
                "Mend the dump, or delete this."
            ),
        ),
    ],
)
def test_contradictions(file: Path, text: str, expected: str) -> None:
    """What cannot all be done is told with both of its lines."""
    assert complaints(file, text) == [expected]


def test_contradiction_under_an_unknown_name(file: Path) -> None:
    """A section whose name matches nothing is read to its end all the same."""
    said = complaints(file, "papers:\n  zzz: {topics: [vision], forbid_topics: [vision]}\n")
    assert [line.partition(": ")[2].partition(":")[0] for line in said] == ["papers.zzz", "papers.zzz.topics[0]"]


def test_a_merged_paper_may_have_one_arxiv_id(file: Path) -> None:
    """One arXiv id for two papers that the curator merges is no contradiction."""
    text = "papers: {met2net: {arxiv: 2506.08010}}\nmerge: [[met2net, walking-robots]]"
    assert resolve_text(file, text).papers["met2net"][0].arxiv == "2506.08010"


@pytest.mark.parametrize(
    "said",
    ["pin: false", "hide: true", "title: A", "abstract: A", "note: A", 'arxiv: "2506.08011"', "topics: [vision]"],
)
def test_what_either_key_says_is_said(file: Path, said: str) -> None:
    """What only one of a paper's keys says is said of it, whichever stands first in the file."""
    key = said.partition(":")[0]
    for first, second in ((said, "forbid_topics: [robotics]"), ("forbid_topics: [robotics]", said)):
        combined = resolve_text(file, f"papers:\n  met2net: {{{first}}}\n  b.txt:20: {{{second}}}\n").of(
            paper("met2net")
        )
        assert combined.says(key)
        assert combined.forbid_topics == ("robotics",)
        assert combined.origin.line(key) == (2 if first == said else 3)


def test_a_links_kind_is_not_lost(file: Path) -> None:
    """A link that two keys name has the kind that either tells."""
    text = "papers:\n  met2net: {links: [https://a.org]}\n  b.txt:20: {links: [{url: https://a.org, kind: data}]}\n"
    made = apply(resolve_text(file, text).of(paper("met2net")), paper("met2net"))
    assert [(each.url, each.kind) for each in made.links] == [("https://a.org", LinkKind.DATA)]


def test_several_keys_add_up(file: Path) -> None:
    """What several keys say of one paper, and of papers merged into it, holds together, each with its own line."""
    text = """\
papers:
  met2net:
    title: One
    links: [https://a.org]
  b.txt:20:
    title: One
    links: [https://a.org, https://b.org]
  surveys-0a1b:
    note: A note
    forbid_topics: [vision]
"""
    said = resolve_text(file, text).of(paper("met2net", "surveys-0a1b"))
    links = (CuratedLink(url="https://a.org"), CuratedLink(url="https://b.org"))
    assert said == PaperCuration(title="One", links=links, note="A note", forbid_topics=("vision",))
    assert [said.origin.line(key) for key in ("title", "links", "note")] == [3, 4, 9]


def test_contradiction_of_near_matches(file: Path) -> None:
    """Two papers that only a near match made one may still not be told to be different things."""
    resolution = resolve_text(file, "papers:\n  met2net: {note: x}\n  surveys-0a1b: {note: y}\n")
    assert resolution.of(paper("met2net")).note == "x"
    with pytest.raises(CurationError, match=r"surveys-0a1b\.note: contradicts line 2"):
        resolution.of(paper("surveys-0a1b", "met2net"))


@given(st.permutations(range(4)))
def test_combining_is_free_of_order(order: list[int]) -> None:
    """The order in which the keys of one paper are met changes nothing: the file's order counts."""
    said = [
        PaperCuration(
            note="x",
            links=(CuratedLink(url=f"https://{n}.org"),),
            forbid_topics=(f"topic-{n}",),
            origin=Origin(path=("papers", str(n)), lines={("papers", str(n)): n + 1}),
        )
        for n in range(4)
    ]
    assert combine(said[n] for n in order) == combine(said)
