"""Messages -> a mail server: one each, at a pace, each noted in the journal before and after.

Where it stands: last among `mail`.
"""

import smtplib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.errors import BroadsheetError
from generator.mail.addresses import Mailbox
from generator.mail.journal import Journal, State
from generator.mail.server import Server, connect, read_answer

_ATTEMPTS: Final = 2
"""Times that a message is tried over a connection that breaks before the message is handed over."""
_CLOSING: Final = 421
"""What a server answers that has had enough of this connection."""
_DONE: Final = 250
_FORWARDED: Final = 251
"""What it answers that knows where else the reader is."""
_PERMANENT: Final = 500


class Outcome(StrEnum):
    """What became of one reader's letter."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """For good, as the server says."""
    LATER = "put off"
    """The server would have it another time."""
    DOUBTFUL = "in doubt"
    """The connection broke while the server had it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A reader, what became of the letter, and the server's word on it."""

    reader: Mailbox
    outcome: Outcome
    said: str = ""


@dataclass(slots=True, kw_only=True)
class Pace:
    """So many a minute, and no more."""

    a_minute: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    due: float = float("-inf")

    def wait(self) -> None:
        """Return when the next may go."""
        if (ahead := self.due - self.clock()) > 0:
            self.sleep(ahead)
        self.due = self.clock() + 60 / self.a_minute


@dataclass(slots=True, kw_only=True)
class Post:
    """A run of letters to one server, over as many connections as it takes."""

    server: Server
    sender: Mailbox
    journal: Journal
    pace: Pace
    connection: smtplib.SMTP | None = None

    def send(self, readers: Sequence[Mailbox], write: Callable[[Mailbox], bytes]) -> Iterator[Delivery]:
        """Send each reader the message that `write` makes, and yield what became of it.

        Raises BroadsheetError where the server can't be reached or will not be talked to. Whoever has been yielded
        stands in the journal then.
        """
        try:
            for reader in readers:
                self.pace.wait()
                yield self._send(reader, write(reader))
        finally:
            self._close()

    def _send(self, reader: Mailbox, message: bytes) -> Delivery:
        try:
            if refused := self._announce(reader):
                return refused
        except smtplib.SMTPNotSupportedError:
            said = "the server takes no addresses beyond ASCII (SMTPUTF8)"
            return Delivery(reader=reader, outcome=Outcome.REFUSED, said=said)
        return self._hand_over(reader, message)

    def _announce(self, reader: Mailbox) -> Delivery | None:
        """Tell the server who sends to whom; return its refusal. A connection that breaks here is opened again."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self.connection = self.connection or connect(self.server)
                return self._propose(self.connection, reader)
            except smtplib.SMTPNotSupportedError:
                raise
            except OSError as error:
                # smtplib's own errors are among them
                self._close()
                if attempt == _ATTEMPTS:
                    what = f"breaks the connection off ({error})"
                    todo = "Run the command again: it goes on where it stopped"
                    raise BroadsheetError(str(self.server), what, todo) from error
        raise AssertionError("every attempt returns or raises")

    def _propose(self, connection: smtplib.SMTP, reader: Mailbox) -> Delivery | None:
        plain = reader.address.isascii() and self.sender.address.isascii()
        code, said = connection.mail(self.sender.address, () if plain else ("SMTPUTF8",))
        _expect_open(code, said)
        if code >= _PERMANENT:
            todo = "Look at --from: a server sends for its own users"
            raise BroadsheetError(str(self.server), f"refuses the sender ({code} {read_answer(said)})", todo)
        if code == _DONE:
            code, said = connection.rcpt(reader.address)
            _expect_open(code, said)
        if code in (_DONE, _FORWARDED):
            return None
        connection.rset()
        return _refuse(reader, code, said)

    def _hand_over(self, reader: Mailbox, message: bytes) -> Delivery:
        connection = self.connection
        assert connection  # noqa: S101 (opened a moment ago)
        self.journal.note(reader, State.BEGUN)
        said: bytes | str
        try:
            code, said = connection.data(message)
        except smtplib.SMTPDataError as error:
            # it would not even have the message
            code, said = error.smtp_code, error.smtp_error
        except OSError as error:
            self._close()
            return Delivery(reader=reader, outcome=Outcome.DOUBTFUL, said=str(error))
        if code == _DONE:
            self.journal.note(reader, State.ACCEPTED)
            return Delivery(reader=reader, outcome=Outcome.ACCEPTED)
        self.journal.note(reader, State.REFUSED)
        with suppress(smtplib.SMTPException, OSError):
            connection.rset()
        return _refuse(reader, code, said)

    def _close(self) -> None:
        if self.connection:
            with suppress(smtplib.SMTPException, OSError):
                self.connection.quit()
            self.connection = None


def _expect_open(code: int, said: bytes) -> None:
    if code == _CLOSING:
        raise smtplib.SMTPServerDisconnected(read_answer(said))


def _refuse(reader: Mailbox, code: int, said: bytes | str) -> Delivery:
    outcome = Outcome.REFUSED if code >= _PERMANENT else Outcome.LATER
    return Delivery(reader=reader, outcome=outcome, said=f"{code} {read_answer(said)}")
