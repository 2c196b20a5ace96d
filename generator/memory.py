"""What earlier builds worked out, kept by the content it was worked out from, so that a build redoes only what is new.

Where it stands: after `files`; any stage may ask it. It is a cache and nothing else: without it, or with one that is
stale, cut off or another version's, a build takes longer and gives the same site byte for byte.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json

from generator.errors import OutputError
from generator.files import write_file

FOLDER = ".broadsheet"
"""Where a site's builds remember: beside its `mkdocs.yml`."""
PACKAGE = Path(__file__).parent
_DIGEST = 32
"""Bytes of the two digests that a file begins with: of the version that wrote it, of what follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Values by stage and key. A key is a hash (`key`) of all that its value depends on, the code itself left out."""

    folder: Path | None = None
    """None: nothing is remembered."""

    def recall(self, stage: str) -> dict[str, Any]:
        """Return what the last build kept of a stage: empty where there is nothing, or nothing to be trusted."""
        if self.folder is None:
            return {}
        try:
            content = (self.folder / f"{stage}.json").read_bytes()
        except OSError:
            return {}
        version, digest, body = content[:_DIGEST], content[_DIGEST : 2 * _DIGEST], content[2 * _DIGEST :]
        if version != _version() or digest != _digest(body):
            return {}
        kept: dict[str, Any] = from_json(body)
        return kept

    def keep(self, stage: str, values: Mapping[str, Any]) -> None:
        """Keep a stage's values for the next build, and none but these, so that it never grows beyond one build's.

        They are plain: texts, numbers, booleans, None, lists and mappings of these. A disk that takes no more of them
        is no reason to lose a build.
        """
        if self.folder is None:
            return
        body = to_json(values)
        try:
            write_file(self.folder / f"{stage}.json", _version(), _digest(body), body)
        except OutputError:
            with suppress(OSError):
                (self.folder / f"{stage}.json").unlink()

    def keep_folder(self, name: str) -> Path | None:
        """Return where a folder may be kept for the next build, which may find anything in it; None: nowhere."""
        return self.folder and self.folder / name


FORGETFUL = Memory()
"""That of a run that has no folder for one."""


def key(*parts: str | bytes | None) -> str:
    """Return a hash of parts in their order, 128 bits in hex; equal only where every part is."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        # the length keeps ("ab", "c") from being ("a", "bc"), and None from being ""
        digest.update(b"-" if content is None else b"%d:" % len(content))
        digest.update(content or b"")
    return digest.hexdigest()


def fingerprint(value: object) -> str:
    """Return a hash of a value of plain values, sequences, mappings and dataclasses; equal only where the value is."""
    try:
        return key(to_json(value))
    except PydanticSerializationError:
        # half of a surrogate pair, which UTF-8 cannot say
        return key(repr(value))


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


@cache
def _version() -> bytes:
    """Return a digest of all code and data that values come from: this package, and every library beside it."""
    parts: list[str | bytes] = []
    for path in sorted(_sources()):
        parts += [path.relative_to(PACKAGE).as_posix(), path.read_bytes()]
    parts += sorted(f"{each.name} {each.version}" for each in distributions())
    return _digest(key(*parts).encode())


def _sources() -> Iterable[Path]:
    # the theme's files too: they are copied and rendered into what is remembered as unchanged
    return (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
