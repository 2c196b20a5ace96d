"""Generated pages' files -> what each says of itself, read again only where the file is another one.

Where it stands: after `writer`, before `direct`.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.memory import Memory, key
from generator.site.writer import State, is_marked, look

_STAGE = "fronts"
_KIND = re.compile(rb"^kind: ([a-z-]+)\r?$", re.MULTILINE)
_UNDESCRIBED = re.compile(rb"^description: ''\r?$", re.MULTILINE)
_UNSEARCHED = re.compile(rb"^search:\r?\n +exclude: true\r?$", re.MULTILINE)
_NOTE = b'<div class="bs-note"'
"""An editor's own Markdown may be more than ours, so MkDocs converts the page that carries it."""


class Front(NamedTuple):
    """What a generated page says of itself."""

    kind: str
    described: bool
    searched: bool
    content: str
    """A hash of all of its file."""


class Fronts:
    """The fronts of a build's pages, by path below docs/."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._known: Mapping[str, tuple[State, list[str | bool]]] = memory.recall(_STAGE)
        self._read: dict[str, tuple[State, Front]] = {}

    def find(self, path: str, file: str) -> Front | None:
        """Return what the page at `path`, which stands in `file`, says of itself.

        None: it is a person's page, or one with a note of hers. Raises OSError.
        """
        state = look(file)
        if state is None:
            return None
        before, values = self._known.get(path, (None, []))
        front = Front(*values) if before == state else _read(file)  # type: ignore[arg-type]
        if front:
            self._read[path] = (state, front)
        return front

    def keep(self) -> None:
        """Remember those that were asked for."""
        self.memory.keep(_STAGE, self._read)


def _read(file: str) -> Front | None:
    with open(file, "rb") as opened:  # noqa: PTH123 (speed)
        content = opened.read()
    front = content[: content.find(b"\n---", 3) + 1]
    kind = _KIND.search(front)
    if not kind or not is_marked(front) or _NOTE in content:
        return None
    return Front(
        kind=kind[1].decode(),
        described=not _UNDESCRIBED.search(front),
        searched=not _UNSEARCHED.search(front),
        content=key(content),
    )
