"""`mkdocs build` alone does the whole job, and an old site is never lost to a new one."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests import digests

ABOUT = "docs/about.md"


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    """A small digest in a fresh repository."""
    return digests.make(tmp_path / "digest")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built once; not to be touched."""
    folder = digests.make(tmp_path_factory.mktemp("original") / "digest")
    result = digests.run(folder, digests.command("build"))
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def built(original: Path, tmp_path: Path) -> Path:
    """A copy of the one that was built."""
    return shutil.copytree(original, tmp_path / "digest")


def generated(digest: Path) -> dict[str, int]:
    """Return the pages below docs/ with their times of change."""
    return {path.relative_to(digest).as_posix(): path.stat().st_mtime_ns for path in digest.glob("docs/**/*.md")}


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    """Return the files that are not the same, to the byte, in both."""
    return {path for path, _ in one.items() ^ other.items()}


def leftovers(digest: Path) -> list[str]:
    """Return what an unfinished build would leave behind."""
    return [path.name for path in digest.rglob(".*") if path.name.endswith((".new", ".old", ".tree"))]


@pytest.mark.parametrize("arguments", [["build"], ["build", "--strict"]], ids=" ".join)
def test_mkdocs_alone_builds_the_site(digest: Path, arguments: list[str]) -> None:
    """Without our command too, the pages are written and the site stands where mkdocs.yml says."""
    result = digests.run(digest, digests.mkdocs(*arguments))
    assert result.returncode == 0, result.stderr
    assert "WARNING -" not in result.stderr
    assert (digest / "docs/papers/learning-to-name-clouds.md").exists()
    assert digests.CLOUDS[0] in (digest / "site/index.html").read_text(encoding="utf-8")
    assert leftovers(digest) == []


def test_both_commands_build_the_same(built: Path, tmp_path: Path) -> None:
    """`mkdocs build` and `broadsheet build` give the same site, to the byte."""
    ours = digests.fingerprint(built / "site")
    shutil.rmtree(built / "site")
    assert digests.run(built, digests.mkdocs("build", "--site-dir", str(tmp_path / "elsewhere"))).returncode == 0
    assert not (built / "site").exists()
    theirs = digests.fingerprint(tmp_path / "elsewhere")
    assert differing(ours, theirs) == set()


def test_a_second_build_writes_no_page(built: Path) -> None:
    """With nothing changed, no page below docs/ is touched; with one paper changed, only the pages that show it are."""
    before = generated(built)
    assert digests.run(built, digests.mkdocs("build")).returncode == 0
    assert generated(built) == before
    (built / "curation.yml").write_text("papers:\n  learning-to-name-clouds: {note: Look up.}\n")
    assert digests.run(built, digests.mkdocs("build")).returncode == 0
    changed = {path for path, time in generated(built).items() if before.get(path) != time}
    assert "docs/papers/learning-to-name-clouds.md" in changed
    assert not changed & {
        "docs/about.md",
        "docs/papers/kettles-an-o-n-survey-of-boiling.md",
        "docs/dates/2025/11/05.md",
    }


def test_pages_follow_their_dumps(built: Path) -> None:
    """Without its dump a paper's page goes from docs/ and from the site; what a person wrote stays, wherever it is."""
    own = built / "docs/papers/learning-to-name-clouds.md"
    own.write_text("# My own page\n")
    (built / "docs/papers/own").mkdir()
    (built / "docs/papers/own/page.md").write_text("# Another\n")
    (built / "dumps/2025-11-06.txt").unlink()
    (built / "dumps/2025-11-05.txt").write_text(digests.listing("Nov 5", digests.DESKS), encoding="utf-8")
    assert digests.run(built, digests.mkdocs("build")).returncode == 0
    assert own.read_text() == "# My own page\n"
    assert sorted(path.name for path in (built / "docs/papers").rglob("*.md")) == [
        "index.md",
        "learning-to-name-clouds.md",
        "page.md",
        "tidy-desks-make-tidy-proofs.md",
    ]
    assert not (built / "site/papers/kettles-an-o-n-survey-of-boiling").exists()
    assert "My own page" in (built / "site/papers/learning-to-name-clouds/index.html").read_text(encoding="utf-8")


def test_the_last_dump_may_go(built: Path) -> None:
    """Without any dump the site says that there is no digest yet, and no page or folder of one is left."""
    for name in digests.DUMPS:
        (built / "dumps" / name).unlink()
    assert digests.run(built, digests.mkdocs("build", "--strict")).returncode == 0
    assert not (built / "docs/dates/2025").exists()
    assert not (built / "site/dates/2025").exists()
    assert "no digest yet" in (built / "site/index.html").read_text(encoding="utf-8")


