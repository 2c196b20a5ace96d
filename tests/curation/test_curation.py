from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.curation import (
    MAX_TOPICS,
    CuratedLink,
    Curation,
    DigestCuration,
    DumpCuration,
    PaperCuration,
    apply,
    apply_topics,
    read_curation,
)
from generator.errors import CurationError
from generator.markup import LinkKind, Markup, link
from generator.model import Appearance, Paper, Place, YearBasis
from generator.yamlfile.mistakes import Origin

PAPER = Paper(
    slug="walking-robots",
    title=Markup("Waking Robots"),
    abstract=Markup("They walk. See https://example.org/robots for more."),
    appearances=(Appearance(digest=date(2025, 3, 4), position=1, dump="a.txt", line=3, year_basis=YearBasis.STATED),),
    links=(link("https://example.org/robots"),),
    topics=("robots", "vision"),
    provenance={"title": Place(dump="a.txt", line=3), "abstract": Place(dump="a.txt", line=4)},
)

FULL = """\
dumps:
  listing.txt: {date: 2025-03-20}
papers:
  walking-robots:
    pin: true
    hide: false
    title: "Walking
      Robots"
    abstract: |
      First line,
      second line.

      A second paragraph.
    links: [https://example.org/a, {url: https://example.org/b, kind: code}]
    arxiv: 2506.08010
    topics: robots
    forbid_topics: [vision]
    note: "A *note*"
digests:
  2025-11-05: {note: "<b>Late</b>"}
merge: [[a, b], [c, d, e]]
keep_apart:
  - [listing.txt:12, 2506.08010]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that does not exist yet."""
    return tmp_path / "curation.yml"


def read(file: Path, text: str) -> Curation:
    """Return what the file says with this text in it."""
    file.write_text(text, encoding="utf-8")
    return read_curation(file)


def test_everything_that_may_be_said(file: Path) -> None:
    """Each key of the file is read as its value, texts folded as in dumps."""
    assert read(file, FULL) == Curation(
        dumps={"listing.txt": DumpCuration(date=date(2025, 3, 20))},
        papers={
            "walking-robots": PaperCuration(
                pin=True,
                hide=False,
                title="Walking Robots",
                abstract="First line, second line.\n\nA second paragraph.",
                links=(
                    CuratedLink(url="https://example.org/a"),
                    CuratedLink(url="https://example.org/b", kind=LinkKind.CODE),
                ),
                arxiv="2506.08010",
                topics=("robots",),
                forbid_topics=("vision",),
                note="A *note*",
            )
        },
        digests={date(2025, 11, 5): DigestCuration(note="<b>Late</b>")},
        merge=(("a", "b"), ("c", "d", "e")),
        keep_apart=(("listing.txt:12", "2506.08010"),),
    )


def test_nothing_said(file: Path) -> None:
    """A missing file and an empty one say nothing."""
    assert read_curation(file) == read(file, "") == Curation()


def test_link_to_nowhere(file: Path) -> None:
    """A link whose file is gone is told of: what the curator said would be lost in silence."""
    file.symlink_to(file.with_name("gone.yml"))
    with pytest.raises(CurationError, match="does not exist"):
        read_curation(file)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("title: ' '", "title: is empty. Write the text, or delete the key."),
        ("abstract: ''", "abstract: is empty. "),
        ("note: ''", "note: is empty. "),
        ("arxiv: 2506.0801", "arxiv: `2506.0801` is no arXiv id. Write it as 2506.08010 (five digits "),
        ("links: [https://x.org, ftp://x.org]", "links[1]: `ftp://x.org` is no http or https address. "),
        ("links: ['javascript:alert(1)']", "links[0]: `javascript:alert(1)` is no http or https address. "),
        ("links: [{url: 'data:x'}]", "links[0].url: `data:x` is no http or https address. "),
        ("links: [{url: https://x.org, kind: kode}]", "links[0].kind: expected 'code', 'project', "),
        ("links: [{kind: code}]", "links[0]: `url` is missing. "),
        ("topics: [a, b, c, d, e]", "topics: sets 5 topics. Keep the best 4."),
        ("topics: [a, b, a]", "topics: names `a` twice. Keep one of the two."),
        ("forbid_topics: [a, a]", "forbid_topics: names `a` twice. "),
        ("pin: perhaps", "pin: expected true or false, found `perhaps`. "),
        ("nots: x", "nots: unknown key. Did you mean `note`? "),
    ],
)
def test_mistakes_of_a_paper(file: Path, said: str, expected: str) -> None:
    """What cannot be done is refused where it stands."""
    with pytest.raises(CurationError) as caught:
        read(file, f"papers:\n  some-slug:\n    {said}\n")
    assert str(caught.value).startswith(f"{file}:3: papers.some-slug.{expected}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("papers: {some-slug: }", "1: papers.some-slug: says nothing. Write what is to be said of the paper, "),
        ("papers:\n  a: {pin: true}\n  some-slug: {note: }", "3: papers.some-slug: says nothing. "),
        ("merge: [a, b]", "1: merge[0]: names no two papers. Write the list as [[paper, paper]]."),
        ("keep_apart:\n- [a, a]", "2: keep_apart[0]: names `a` twice. "),
        ("digests: {2025-02-29: {note: x}}", "1: digests.2025-02-29: expected a date, "),
        ("dumps: {a.txt: {}}", "1: dumps.a.txt: `date` is missing. "),
        ("dumps: {a.txt: {date: March}}", "1: dumps.a.txt.date: expected a date, found `March`. "),
    ],
)
def test_mistakes_elsewhere(file: Path, text: str, expected: str) -> None:
    """A pair that is none, a date that is none and an entry without a word are refused where they stand."""
    with pytest.raises(CurationError) as caught:
        read(file, text)
    assert str(caught.value).startswith(f"{file}:{expected}")


