"""Mail addresses: one, and a list of those who get the letter.

Where it stands: beside `periods`.
"""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path

from generator.errors import BroadsheetError
from generator.yamlfile.mistakes import quote

_ATOM = r"[^\s()<>\[\]:;@\\,.\"\x00-\x1f\x7f]+"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?P<domain>[^\s@]+)")
"""An address as people have them: no quoted local part, no comment, no address in brackets."""
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_LONGEST = 254
"""RFC 5321, 4.5.3.1.3: a path of 256, its brackets left out."""
_MANY = 5
"""Mistakes of a list that are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A mail address that can be sent to or from, and a name to it."""

    address: str
    """`ada@example.org`; the part before the @ may be other than ASCII, the part behind it is in its ASCII form."""
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    @property
    def key(self) -> str:
        """Equal for addresses that nobody means as different."""
        return self.address.casefold()

    def as_header(self) -> Address:
        """Return it as the email package takes it."""
        # by its parts: taken as a whole, the package allows none beyond ASCII
        return Address(display_name=self.name, username=self.address.rpartition("@")[0], domain=self.domain)


def read_mailbox(text: str, where: str) -> Mailbox:
    """Return `ada@example.org` or `Ada <ada@example.org>` as a mailbox.

    Raises BroadsheetError, with `where` it stands, for anything else; a line break in it above all, which would begin
    a header of the message.
    """
    told = quote(text)
    if not text.isprintable():
        raise BroadsheetError(
            where, f"{told} has a line break or another character in it that is not printed", "Write it anew"
        )
    name, address = parseaddr(text) if text.endswith(">") else ("", text.strip())
    match = _PLAIN.fullmatch(address)
    domain = _encode(match["domain"]) if match else None
    if not match or not domain or len(address.encode()) > _LONGEST:
        raise BroadsheetError(where, f"{told} is no mail address", "Write it as ada@example.org")
    return Mailbox(address=f"{address.rpartition('@')[0]}@{domain}", name=name)


def read_list(path: Path) -> tuple[Mailbox, ...]:
    """Return the mailboxes of a file, one a line; blank lines and those that begin with `#` say nothing.

    Raises BroadsheetError for a file that can't be read, a line that is no address, an address that comes twice, and
    for a list of nobody: whoever sends it would believe that it went out.
    """
    mailboxes: dict[str, Mailbox] = {}
    lines: dict[str, int] = {}
    mistakes: list[BroadsheetError] = []
    # by line feeds alone: what else Python takes for the end of a line is a control character in an address
    for number, text in enumerate(_read(path).split("\n"), 1):
        entry = text.strip(" \t\r")
        if not entry or entry.startswith("#"):
            continue
        where = f"{path}:{number}"
        try:
            mailbox = read_mailbox(entry, where)
        except BroadsheetError as error:
            mistakes.append(error)
            continue
        if mailbox.key in mailboxes:
            what = f"{quote(mailbox.address)} stands in line {lines[mailbox.key]} already"
            mistakes.append(BroadsheetError(where, what, "Remove one of the two: each gets the letter once"))
        mailboxes.setdefault(mailbox.key, mailbox)
        lines.setdefault(mailbox.key, number)
    if mistakes:
        raise _join(mistakes)
    if not mailboxes:
        raise BroadsheetError(str(path), "names nobody", "Write an address on each line")
    return tuple(mailboxes.values())


def _read(path: Path) -> str:
    todo = "Name a text file with an address on each line"
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BroadsheetError(str(path), f"cannot be read ({error.strerror})", todo) from error
    except UnicodeDecodeError as error:
        raise BroadsheetError(str(path), f"is no text in UTF-8 ({error.reason} at byte {error.start})", todo) from error


def _encode(domain: str) -> str | None:
    """Return a domain in its ASCII form; None for what is no domain."""
    try:
        encoded = domain.encode("idna").decode()
    except UnicodeError:
        return None
    return encoded.lower() if all(_LABEL.fullmatch(label) for label in encoded.split(".")) else None


def _join(mistakes: list[BroadsheetError]) -> BroadsheetError:
    first, *others = mistakes
    if not others:
        return first
    told = "; ".join(f"{error.where}: {error.what}" for error in others[: _MANY - 1])
    rest = f"; and {len(mistakes) - _MANY} more" if len(mistakes) > _MANY else ""
    return BroadsheetError(first.where, f"{first.what}; {told}{rest}", first.todo)
