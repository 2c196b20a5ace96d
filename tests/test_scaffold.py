"""A fresh digest repository."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.yaml import yaml_load

from generator import __version__
from generator.curation import read_curation
from generator.errors import OutputError
from generator.memory import FOLDER
from generator.pages import Edition, Site, render
from generator.scaffold import scaffold
from tests import digests
from tests.libraries import make_collection, make_sample
from tests.sites import ROOT

OWN = {"site_name", "site_description", "repo_url", "repo_name", "edit_uri", "copyright", "extra"}
"""What a site says of itself and no other."""


def config(path: Path) -> dict[str, object]:
    """Return what a mkdocs.yml says, but for what is the site's own."""
    with path.open(encoding="utf-8") as file:
        return {key: value for key, value in yaml_load(file).items() if key not in OWN}


def test_a_fresh_digest_is_configured_as_the_sample(tmp_path: Path) -> None:
    """The fresh mkdocs.yml and the one of the sample agree but for names and comments."""
    scaffold(tmp_path / "digest", "Mine")
    assert config(tmp_path / "digest" / "mkdocs.yml") == config(ROOT / "mkdocs.yml")


def test_a_fresh_digest_is_published_as_the_sample(tmp_path: Path) -> None:
    """The fresh publish.yml differs from the sample's in how Broadsheet gets there, and is called."""
    scaffold(tmp_path / "digest", "Mine")
    fresh = (tmp_path / "digest/.github/workflows/publish.yml").read_text(encoding="utf-8")
    installed = (
        fresh.replace("      - run: pip install -r requirements.txt\n", "")
        .replace("run: broadsheet build --strict", "run: make site")
        .replace("run: broadsheet links", "run: make links")
    )
    ours = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    # the sample's is Broadsheet's own repository too, so that Broadsheet is tested first
    untested = re.sub(r"  checks:\n.*?\n\n(?=  build:)", "", ours, flags=re.DOTALL).replace("[checks, build]", "build")
    assert installed == untested.replace("requirements/*.txt", "requirements.txt")
    assert (tmp_path / "digest/requirements.txt").read_text() == f"broadsheet=={__version__}\n"


@pytest.mark.parametrize("ignore", ["theirs", "ours"])
def test_what_a_build_writes_is_ignored_by_git(tmp_path: Path, ignore: str) -> None:
    """After a build there is nothing for git but what `new` made, nor is there in Broadsheet's own repository."""
    folder = digests.make(tmp_path / "digest", {})
    if ignore == "ours":
        shutil.copy(ROOT / ".gitignore", folder)
    digests.run(folder, ["git", "init", "--quiet"])
    made = digests.run(folder, ["git", "status", "--short", "--untracked-files=all"]).stdout
    assert "docs/about.md" in made
    pages = render(Edition(collection=make_collection(make_sample()), site=Site(name="", description="", address="")))
    written = {f"docs/{page.path}" for page in pages} | {"site/index.html", "docs/.index.md.7.new", f"{FOLDER}/a.json"}
    for path in written:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    assert digests.run(folder, ["git", "status", "--short", "--untracked-files=all"]).stdout == made


def test_the_examples_of_the_curation_are_valid(tmp_path: Path) -> None:
    """With the comment signs taken away, the fresh curation.yml is read as it stands; with them it says nothing."""
    scaffold(tmp_path / "digest", "Mine")
    path = tmp_path / "digest" / "curation.yml"
    assert read_curation(path).papers == {}
    text = path.read_text(encoding="utf-8")
    examples = re.findall(r"^# ((?:dumps|papers|digests|merge|keep_apart):|  .*)$", text, flags=re.MULTILINE)
    path.write_text("\n".join(examples), encoding="utf-8")
    curation = read_curation(path)
    assert curation.dumps
    assert len(curation.papers) == 3
    assert curation.digests
    assert curation.merge
    assert curation.keep_apart


@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_a_digest_may_have_any_name(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Quotes, colons, `@NAME@` or emoji in a name arrive in mkdocs.yml as they are, white space folded."""
    folder = tmp_path_factory.mktemp("new")
    scaffold(folder, name)
    first = (folder / "mkdocs.yml").read_text(encoding="utf-8").split("\n", 1)[0]
    assert yaml.safe_load(first) == {"site_name": " ".join(name.split())}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder that holds something is refused and stays as it is; an empty repository is welcome."""
    (tmp_path / "mkdocs.yml").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        scaffold(tmp_path, "Mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]
    with pytest.raises(OutputError, match="not empty"):
        scaffold(tmp_path / "mkdocs.yml", "Mine")
    (tmp_path / "cloned" / ".git").mkdir(parents=True)
    assert tmp_path / "cloned" / "mkdocs.yml" in scaffold(tmp_path / "cloned", "Mine")


def test_no_placeholder_is_left(tmp_path: Path) -> None:
    """Every placeholder of the scaffold's files has been filled in."""
    for path in scaffold(tmp_path / "digest", "Mine"):
        assert not re.search(r"@[A-Z]+@", path.read_text(encoding="utf-8")), path
