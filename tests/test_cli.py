"""The command line: words in, calls and clear texts out."""

import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator import __version__, cli
from generator.commands import dumps
from tests import digests

ROOT = Path(__file__).resolve().parents[1]
_CONTEXT = click.Context(cli.main)
COMMANDS = {
    name: command
    for name in cli.main.list_commands(_CONTEXT)
    if (command := cli.main.get_command(_CONTEXT, name)) is not None
}

Invoke = Callable[..., Result]


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small digest, with the command called in its folder."""
    monkeypatch.chdir(digests.make(tmp_path / "digest"))
    monkeypatch.delenv("BROADSHEET_DUMPS", raising=False)
    return tmp_path / "digest"


@pytest.fixture
def invoke() -> Invoke:
    """Call the command in this process. What is no exit is a bug and raised."""

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli.main, arguments, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_docstring_is_its_help(invoke: Invoke, name: str) -> None:
    """The help of each command is its docstring, which ends with examples of that command."""
    docstring = COMMANDS[name].callback.__doc__ or ""
    text, examples = docstring.split("Examples:\n")
    assert text.strip()
    lines = [line.strip() for line in examples.strip().splitlines()]
    assert [line for line in lines if not line.startswith(f"broadsheet {name}")] == []
    shown = invoke(name, "--help").output
    assert all(line in shown for line in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_can_be_called(name: str) -> None:
    """What an example writes is understood: its options exist and its arguments fit."""
    command = COMMANDS[name]
    for example in re.findall(rf"^ *broadsheet {name}(.*)$", command.callback.__doc__ or "", flags=re.MULTILINE):
        words = shlex.split(example.split(">")[0])
        command.make_context(name, words).close()


def test_the_overview_has_examples_of_commands_that_exist() -> None:
    """`broadsheet --help` begins a curator's day, and has a whole line on each command, of 80 columns as of more."""
    # click leaves two of a terminal's columns free
    shown = CliRunner().invoke(cli.main, ["--help"], terminal_width=78).output
    assert "..." not in shown.split("Commands:")[1]
    named = re.findall(r"^ +broadsheet (\w+)", shown, flags=re.MULTILINE)
    assert named
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_each_command(name: str) -> None:
    """Whoever reads README.md learns that a command exists."""
    assert f"broadsheet {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_option_is_explained() -> None:
    """No option is shown without a word about it."""
    options = [param for each in COMMANDS.values() for param in each.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_version_is_shown(invoke: Invoke) -> None:
    """`--version` tells the version of the package."""
    assert invoke("--version").output == f"broadsheet, version {__version__}\n"


def test_check_lists_findings_in_order(digest: Path, invoke: Invoke) -> None:
    """Findings stand by dump and line, each on a line, and a count of all ends the list."""
    (digest / "dumps" / "a.txt").write_text(digests.listing("Nov 5", digests.DESKS), encoding="utf-8")
    (digest / "dumps" / "2025-11-05.txt").write_bytes(digests.DUMPS["2025-11-05.txt"].encode() + b"\xff\n")
    lines = invoke("check").output.splitlines()
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in lines[:-1]]
    assert places == sorted(places)
    assert {"2025-11-05.txt", "a.txt"} <= {dump for dump, _ in places}
    assert re.fullmatch(r"2 digests, \d appearances, \d papers: 0 errors, \d warnings?, \d notes?\.", lines[-1])


def test_check_speaks_json(digest: Path, invoke: Invoke) -> None:
    """`--format json` is one list of findings, also where there are errors or none."""
    assert json.loads(invoke("check", "--format", "json").stdout) == []
    (digest / "dumps" / "b.txt").write_text(digests.listing("", digests.CLOUDS), encoding="utf-8")
    (finding,) = json.loads(invoke("check", "--format", "json", code=1).stdout)
    assert (finding["file"], finding["line"], finding["severity"], finding["rule"]) == ("b.txt", 1, "error", "undated")


def test_check_takes_paths(digest: Path, invoke: Invoke, tmp_path: Path) -> None:
    """With paths, files or folders, those are read alone: neither mkdocs.yml nor the curation has to be there."""
    (digest / "mkdocs.yml").unlink()
    (digest / "curation.yml").write_text("nonsense: 1")
    (tmp_path / "other.txt").write_text(digests.listing("", digests.CLOUDS), encoding="utf-8")
    assert "2 digests, 4 appearances, 3 papers" in invoke("check", "dumps").output
    assert "1 digest, 2 appearances" in invoke("check", "dumps/2025-11-06.txt").output
    assert "other.txt:1: error" in invoke("check", "dumps", str(tmp_path / "other.txt"), code=1).output


