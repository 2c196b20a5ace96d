"""Who has got which letter, line by line on disk, so that a run that was broken off goes on and nobody gets one twice.

Where it stands: beside `addresses`. A line is written before a message is handed over and another when the server has
taken it; what stands between the two when the power goes, nobody knows. Such a reader is in doubt, and gets no second
letter unless the curator says so.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from generator.errors import BroadsheetError, os_error
from generator.mail.addresses import Mailbox


class State(StrEnum):
    """How far a reader's letter has come."""

    BEGUN = "begun"
    """Handed over; without a later line, in doubt."""
    ACCEPTED = "accepted"
    """The server has taken it."""
    REFUSED = "refused"
    """The server has not."""


@dataclass(slots=True, kw_only=True)
class Journal:
    """The journal of a list, open for one letter."""

    file: BinaryIO
    letter: str
    states: dict[str, State] = field(default_factory=dict)
    """By `Mailbox.key`; whom nothing was written of is left out."""

    def note(self, reader: Mailbox, state: State) -> None:
        """Write a line; it is on disk when this returns."""
        line = {"letter": self.letter, "to": reader.address, "state": state.value}
        self.file.write(f"{json.dumps(line, ensure_ascii=False)}\n".encode())
        self.file.flush()
        os.fsync(self.file.fileno())
        self.states[reader.key] = state


def choose(readers: Iterable[Mailbox], states: Mapping[str, State], *, doubtful: bool = False) -> tuple[Mailbox, ...]:
    """Return who is to get the letter yet; those in doubt only on request."""
    done = {State.ACCEPTED} if doubtful else {State.ACCEPTED, State.BEGUN}
    return tuple(reader for reader in readers if states.get(reader.key) not in done)


def journal_path(list_path: Path) -> Path:
    """Return where the journal of a list stands: beside it."""
    return list_path.with_name(f"{list_path.name}.journal")


def read_states(path: Path, letter: str) -> dict[str, State]:
    """Return how far a letter has come; empty where there is no journal.

    Raises BroadsheetError for a line that is none of a journal's; a last one that was cut off is none at all.
    """
    states: dict[str, State] = {}
    content = path.read_bytes() if path.is_file() else b""
    for number, line in enumerate(content.split(b"\n")[:-1], 1):
        try:
            record = json.loads(line)
            if record["letter"] == letter:
                states[Mailbox(address=record["to"]).key] = State(record["state"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            todo = "Mend the line if you know what stood there; without the journal, some would get the letter twice"
            raise BroadsheetError(f"{path}:{number}", "is no line of a journal", todo) from error
    return states


@contextmanager
def open_journal(path: Path, letter: str) -> Iterator[Journal]:
    """Open the journal for a run, and for this run alone.

    Raises BroadsheetError where another run has it open, or as `read_states` does; OutputError where it can't be
    written.
    """
    try:
        with path.open("a+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BroadsheetError(str(path), "another run is sending to this list", "Let it end first") from error
            states = read_states(path, letter)
            _drop_torn_line(file)
            yield Journal(file=file, letter=letter, states=states)
    except OSError as error:
        if error.filename is None:
            raise
        raise os_error(error, path) from error


def _drop_torn_line(file: BinaryIO) -> None:
    """Cut off what stands behind the last line's end: its run was broken off before it did what the line would say."""
    file.seek(0)
    file.truncate(file.read().rfind(b"\n") + 1)
