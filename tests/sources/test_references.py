"""Atom, BibTeX and CSL JSON: what tells of papers without being a day's list."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.errors import DumpError
from generator.model import Dump, Severity, ShownDate
from generator.sources import FORMATS, read
from generator.sources.csl import read_csl
from generator.sources.formats import Format
from generator.sources.raw import Raw
from tests.sites import SHARED
from tests.sources.rows import numbered, told

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query</title>
  <entry>
    <id>http://arxiv.org/abs/2511.99001v2</id>
    <title>Owls &amp; Their
  Crossroads</title>
    <summary>  Owls turn their heads.
  It costs <b>a</b> third.</summary>
    <published>2025-11-03T18:59:59Z</published>
    <arxiv:doi>10.1234/owls</arxiv:doi>
    <author><name>Ada Quill</name></author><author><name>Bo Marsh</name></author>
  </entry>
  <entry><id>urn:herons</id><title>Herons</title><summary>They wait.</summary></entry>
</feed>
"""
BIB = r"""@string{reed = "Reed"}
@proceedings{all, title = {Proceedings of the Pond}}
@inproceedings{owls,
  title = {{{B}ayesian Owls \& {\"O}ther Birds of $\alpha$}},
  author = "Quill, Ada and de la Marsh, Bo and {The Owl Team} and others",
  year = 2025, month = nov # "~3", keywords = {owls; head turning},
  abstract = {Owls turn their heads.

    It costs a third.},
  doi = {10.1234/owls}, url = {https://example.org/a\_b}, eprint = {2511.99001v1}, archivePrefix = {arXiv}
}
free text, which is a comment
@article{owls, title = "Herons by " # reed, title = {Twice}, author = {Vuli{\'c}, Ivan},
  journal = {arXiv preprint arXiv:2511.99002}}
@misc{none, year = 2024}
@article{cut, title = {Ponds}, abstract = {Ponds are
"""
ITEMS = [
    {
        "type": "article-journal",
        "title": "Growing <i>E. coli</i> &amp; Owls",
        "abstract": "<jats:p>Owls turn.</jats:p><jats:p>It costs p < 0.05 thirds.</jats:p>",
        "author": [
            {"given": "Ada", "family": "Quill"},
            {"literal": "The Owl Team"},
            {"given": "Bo", "family": "Marsh"},
        ],
        "issued": {"date-parts": [["2025", 11, 3]]},
        "DOI": "10.1234/owls",
        "URL": "https://arxiv.org/abs/2511.99001",
        "keyword": "owls, heads",
    },
    {"type": "book", "title": "Herons", "issued": {"date-parts": [[2024]]}, "author": [{}]},
    {"type": "webpage"},
    "text",
]


def write(folder: Path, name: str, content: object) -> Dump:
    """Write a dump and read it."""
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read(path)


def test_a_feed_is_read(tmp_path: Path) -> None:
    """Texts are folded, the id has no version, the DOI is a link."""
    dump = write(tmp_path, "2025-11-05.xml", FEED)
    owls, herons = dump.entries
    assert (owls.title, owls.abstract) == ("Owls & Their Crossroads", "Owls turn their heads.\n\nIt costs a third.")
    assert (owls.authors, owls.arxiv_id) == (("Ada Quill", "Bo Marsh"), "2511.99001")
    assert owls.published == ShownDate(month=11, day=3, year=2025)
    assert [link.url for link in owls.links] == ["https://doi.org/10.1234/owls"]
    assert (herons.title, herons.links, str(herons.place)) == ("Herons", (), "2025-11-05.xml:14 (row 2)")
    assert dump.findings == ()


def test_a_feed_that_breaks_off_keeps_its_whole_entries(tmp_path: Path) -> None:
    """What is lost is told."""
    dump = write(tmp_path, "2025-11-05.atom", FEED[: FEED.index("They wait")])
    assert [entry.title for entry in dump.entries] == ["Owls & Their Crossroads"]
    assert told(dump) == ["broken-xml"]


