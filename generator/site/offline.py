"""What the site keeps in a reader's browser for when there is no network, and the service worker that says so.

Where it stands: last of all that writes into a site, since it lists what is there: pages, Material's files and ours.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256, sha384
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html
from pydantic_core import to_json

from generator.outputs.artefact import Artefact, finished
from generator.pages.addresses import digest_path
from generator.pages.edition import Edition

PATH = "service-worker.js"
_WORKER = "assets/offline-worker.js"
_PAGES = ("", "reading-list/", "offline/")
_DIGESTS = 3
"""The newest, kept as pages: some 30 KB as sent."""
_IMPORTED = re.compile(rb"""(?:\bfrom|\bimport)\s*\(?\s*["'](\./[^"']+)["']""")
"""A module that another one names."""
_LATER = "assets/search-"
"""How the names of those begin that a page loads once a reader searches. Without the index they would be no use."""
_ASKED = "//link[@rel='stylesheet' or @rel='preload' or @rel='icon' or @rel='manifest']/@href | //script/@src"


def make_service_worker(site: Path, edition: Edition) -> Artefact:
    """Return the service worker of a site that is whole.

    It changes when a file or page that it names does, and else never: a browser keeps the old one until then.
    """
    pages = [path for path in (*_PAGES, *_newest(edition)) if (site / path / "index.html").is_file()]
    files = {path: (site / path).read_bytes() for path in _list_files(site)}
    contents = {**files, **{path: (site / path / "index.html").read_bytes() for path in pages}}
    version = sha256(b"".join(sha256(path.encode() + b"\0" + text).digest() for path, text in sorted(contents.items())))
    values = {
        "VERSION": version.hexdigest()[:16],
        "FILES": {path: _integrity(content) for path, content in files.items()},
        "PAGES": pages,
        "FOLDERS": sorted(path.name for path in site.iterdir() if path.is_dir()),
    }
    lines = [f"const {name} = {to_json(value).decode()}\n" for name, value in values.items()]
    return finished(PATH, "".join([*lines, f'importScripts("{_WORKER}")\n']).encode())


def _newest(edition: Edition) -> Iterator[str]:
    for digest in edition.library.digests[:_DIGESTS]:
        yield digest_path(digest.date).removesuffix(".md") + "/"


def _list_files(site: Path) -> list[str]:
    """Return the files that the front page asks for, and the modules that those name, sorted."""
    tree = html.fromstring((site / "index.html").read_bytes())
    asked = {normpath(unquote(urlsplit(target).path)).lstrip("/") for target in tree.xpath(_ASKED)}
    found: set[str] = set()
    _follow([*asked, _WORKER], site, found)
    return sorted(found)


def _follow(paths: Iterable[str], site: Path, found: set[str]) -> None:
    for path in paths:
        if path in found or path.startswith(_LATER) or not (site / path).is_file():
            continue
        found.add(path)
        if path.endswith(".mjs"):
            named = _IMPORTED.findall((site / path).read_bytes())
            _follow([normpath(join(dirname(path), name.decode())) for name in named], site, found)


def _integrity(content: bytes) -> str:
    """Return what a browser checks a file against (Subresource Integrity)."""
    return f"sha384-{b64encode(sha384(content).digest()).decode()}"