def test_what_was_hidden_in_the_site_stays(built: Path) -> None:
    """A `.git` in the site's folder, as of a publishing branch, is there after the next build."""
    (built / "site/.git").mkdir()
    (built / "site/.git/HEAD").write_text("ref")
    (built / "site/stale.html").touch()
    assert digests.run(built, digests.mkdocs("build")).returncode == 0
    assert (built / "site/.git/HEAD").read_text() == "ref"
    assert not (built / "site/stale.html").exists()


def test_an_error_finding_stops_mkdocs_too(built: Path) -> None:
    """`mkdocs build` shows the deliberate error, without a traceback, and leaves pages and site alone."""
    (built / "dumps/bad.txt").touch()
    before = digests.fingerprint(built)
    result = digests.run(built, digests.mkdocs("build"))
    assert result.returncode == 1
    assert result.stderr.count("bad.txt:1") == 1
    assert "Traceback" not in result.stderr
    assert digests.fingerprint(built) == before


def test_an_error_in_the_middle_leaves_the_old_site(built: Path) -> None:
    """Where rendering stops at a page, for a bug or a bad template, the old site stands and nothing is left over."""
    (built / "mkdocs.yml").write_text(
        (built / "mkdocs.yml").read_text().replace("name: material\n", "name: material\n  custom_dir: overrides\n")
    )
    (built / "overrides").mkdir()
    (built / "overrides/main.html").write_text("{{ page.nothing.like.this }}")
    before = digests.fingerprint(built / "site")
    result = digests.run(built, digests.mkdocs("build"))
    assert result.returncode == 1
    assert digests.fingerprint(built / "site") == before
    assert leftovers(built) == []


def test_strict_refuses_before_anything_moves(built: Path) -> None:
    """`mkdocs build --strict` counts its warnings last of all; the old site is still there then."""
    before = digests.fingerprint(built / "site")
    (built / ABOUT).write_text("# About\n\n[nowhere](gone.md)\n")
    result = digests.run(built, digests.mkdocs("build", "--strict"))
    assert result.returncode == 1
    assert "Aborted with 1 warnings in strict mode" in result.stdout
    assert digests.fingerprint(built / "site") == before
    assert leftovers(built) == []


@pytest.mark.parametrize("kilobytes", [1, 100], ids=["pages", "site"])
@pytest.mark.parametrize("command", [digests.command("build"), digests.mkdocs("build")], ids=["broadsheet", "mkdocs"])
def test_a_full_disk_leaves_the_old_site(built: Path, command: list[str], kilobytes: int) -> None:
    """Where the disk takes no more, under docs/ or in the site, that is told once, and the old site stands."""
    (built / "dumps/2025-11-07.txt").write_text(digests.listing("Nov 7", *digests.many(9)), encoding="utf-8")
    before = digests.fingerprint(built / "site")
    dumps = digests.fingerprint(built / "dumps")
    result = digests.run(built, digests.on_full_disk(command, kilobytes))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    # MkDocs writes its last word to standard output
    told = re.findall(r"(\S+): cannot be (?:read or )?written \(File too large\)", result.stdout + result.stderr)
    assert len(told) == 1, result.stderr
    assert Path(told[0]).is_relative_to(built / ("docs" if kilobytes == 1 else "site"))
    assert digests.fingerprint(built / "site") == before
    assert digests.fingerprint(built / "dumps") == dumps
    assert leftovers(built) == []


def test_a_folder_that_may_not_be_written_is_told(built: Path, tmp_path: Path) -> None:
    """Where the site's folder can't be replaced, that is told before anything is built."""
    locked = tmp_path / "locked"
    locked.mkdir()
    shutil.copytree(built / "site", locked / "site")
    before = digests.fingerprint(locked)
    locked.chmod(0o555)
    try:
        for line in (digests.command("build"), digests.mkdocs("build")):
            (built / "mkdocs.yml").write_text(
                re.sub(r"(?m)^site_dir: .*\n|\A", "", (built / "mkdocs.yml").read_text())
                + f"\nsite_dir: {locked / 'site'}\n"
            )
            result = digests.run(built, digests.as_user(line))
            assert result.returncode == 1
            assert re.search(r"locked/\S+: cannot be written \(Permission denied\)", result.stderr), result.stderr
            assert "Traceback" not in result.stderr
    finally:
        locked.chmod(0o755)
    assert digests.fingerprint(locked) == before


def test_pages_that_may_not_be_written_are_told(digest: Path) -> None:
    """Where docs/ is not to be written, the page that could not be is named."""
    (digest / "docs").chmod(0o555)
    result = digests.run(digest, digests.as_user(digests.command("build")))
    (digest / "docs").chmod(0o755)
    assert result.returncode == 1
    assert re.fullmatch(r"Error: \S+docs/\S+\.md: cannot be written \(Permission denied\)\. .+\n", result.stderr)
    assert not (digest / "site").exists()