BOMB = '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
NAMESPACE = 'xmlns="http://www.w3.org/2005/Atom"'


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (f"{BOMB}<feed {NAMESPACE}>&b;</feed>", "declares a document type"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "declares a document type"),
        ("<html></html>", "is no Atom feed"),
        ("owls", "is no XML"),
        (f"<feed {NAMESPACE}>" + "<a>" * 100_000, "is no XML"),
        (
            f"<feed {NAMESPACE}><entry><id>https://arxiv.org/api/errors#b</id><summary>bad id</summary></entry></feed>",
            "is an error that arXiv answered (bad id)",
        ),
    ],
    ids=["bomb", "file", "other", "text", "deep", "error"],
)
def test_what_is_no_feed_is_one_clear_error(tmp_path: Path, content: str, what: str) -> None:
    """Entities are never looked up, and an error of arXiv's is told as what it is."""
    with pytest.raises(DumpError) as caught:
        write(tmp_path, "a.xml", content)
    assert caught.value.what.startswith(what)


def test_bibtex_is_read(tmp_path: Path) -> None:
    """TeX stays in texts and is read in names; abbreviations, ids and links are found; nothing is lost unsaid."""
    dump = write(tmp_path, "2025-11-05.bib", BIB)
    owls, herons, ponds = dump.entries
    assert owls.title == r"{B}ayesian Owls \& {\"O}ther Birds of $\alpha$"
    assert owls.abstract == "Owls turn their heads.\n\nIt costs a third."
    assert owls.authors == ("Ada Quill", "Bo de la Marsh", "The Owl Team")
    assert (owls.published, owls.arxiv_id) == (ShownDate(month=11, day=3, year=2025), "2511.99001")
    assert owls.keywords == ("owls", "head turning")
    assert [link.url for link in owls.links] == ["https://example.org/a_b", "https://doi.org/10.1234/owls"]
    assert (herons.title, herons.authors, herons.arxiv_id) == ("Herons by Reed", ("Ivan Vulić",), "2511.99002")
    assert (ponds.title, ponds.abstract) == ("Ponds", "Ponds are")
    assert [(each.place.row, each.rule, each.severity) for each in dump.findings] == [
        (1, "broken-record", Severity.WARNING),
        (3, "no-abstract", Severity.NOTE),
        (4, "broken-record", Severity.WARNING),
        (5, "cut-off-record", Severity.WARNING),
    ]


def test_csl_is_read(tmp_path: Path) -> None:
    """Tags are taken out of texts, paragraphs kept; a date that lacks its day is left open."""
    dump = write(tmp_path, "2025-11-05.json", ITEMS)
    owls, herons = dump.entries
    assert (owls.title, owls.abstract) == ("Growing E. coli & Owls", "Owls turn.\n\nIt costs p < 0.05 thirds.")
    assert owls.authors == ("Ada Quill", "The Owl Team", "Bo Marsh")
    assert (owls.arxiv_id, owls.keywords) == ("2511.99001", ("owls", "heads"))
    assert owls.published == ShownDate(month=11, day=3, year=2025)
    assert [link.url for link in owls.links] == ["https://doi.org/10.1234/owls"]
    assert (herons.published, herons.authors) == (None, ())
    assert [(each.place.row, each.rule) for each in dump.findings] == [
        (2, "broken-field"),
        (2, "no-abstract"),
        (3, "broken-record"),
        (4, "broken-record"),
    ]


def test_missing_abstracts_are_told_once(tmp_path: Path) -> None:
    """One finding names the first paper that has none and counts the others."""
    for number, found, done in (
        (1, "“Herons 0”: there is no abstract.", "The paper was kept without."),
        (4, "“Herons 0” and 3 more of 4: there is no abstract.", "The papers were kept without."),
    ):
        dump = write(tmp_path, "2025-11-05.json", [{"title": f"Herons {at}"} for at in range(number)])
        assert [(each.found, each.done) for each in dump.findings] == [(found, done)]


def test_one_ending_may_be_of_two_formats(tmp_path: Path) -> None:
    """The content tells the API's JSON from that of reference managers."""
    assert write(tmp_path, "a.json", [numbered(1)]).entries[0].title == "The Number 1"
    assert write(tmp_path, "b.json", {"items": ITEMS[:1]}).entries[0].keywords == ("owls", "heads")


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.bib", "@a{" * 20_000, "holds more than 10,000 records"),
        ("a.xml", f"<feed {NAMESPACE}>" + "<entry/>" * 10_001 + "</feed>", "holds more than 10,000 entries"),
    ],
    ids=["bib", "xml"],
)
def test_a_list_longer_than_any_is_refused(tmp_path: Path, name: str, content: str, what: str) -> None:
    """It would be a bomb, or at least no digest."""
    with pytest.raises(DumpError, match=what):
        write(tmp_path, name, content)


