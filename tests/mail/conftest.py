"""What the tests of mail share: a mail server that this machine trusts."""

from collections.abc import Iterator

import pytest

from tests.mail.post_office import CERTIFICATE, PostOffice, open_post_office


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A server that offers STARTTLS and takes nothing without it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with open_post_office() as office:
        yield office