def test_check_lists_the_curators_mistakes(digest: Path, invoke: Invoke) -> None:
    """Every mistake of the curation is a finding with its line and key."""
    (digest / "curation.yml").write_text("papers:\n  learning-to-name-clouds: {pin: perhaps}\nmerg: []\n")
    listed = json.loads(invoke("check", "--format", "json", code=1).stdout)
    assert [(Path(each["file"]).name, each["line"], each["severity"]) for each in listed] == [
        ("curation.yml", 2, "error"),
        ("curation.yml", 3, "error"),
    ]
    assert "papers.learning-to-name-clouds.pin" in listed[0]["found"]


@pytest.mark.parametrize("broken", ["curation.yml", "topics.yml"])
def test_check_lists_the_dumps_findings_beside_the_curators_mistakes(digest: Path, invoke: Invoke, broken: str) -> None:
    """A slip in the curation or the vocabulary hides nothing that is to be said of the dumps."""
    if broken == "topics.yml":
        config = "site_name: Small\nplugins:\n  - broadsheet:\n      topics: topics.yml\n"
        (digest / "mkdocs.yml").write_text(config)
    (digest / broken).write_text("nonsense: 1\n")
    (digest / "dumps" / "b.txt").touch()
    listed = invoke("check", code=1).output
    assert re.search(rf"{broken}:1: error: ", listed)
    assert "b.txt:1: error: The file is empty." in listed
    assert "\n2 digests" in listed


@pytest.mark.parametrize(("topics", "known"), [("[theory]", True), ("[a-topic-of-my-own]", False)])
def test_check_heeds_the_curation_beside_a_broken_vocabulary(
    digest: Path, invoke: Invoke, topics: str, *, known: bool
) -> None:
    """Unless it can't be read without that vocabulary: then neither is, and only the vocabulary is told to be wrong."""
    (digest / "mkdocs.yml").write_text("site_name: Small\nplugins:\n  - broadsheet:\n      topics: topics.yml\n")
    (digest / "topics.yml").write_text("nonsense: 1\n")
    (digest / "dumps" / "b.txt").write_text(digests.listing("", digests.CLOUDS), encoding="utf-8")
    (digest / "curation.yml").write_text(
        f"dumps:\n  b.txt: {{date: 2025-11-07}}\npapers:\n  learning-to-name-clouds: {{topics: {topics}}}\n"
    )
    listed = invoke("check", code=1).output
    assert re.search(r"topics\.yml:1: error: ", listed)
    assert "curation.yml" not in re.sub(r"b\.txt:1: .*\n", "", listed)
    assert ("b.txt:1: error: " in listed) is not known


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_export_writes_every_paper(digest: Path, invoke: Invoke, form: str) -> None:
    """Each format holds all papers with the curator's word, on the screen or in a file, the same to the byte."""
    (digest / "curation.yml").write_text("papers:\n  learning-to-name-clouds: {note: Look up.}\n")
    shown = invoke("export", "--format", form).stdout_bytes
    (digest / "out").mkdir()
    invoke("export", "--format", form, "-o", "out/papers")
    assert (digest / "out" / "papers").read_bytes() == shown
    rows = digests.read_records(form, shown.decode())
    assert {row["slug"]: row["note"] or None for row in rows} == {
        "kettles-an-o-n-survey-of-boiling": None,
        "learning-to-name-clouds": "Look up.",
        "tidy-desks-make-tidy-proofs": None,
    }


def test_export_leaves_undated_dumps_open(invoke: Invoke, tmp_path: Path) -> None:
    """What nothing dates is told on standard error, and exported with null for its date."""
    (tmp_path / "a.txt").write_text(digests.listing("", digests.CLOUDS), encoding="utf-8")
    result = invoke("export", str(tmp_path))
    (appearance,) = json.loads(result.stdout)["appearances"]
    assert (appearance["date"], appearance["year_basis"], appearance["position"]) == (None, None, 1)
    assert "a.txt:1: error" in result.stderr


def test_export_of_nothing_readable_fails(invoke: Invoke, tmp_path: Path) -> None:
    """Where errors leave no paper at all, nothing is written and the exit code says so."""
    (tmp_path / "a.txt").touch()
    out = tmp_path / "papers.jsonl"
    assert "a.txt:1: error" in invoke("export", "-o", str(out), str(tmp_path / "a.txt"), code=1).stderr
    assert not out.exists()