@pytest.mark.parametrize(
    "record",
    ["title = " + "{" * 9000 + "Owls" + "}" * 9000, "title = {Owls}, author = {" + "a and " * 90_000 + "b}"],
    ids=["braces", "authors"],
)
def test_a_record_that_goes_on_and_on_is_read_at_once(tmp_path: Path, record: str) -> None:
    """No field takes longer than its length."""
    (entry,) = write(tmp_path, "a.bib", f"@a{{b, {record}}}").entries
    assert "Owls" in entry.title
    assert entry.authors == ()


def test_an_empty_file_of_references_is_one_clear_error(tmp_path: Path) -> None:
    """A text without a record is no BibTeX."""
    with pytest.raises(DumpError, match="holds no BibTeX record"):
        write(tmp_path, "a.bib", "Dear all, see attached.")


PIECES = st.lists(
    st.sampled_from(
        [*"@{}\",=#\\<>&;/[]:' \n", "@a{b, title = {", "and", "<entry>", '"title"', "{}", "<![CDATA[", "others"]
    )
    | st.text(max_size=4),
    max_size=25,
).map("".join)


@given(st.sampled_from(FORMATS), PIECES)
@example(FORMATS[0], "\x00")
def test_no_text_raises_anything_but_a_dump_error(form: Format, text: str) -> None:
    """Whatever the reader that gets it."""
    whole = {
        ".bib": f"@a{{b, title = {{A}}, author = {{{text}}}, month = {text}}}",
        ".xml": FEED.replace("Herons", text),
    }
    for each in (text, whole.get(form.endings[0], text)):
        raw = Raw(name="a", content=each.encode(errors="surrogatepass"))
        try:
            form.claims(raw)
            dump = form.read(raw)
        except DumpError:
            continue
        assert len({entry.place for entry in dump.entries}) == len(dump.entries)


VALUES = st.none() | st.integers() | st.text(max_size=9) | st.lists(st.none() | st.text(max_size=4), max_size=2)
ITEM = st.dictionaries(
    st.sampled_from(["type", "title", "abstract", "author", "issued", "DOI", "URL", "keyword"]),
    VALUES | st.just({"date-parts": [[1, None, 10**30]]}),
    max_size=6,
)


@given(st.lists(ITEM | VALUES, max_size=5))
def test_every_item_is_accounted_for(items: list[object]) -> None:
    """It is an entry or a finding, whatever its fields hold."""
    dump = read_csl(Raw(name="a", content=json.dumps(items).encode()))
    left_out = [finding.place.row for finding in dump.findings if finding.rule == "broken-record"]
    assert sorted([*left_out, *(entry.place.row for entry in dump.entries)]) == list(range(1, len(items) + 1))


CORPUS = SHARED / "corpora" / "formats"
SIZES = {"acl2021.bib": 704, "icml2019.bib": 773, "rss2024.bib": 133}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real formats (../shared/corpora) are not on this machine")
@pytest.mark.parametrize("name", SIZES)
def test_real_proceedings_are_read_whole(name: str) -> None:
    """Each record is an entry with authors and an address; those that were published cut off are told of."""
    dump = read(CORPUS / name)
    text = (CORPUS / name).read_text(encoding="utf-8").lower()
    assert len(dump.entries) == SIZES[name] == text.count("@inproceedings{")
    assert all(entry.authors and not entry.title.startswith("{{") for entry in dump.entries)
    assert set(told(dump)) <= {"cut-off-record", "no-abstract"}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real formats (../shared/corpora) are not on this machine")
def test_real_references_and_answers_are_read_whole() -> None:
    """CSL items and arXiv's answers, of which one is an error and one empty."""
    name = "deep-review.references.csl.json"
    dump = read(CORPUS / name)
    assert len(dump.entries) + told(dump).count("broken-record") == len(json.loads((CORPUS / name).read_bytes()))
    answers = {path.name.partition("_s0")[0]: path for path in (CORPUS / "arxiv-atom").glob("*.xml")}
    assert len(read(answers["q_testing"]).entries) == 10
    assert told(read(answers["id_0000.0000"])) == ["no-entries"]
    with pytest.raises(DumpError, match="incorrect id format for abc"):
        read(answers["id_abc"])
