"""`broadsheet mail`: a file unless more is asked for, and nothing sent where anything is amiss."""

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from tests import digests
from tests.mail.post_office import PostOffice

READERS = "ada@example.org\nbabbage@example.org\n"
Mail = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small digest with a list of readers, the command called in its folder, nothing of mail in the environment."""
    folder = digests.make(tmp_path / "digest")
    (folder / "readers.txt").write_text(READERS)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SITE_URL", "https://digest.example.org/")
    for name in ("DUMPS", "MAIL_FROM", "UNSUBSCRIBE", "SMTP", "SMTP_USER", "SMTP_PASSWORD"):
        monkeypatch.delenv(f"BROADSHEET_{name}", raising=False)
    return folder


@pytest.fixture
def mail(folder: Path) -> Mail:
    """Call the command in this process."""
    assert folder.is_dir()

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli.main, ["mail", *arguments], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return call


def sending(office: PostOffice) -> list[str]:
    """Return the options that send to the list over a server."""
    server = ["--smtp", f"localhost:{office.port}", "--rate", "60000"]
    return ["--to", "readers.txt", "--from", "d@example.org", "--send", *server]


@pytest.mark.parametrize("period", ["2025-11-05", "2025-W45", "2025-11"])
def test_a_letter_is_written_as_a_file(mail: Mail, period: str) -> None:
    """Named after its period, and told with its size."""
    told = mail(period).output
    assert told.startswith("The Small Digest: ")
    assert told.endswith(f" kB) -> {period}.eml\n")
    message = message_from_bytes(Path(f"{period}.eml").read_bytes(), policy=policy.default)
    assert message["Subject"] == told.split(" (")[0]


def test_a_letter_is_written_where_one_likes(mail: Mail, folder: Path) -> None:
    """`-o` names the file, `--from` its sender."""
    mail("2025-11-05", "-o", "out/letter.eml", "--from", "Desk <d@example.org>")
    assert not list(folder.glob("*.eml"))
    message = message_from_bytes((folder / "out" / "letter.eml").read_bytes(), policy=policy.default)
    assert message["From"] == "Desk <d@example.org>"


def test_nothing_is_sent_unless_asked(mail: Mail, folder: Path, office: PostOffice) -> None:
    """A list and a server alone are a rehearsal: it says to how many the letter would go, and leaves no trace."""
    before = digests.fingerprint(folder / "dumps"), sorted(path.name for path in folder.iterdir())
    told = mail("2025-11-05", *(each for each in sending(office) if each != "--send")).output
    assert "would go to 2 readers. Nothing was sent; --send does it." in told
    assert office.readers == []
    left = sorted(path.name for path in folder.iterdir() if path.name != ".broadsheet")
    assert (digests.fingerprint(folder / "dumps"), left) == before


def test_a_letter_is_sent_once(mail: Mail, office: PostOffice) -> None:
    """To each on the list, and to none of them again; the next digest to all of them."""
    assert "sent to 2 of 2 readers." in mail("2025-11-05", *sending(office)).output
    again = mail("2025-11-05", *sending(office)).output
    assert "2 readers got it in an earlier run." in again
    assert "sent to 0 of 0 readers." in again
    assert office.readers == READERS.split()
    assert "2 readers got it" in mail("2025-11-05", "--to", "readers.txt").output
    mail("2025-11-06", *sending(office))
    assert office.readers == READERS.split() * 2
    assert len({message["Subject"] for _, message in office.boxes}) == 2


def test_whoever_is_left_out_is_told(mail: Mail, office: PostOffice) -> None:
    """With the server's word, and an exit code that a script sees."""
    office.refusals = {"ada@example.org": "550 No such user"}
    result = mail("2025-11-05", *sending(office), code=1)
    assert "ada@example.org: refused (550 No such user)" in result.stderr
    assert "sent to 1 of 2 readers." in result.stdout


def test_a_run_that_ends_early_says_how_far_it_came(mail: Mail, office: PostOffice) -> None:
    """And the next one goes on from there."""
    office.drops = {("RCPT", "babbage@example.org"): 2}
    result = mail("2025-11-05", *sending(office), code=1)
    assert "sent to 1 of 2 readers." in result.stdout
    assert "Run the command again" in result.stderr
    assert "sent to 1 of 1 reader." in mail("2025-11-05", *sending(office)).output
    assert office.readers == READERS.split()


@pytest.mark.parametrize(
    ("period", "readers", "told"),
    [
        ("2025-11-07", READERS, "`2025-11-07`: has no digest. The closest is 2025-11-06."),
        ("2024-11", READERS, "`2024-11`: has no digest. The closest is 2025-11."),
        ("soon", READERS, "`soon`: is neither a day nor a week nor a month"),
        ("2025-11-05", "", "readers.txt: names nobody"),
        ("2025-11-05", READERS + READERS, "readers.txt:3: `ada@example.org` stands in line 1 already"),
        ("2025-11-05", "ada@example.org\x0bBcc: all@example.org\n", "readers.txt:1: "),
        ("2025-11-05", "ada\n", "readers.txt:1: `ada` is no mail address"),
    ],
)
def test_what_is_amiss_is_told_and_nothing_sent(  # noqa: PLR0913, PLR0917 (fixtures)
    mail: Mail, folder: Path, office: PostOffice, period: str, readers: str, told: str
) -> None:
    """Before the server hears a word."""
    (folder / "readers.txt").write_text(readers)
    assert told in mail(period, *sending(office), code=1).stderr
    assert office.readers == []
    assert not list(folder.glob("*.journal"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--send"], "--send: needs --to and --from and --smtp"),
        (["--send", "--to", "readers.txt", "--from", "d@example.org"], "--send: needs --smtp"),
        (["--to", "gone.txt"], "gone.txt: cannot be read"),
        (["--from", "d@example.org\nBcc: x@example.org"], "--from: "),
        (["--from", "d@example.org", "--unsubscribe", "http://x.example/"], "--unsubscribe: "),
        (["--smtp", "localhost:port"], "--smtp: `localhost:port` is no mail server"),
        (["--smtp", ":25"], "--smtp: "),
        (["--smtp", "localhost:99999"], "--smtp: "),
    ],
)
def test_options_that_do_not_fit_are_told(mail: Mail, folder: Path, arguments: list[str], told: str) -> None:
    """By the option's name, and no file is written."""
    assert told in mail("2025-11-05", *arguments, code=1).stderr
    assert not list(folder.glob("*.eml"))


@pytest.mark.parametrize("given", ["USER", "PASSWORD"])
def test_half_of_what_a_server_asks_is_told(mail: Mail, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """A user without a password, or the other way round, is a slip; the password is not repeated."""
    monkeypatch.setenv(f"BROADSHEET_SMTP_{given}", "hunter2")
    result = mail("2025-11-05", "--smtp", "localhost", code=1)
    assert "Set both, or neither" in result.stderr
    assert "hunter2" not in result.output


def test_without_the_sites_address_no_letter_is_made(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says where to write it."""
    monkeypatch.delenv("SITE_URL")
    assert "mkdocs.yml: has no `site_url`" in mail("2025-11-05", code=1).stderr
