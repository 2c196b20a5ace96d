"""Artefacts -> files in the site that is being built.

Where it stands: after `outputs`; the plugin calls it once MkDocs has written its pages.
"""

from collections.abc import Iterable
from pathlib import Path

from generator.errors import OutputError, os_error
from generator.outputs import Artefact


def write_artefacts(artefacts: Iterable[Artefact], site: Path) -> int:
    """Write each below `site` and return how many there are.

    Raises OutputError where the system refuses, where a path leads out of `site`, or where a file stands there already:
    a hand-written page or a theme's file is never replaced. A file is written straight away, since nobody reads a site
    that is not whole; ten thousand papers have twenty thousand of them.
    """
    root = site.resolve()
    folders: set[str] = set()
    number = 0
    for number, artefact in enumerate(artefacts, 1):  # noqa: B007 (counted for the caller)
        folder = artefact.path.rpartition("/")[0]
        target = root / artefact.path
        try:
            if folder not in folders:
                _make_folder(root / folder, root)
                folders.add(folder)
            # "x" never follows a link and never takes another file's place
            with target.open("xb") as file:
                file.write(artefact.content)
        except FileExistsError as error:
            todo = "Give the hand-written file that stands there another name"
            raise OutputError(artefact.path, "is written by Broadsheet", todo) from error
        except OSError as error:
            raise os_error(error, target) from error
    return number


def _make_folder(folder: Path, root: Path) -> None:
    if not folder.resolve().is_relative_to(root):
        raise OutputError(str(folder), "leads out of the site", "This is a bug: please report it")
    folder.mkdir(parents=True, exist_ok=True)
