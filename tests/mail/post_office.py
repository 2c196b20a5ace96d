"""A real mail server on this machine, with TLS, that can be told to misbehave."""

import ssl
from asyncio import Server, WriteTransport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HERE = Path(__file__).parent
CERTIFICATE = HERE / "certificate.pem"
USER, PASSWORD = "curator", "pass word"


@dataclass(kw_only=True)
class PostOffice:
    """What the server took, and what it is to do wrong. As aiosmtpd asks for it, also its handler."""

    port: int = 0
    boxes: list[tuple[str, EmailMessage]] = field(default_factory=list)
    """(envelope recipient, message), in the order in which they were taken."""
    refusals: dict[str, str] = field(default_factory=dict)
    """Recipient -> the answer to RCPT."""
    rejections: dict[str, str] = field(default_factory=dict)
    """Recipient -> the answer to the message."""
    drops: dict[tuple[str, str], int] = field(default_factory=dict)
    """(`RCPT` or `DATA`, recipient) -> how often the connection is cut there; a message is taken before it."""
    seen: list[tuple[bool, bool]] = field(default_factory=list)
    """(encrypted, authenticated) for each message."""
    on_message: Callable[[str], object] = lambda _reader: None

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, refuse one, or cut the line."""
        if self._drop(server, "RCPT", address):
            return "250 never heard"
        if answer := self.refusals.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a message, refuse one, or take it and cut the line before saying so."""
        (reader,) = envelope.rcpt_tos
        if answer := self.rejections.get(reader):
            return answer
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.boxes.append((reader, message))
        self.seen.append((session.ssl is not None, session.authenticated is True))
        self.on_message(reader)
        return "250 never heard" if self._drop(server, "DATA", reader) else "250 OK"

    def _drop(self, server: SMTP, verb: str, reader: str) -> bool:
        left = self.drops.get((verb, reader), 0)
        if not left:
            return False
        self.drops[verb, reader] = left - 1
        assert isinstance(server.transport, WriteTransport)
        server.transport.abort()
        return True

    @property
    def readers(self) -> list[str]:
        """Who got a message, in order."""
        return [reader for reader, _ in self.boxes]


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: Any) -> AuthResult:  # noqa: ANN401
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


class _Controller(Controller):
    def _trigger_server(self) -> None:
        # it was given port 0, and tries by a first connection whether it stands
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's


@contextmanager
def open_post_office(*, starttls: bool = True, tls: bool = False, password: bool = False) -> Iterator[PostOffice]:
    """Run a server on a port of its own until the block ends."""
    office = PostOffice()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE, HERE / "key.pem")
    secured: dict[str, Any] = {"tls_context": context, "require_starttls": True} if starttls and not tls else {}
    if tls:
        secured = {"ssl_context": context}
    if password:
        # aiosmtpd counts STARTTLS alone as TLS
        secured |= {"authenticator": _authenticate, "auth_required": not tls, "auth_require_tls": not tls}
    controller = _Controller(office, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True, **secured)
    controller.start()
    try:
        office.port = controller.port
        yield office
    finally:
        controller.stop()
