"""Citations as the programs of others read them: bibtexparser, rispy, JSON."""

import json
import unicodedata

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from generator.citations import Citation, Issued, Name, write_forms

HARD = [
    r"100% of \LaTeX & friends: $5 #1 a_b ~ {x} ^ y",
    "<script>alert('x')</script> | a -- b --- c ``d'' ?` !` ,, << >>",
    "Erdős, Škoda, Þór, Łódź, naïve façade, Ångström und Straße, kűrt",
    "学习 深度学习: Обучение с подкреплением, التعلم, למידה, ελληνικά",
    "Met²Net, R⁴, α-β-CROWN ≤ ∞ → 🤗",
    'unbalanced { brace " quote @misc{x, and } more',
    "trailing backslash \\",
]
# One line, as a plain title is: no white space but single blanks, nothing that can't be shown.
WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1)
LINE = st.lists(WORD, min_size=1).map(" ".join)


def make_decoder() -> LatexNodes2Text:
    """Return pylatexenc's reader of LaTeX, with the commands that version 2.10 lacks or takes for others."""
    commands = {"textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^", "vphantom": ""}
    known = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in commands.items()]
    known.add_context_category("missing", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known)


def read_bibtex(text: str) -> Entry:
    """Return the entry of a BibTeX file, its LaTeX read as text and its names in parts."""
    decoder = make_decoder()
    layers = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware(decoder=decoder)]
    library = parse_string(text, append_middleware=layers)
    assert library.failed_blocks == []
    (entry,) = library.entries
    # the layer leaves lists of names as they are
    for name in entry.fields_dict["author"].value if "author" in entry.fields_dict else ():
        for part in ("first", "von", "last", "jr"):
            setattr(name, part, [decoder.latex_to_text(word) for word in getattr(name, part)])
    return entry


@pytest.mark.parametrize("title", HARD)
def test_a_hard_title_is_read_back(title: str) -> None:
    """TeX's characters, markup, ligatures and other scripts come back from each form."""
    check_title(title)


@given(title=LINE)
def test_any_title_is_read_back(title: str) -> None:
    """parse(write(title)) is the title, in BibTeX, RIS and CSL."""
    check_title(title)


def check_title(title: str) -> None:
    """Check that a title comes back from each form."""
    forms = write_forms(Citation(key="a", title=title))
    assert unicodedata.normalize("NFC", read_bibtex(forms.bibtex)["title"]) == unicodedata.normalize("NFC", title)
    (ris,) = rispy.loads(forms.ris)
    assert ris["title"] == title
    assert json.loads(json.dumps(forms.csl))["title"] == title


def test_all_that_is_known_is_read_back() -> None:
    """Names, dates, identifiers and subjects stand where the parsers look for them."""
    citation = Citation(
        key="a-paper-2",
        title="LoRA and GPT-4: a Rehearsal-Free Study of L2",
        authors=(
            Name(given="Ludwig", family="van Beethoven"),
            Name(given="Sammy", family="Davis", suffix="Jr."),
            Name(family="OpenAI"),
            Name(given="Smith and", family="Sons"),
        ),
        issued=Issued(year=2025, month=6, day=9),
        arxiv_id="2506.08007",
        url="https://arxiv.org/abs/2506.08007",
        subjects=("Reasoning", "Data & benchmarks"),
        note="Listed twice.",
    )
    forms = write_forms(citation)

    entry = read_bibtex(forms.bibtex)
    assert (entry.entry_type, entry.key) == ("misc", "a-paper-2")
    assert [(name.first, name.von, name.last, name.jr) for name in entry["author"]] == [
        (["Ludwig"], ["van"], ["Beethoven"], []),
        (["Sammy"], [], ["Davis"], ["Jr."]),
        ([], [], ["OpenAI"], []),
        ([], [], ["Smith and Sons"], []),
    ]
    assert (entry["year"], entry["month"], entry["eprint"]) == ("2025", "jun", "2506.08007")
    assert (entry["doi"], entry["url"]) == (citation.doi, citation.url)
    assert (entry["keywords"], entry["note"]) == ("Reasoning, Data & benchmarks", "Listed twice.")
    assert "title = {{LoRA} and {GPT-4:} a Rehearsal-Free Study of {L2}}" in forms.bibtex

    (ris,) = rispy.loads(forms.ris)
    assert (ris["type_of_reference"], ris["id"]) == ("UNPB", "a-paper-2")
    assert ris["authors"] == ["van Beethoven, Ludwig", "Davis, Sammy, Jr.", "OpenAI", "Sons, Smith and"]
    assert (ris["year"], ris["date"]) == ("2025", "2025/06/09")
    assert (ris["doi"], ris["urls"]) == (citation.doi, [citation.url])
    assert (ris["keywords"], ris["notes"]) == (["Reasoning", "Data & benchmarks"], ["Listed twice."])

    assert forms.csl["author"] == [
        {"family": "van Beethoven", "given": "Ludwig"},
        {"family": "Davis", "given": "Sammy", "suffix": "Jr."},
        {"literal": "OpenAI"},
        {"family": "Sons", "given": "Smith and"},
    ]
    assert forms.csl["issued"] == {"date-parts": [[2025, 6, 9]]}


@given(names=st.lists(st.tuples(LINE, LINE), min_size=1, max_size=5))
def test_no_name_adds_an_author(names: list[tuple[str, str]]) -> None:
    """However a name reads, as many authors are read as were written."""
    authors = tuple(
        Name(given=given.replace(",", ""), family=family.replace(",", "") or "x") for given, family in names
    )
    forms = write_forms(Citation(key="a", title="A", authors=authors))
    assert len(read_bibtex(forms.bibtex)["author"]) == len(authors)
    (ris,) = rispy.loads(forms.ris)
    assert len(ris["authors"]) == len(authors)


@given(text=st.text())
def test_ris_is_one_line_a_value(text: str) -> None:
    """No text, whatever stands in it, begins a field or ends the record."""
    records = rispy.loads(write_forms(Citation(key="a", title=f"{text}\nER  - \nTY  - BOOK", note=text)).ris)
    assert [record["type_of_reference"] for record in records] == ["UNPB"]
