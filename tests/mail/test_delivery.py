"""Messages over a real server: encrypted, one each, never twice, whatever breaks."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.errors import BroadsheetError
from generator.mail.addresses import Mailbox, read_mailbox
from generator.mail.delivery import Delivery, Outcome, Pace, Post
from generator.mail.journal import State, choose, open_journal, read_states
from generator.mail.server import Security, Server, connect
from tests import digests
from tests.mail.post_office import CERTIFICATE, PASSWORD, USER, PostOffice, open_post_office

SENDER = read_mailbox("digest@example.org", "")
READERS = [read_mailbox(f"{name}@example.org", "") for name in ("ada", "babbage", "curie", "darwin")]
ADDRESSES = [reader.address for reader in READERS]


def write(reader: Mailbox) -> bytes:
    """Return a message that looks like one; a line that begins with a full stop is SMTP's own trap."""
    return f"Subject: To {reader.address}\r\nTo: x@example.org\r\n\r\n.\r\n..\r\nEnd\r\n".encode()


def run(
    office: PostOffice, journal: Path, readers: Iterable[Mailbox] = READERS, *, doubtful: bool = False
) -> list[Delivery]:
    """Send to those who are left, as the command does."""
    server = Server(host="localhost", port=office.port)
    with open_journal(journal, "2025-11-05") as book:
        post = Post(server=server, sender=SENDER, journal=book, pace=Pace(a_minute=60_000))
        return list(post.send(choose(readers, book.states, doubtful=doubtful), write))


def outcomes(deliveries: Iterable[Delivery]) -> list[Outcome]:
    """Return what became of each."""
    return [delivery.outcome for delivery in deliveries]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Where a journal may stand."""
    return tmp_path / "readers.txt.journal"


def test_each_reader_gets_one_message_of_its_own(office: PostOffice, journal: Path) -> None:
    """One envelope, one message, over an encrypted connection, whole to the last full stop."""
    assert outcomes(run(office, journal)) == [Outcome.ACCEPTED] * 4
    assert office.readers == ADDRESSES
    assert [message["Subject"] for _, message in office.boxes] == [f"To {address}" for address in ADDRESSES]
    assert [message.get_content().splitlines() for _, message in office.boxes] == [[".", "..", "End"]] * 4
    assert {encrypted for encrypted, _ in office.seen} == {True}


def test_a_second_run_sends_nothing(office: PostOffice, journal: Path) -> None:
    """Whoever has got it is in the journal; whoever comes to the list later gets it alone."""
    run(office, journal, READERS[:3])
    assert run(office, journal, READERS[:3]) == []
    assert outcomes(run(office, journal)) == [Outcome.ACCEPTED]
    assert office.readers == ADDRESSES


def test_a_refused_reader_stops_nobody(office: PostOffice, journal: Path) -> None:
    """Refused, put off, or refused with the message in hand: told in the server's words, the others get theirs."""
    office.refusals = {ADDRESSES[0]: "550 No such user\x1b[31m", ADDRESSES[1]: "450 Greylisted"}
    office.rejections = {ADDRESSES[2]: "554 Looks like spam"}
    told = run(office, journal)
    assert outcomes(told) == [Outcome.REFUSED, Outcome.LATER, Outcome.REFUSED, Outcome.ACCEPTED]
    assert [delivery.said for delivery in told] == [
        "550 No such user [31m",
        "450 Greylisted",
        "554 Looks like spam",
        "",
    ]
    office.refusals, office.rejections = {}, {}
    assert [delivery.reader.address for delivery in run(office, journal)] == ADDRESSES[:3]
    assert sorted(office.readers) == sorted(ADDRESSES)


def test_a_connection_that_drops_is_opened_again(office: PostOffice, journal: Path) -> None:
    """Before the message is handed over, nothing is in doubt."""
    office.drops = {("RCPT", ADDRESSES[1]): 1}
    assert outcomes(run(office, journal)) == [Outcome.ACCEPTED] * 4
    assert office.readers == ADDRESSES