def test_a_kill_at_any_moment_loses_nothing(built: Path) -> None:
    """A build that is killed leaves the whole old site or the whole new one, and the next build mends the rest."""
    old = digests.fingerprint(built / "site")
    (built / "dumps/2025-11-07.txt").write_text(digests.listing("Nov 7", *digests.many(9)), encoding="utf-8")
    started = time.monotonic()
    assert digests.run(built, digests.command("build")).returncode == 0
    took = time.monotonic() - started
    new = digests.fingerprint(built / "site")
    assert {path for path in new if path.endswith(".html")} > {path for path in old if path.endswith(".html")}
    for _ in range(4):
        with subprocess.Popen(digests.command("build"), cwd=built, stdout=subprocess.DEVNULL) as running:
            time.sleep(took * random.uniform(0.3, 1.1))  # noqa: S311 (no secret)
            running.kill()
        assert differing(digests.fingerprint(built / "site"), new) == set()
    assert digests.run(built, digests.command("build")).returncode == 0
    assert differing(digests.fingerprint(built / "site"), new) == set()
    assert [path.name for path in built.glob(".site*")] == []


def test_an_interruption_is_no_traceback(built: Path) -> None:
    """Ctrl-C, whenever it comes, leaves the old site or the new one, and no half of one."""
    before = digests.fingerprint(built / "site").keys()
    with subprocess.Popen(digests.command("build"), cwd=built, stderr=subprocess.PIPE, text=True) as running:
        while not (built / ".site.new").exists() and running.poll() is None:
            time.sleep(0.005)
        os.kill(running.pid, signal.SIGINT)
        told = running.communicate(timeout=30)[1]
    assert running.returncode == 1
    assert told.strip() == "Aborted!"
    assert digests.fingerprint(built / "site").keys() == before
    assert leftovers(built) == []


def test_gh_deploy_finds_the_site(built: Path) -> None:
    """`mkdocs gh-deploy` publishes what was built, from where it stands in the end."""
    git = shutil.which("git")
    assert git
    shutil.rmtree(built / "site")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "--quiet"], ["add", "--all"], [*identity, "commit", "--quiet", "-m", "One"]):
        assert digests.run(built, [git, *arguments]).returncode == 0
    digests.run(built, [git, "init", "--quiet", "--bare", "remote"])
    digests.run(built, [git, "remote", "add", "origin", "remote"])
    for key, value in (("user.name", "A"), ("user.email", "a@example.org")):
        digests.run(built, [git, "config", key, value])
    result = digests.run(built, digests.mkdocs("gh-deploy"))
    assert result.returncode == 0, result.stderr
    published = digests.run(built, [git, "ls-tree", "--name-only", "gh-pages"]).stdout.splitlines()
    assert {"index.html", "papers", "topics"} <= set(published)


def test_two_builds_at_once_are_two_builds(built: Path, tmp_path: Path) -> None:
    """The second waits for the first and says so; the site is whole after both."""
    (built / "dumps/2025-11-07.txt").write_text(digests.listing("Nov 7", *digests.many(9)), encoding="utf-8")
    shutil.copytree(built, tmp_path / "other")
    running = [
        subprocess.Popen(line, cwd=built, env=digests.environment(), stderr=subprocess.PIPE, text=True)
        for line in (digests.command("build"), digests.mkdocs("build"))
    ]
    told = [each.communicate(timeout=120)[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], told
    assert sum("Another build is at work" in each for each in told) <= 1
    assert digests.run(tmp_path / "other", digests.command("build")).returncode == 0
    assert digests.fingerprint(built / "site") == digests.fingerprint(tmp_path / "other/site")
    assert leftovers(built) == []


def test_a_link_out_of_the_folders_is_not_followed(built: Path, tmp_path: Path) -> None:
    """What links among pages and site lead to is neither written nor removed; the links in the site go."""
    outside = tmp_path / "outside"
    shutil.copytree(built / "docs/topics", outside / "topics")
    (outside / "page.html").write_text("mine")
    before = digests.fingerprint(outside)
    (built / "docs/elsewhere").symlink_to(outside / "topics")
    (built / "site/elsewhere").symlink_to(outside)
    shutil.rmtree(built / "site/papers")
    (built / "site/papers").symlink_to(outside)
    (built / "dumps/2025-11-06.txt").unlink()
    assert digests.run(built, digests.command("build")).returncode == 0
    assert digests.fingerprint(outside) == before
    assert not (built / "site/papers").is_symlink()
    assert (built / "site/papers/tidy-desks-make-tidy-proofs/index.html").exists()
