"""A file of the site that is no page.

Where it stands: first among `outputs`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.memory import key


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """A path below the site's root and what stands there, which is not made before somebody asks for it."""

    path: str
    """With forward slashes."""
    mark: str
    """A hash of all that the content is made from, the code left out; of the content itself where that is there."""
    make: Callable[[], bytes] = field(compare=False)
    """Returns the content; the same each time."""

    @property
    def content(self) -> bytes:
        """What stands there."""
        return self.make()


def finished(path: str, content: bytes) -> Artefact:
    """Return an artefact whose content is made already."""
    return Artefact(path=path, mark=key(content), make=lambda: content)
