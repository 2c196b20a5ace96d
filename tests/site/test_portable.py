"""The Markdown tree is read by another engine from the same mkdocs.yml, so that it can outlive MkDocs."""

import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from tests import digests

PAGES = {
    "": ("Broadsheet", "papers/"),
    "dates/2025/11/06/": ("Thursday, 6 November 2025", "papers/"),
    "topics/fine-tuning/": ("Fine-tuning & PEFT", "papers/"),
    "papers/does-refusal-training-in-llms-generalize-to-the-past-tense/": (
        "Does Refusal Training in LLMs Generalize to the Past Tense?",
        "topics/",
    ),
}
"""A page's address -> its title, and where some of its links lead."""


@pytest.fixture(scope="module")
def site(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's pages, built by Zensical, which knows nothing of our plugin."""
    folder = tmp_path_factory.mktemp("portable")
    shutil.copytree(sample_site.parent / "docs", folder / "docs")
    shutil.copy(sample_site.parent / "mkdocs.yml", folder)
    built = digests.run(folder, [sys.executable, "-m", "zensical", "build"])
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site"


@pytest.mark.parametrize("page", PAGES)
def test_another_engine_builds_the_same_tree(site: Path, page: str) -> None:
    """Front page, a digest, a topic and a paper have their titles, and their links lead to pages that are there."""
    title, beginning = PAGES[page]
    tree = html.parse(site / page / "index.html").getroot()
    assert title in (tree.findtext(".//title") or "")
    assert len(tree.xpath("//article//h1")) == 1
    links = {urljoin(f"https://x/{page}", link).removeprefix("https://x/") for link in tree.xpath("//article//a/@href")}
    inner = {link.partition("#")[0] for link in links if link.startswith(beginning)}
    assert inner
    assert {link for link in inner if not (site / link).exists()} == set()
