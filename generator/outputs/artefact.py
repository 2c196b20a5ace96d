"""A file of the site that is no page.

Where it stands: first among `outputs`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """A path below the site's root and what stands there."""

    path: str
    """With forward slashes."""
    content: bytes
