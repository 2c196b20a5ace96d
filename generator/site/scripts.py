"""Our scripts as they are sent: without comments and indentation, which are a quarter of what a browser would load.

Where it stands: after MkDocs has copied the theme's files, before the service worker lists them. Nothing else changes:
what a reader of the page's source sees is what stands in the package, line by line.
"""

import re
from pathlib import Path

from generator.files import encode, write_file

_COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*$", re.DOTALL | re.MULTILINE)
"""A comment that has its lines to itself, as all of ours have."""
_INDENTATION = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


def slim_scripts(assets: Path, site: Path) -> None:
    """Slim the scripts that stand straight in `assets`, the theme's folder, where they stand in `site`.

    One that a site has put another in place of is left as it is. Raises OutputError where the system refuses.
    """
    for source in (*assets.glob("*.mjs"), *assets.glob("*.js")):
        target = site / assets.name / source.name
        text = source.read_text(encoding="utf-8")
        if target.is_file() and target.read_bytes() == text.encode():
            write_file(target, encode(slim(text)))


def slim(script: str) -> str:
    """Return a script without the comments that have lines to themselves, and without blank lines and indentation.

    A script with a template literal over several lines is returned as it is: white space counts there.
    """
    if any(line.count("`") % 2 for line in _COMMENT.sub("", script).splitlines()):
        return script
    return _INDENTATION.sub("", _COMMENT.sub("", script)).lstrip("\n")
