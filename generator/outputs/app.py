"""The site as a phone or a desktop may keep it: its name, its colours, where it begins.

Where it stands: after the edition. Icons and colours are the theme's.
"""

from collections.abc import Iterator

from pydantic_core import to_json

from generator.outputs.artefact import Artefact, finished
from generator.pages.edition import Edition

PATH = "app.webmanifest"
_PAPER = "#fdfcf8"
"""The light page's ground, `--bs-paper` in the stylesheet."""


def make_app(edition: Edition) -> Iterator[Artefact]:
    """Yield the web app manifest; its addresses are relative, so the site need not know its own."""
    site = edition.site
    content = {
        "name": site.name,
        "description": site.description,
        "lang": "en",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [{"src": "assets/favicon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    yield finished(PATH, to_json(content))
