"""The command that makes letters of digests: mail.

Where it stands: after `options`.
"""

import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from generator.commands.options import CONFIG, bar, clearly, shortest
from generator.errors import BroadsheetError
from generator.files import write_file
from generator.findings import count
from generator.flow import collect, refuse_errors
from generator.mail.addresses import Mailbox, read_list, read_mailbox
from generator.mail.delivery import Outcome, Pace, Post
from generator.mail.journal import State, choose, journal_path, open_journal, read_states
from generator.mail.letters import Draft, draft_letter
from generator.mail.messages import Sender, check_unsubscribe, fit, write_message
from generator.mail.periods import read_period
from generator.mail.server import Security, Server
from generator.pages import Edition
from generator.settings import find_memory, find_options, find_sources
from generator.site import engine
from generator.site.description import describe
from generator.yamlfile.mistakes import quote

_USER = "BROADSHEET_SMTP_USER"
_PASSWORD = "BROADSHEET_SMTP_PASSWORD"  # noqa: S105 (the variable's name)
_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A letter that only needs its readers."""

    draft: Draft
    most: int
    """Papers that there is room for."""
    sender: Sender | None
    moment: datetime

    def write(self, reader: Mailbox | None = None) -> bytes:
        """Return the message for a reader, or for nobody yet."""
        return write_message(self.draft, self.most, self.sender, reader, self.moment)

    def __str__(self) -> str:
        size = f"{len(self.write()) / 1000:.0f} kB"
        shown = (
            f"{self.most} of {count(self.draft.of, 'paper')}"
            if self.most < self.draft.of
            else count(self.most, "paper")
        )
        return f"{self.draft.site_name}: {self.draft.period.title} ({shown}, {size})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A letter and those whom it is for."""

    letter: Fitted
    journal: Path
    readers: tuple[Mailbox, ...]
    doubtful: bool
    """Whether those in doubt are to get it again."""

    def choose(self, states: Mapping[str, State]) -> tuple[Mailbox, ...]:
        """Return who is to get it yet; say what is to be known of the others."""
        earlier = [states.get(reader.key) for reader in self.readers]
        if accepted := earlier.count(State.ACCEPTED):
            click.echo(f"{count(accepted, 'reader')} got it in an earlier run.")
        for reader, state in zip(self.readers, earlier, strict=True):
            if state is State.BEGUN and not self.doubtful:
                click.echo(f"{reader.address}: in doubt since an earlier run; --doubtful sends it again.")
        return choose(self.readers, states, doubtful=self.doubtful)


@click.command()
@CONFIG
@click.argument("date")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file.  [default: DATE.eml]")
@click.option("--to", "readers", type=click.Path(path_type=Path), help="A file with an address on each line.")
@click.option("--send", is_flag=True, help="Send it. Without this nothing is ever sent.")
@click.option("--from", "sender", envvar="BROADSHEET_MAIL_FROM", help="Your address, or `Name <address>`.")
@click.option(
    "--unsubscribe",
    envvar="BROADSHEET_UNSUBSCRIBE",
    help="https:// or mailto:, {address} in it for the reader's.  [default: a mail to --from]",
)
@click.option("--smtp", envvar="BROADSHEET_SMTP", metavar="HOST[:PORT]", help="Your mail server.")
@click.option(
    "--security",
    type=click.Choice([each.value for each in Security]),
    default=Security.STARTTLS.value,
    show_default=True,
    help="How the connection is encrypted.",
)
@click.option(
    "--rate", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, help="Letters a minute."
)
@click.option("--doubtful", is_flag=True, help="Send again to those of whom a broken run left it in doubt.")
@clearly
def mail(  # noqa: PLR0913, PLR0917 (each is an option)
    config_file: Path,
    date: str,
    output: Path | None,
    readers: Path | None,
    sender: str | None,
    unsubscribe: str | None,
    smtp: str | None,
    security: str,
    rate: float,
    *,
    send: bool,
    doubtful: bool,
) -> None:
    """Make a letter of a digest, and send it on request.

    DATE is a day, an ISO week or a month. Without --to, the letter is written as a file that every mail program opens.
    With --to, it is told to how many it would go, and with --send it goes there, one message each. Who has got it is
    kept in a journal beside the list, so that a run that breaks off can be run again. A user and a password for the
    server are taken from BROADSHEET_SMTP_USER and BROADSHEET_SMTP_PASSWORD.

    \b
    Examples:
      broadsheet mail 2025-11-05
      broadsheet mail 2025-W45 -o week.eml --from digest@example.org
      broadsheet mail 2025-11 --to readers.txt --from digest@example.org
      broadsheet mail 2025-11 --to readers.txt --from digest@example.org --smtp mail.example.org --send
    """
    by = _read_sender(sender, unsubscribe) if sender else None
    if send and not (readers and by and smtp):
        missing = [name for name, given in (("--to", readers), ("--from", by), ("--smtp", smtp)) if not given]
        raise BroadsheetError("--send", f"needs {' and '.join(missing)}", "Nothing was sent; give it and try again")
    listed = read_list(readers) if readers else ()
    server = _read_server(smtp, Security(security), os.environ) if smtp else None
    letter = _prepare(config_file, date, by)
    if output or not readers:
        path = output or Path(f"{letter.draft.period.name}.eml")
        write_file(path, letter.write())
        click.echo(f"{letter} -> {shortest(path)}")
    if readers and send and server and by:
        run = Run(letter=letter, journal=journal_path(readers), readers=listed, doubtful=doubtful)
        _send(run, server, by.mailbox, Pace(a_minute=rate))
    elif readers:
        _rehearse(Run(letter=letter, journal=journal_path(readers), readers=listed, doubtful=doubtful))


