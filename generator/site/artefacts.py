"""Artefacts -> files in the site that is being built.

Where it stands: after `outputs`; the plugin calls it once MkDocs has written its pages.
"""

from collections.abc import Iterable
from pathlib import Path

from generator.errors import OutputError
from generator.files import write_file
from generator.outputs import Artefact


def write_artefacts(artefacts: Iterable[Artefact], site: Path) -> int:
    """Write each below `site` and return how many there are.

    Raises OutputError where the system refuses, where a path leads out of `site`, or where a file stands there already:
    a hand-written page or a theme's file is never replaced.
    """
    root = site.resolve()
    number = 0
    for number, artefact in enumerate(artefacts, 1):  # noqa: B007 (counted for the caller)
        target = root / artefact.path
        if not target.resolve().is_relative_to(root):
            raise OutputError(artefact.path, "leads out of the site", "This is a bug: please report it")
        if target.exists():
            todo = "Give the hand-written file that stands there another name"
            raise OutputError(artefact.path, "is written by Broadsheet", todo)
        write_file(target, artefact.content)
    return number
