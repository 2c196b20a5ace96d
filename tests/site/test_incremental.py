"""An incremental build makes the site that a clean build makes, byte for byte, whatever was changed before it."""

import random
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests import digests

CLOUDS = "learning-to-name-clouds"
HAND_WRITTEN = ("about.md", "more.md")

Edit = Callable[[Path, random.Random], object]


def add_dump(digest: Path, chance: random.Random) -> None:
    """List papers on another day, some of them for the first time."""
    day = chance.randrange(10, 29)
    papers = chance.sample([*digests.many(9), digests.CLOUDS], 3)
    (digest / f"dumps/2025-11-{day}.txt").write_text(digests.listing(f"Nov {day}", *papers), encoding="utf-8")


def change_dump(digest: Path, chance: random.Random) -> None:
    """Change a word of a dump."""
    dump = chance.choice(sorted((digest / "dumps").glob("*.txt")))
    dump.write_text(dump.read_text(encoding="utf-8").replace(" is ", f" is {chance.randrange(99)} times "))


def remove_dump(digest: Path, chance: random.Random) -> None:
    """Take a dump away, but for the first two."""
    for dump in sorted((digest / "dumps").glob("2025-11-[12]*.txt"))[: chance.randrange(1, 3)]:
        dump.unlink()


def curate(digest: Path, chance: random.Random) -> None:
    """Say something else in the curation."""
    said = [
        "{title: Clouds}",
        "{note: 'See [it](topics/index.md).'}",
        "{topics: [theory]}",
        "{pin: true}",
        "{hide: true}",
    ]
    (digest / "curation.yml").write_text(f"papers:\n  {CLOUDS}: {chance.choice(said)}\n")


def uncurate(digest: Path, _: random.Random) -> None:
    """Say nothing in the curation."""
    (digest / "curation.yml").write_text("")


def write_by_hand(digest: Path, chance: random.Random) -> None:
    """Write a page by hand, or change one."""
    page = chance.choice(HAND_WRITTEN)
    (digest / "docs" / page).write_text(f"# A page\n\n[Number](topics/index.md) {chance.random()}.\n")


def remove_by_hand(digest: Path, _: random.Random) -> None:
    """Take a hand-written page away."""
    (digest / "docs/more.md").unlink(missing_ok=True)


def rename(digest: Path, chance: random.Random) -> None:
    """Give the site another name."""
    config = digest / "mkdocs.yml"
    config.write_text(re.sub(r"(?m)^site_name: .*", f"site_name: Digest {chance.randrange(9)}", config.read_text()))


def restyle(digest: Path, chance: random.Random) -> None:
    """Give the site a theme of its own, or change it."""
    config = digest / "mkdocs.yml"
    if "custom_dir" not in config.read_text():
        config.write_text(config.read_text().replace("name: material\n", "name: material\n  custom_dir: own\n"))
    (digest / "own/partials").mkdir(parents=True, exist_ok=True)
    part = chance.choice(["head", "footer"])
    (digest / f"own/partials/{part}.html").write_text(f'<meta name="x" content="{chance.random()}">')


def forget(digest: Path, _: random.Random) -> None:
    """Lose what was remembered."""
    shutil.rmtree(digest / ".broadsheet", ignore_errors=True)


def garble(digest: Path, chance: random.Random) -> None:
    """Damage what was remembered: cut it off, change a byte of its version or of the rest, empty it."""
    for file in sorted((digest / ".broadsheet").glob("*.json")):
        content = bytearray(file.read_bytes())
        way = chance.randrange(4)
        if way == 0:
            content = content[: chance.randrange(len(content))]
        elif way < 3:
            at = chance.randrange(32 if way == 1 else len(content))
            content[at] ^= 255
        else:
            content.clear()
        file.write_bytes(content)


def go_back(digest: Path, _: random.Random) -> None:
    """Find what an earlier build remembered, and keep this for later."""
    now, then = digest / ".broadsheet", digest.parent / "then"
    if then.exists():
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(then, now)
    elif now.exists():
        shutil.copytree(now, then)


def spoil_site(digest: Path, chance: random.Random) -> None:
    """Change, remove and add pages of the site."""
    pages = sorted((digest / "site").rglob("*.html"))
    chance.choice(pages).write_text("spoilt")
    chance.choice(pages).unlink(missing_ok=True)
    (digest / "site/papers/mine.html").write_text("mine")


