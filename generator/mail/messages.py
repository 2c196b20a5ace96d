"""A letter as a message for one reader: headers, both parts, the way to unsubscribe.

Where it stands: after `letters` and `addresses`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Final
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from slugify import slugify

from generator.errors import BroadsheetError
from generator.mail.addresses import Mailbox
from generator.mail.letters import Draft
from generator.yamlfile.mistakes import quote

LONGEST: Final = 100_000
"""Bytes of a whole message. Gmail cuts an HTML part off at 102 KB, and with it the way to unsubscribe."""
_READER: Final = "{address}"
"""Stands in the address of `--unsubscribe` for the reader's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends, and how a reader stops it."""

    mailbox: Mailbox
    unsubscribe: str = ""
    """An https or mailto address, `{address}` in it for the reader's; empty: a mail to the sender."""

    def tell_unsubscribe(self, reader: Mailbox | None) -> str:
        """Return the address by which a reader unsubscribes."""
        template = self.unsubscribe or f"mailto:{percent(self.mailbox.address, safe='@')}?subject=unsubscribe"
        return template.replace(_READER, percent(reader.address, safe="") if reader else "")


def check_unsubscribe(address: str) -> str:
    """Return the address. Raises BroadsheetError unless it is https or mailto, and fit for a header."""
    if address.startswith(("https://", "mailto:")) and address.isascii() and not set(address) & set(' <>"\r\n\t,'):
        return address
    todo = "Write https://… of your newsletter service ({address} in it stands for the reader's), or mailto:…"
    raise BroadsheetError("--unsubscribe", f"{quote(address)} is neither an https nor a mailto address", todo)


def fit(draft: Draft, sender: Sender | None, moment: datetime) -> int:
    """Return how many of the letter's papers a message has room for, whoever gets it.

    Raises BroadsheetError where there is no room for a single one.
    """
    # as long as a reader's address may be, percent-encoded
    longest = Mailbox(address=f"{'x' * 1000}@example.org")

    def fits(most: int) -> bool:
        return len(write_message(draft, most, sender, longest if sender else None, moment)) <= LONGEST

    most = _search(len(draft.papers), fits)
    if not most:
        todo = "Shorten the digest's note in the curation"
        raise BroadsheetError(quote(draft.period.name), "leaves no room for a paper in a letter of 100 KB", todo)
    return most


def write_message(draft: Draft, most: int, sender: Sender | None, reader: Mailbox | None, moment: datetime) -> bytes:
    """Return the letter as a message for a reader, its lines ended as mail wants them.

    Without a reader it is for nobody, without a sender by nobody: a draft to look at.
    """
    unsubscribe = sender.tell_unsubscribe(reader) if sender else ""
    letter = draft.write(most, unsubscribe)
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(moment)
    if sender:
        _sign(message, sender, reader, draft)
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        if unsubscribe.startswith("https://"):
            # RFC 8058: the mail program posts there by itself
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    else:
        # opened by a mail program, it is one that can be edited and sent
        message["X-Unsent"] = "1"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    # quoted-printable has no line that begins so; the package would draw it by chance
    message.set_boundary(f"=_{draft.period.name}")
    ascii_only = all(box.address.isascii() for box in (reader, sender and sender.mailbox) if box)
    return message.as_bytes(policy=policy.SMTP if ascii_only else policy.SMTPUTF8)


def _sign(message: EmailMessage, sender: Sender, reader: Mailbox | None, draft: Draft) -> None:
    box = sender.mailbox
    named = box if box.name else Mailbox(address=box.address, name=draft.site_name)
    message["From"] = named.as_header()
    if reader:
        message["To"] = reader.as_header()
    # The same for the same reader and letter, so that a mail program shows one that came twice once; and another for
    # another digest's, though both are sent from addresses of one provider.
    whose = sha256(f"{draft.site_url} {reader.key if reader else ''}".encode()).hexdigest()[:16]
    message["Message-ID"] = f"<{draft.period.name}.{whose}@{box.domain}>"
    message["List-Id"] = f"<{_name_list(draft.site_url)}>"


def _name_list(site_url: str) -> str:
    """Return what a list is known by: a name below the site's own, which nobody else may give (RFC 2919)."""
    url = urlsplit(site_url)
    parts = [*reversed(url.path.split("/")), *(url.hostname or "").split(".")]
    return ".".join(("digest", *filter(None, map(slugify, parts))))


def _search(highest: int, fits: Callable[[int], bool]) -> int:
    """Return the highest number up to `highest` that fits, 0 where none does; what is lower fits too."""
    low, high = 0, highest
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