@pytest.mark.parametrize("output", ["/dev/full", "dumps", "mkdocs.yml/papers.jsonl"])
def test_export_tells_where_it_cannot_write(digest: Path, invoke: Invoke, output: str) -> None:
    """A full disk, a folder, a file in the way: one text that names the output."""
    before = digests.fingerprint(digest)
    result = invoke("export", "-o", output, code=2 if output == "dumps" else 1)
    assert re.search(rf"^Error: .*{re.escape(output)}", result.stderr, flags=re.MULTILINE)
    assert digests.fingerprint(digest) == before


def test_export_makes_no_folders(digest: Path, invoke: Invoke) -> None:
    """A slip in the output's path is told before anything is read or made."""
    before = digests.fingerprint(digest)
    told = invoke("export", "-o", "otu/papers.jsonl", code=1).stderr
    assert told.startswith("Error: otu/papers.jsonl: cannot be written (the folder otu is not there). ")
    assert digests.fingerprint(digest) == before


def test_export_to_a_full_disk_keeps_the_old_file(digest: Path) -> None:
    """A disk that fills while an export is written leaves the old one whole."""
    (digest / "papers.jsonl").write_text("old")
    line = digests.on_full_disk(digests.command("export", "-o", "papers.jsonl"), 1)
    result = digests.run(digest, line)
    assert (result.returncode, result.stdout) == (1, "")
    assert re.fullmatch(r"Error: papers\.jsonl: cannot be written \(File too large\)\. .+\n", result.stderr)
    assert (digest / "papers.jsonl").read_text() == "old"
    assert sorted(path.name for path in digest.glob("*papers*")) == ["papers.jsonl"]


def test_export_into_a_full_screen_is_told(digest: Path) -> None:
    """Standard output that takes nothing more is an error and not a traceback."""
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            digests.command("export"),
            cwd=digest,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert re.fullmatch(r"Error: standard output: cannot be written \(No space left.+\n", result.stderr)