def spoil_docs(digest: Path, chance: random.Random) -> None:
    """Change and remove generated pages below docs/; their mark stays, so they are the generator's to mend."""
    pages = [page for page in sorted((digest / "docs").rglob("*.md")) if page.name not in HAND_WRITTEN]
    page = chance.choice(pages)
    page.write_text(f"{page.read_text(encoding='utf-8')}\nspoilt\n", encoding="utf-8")
    chance.choice(pages).unlink(missing_ok=True)


EDITS: Sequence[Edit] = (
    *(add_dump, change_dump, remove_dump, curate, uncurate, write_by_hand, remove_by_hand, rename, restyle),
    *(forget, garble, go_back, spoil_site, spoil_docs),
)


def build(digest: Path) -> dict[str, str]:
    """Build a digest and return what stands in docs/ and in the site."""
    result = digests.run(digest, digests.command("build"))
    assert result.returncode == 0, result.stderr
    return {path: made for path, made in digests.fingerprint(digest).items() if path.startswith(("docs/", "site/"))}


def build_cleanly(digest: Path, folder: Path) -> dict[str, str]:
    """Build the same in a fresh folder that holds what a person wrote, and return the same."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(digest, folder, ignore=shutil.ignore_patterns(".broadsheet", "site", "docs"))
    (folder / "docs").mkdir()
    for name in HAND_WRITTEN:
        if (digest / "docs" / name).exists():
            shutil.copy(digest / "docs" / name, folder / "docs" / name)
    return build(folder)


@pytest.mark.parametrize("seed", range(2))
def test_an_incremental_build_is_a_clean_one(seed: int, tmp_path: Path) -> None:
    """After every few edits of any kind, the pages and the site are what a build from nothing makes of them."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    digest = digests.make(tmp_path / "digest")
    build(digest)
    edits = [*EDITS]
    chance.shuffle(edits)
    while edits:
        names = []
        for _ in range(chance.randrange(1, 5)):
            if edits:
                edit = edits.pop()
                names.append(getattr(edit, "__name__", ""))
                edit(digest, chance)
        assert build(digest) == build_cleanly(digest, tmp_path / "clean"), names


def test_nothing_is_done_where_nothing_has_changed(tmp_path: Path) -> None:
    """A build of what stands says so and touches nothing; a change of anything it is made from builds again."""
    digest = digests.make(tmp_path / "digest")
    build(digest)

    def stands() -> bool:
        before = (digest / "site").stat().st_ino
        told = digests.run(digest, digests.command("build")).stdout
        assert ("Nothing has changed" in told) == ((digest / "site").stat().st_ino == before)
        return "Nothing has changed" in told

    assert stands()
    chance = random.Random(0)  # noqa: S311 (no secret)
    for edit in (add_dump, curate, write_by_hand, rename, restyle, forget, spoil_site, spoil_docs):
        edit(digest, chance)
        assert not stands(), edit
        assert stands(), edit


@pytest.mark.parametrize("change", ["dumps", "link", "variable", "warning", "hook"])
def test_what_cannot_be_told_is_built(tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other dumps, another variable, a warning that is to be seen, a hook that may do anything: each is a build."""
    digest = digests.make(tmp_path / "digest")
    line = digests.command("build")
    dumps = digest / "dumps"
    if change == "link":
        dumps.rename(digest / "old")
        dumps.symlink_to("old")
    if change == "warning":
        (digest / "docs/about.md").write_text("# About\n\n[gone](gone.md)\n")
    elif change == "hook":
        (digest / "hook.py").write_text("def on_post_build(**_):\n    pass\n")
        (digest / "mkdocs.yml").write_text((digest / "mkdocs.yml").read_text() + "\nhooks: [hook.py]\n")
    build(digest)
    if change == "dumps":
        line += ["--dumps", "dumps/2025-11-05.txt"]
    elif change == "link":
        shutil.copytree(digest / "old", digest / "new")
        (digest / "new/2025-11-06.txt").unlink()
        dumps.unlink()
        dumps.symlink_to("new")
    elif change == "variable":
        (digest / "mkdocs.yml").write_text(
            (digest / "mkdocs.yml").read_text().replace('!ENV [SITE_URL, ""]', '!ENV [WHERE, ""]')
        )
        build(digest)
        monkeypatch.setenv("WHERE", "https://example.org/")
    result = digests.run(digest, line)
    assert result.returncode == 0, result.stderr
    assert "Nothing has changed" not in result.stdout