def _prepare(config_file: Path, date: str, sender: Sender | None) -> Fitted:
    period = read_period(date)
    config = engine.load(config_file)
    options = find_options(config)
    collection = collect(find_sources(config, options), bar, find_memory(config))
    refuse_errors(collection.library)
    draft = draft_letter(Edition(collection=collection, site=describe(config, options)), period)
    moment = _now()
    return Fitted(draft=draft, most=fit(draft, sender, moment), sender=sender, moment=moment)


def _rehearse(run: Run) -> None:
    left = run.choose(read_states(run.journal, run.letter.draft.period.name))
    click.echo(f"{run.letter}: would go to {count(len(left), 'reader')}. Nothing was sent; --send does it.")


def _send(run: Run, server: Server, sender: Mailbox, pace: Pace) -> None:
    """Send the letter; exit with 1 where somebody is left without it."""
    told: Counter[Outcome] = Counter()
    with open_journal(run.journal, run.letter.draft.period.name) as journal:
        left = run.choose(journal.states)
        post = Post(server=server, sender=sender, journal=journal, pace=pace)
        try:
            with bar("Sending", len(left)) as tick:
                for delivery in post.send(left, run.letter.write):
                    told[delivery.outcome] += 1
                    if delivery.outcome is not Outcome.ACCEPTED:
                        click.echo(f"{delivery.reader.address}: {delivery.outcome.value} ({delivery.said})", err=True)
                    tick()
        finally:
            # also where the server has ended it
            click.echo(f"{run.letter}: sent to {told[Outcome.ACCEPTED]:,} of {count(len(left), 'reader')}.")
    if told[Outcome.ACCEPTED] < len(left):
        sys.exit(1)


def _read_sender(sender: str, unsubscribe: str | None) -> Sender:
    return Sender(
        mailbox=read_mailbox(sender, "--from"), unsubscribe=check_unsubscribe(unsubscribe) if unsubscribe else ""
    )


def _read_server(smtp: str, security: Security, environment: Mapping[str, str]) -> Server:
    host, _, port = smtp.partition(":")
    if not host or (port and not (port.isascii() and port.isdigit() and 0 < int(port) < 1 << 16)):
        raise BroadsheetError("--smtp", f"{quote(smtp)} is no mail server", "Write it as mail.example.org:587")
    user, password = environment.get(_USER, ""), environment.get(_PASSWORD, "")
    if bool(user) != bool(password):
        unset, given = (_PASSWORD, _USER) if user else (_USER, _PASSWORD)
        raise BroadsheetError(unset, f"is not set, but {given} is", "Set both, or neither")
    return Server(
        host=host, port=int(port) if port else _PORTS[security], security=security, user=user, password=password
    )


def _now() -> datetime:
    return datetime.now().astimezone()
