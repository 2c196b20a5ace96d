"""What stands between a fresh machine and the two commands, tried on machines made of stand-in programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]

# Answers as a Python does: is it new enough, has it ensurepip, what is its version; and makes .venv.
PYTHON = """
case "$*" in
    *"version_info <"*) exit {old:d} ;;
    *"import ensurepip"*) test -e ensurepip ;;
    *"version_info[:2]"*) echo 3.12 ;;
    --version) echo Python {version} ;;
    *venv*) echo "$*" >made ;;
esac
"""


class Machine:
    """A folder and a PATH that holds the stand-ins put there, and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()

    def put(self, name: str, script: str) -> Path:
        """Make `name` a program that runs the shell script."""
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the project's scripts in the folder."""
        return subprocess.run(
            [script, *arguments],
            cwd=self.folder,
            env={"PATH": str(self.programs)},
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def made(self) -> bool:
        """Tell whether a virtual environment was made."""
        return (self.folder / "made").exists()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine that has `id`, says it is not root, and has nothing else."""
    machine = Machine(tmp_path)
    machine.put("id", "echo 1000")
    return machine


def set_up(machine: Machine) -> subprocess.CompletedProcess[str]:
    """Make the virtual environment as the Makefile does."""
    return machine.run("/bin/sh", str(ROOT / ".ci/venv"))


def test_no_python_is_said_in_one_line(machine: Machine) -> None:
    """Where there is no Python at all, one line says which is needed."""
    done = set_up(machine)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_an_old_python_is_said_in_one_line(machine: Machine) -> None:
    """Where the only Python is too old, one line says which it is and which is needed."""
    machine.put("python3", PYTHON.format(old=True, version="3.9.2"))
    done = set_up(machine)
    assert (done.returncode, machine.made()) == (1, False)
    assert done.stderr.count("\n") == 1
    assert "3.11 or newer; found Python 3.9.2" in done.stderr


def test_a_newer_python_beside_an_old_one_is_taken(machine: Machine) -> None:
    """An old `python3` does not hide a newer one that goes by its full name."""
    machine.put("python3", PYTHON.format(old=True, version="3.9.2"))
    newer = machine.put("python3.12", PYTHON.format(old=False, version="3.12.1"))
    (machine.folder / "ensurepip").touch()
    done = set_up(machine)
    assert (done.returncode, done.stderr, machine.made()) == (0, "", True)
    assert str(newer) in done.stdout


def test_a_missing_ensurepip_is_named_to_a_person(machine: Machine) -> None:
    """Where Debian's package for virtual environments is missing and only root may install it, one line names it."""
    machine.put("python3", PYTHON.format(old=False, version="3.12.1"))
    done = set_up(machine)
    assert (done.returncode, machine.made()) == (1, False)
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install python3.12-venv" in done.stderr


@pytest.mark.parametrize("way", ["root", "sudo"])
def test_a_missing_ensurepip_is_installed_where_that_is_allowed(machine: Machine, way: str) -> None:
    """Root, and who needs no password to become root, gets the package installed."""
    machine.put("python3", PYTHON.format(old=False, version="3.12.1"))
    machine.put("apt-get", 'case "$*" in *install*python3.12-venv*) : >ensurepip ;; esac')
    if way == "root":
        machine.put("id", "echo 0")
    else:
        machine.put("sudo", 'shift; case $1 in true) ;; *) "$@" ;; esac')
    done = set_up(machine)
    assert (done.returncode, machine.made()) == (0, True)
    assert "installing python3.12-venv" in done.stdout


def test_ci_runs_the_test_command_unattended(machine: Machine) -> None:
    """`.ci/run` runs `make test` in the project's folder, says that it is CI, and has no one to ask."""
    for name in ("bash", "dirname", "env"):
        machine.programs.joinpath(name).symlink_to(shutil.which(name) or name)
    machine.put("make", 'echo "$*; CI=$CI; $PWD"; read -r answer || echo nobody answers')
    done = machine.run(str(ROOT / ".ci/run"))
    assert done.stdout.splitlines() == [f"test; CI=true; {ROOT}", "nobody answers"]


def test_a_browser_that_does_not_run_is_passed_over(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program by a browser's name that fails at once, as Ubuntu's pointer to a snap does, is no browser."""
    machine.put("chromium", "exit 1")
    working = machine.put("google-chrome", "echo Google Chrome 150")
    monkeypatch.setenv("PATH", str(machine.programs))
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    assert chromium.find() == working


def test_a_stated_browser_comes_first(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser that the environment names is taken before those on PATH."""
    machine.put("chromium", "echo Chromium 150")
    stated = machine.put("my-chromium", "echo Chromium 140")
    monkeypatch.setenv("PATH", str(machine.programs))
    monkeypatch.setenv(chromium.VARIABLE, str(stated))
    assert chromium.find() == stated


def test_a_browser_is_got_where_none_is(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Ways to get a browser are tried, and said, until one brings a browser that runs."""
    failing = machine.put("first-way", "exit 1")
    chrome = machine.programs / "chromium"
    way = machine.put("second-way", f"echo '#!/bin/sh' >{chrome}; /bin/chmod +x {chrome}")
    never = machine.put("third-way", ": >third")

    def ways() -> Iterator[list[str]]:
        yield from ([str(each)] for each in (failing, way, never))

    monkeypatch.setattr(chromium, "_installations", ways)
    monkeypatch.setattr(chromium, "_candidates", lambda: iter([chrome]))
    monkeypatch.chdir(machine.folder)
    assert chromium.get() == chrome
    said = capfd.readouterr().err.splitlines()
    assert [line.rpartition(os.sep)[2] for line in said] == ["first-way", "second-way"]
    assert not (machine.folder / "third").exists()