def test_a_connection_that_keeps_dropping_ends_the_run(office: PostOffice, journal: Path) -> None:
    """The error says to run it again, and that run goes on where this one stopped."""
    office.drops = {("RCPT", ADDRESSES[2]): 2}
    with pytest.raises(BroadsheetError, match=r"breaks the connection off.* Run the command again"):
        run(office, journal)
    assert office.readers == ADDRESSES[:2]
    assert outcomes(run(office, journal)) == [Outcome.ACCEPTED] * 2
    assert office.readers == ADDRESSES


def test_a_reader_in_doubt_is_not_sent_to_again(office: PostOffice, journal: Path) -> None:
    """A connection that drops when the server had the message may have lost it or not: only the curator may repeat."""
    office.drops = {("DATA", ADDRESSES[1]): 1}
    assert outcomes(run(office, journal)) == [
        Outcome.ACCEPTED,
        Outcome.DOUBTFUL,
        Outcome.ACCEPTED,
        Outcome.ACCEPTED,
    ]
    assert run(office, journal) == []
    assert office.readers == ADDRESSES
    assert [delivery.reader.address for delivery in run(office, journal, doubtful=True)] == [ADDRESSES[1]]


def test_two_runs_do_not_send_at_once(office: PostOffice, journal: Path) -> None:
    """The second says that there is another, and sends nothing."""
    with open_journal(journal, "2025-11-05"), pytest.raises(BroadsheetError, match="another run is sending"):
        run(office, journal)
    assert office.readers == []


def test_letters_have_a_pace() -> None:
    """No more than so many a minute; time that sending itself took is not waited for twice."""
    now, slept = 0.0, []

    def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(seconds)
        now += seconds

    pace = Pace(a_minute=30, clock=lambda: now, sleep=sleep)
    for took in (0.5, 3.0, 0.0):
        pace.wait()
        now += took
    pace.wait()
    assert slept == [1.5, 2.0]


# The journal


def test_each_line_is_on_disk_when_it_is_told(journal: Path) -> None:
    """Another process reads it at once, each line whole."""
    with open_journal(journal, "2025-11-05") as book:
        book.note(READERS[0], State.BEGUN)
        book.note(READERS[0], State.ACCEPTED)
        lines = [json.loads(line) for line in journal.read_text().splitlines()]
    assert lines == [
        {"letter": "2025-11-05", "to": ADDRESSES[0], "state": "begun"},
        {"letter": "2025-11-05", "to": ADDRESSES[0], "state": "accepted"},
    ]


def test_a_journal_tells_letters_apart(journal: Path) -> None:
    """Who got one digest has not got the next; an address is the same in capitals."""
    with open_journal(journal, "2025-11-05") as book:
        book.note(READERS[0], State.ACCEPTED)
    assert read_states(journal, "2025-11-06") == {}
    (reader,) = [read_mailbox("ADA@Example.ORG", "")]
    assert choose([reader], read_states(journal, "2025-11-05")) == ()


def test_a_line_cut_off_is_dropped(journal: Path) -> None:
    """What was half written when the power went was not done yet; the next line stands on a line of its own."""
    with open_journal(journal, "a") as book:
        book.note(READERS[0], State.BEGUN)
        book.note(READERS[0], State.ACCEPTED)
    journal.write_bytes(journal.read_bytes()[:-9])
    with open_journal(journal, "a") as book:
        assert book.states == {ADDRESSES[0]: State.BEGUN}
        book.note(READERS[1], State.BEGUN)
    assert read_states(journal, "a") == dict.fromkeys(ADDRESSES[:2], State.BEGUN)


@pytest.mark.parametrize("line", ["nonsense", "{}", "[]", '{"letter": "a", "to": "x@y.z", "state": "eaten"}', "\xff"])
def test_a_damaged_journal_stops_the_run(journal: Path, line: str) -> None:
    """Without its journal a run could send twice."""
    journal.write_bytes(b'{"letter": "a", "to": "x@y.z", "state": "begun"}\n' + line.encode("latin-1") + b"\n")
    with pytest.raises(BroadsheetError, match=r"journal:2: is no line of a journal"), open_journal(journal, "a"):
        pass