def test_export_ends_quietly_where_nobody_reads_on(tmp_path: Path) -> None:
    """`broadsheet export | head` is no error."""
    (tmp_path / "2025-11-05.txt").write_text(digests.listing("Nov 5", *digests.many(1500)), encoding="utf-8")
    line = digests.command("export", str(tmp_path))
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert json.loads(running.stdout.readline())["slug"]
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.usefixtures("digest")
def test_add_says_what_it_did(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each capture is told with its name among the dumps and what its date rests on; the next build has it."""
    monkeypatch.setattr(dumps, "_today", lambda: date(2025, 11, 12))
    (tmp_path / "capture.txt").write_text(digests.listing("Nov 7", digests.CLOUDS), encoding="utf-8")
    told = invoke("add", "../capture.txt").output
    assert re.fullmatch(r"\.\./capture\.txt -> dumps/2025-11-07\.txt \(1 paper\)\. It .+ 2025.*\.\n", told)
    assert invoke("add", "../capture.txt").output == "../capture.txt is there already, as dumps/2025-11-07.txt.\n"
    assert "rename that file" in invoke("add", "--date", "2024-01-02", "../capture.txt", code=1).stderr
    assert invoke("check").output.startswith("3 digests, 5 appearances, 3 papers: 0 errors")


@pytest.mark.parametrize("arguments", [[], ["--date", "5.11.2025", "x.txt"], ["--date", "2025-02-30", "x.txt"]])
def test_add_says_how_it_is_used(digest: Path, invoke: Invoke, arguments: list[str]) -> None:
    """Without a file, or with a date that is none, the usage is shown and nothing stored."""
    assert "Usage: " in invoke("add", *arguments, code=2).stderr
    assert {path.name for path in (digest / "dumps").iterdir()} == {*digests.DUMPS, "README.md"}


def test_today_is_never_behind_the_page() -> None:
    """The page's day may have begun before the curator's: today is the later of both."""
    assert dumps._today() >= date.today()  # noqa: DTZ011 (the curator's own day is what is asked)


def test_new_makes_a_digest_that_builds(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh repository builds as it stands, strictly, without a dump, and with the first one that is added."""
    monkeypatch.chdir(tmp_path)
    told = invoke("new", "robots-weekly").output
    assert "robots-weekly/mkdocs.yml" in told
    assert 'site_name: "Robots Weekly"' in Path("robots-weekly/mkdocs.yml").read_text()
    monkeypatch.chdir("robots-weekly")
    assert "The site is in site/." in invoke("build", "--strict").output
    assert "There is no digest yet" in Path("site/index.html").read_text()
    Path("../capture.txt").write_text(digests.listing("Nov 7", digests.CLOUDS), encoding="utf-8")
    invoke("add", "--date", "2025-11-07", "../capture.txt")
    invoke("build", "--strict")
    assert digests.CLOUDS[0] in Path("site/index.html").read_text()


def test_new_refuses_a_folder_that_holds_something(digest: Path, invoke: Invoke) -> None:
    """Nothing of somebody's is overwritten."""
    before = digests.fingerprint(digest)
    assert "not empty" in invoke("new", ".", code=1).stderr
    assert digests.fingerprint(digest) == before


BROKEN = {
    "missing": (None, "mkdocs.yml: is not there"),
    "not-yaml": ("site_name: [", "parsing the configuration"),
    "wrong-type": ("site_name: A\nplugins: [broadsheet]\nnav: 3\n", "Expected nav to be a list"),
    "wrong-option": ("site_name: A\nplugins: [{broadsheet: {dumps: 3}}]\n", "option 'dumps'"),
    "no-plugin": ("site_name: A\nplugins: [search]\n", "does not name the plugin `broadsheet`"),
    "unknown-plugin": ("site_name: A\nplugins: [broadsheet, nothere]\n", '"nothere" plugin is not installed'),
    "no-docs": ("site_name: A\nplugins: [broadsheet]\ndocs_dir: gone\n", "isn't an existing directory"),
    "no-dumps": ("site_name: A\nplugins: [{broadsheet: {dumps: gone}}]\n", "gone: is not there"),
    "no-topics": ("site_name: A\nplugins: [{broadsheet: {topics: gone.yml}}]\n", r"gone.yml: "),
}


def configure(digest: Path, config: str | None) -> None:
    """Give a digest another mkdocs.yml, or none."""
    (digest / "mkdocs.yml").unlink()
    if config is not None:
        (digest / "mkdocs.yml").write_text(config)


@pytest.mark.parametrize(("config", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_configuration_is_told(digest: Path, invoke: Invoke, config: str | None, told: str) -> None:
    """A mkdocs.yml that is missing or wrong is one text that says in what, and the old site stands."""
    (digest / "site").mkdir()
    (digest / "site" / "index.html").write_text("old")
    configure(digest, config)
    result = invoke("build", code=1)
    assert len(re.findall(r"^Error: ", result.stderr, flags=re.MULTILINE)) == 1, result.stderr
    assert told in result.stderr
    assert digests.fingerprint(digest / "site") == {"index.html": sha256(b"old").hexdigest()}


@pytest.mark.parametrize("case", ["missing", "no-plugin", "no-dumps"])
def test_serve_tells_a_broken_configuration_too(digest: Path, case: str) -> None:
    """Where there is nothing to serve, `serve` says why, once, and ends."""
    config, told = BROKEN[case]
    configure(digest, config)
    result = digests.run(digest, digests.command("serve", "--address", "127.0.0.1:0"))
    assert (result.returncode, result.stdout) == (1, "")
    assert len(re.findall(r"^Error: ", result.stderr, flags=re.MULTILINE)) == 1, result.stderr
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_build_takes_other_dumps(digest: Path, invoke: Invoke, tmp_path: Path) -> None:
    """`--dumps` names a file or a folder; the digest's curation, which is about other papers, is left out then."""
    (digest / "curation.yml").write_text("papers:\n  learning-to-name-clouds: {note: Look up.}\n")
    other = tmp_path / "2024-01-02.txt"
    other.write_text(digests.listing("Jan 2", digests.KETTLES), encoding="utf-8")
    invoke("build", "--dumps", str(other))
    assert [path.name for path in (digest / "site" / "papers").glob("*/")] == ["kettles-an-o-n-survey-of-boiling"]
    invoke("build", "--dumps", "dumps")
    assert "Look up." in (digest / "site/papers/learning-to-name-clouds/index.html").read_text()
    assert "nothing: is not there" in invoke("build", "--dumps", "nothing", code=1).stderr
    assert (digest / "site/papers/learning-to-name-clouds/index.html").exists()


def test_strict_stops_at_a_warning(digest: Path, invoke: Invoke) -> None:
    """A broken link in a hand-written page is a warning: told, and with `--strict` the end of the build."""
    invoke("build")
    before = digests.fingerprint(digest / "site")
    (digest / "docs" / "about.md").write_text("# About\n\n[nowhere](gone.md)\n")
    refused = invoke("build", "--strict", code=1).stderr
    assert "gone.md" in refused
    assert re.search(r"^Error: .*mkdocs\.yml: Aborted with 1 warnings in strict mode\. ", refused, flags=re.MULTILINE)
    assert digests.fingerprint(digest / "site") == before
    assert "gone.md" in invoke("build").stderr
    assert digests.fingerprint(digest / "site") != before


def watch(
    folder: Path, line: list[str], until: str = "", then: Callable[[int], None] = lambda _: None
) -> tuple[int, str]:
    """Run a command with its standard error on a terminal; do something once `until` is seen there.

    Return its exit code and what the terminal got.
    """
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        line, cwd=folder, env=digests.environment(), stdout=subprocess.DEVNULL, stderr=theirs, start_new_session=True
    ) as running:
        os.close(theirs)
        seen = b""
        waiting = bool(until)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                seen += os.read(ours, 4096)
            except OSError:  # how Linux tells that the other end is closed
                break
            if waiting and until.encode() in seen:
                waiting = False
                then(running.pid)
        code = running.wait(timeout=30)
    os.close(ours)
    assert not waiting, seen
    return code, seen.decode()


def test_a_watching_person_sees_how_far_it_is(digest: Path) -> None:
    """On a terminal each stage is a bar that ends full, and the cursor is there again afterwards."""
    code, seen = watch(digest, digests.command("build"))
    assert code == 0
    for stage in ("Reading dumps", "Finding topics", "Rendering pages"):
        assert re.search(rf"{stage} +\[#+\] +100%", seen), stage
    assert seen.rfind("\x1b[?25h") > seen.rfind("\x1b[?25l") >= 0


def test_nobody_watching_sees_nothing(digest: Path) -> None:
    """Where standard error is no terminal, a good build writes nothing there."""
    result = digests.run(digest, digests.command("build"))
    assert (result.returncode, result.stderr) == (0, "")


def test_an_interruption_leaves_the_terminal_and_the_site_sane(digest: Path) -> None:
    """Ctrl-C in the middle of a bar ends it: no traceback, the cursor shown, the old site as it was, nothing left."""
    (digest / "site").mkdir()
    (digest / "site" / "index.html").write_text("old")
    (digest / "dumps" / "2025-11-07.txt").write_text(digests.listing("Nov 7", *digests.many(180)), encoding="utf-8")
    code, seen = watch(digest, digests.command("build"), "Rendering pages", lambda pid: os.kill(pid, signal.SIGINT))
    assert code == 1
    assert "Traceback" not in seen
    assert "Aborted" in seen
    assert seen.rfind("\x1b[?25h") > seen.rfind("\x1b[?25l") >= 0
    assert (digest / "site" / "index.html").read_text() == "old"
    assert [path.name for path in digest.glob(".site*")] == []


def test_a_sound_sites_links_are_counted(digest: Path, invoke: Invoke) -> None:
    """`links` says how many it followed, and goes by mkdocs.yml for where the site is."""
    invoke("build")
    assert re.search(r"^\d+ pages, [\d,]+ links: 0 broken$", invoke("links").output, flags=re.MULTILINE)
    page = next((digest / "site" / "papers").rglob("index.html"))
    page.write_text(page.read_text(encoding="utf-8") + '<a href="gone/">gone</a>', encoding="utf-8")
    shown = invoke("links", code=1).output
    assert f"{page.relative_to(digest)}: gone/ leads nowhere" in shown


@pytest.mark.parametrize(("other", "told"), [("papers.csv", "no known format"), ("empty", "holds no dump")])
def test_what_cannot_be_compared_is_told(digest: Path, invoke: Invoke, other: str, told: str) -> None:
    """What holds no record is not taken for a library without papers, to which all were added."""
    invoke("export", "--format", "csv", "-o", "papers.csv")
    (digest / "empty").mkdir()
    result = invoke("diff", other, ".", code=1)
    assert result.stdout == ""
    assert re.search(rf"^{other}:1: error: .*{told}", result.stderr, flags=re.MULTILINE)


def test_a_digest_is_compared_with_an_export_of_it(digest: Path, invoke: Invoke) -> None:
    """`diff` takes exports, digests and dumps; what a curation corrects is told."""
    invoke("export", "-o", "before.jsonl")
    assert invoke("diff", "before.jsonl", ".").output == "Papers: no change.\n"
    (slug, *_) = (json.loads(line)["slug"] for line in Path("before.jsonl").read_text(encoding="utf-8").splitlines())
    (digest / "curation.yml").write_text(f"papers:\n  {slug}: {{ title: Another title }}\n", encoding="utf-8")
    assert f"- Another title (`{slug}`): title" in invoke("diff", "before.jsonl", ".").output
    assert json.loads(invoke("diff", "dumps", ".", "--format", "json").output)["corrected"]
