"""A page that a person wrote, as far as the rest of the site needs to know it.

Where it stands: beside `page`; `site` reads these from docs/.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Handwritten:
    """A page under docs/ that is not generated."""

    address: str
    """Below the site's root, with a trailing slash; empty for the front page."""
    title: str
    """Plain text."""
    text: str
    """What it says, in plain text on one line."""