# Connections


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_the_user_is_told_over_tls(monkeypatch: pytest.MonkeyPatch, security: Security, password: str) -> None:
    """With the right password the server takes messages; with a wrong one the error names the variables, not it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with open_post_office(tls=security is Security.TLS, password=True) as office:
        server = Server(host="127.0.0.1", port=office.port, security=security, user=USER, password=password)
        assert password not in repr(server)
        if password == PASSWORD:
            with connect(server) as connection:
                assert connection.mail(SENDER.address)[0] == 250
        else:
            with pytest.raises(BroadsheetError, match="refuses the user") as raised:
                connect(server)
            assert password not in str(raised.value)


def test_nothing_is_said_to_a_server_that_nobody_vouches_for() -> None:
    """A certificate of unknown origin ends the conversation."""
    with open_post_office() as office, pytest.raises(BroadsheetError, match="certificate that can't be trusted"):
        connect(Server(host="localhost", port=office.port))


def test_nothing_is_said_without_encryption() -> None:
    """A server without STARTTLS is refused; asked for by name, a connection in the clear works, without a password."""
    with open_post_office(starttls=False) as office:
        with pytest.raises(BroadsheetError, match="STARTTLS"):
            connect(Server(host="localhost", port=office.port))
        with connect(Server(host="localhost", port=office.port, security=Security.NONE)) as connection:
            assert connection.mail(SENDER.address)[0] == 250
    far = Server(host="mail.example.org", port=25, security=Security.NONE, user=USER, password=PASSWORD)
    with pytest.raises(BroadsheetError, match="anyone can read"):
        connect(far)


def test_a_server_that_is_not_there_is_told() -> None:
    """The error names it and says where to look."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(BroadsheetError, match=rf"localhost:{port}: can't be reached .*--smtp"):
            connect(Server(host="localhost", port=port))


@pytest.mark.parametrize("host", ["mail..example.org", f"{'m' * 64}.example.org"])
def test_a_name_that_no_server_can_have_is_told(host: str) -> None:
    """As one that is not there."""
    with pytest.raises(BroadsheetError, match=rf"{host}:587: can't be reached"):
        connect(Server(host=host, port=587))


def test_a_password_that_cannot_be_sent_is_told(office: PostOffice) -> None:
    """Python's SMTP takes ASCII alone; the password is not repeated."""
    typed = "schlüssel"
    server = Server(host="localhost", port=office.port, user=USER, password=typed)
    with pytest.raises(BroadsheetError, match="letters beyond ASCII") as raised:
        connect(server)
    assert typed not in str(raised.value)


def test_an_address_beyond_ascii_is_sent_to(office: PostOffice, journal: Path) -> None:
    """With SMTPUTF8 where its first part needs it; a domain is written in its ASCII form."""
    readers = [read_mailbox("jürgen@exämple.org", ""), read_mailbox("用户@例え.jp", "")]
    assert outcomes(run(office, journal, readers)) == [Outcome.ACCEPTED] * 2
    assert office.readers == ["jürgen@xn--exmple-cua.org", "用户@xn--r8jz45g.jp"]


# A whole run, and its sudden end


def test_a_run_that_is_killed_goes_on_where_it_stopped(office: PostOffice, tmp_path: Path) -> None:
    """Killed while the server has a message, the next run leaves that reader alone and sends to the rest."""
    folder = digests.make(tmp_path / "digest")
    (folder / "readers.txt").write_text("\n".join(ADDRESSES))
    line = digests.command("mail", "2025-11-05", "--to", "readers.txt", "--from", "d@example.org", "--send")
    line += ["--smtp", f"localhost:{office.port}", "--rate", "60000"]
    environment = digests.environment() | {
        "SITE_URL": "https://digest.example.org/",
        "SSL_CERT_FILE": os.environ["SSL_CERT_FILE"],
    }
    with ExitStack() as stack:
        running = stack.enter_context(
            subprocess.Popen(line, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        )
        office.on_message = lambda reader: running.send_signal(signal.SIGKILL) if reader == ADDRESSES[1] else None
        running.communicate(timeout=60)
    assert running.returncode == -signal.SIGKILL
    assert office.readers == ADDRESSES[:2]
    office.on_message = lambda _: None
    again = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert again.returncode == 0, again.stderr
    assert office.readers == ADDRESSES
    assert "1 reader got it in an earlier run." in again.stdout
    assert f"{ADDRESSES[1]}: in doubt since an earlier run; --doubtful sends it again." in again.stdout
    assert "sent to 2 of 2 readers." in again.stdout
