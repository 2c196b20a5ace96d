"""Addresses and lists of them: what is no address is told, with its line, before anything is sent."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import BroadsheetError
from generator.mail.addresses import read_list, read_mailbox


def write_list(folder: Path, text: str | bytes) -> Path:
    """Write a list and return its path."""
    path = folder / "readers.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("ada@example.org", "ada@example.org", ""),
        ("Ada Lovelace <ada@example.org>", "ada@example.org", "Ada Lovelace"),
        ('"Lovelace, Ada" <ada@example.org>', "ada@example.org", "Lovelace, Ada"),
        ("a.d+a=b@Mail.Example.ORG", "a.d+a=b@mail.example.org", ""),
        ("jürgen@exämple.org", "jürgen@xn--exmple-cua.org", ""),
        ("root@localhost", "root@localhost", ""),
    ],
)
def test_an_address_is_read(text: str, address: str, name: str) -> None:
    """With a name or without; a domain in its ASCII form, so that every server knows it."""
    mailbox = read_mailbox(text, "here")
    assert (mailbox.address, mailbox.name) == (address, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@@example.org",
        "ada @example.org",
        "ada@example..org",
        "ada@-example.org",
        "ada@example.org, babbage@example.org",
        "ada@example.org babbage@example.org",
        "<ada@example.org",
        ".ada@example.org",
        "a" * 250 + "@example.org",
        "ada@example.org\nBcc: babbage@example.org",
        "ada@example.org\r",
        "Ada\nBcc: x <ada@example.org>",
        "ada\u2028@example.org",
        "ada\x00@example.org",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """A line break above all: it would begin a header, and send the letter to whom its writer likes."""
    with pytest.raises(BroadsheetError, match=r"^here: "):
        read_mailbox(text, "here")


@given(st.text(), st.text() | st.text(alphabet="ab.+-='é用\n", min_size=1))
def test_no_address_makes_a_header(name: str, address: str) -> None:
    """Whatever is taken for an address comes back from a message as that one address."""
    try:
        mailbox = read_mailbox(f"{name} <{address}@example.org>", "here")
    except BroadsheetError:
        return
    message = EmailMessage(policy=policy.SMTPUTF8)
    message["To"] = mailbox.as_header()
    read = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert [header for header, _ in read.items()] == ["To"]
    # the package's own parser leaves the bytes of UTF-8 in a header as they came
    found = [box.addr_spec.encode(errors="surrogateescape").decode() for box in read["To"].addresses]
    assert found == [mailbox.address]


def test_a_list_is_read_line_by_line(tmp_path: Path) -> None:
    """Comments, blank lines, a byte order mark and Windows' line ends say nothing."""
    path = write_list(tmp_path, "\ufeff# Readers\r\nada@example.org\r\n\r\n  Charles <babbage@example.org>\r\n")
    assert [mailbox.address for mailbox in read_list(path)] == ["ada@example.org", "babbage@example.org"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "readers.txt: names nobody"),
        ("# nobody yet\n\n", "readers.txt: names nobody"),
        ("ada@example.org\nbabbage\n", "readers.txt:2: `babbage` is no mail address"),
        (
            "ada@example.org\nx@example.org\nADA@Example.org\n",
            "readers.txt:3: `ADA@example.org` stands in line 1 already",
        ),
        (
            "ada@example.org\rbabbage@example.org\n",
            "readers.txt:1: `ada@example.org babbage@example.org` has a line break",
        ),
        (b"ada@example.org\n\xff\xfe", "readers.txt: is no text in UTF-8"),
    ],
)
def test_a_bad_list_is_refused_whole(tmp_path: Path, text: str | bytes, told: str) -> None:
    """Nobody on it gets anything; the error says which line."""
    with pytest.raises(BroadsheetError) as raised:
        read_list(write_list(tmp_path, text))
    assert told in str(raised.value)


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """The first ones with their lines, the rest by number."""
    with pytest.raises(BroadsheetError) as raised:
        read_list(write_list(tmp_path, "\n".join(["good@example.org", *["bad"] * 9])))
    told = str(raised.value)
    assert [f"readers.txt:{number}: " in told for number in (2, 6, 7)] == [True, True, False]
    assert "and 4 more" in told


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(BroadsheetError, match=r"gone\.txt: cannot be read"):
        read_list(tmp_path / "gone.txt")
