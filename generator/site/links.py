"""A built site's links: which of them lead nowhere within it.

Where it stands: after the site is built; it reads files alone. `broadsheet links` prints it, and a workflow publishes
nothing that it finds fault with.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import html
from lxml.etree import LxmlError

from generator.errors import BroadsheetError

_HERE = "https://site.invalid/"
"""Stands in for wherever the site will be: no real host's name ends so (RFC 6761)."""
_TOP = ("", "top")
"""Fragments that lead to the top of any page (HTML standard, "Navigating to a fragment")."""
_ERROR_PAGE = "404.html"
"""Read at any address, so it is made with links from the root."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Broken:
    """A link that leads nowhere."""

    page: str
    """Path of the file it stands in, below the site."""
    target: str
    """As it stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a walk over a site's pages found."""

    pages: int
    links: int
    """To files of the site and to parts of pages, each counted wherever it stands; those to other sites are not."""
    broken: tuple[Broken, ...]
    """By page, then target."""


def walk(site: Path, address: str = "") -> Walk:
    """Follow every link of every page below `site`, to files and to parts of pages.

    Links to `address`, where the site is published, count as its own. Raises BroadsheetError where no page is.
    """
    root = address or _HERE
    files = {
        root + quote(path.relative_to(site).as_posix().removesuffix("index.html")): path
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    pages = {where: path for where, path in files.items() if path.suffix == ".html"}
    if not pages:
        raise BroadsheetError(str(site), "holds no page", "Build the site first: broadsheet build")
    anchors: dict[str, frozenset[str]] = {}
    targets: dict[str, list[str]] = {}
    for where, path in pages.items():
        tree = _parse(path)
        anchors[where] = frozenset({*tree.xpath("//@id"), *tree.xpath("//a/@name"), *_TOP})
        targets[where] = tree.xpath("//@href | //@src")
    followed = 0
    broken = set()
    for where, found in targets.items():
        base = root if pages[where].name == _ERROR_PAGE else where
        for target in found:
            page, fragment = _follow(base, target)
            if page.startswith(root):
                followed += 1
                if page not in files or (page in anchors and fragment not in anchors[page]):
                    broken.add(Broken(page=pages[where].relative_to(site).as_posix(), target=target))
    return Walk(pages=len(pages), links=followed, broken=tuple(sorted(broken)))


def _follow(base: str, target: str) -> tuple[str, str]:
    """Return the address that a link leads to, as `walk` names files, and the part of the page."""
    try:
        url = urlsplit(urljoin(base, target))
    except ValueError:
        # no address at all, such as `https://[`: a browser goes nowhere either
        return base + "\0", ""
    path = quote(unquote(url.path)).removesuffix("index.html")
    return url._replace(path=path, query="", fragment="").geturl(), unquote(url.fragment)


def _parse(path: Path) -> html.HtmlElement:
    try:
        return html.parse(path, parser=html.HTMLParser(encoding="utf-8")).getroot()
    except (OSError, LxmlError) as error:
        raise BroadsheetError(str(path), f"cannot be read as a page ({error})", "Build the site again") from error