YAML_PIECES = st.sampled_from(
    [
        *["dumps:", "papers:", "digests:", "merge:", "keep_apart:", "pin:", "title:", "links:", "topics:", "date:"],
        *["a: ", "2025-11-05", "2506.08010", "true", "~", "- ", "? ", "[", "]", "{", "}", ", ", ": ", "\n", "\n  "],
        *["\n    ", "&a ", "*a", "!!str ", "!", "|", ">-", "'", '"', "\\", "#", "%YAML 1.2", "---", "...", "\t", "\r"],
        *["\0", "\ufeff", "\x85", "\u2028", "<<: ", "=", "@", "`", "https://x.org", '"\\ud800"', '"\\UFFFFFFFF"'],
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.dates(), inner, max_size=4),
)
KEYS = ["pin", "hide", "title", "abstract", "links", "arxiv", "topics", "forbid_topics", "note", "date", "url", "kind"]
SECTIONS = st.dictionaries(st.sampled_from(KEYS), VALUES | st.lists(st.text()), max_size=5)
FILES = st.dictionaries(
    st.sampled_from(["dumps", "papers", "digests", "merge", "keep_apart"]),
    VALUES | st.dictionaries(st.text() | st.dates(), SECTIONS, max_size=3),
)


@given(
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(YAML_PIECES).map(lambda pieces: "".join(pieces).encode())
    | FILES.map(
        lambda content: yaml.dump(content, Dumper=yaml.SafeDumper, allow_unicode=True).encode("utf-8", "replace")
    )
)
@example(b'papers: {a: {title: "\\UFFFFFFFF"}}')
@example(b"%YAML 99999999999999999999.1\n---\n")
def test_any_file(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever a file holds, it is a curation or a clear error of at least one line with a place, never a crash."""
    file = tmp_path_factory.getbasetemp() / "any.yml"
    file.write_bytes(content)
    try:
        said: Curation | CurationError = read_curation(file)
    except CurationError as error:
        said = error
    assert isinstance(said, Curation) or all(line.startswith(str(file)) for line in str(said).split("\n"))


def test_apply(file: Path) -> None:
    """What is said replaces what was captured, links add up, and provenance leads to the line of the correction."""
    said = read(file, FULL).papers["walking-robots"]
    paper = apply(said, PAPER)
    assert paper == replace(
        PAPER,
        title=Markup("Walking Robots"),
        abstract=Markup("First line, second line.\n\nA second paragraph."),
        links=(link("https://example.org/a"), link("https://example.org/b", LinkKind.CODE)),
        arxiv_id="2506.08010",
        note="A *note*",
        pinned=True,
        provenance={
            "title": Place(dump="curation.yml", line=7),
            "abstract": Place(dump="curation.yml", line=9),
            "links": Place(dump="curation.yml", line=14),
            "arxiv_id": Place(dump="curation.yml", line=15),
            "topics": Place(dump="curation.yml", line=16),
            "note": Place(dump="curation.yml", line=18),
            "pinned": Place(dump="curation.yml", line=5),
        },
    )


def test_links_of_a_corrected_abstract() -> None:
    """A corrected abstract brings its own links, and the curator's come after them."""
    said = PaperCuration(abstract="Now at https://example.org/new today.", links=(CuratedLink(url="https://a.org/x"),))
    assert [each.url for each in apply(said, PAPER).links] == ["https://example.org/new", "https://a.org/x"]


def test_kind_of_a_known_link() -> None:
    """A kind given to a link that the abstract has settles what that link is, in its place."""
    said = PaperCuration(links=(CuratedLink(url="https://example.org/robots", kind=LinkKind.DATA),))
    assert apply(said, PAPER).links == (link("https://example.org/robots", LinkKind.DATA),)


def test_another_spelling_of_a_known_link() -> None:
    """An address that the abstract has in another spelling is not listed twice."""
    said = PaperCuration(links=(CuratedLink(url="https://www.example.org/robots/"),))
    assert apply(said, PAPER).links == PAPER.links


def test_unpin() -> None:
    """`pin: false` takes a pin away; no word about it leaves it."""
    pinned = replace(PAPER, pinned=True)
    assert not apply(PaperCuration(pin=False), pinned).pinned
    assert apply(PaperCuration(), pinned).pinned


def test_topics() -> None:
    """Topics that are set win; else the forbidden ones are taken out and the order stays."""
    found = ("robots", "vision", "language")
    assert apply_topics(PaperCuration(), found) == found
    assert apply_topics(PaperCuration(forbid_topics=("vision",)), found) == ("robots", "language")
    assert apply_topics(PaperCuration(topics=("music",), forbid_topics=("vision",)), found) == ("music",)
    assert apply_topics(PaperCuration(forbid_topics=found), found) == ()


WORDS = st.text("ab \n$<", min_size=1).filter(str.strip)
URLS = st.sampled_from(["https://example.org/robots", "https://example.org/a", "http://github.com/a/b"])
SLUGS = st.lists(st.sampled_from(["robots", "vision", "music", "maps", "law"]), unique=True, max_size=MAX_TOPICS)
CURATIONS = st.builds(
    PaperCuration,
    pin=st.none() | st.booleans(),
    title=st.none() | WORDS,
    abstract=st.none() | WORDS | URLS.map("See {}.".format),
    links=st.lists(st.builds(CuratedLink, url=URLS, kind=st.none() | st.sampled_from(LinkKind))).map(tuple),
    arxiv=st.none() | st.just("2506.08010"),
    topics=SLUGS.map(tuple),
    forbid_topics=SLUGS.map(tuple),
    note=st.none() | WORDS,
    origin=st.just(Origin(lines={("title",): 7})),
)


def write(said: PaperCuration, *, flow: bool) -> str:
    """Return a curation file that says this of one paper."""
    texts = {key: getattr(said, key) for key in ("pin", "title", "abstract", "arxiv", "note")}
    links = [{"url": each.url} | ({"kind": str(each.kind)} if each.kind else {}) for each in said.links]
    lists = {"links": links, "topics": list(said.topics), "forbid_topics": list(said.forbid_topics)}
    return yaml.safe_dump({"papers": {"some-slug": texts | lists}}, default_flow_style=flow)


@given(CURATIONS.filter(lambda said: said != PaperCuration()), st.booleans())
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, said: PaperCuration, flow: bool) -> None:
    """Whatever a curator may say is read as it was meant, in either style of YAML; only white space is folded."""
    file = tmp_path_factory.getbasetemp() / "curation.yml"
    (paper,) = read(file, write(said, flow=flow)).papers.values()
    assert (paper.pin, paper.links, paper.arxiv) == (said.pin, said.links, said.arxiv)
    assert (paper.topics, paper.forbid_topics) == (said.topics, said.forbid_topics)
    for key in ("title", "abstract", "note"):
        assert (getattr(paper, key) or "").split() == (getattr(said, key) or "").split()
    assert read(file, write(paper, flow=flow)).papers["some-slug"] == paper


@given(CURATIONS)
def test_applying_is_idempotent(said: PaperCuration) -> None:
    """Applying twice is applying once, for the paper and for its topics."""
    once = apply(said, PAPER)
    assert apply(said, once) == once
    topics = apply_topics(said, PAPER.topics)
    assert apply_topics(said, topics) == topics


@given(CURATIONS)
def test_what_is_not_said_stays(said: PaperCuration) -> None:
    """A field that nothing is said of keeps its value and its provenance."""
    paper = apply(said, PAPER)
    fields = {"title": "title", "abstract": "abstract", "arxiv": "arxiv_id", "note": "note", "pin": "pinned"}
    for key, name in fields.items():
        if not said.says(key):
            assert getattr(paper, name) == getattr(PAPER, name)
            assert paper.provenance.get(name) == PAPER.provenance.get(name)
    assert apply(PaperCuration(), PAPER) == PAPER
    assert len({each.url for each in paper.links}) == len(paper.links)


def test_the_sample_is_read() -> None:
    """The curation file that comes with the project is one."""
    assert read_curation(Path(__file__).resolve().parents[2] / "curation.yml").papers
