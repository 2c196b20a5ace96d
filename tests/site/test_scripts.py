"""Scripts as they are sent."""

import gzip
import re
from pathlib import Path

import pytest

from generator.site.scripts import slim, slim_scripts
from tests.visits import Visits

ASSETS = Path(__file__).resolve().parents[2] / "generator" / "theme" / "assets"
SCRIPTS = sorted([*ASSETS.glob("*.mjs"), *ASSETS.glob("*.js")])


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        ("/** What it is. */\nconst a = 1\n", "const a = 1\n"),
        ("/**\n * More\n * words.\n */\n\nlet b\n\n\nlet c\n", "let b\nlet c\n"),
        ("  if (a) {\n    // why\n    go() // aside\n  }\n", "if (a) {\ngo() // aside\n}\n"),
        ('const url = "https://example.org/" /* kept */\n', 'const url = "https://example.org/" /* kept */\n'),
        ("/** one */ const a = 1\n/** two */\nconst b = 2\n", "/** one */ const a = 1\nconst b = 2\n"),
        ("const t = `a\n   // text\n  b`\n", "const t = `a\n   // text\n  b`\n"),
        ("const re = /[/*]+/\nconst x = 2 /* y */\n", "const re = /[/*]+/\nconst x = 2 /* y */\n"),
    ],
)
def test_only_what_a_person_reads_is_left_out(script: str, sent: str) -> None:
    """Comments on lines of their own, blank lines and indentation go; everything else stays, on its line."""
    assert slim(script) == sent
    assert slim(sent) == sent


def test_every_script_is_slimmed() -> None:
    """None of ours has a text over several lines, which would keep it from being slimmed."""
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        assert len(slim(text)) < 0.95 * len(text), path


def test_another_s_script_is_left_alone(tmp_path: Path) -> None:
    """A script that a site has put in the place of ours is sent as it is."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "star.mjs").write_text("  // mine\n", encoding="utf-8")
    (tmp_path / "assets" / "marks.mjs").write_bytes((ASSETS / "marks.mjs").read_bytes())
    slim_scripts(ASSETS, tmp_path)
    assert (tmp_path / "assets" / "star.mjs").read_text(encoding="utf-8") == "  // mine\n"
    assert "/**" not in (tmp_path / "assets" / "marks.mjs").read_text(encoding="utf-8")
    assert len(list((tmp_path / "assets").iterdir())) == 2


def test_scripts_are_light(sample_site: Path) -> None:
    """All scripts of ours together, lunr apart, are less than 40 KB packed."""
    sent = [(sample_site / "assets" / path.name).read_bytes() for path in SCRIPTS]
    assert len(gzip.compress(b"".join(sent))) < 40_000


def test_a_page_brings_little_script(visit: Visits, sample_address: str) -> None:
    """Of ours, the front page loads less than 20 KB packed; less than 1 KB of it is the search's."""
    page = visit().page
    responses = {}
    page.on("response", lambda response: responses.update({response.url: response}))
    page.goto(sample_address, wait_until="networkidle")
    packed = {
        url.removeprefix(f"{sample_address}assets/"): len(gzip.compress(response.body()))
        for url, response in responses.items()
        if re.search(r"/assets/[\w-]+\.m?js$", url)
    }
    assert sum(packed.values()) < 20_000, packed
    assert sum(size for name, size in packed.items() if name.startswith("search")) < 1_000, packed
