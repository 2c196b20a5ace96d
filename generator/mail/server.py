"""The curator's mail server, and a connection to it that nobody else can read.

Where it stands: before `delivery`.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from typing import Final

from generator.errors import BroadsheetError

_TIMEOUT: Final = 60.0
"""Seconds that a server may take for an answer; RFC 5321, 4.5.3.2, has it take minutes, which no server does."""


class Security(StrEnum):
    """How the connection is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    """From the first byte."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The curator's mail server."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def connect(server: Server) -> smtplib.SMTP:
    """Return a connection that may send. Raises BroadsheetError where there is none to be had, or no safe one."""
    where = str(server)
    if server.security is Security.NONE and server.user and not _is_here(server.host):
        todo = "Leave out --security none, or unset BROADSHEET_SMTP_USER and BROADSHEET_SMTP_PASSWORD"
        raise BroadsheetError(where, "would get the password over a connection that anyone can read", todo)
    if not f"{server.user}{server.password}".isascii():
        # smtplib sends no others, though RFC 4616 would have it
        todo = "Give this user a password of English letters, digits and signs"
        raise BroadsheetError(where, "can't be told a user or a password with letters beyond ASCII", todo)
    try:
        with _told(where):
            return _open(server)
    except (OSError, UnicodeError) as error:
        # a name that no host can have (`mail..example.org`) is to Python an error of its encoding
        why = (error.strerror if isinstance(error, OSError) else "") or error
        todo = "Look at --smtp and at the network; nothing was sent over this connection"
        raise BroadsheetError(where, f"can't be reached ({why})", todo) from error


def _open(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server.security is Security.TLS:
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
    try:
        if server.security is Security.STARTTLS:
            connection.starttls(context=context)
        connection.ehlo_or_helo_if_needed()
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Turn what an opening conversation fails by into a clear error."""
    try:
        yield
    except ssl.SSLError as error:
        what = f"can't be trusted ({error.reason or error})"
        if isinstance(error, ssl.SSLCertVerificationError):
            what = f"shows a certificate that can't be trusted ({error.verify_message})"
        todo = "Name the server as its certificate does; SSL_CERT_FILE names a certificate of your own"
        raise BroadsheetError(where, what, todo) from error
    except smtplib.SMTPAuthenticationError as error:
        todo = "Look at BROADSHEET_SMTP_USER and BROADSHEET_SMTP_PASSWORD"
        raise BroadsheetError(where, f"refuses the user ({read_answer(error.smtp_error)})", todo) from error
    except smtplib.SMTPNotSupportedError as error:
        todo = "Use its port for STARTTLS (often 587), or --security tls (often port 465)"
        raise BroadsheetError(where, f"can't do what is needed ({error})", todo) from error
    except smtplib.SMTPException as error:
        raise BroadsheetError(where, f"will not talk ({error})", "Look at --smtp and --security") from error


def read_answer(said: bytes | str) -> str:
    """Return a server's words on one line: it is a stranger's text on the curator's screen."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
