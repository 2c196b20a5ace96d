"""A fresh digest repository: the files below `digest/`, with the digest's name put in.

Where it stands: beside the flow; `broadsheet new` is all that uses it.
"""

import math
import re
from pathlib import Path

import yaml

from generator import __version__
from generator.errors import OutputError, os_error
from generator.files import encode, write_file

_FILES = Path(__file__).parent / "digest"
_WORD = re.compile("@(NAME|TITLE|VERSION)@")
_SUFFIX = ".scaffold"
"""Put behind the names of the files here, so that no tool takes them for this project's own."""


def scaffold(folder: Path, name: str) -> list[Path]:
    """Write the files of a fresh digest called `name` into `folder` and return their paths, sorted.

    Raises OutputError where the folder holds something already, a repository's `.git` apart, or can't be written.
    """
    title = " ".join(name.split())
    words = {"NAME": _quote(title), "TITLE": title, "VERSION": __version__}
    try:
        if folder.exists() and (not folder.is_dir() or any(entry.name != ".git" for entry in folder.iterdir())):
            raise OutputError(str(folder), "is there already and not empty", "Name a folder that is new or empty")
    except OSError as error:
        raise os_error(error, folder) from error
    written = []
    for file in sorted(_FILES.rglob(f"*{_SUFFIX}")):
        text = _WORD.sub(lambda word: words[word[1]], file.read_text(encoding="utf-8"))
        target = folder / str(file.relative_to(_FILES)).removesuffix(_SUFFIX)
        write_file(target, encode(text))
        written.append(target)
    return sorted(written)


def _quote(text: str) -> str:
    """Return a text as a YAML string on one line."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=math.inf).strip()
