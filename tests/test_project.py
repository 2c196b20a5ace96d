"""The project's own promises: the workflows, the lock, the commands it names, what the wheel holds."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator import __version__

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OWN_WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCAFFOLDED = sorted((ROOT / "generator/scaffold/digest/.github/workflows").glob("*.yml.scaffold"))
"""Those of a fresh digest: `broadsheet new` copies them as they are."""
WORKFLOWS = [*OWN_WORKFLOWS, *SCAFFOLDED]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def read(path: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")


def load(path: Path) -> dict[str, Any]:
    """Return a YAML file's top level, which has to be a mapping."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def make_targets() -> set[str]:
    """Return the targets of the Makefile that a person may ask for."""
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), flags=re.MULTILINE))


def jobs(workflows: Iterable[Path]) -> list[Any]:
    """Return every job of the workflows as a pytest parameter."""
    return [
        pytest.param(job, id=f"{path.name}-{name}") for path in workflows for name, job in load(path)["jobs"].items()
    ]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_clean_to_actionlint(workflow: Path) -> None:
    """Actionlint has nothing to say of a workflow."""
    actionlint = Path(sys.executable).with_name("actionlint")
    done = subprocess.run([actionlint, workflow], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_clean_to_zizmor(workflow: Path, tmp_path: Path) -> None:
    """Zizmor, which knows how workflows are attacked, has nothing to say of a workflow."""
    zizmor = Path(sys.executable).with_name("zizmor")
    # it reads what is called .yml
    copy = shutil.copy(workflow, tmp_path / workflow.name.removesuffix(".scaffold"))
    done = subprocess.run([zizmor, "--offline", "--quiet", copy], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    """Each action is named by a full commit SHA, with the version it stands for beside it."""
    used = re.findall(r"uses:\s*(.+)", workflow.read_text(encoding="utf-8"))
    assert used
    foreign = [line for line in used if not line.startswith("$/")]
    assert [line for line in foreign if not re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_an_action_has_one_version_everywhere() -> None:
    """No two steps, of any workflows, use an action in different versions."""
    used = re.findall(r"uses:\s*(\S+)@(.+)", "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS))
    versions: dict[str, set[str]] = {}
    for action, version in used:
        versions.setdefault(action, set()).add(version)
    assert {action: found for action, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_grant_nothing_by_default(workflow: Path) -> None:
    """A workflow's token may do nothing, and its runs stand in a concurrency group."""
    content = load(workflow)
    assert content["permissions"] == {}
    assert content["concurrency"]["group"]


def test_a_fresh_digest_has_a_workflow() -> None:
    """What is held to these rules is there: the scaffold's workflows are looked for in the right place."""
    assert [path.name for path in SCAFFOLDED] == ["publish.yml.scaffold"]


@pytest.mark.parametrize("job", jobs(WORKFLOWS))
def test_jobs_state_what_they_need(job: dict[str, Any]) -> None:
    """A job names its permissions and the longest it may take; one that calls a workflow leaves that to its jobs."""
    assert set(job["permissions"].values()) <= {"read", "write"}
    assert "uses" in job or 0 < job["timeout-minutes"] <= 30


@pytest.mark.parametrize("job", jobs(OWN_WORKFLOWS))
def test_jobs_run_what_a_contributor_runs(job: dict[str, Any]) -> None:
    """A job's own steps are make targets, or .ci/run, which is `make test`: what fails there can be repeated here.

    Only GitHub's own command speaks to GitHub.
    """
    commands = [step["run"] for step in job.get("steps", []) if "run" in step]
    ours = {".ci/run", *(f"make {target}" for target in make_targets())}
    assert [command for command in commands if command not in ours and not command.startswith("gh ")] == []


def test_tests_run_on_every_python_promised() -> None:
    """The classifiers and the test matrix name the same Pythons, and the oldest is the one required."""
    matrix = load(ROOT / ".github/workflows/ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]
    classifiers = re.findall(r"Python :: (3\.\d+)$", "\n".join(PYPROJECT["project"]["classifiers"]), flags=re.MULTILINE)
    assert matrix == classifiers
    assert PYPROJECT["project"]["requires-python"] == f">={matrix[0]}"


def test_the_published_site_knows_its_address() -> None:
    """The address that publish.yml hands over is read by mkdocs.yml, under the same name, in building and checking."""
    steps = load(ROOT / ".github/workflows/publish.yml")["jobs"]["build"]["steps"]
    environments = [step["env"] for step in steps if "env" in step]
    assert environments
    assert all(name in read("mkdocs.yml") for environment in environments for name in environment)


def test_nothing_is_published_before_every_check_has_passed() -> None:
    """The jobs that deploy and release come after those that check, directly or by way of others."""
    for name, last in (("publish.yml", {"deploy"}), ("release.yml", {"github", "pypi"})):
        needs = {
            job: {content["needs"]} if isinstance(content.get("needs"), str) else set(content.get("needs", []))
            for job, content in load(ROOT / ".github/workflows" / name)["jobs"].items()
        }
        for job in last:
            before = needs[job]
            while more := set().union(*(needs[each] for each in before)) - before:
                before |= more
            assert {"checks", "build"} <= before, (name, job)


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda path: path.name)
def test_github_can_read_its_files(path: Path) -> None:
    """Forms, Dependabot's settings and workflows are YAML mappings; GitHub shows nothing where one is not."""
    assert load(path)


def locked(lock: Path) -> dict[str, set[str]]:
    """Return a lock's versions by package: more than one where they differ by Python."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


def unmet(requirements: Iterable[str], versions: dict[str, set[str]]) -> list[str]:
    """Return the requirements that no locked version, or not every one, satisfies."""
    return [
        text
        for text in requirements
        for requirement in [Requirement(text)]
        for found in [versions.get(canonicalize_name(requirement.name), set())]
        if not found or not all(requirement.specifier.contains(version) for version in found)
    ]


def test_the_lock_covers_what_pyproject_asks_for() -> None:
    """A dependency added to pyproject.toml, or moved to a new major, is in the lock too."""
    groups = PYPROJECT["dependency-groups"]
    site = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"], *groups["build"]]
    assert unmet(site, locked(ROOT / "requirements/site.txt")) == []
    assert unmet([*site, *groups["test"], *groups["lint"]], locked(ROOT / "requirements/test.txt")) == []


def test_the_site_is_built_with_what_was_tested() -> None:
    """Every version in the site's lock is the one in the tests' lock."""
    assert locked(ROOT / "requirements/site.txt").items() <= locked(ROOT / "requirements/test.txt").items()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_the_lock_names_no_registry(lock: Path) -> None:
    """A lock holds versions and hashes, for every package, and no address: any registry's files will do, if equal."""
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert not re.search(r"^-", text, flags=re.MULTILINE)


def test_what_the_package_imports_is_a_dependency() -> None:
    """No library comes by way of another alone, which may do without it tomorrow."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "generator").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    foreign = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"generator"}
    asked = {canonicalize_name(Requirement(text).name) for text in PYPROJECT["project"]["dependencies"]}
    owners = packages_distributions()
    assert {name for name in foreign if asked.isdisjoint(map(canonicalize_name, owners[name]))} == set()


def test_dependencies_stop_below_their_next_major() -> None:
    """Each dependency has a floor and a ceiling."""
    requirements = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
    assert [str(each) for each in requirements if {spec.operator for spec in each.specifier} != {">=", "<"}] == []


@pytest.mark.parametrize(
    "document",
    ["README.md", "CONTRIBUTING.md", ".pre-commit-config.yaml", ".github/PULL_REQUEST_TEMPLATE.md"],
)
def test_named_make_targets_exist(document: str) -> None:
    """What a document tells its reader to make can be made."""
    named = re.findall(r"(?:^|`|: )make ([a-z-]+)", read(document), flags=re.MULTILINE)
    assert named
    assert set(named) <= make_targets()


def test_every_make_target_is_explained() -> None:
    """`make help` lists every target with a line of its own."""
    make = shutil.which("make")
    assert make
    listed = subprocess.run([make, "-C", ROOT, "help"], check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^make ([a-z-]+) +\S", listed, flags=re.MULTILINE)) == make_targets()


def test_the_changelog_knows_this_version() -> None:
    """The version that the package states has a section in CHANGELOG.md."""
    assert re.search(rf"^## .*{re.escape(__version__)}\b", read("CHANGELOG.md"), flags=re.MULTILINE)


def test_files_are_named_after_nouns() -> None:
    """No file is a drawer for what has no place."""
    drawers = {"common", "helper", "helpers", "manager", "misc", "shared", "stuff", "tools", "util", "utils"}
    paths = [path for folder in ("generator", "tests") for path in (ROOT / folder).rglob("*")]
    assert [str(path.relative_to(ROOT)) for path in paths if path.stem in drawers] == []
