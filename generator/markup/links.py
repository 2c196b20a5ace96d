"""Addresses in running text: found, cleaned, classified. Only http and https ever become a link.

Where it stands: first in the flow, beside `errors`; `tex` asks it about each place where an address may begin.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote, urlsplit


class LinkKind(StrEnum):
    """What a link leads to."""

    CODE = "code"
    PROJECT = "project"
    MODEL = "model"
    DATA = "data"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An http(s) address and what it leads to."""

    url: str
    """ASCII without blanks, quotes, brackets or braces: safe inside `<…>` in Markdown and in an attribute."""
    kind: LinkKind


# Where an address may begin: a scheme, `www.`, or a host that papers write without either. Each branch begins with a
# literal: that lets `re` skip to it, ten times faster than trying every place.
_HOSTS_ALONE = (
    "github.com/", "github.io", "gitlab.com/", "huggingface.co/", "youtu.be/", "youtube.com/", "arxiv.org/",
    "zenodo.org/", "anonymous.4open.science/",
)  # fmt: skip
_HINTS_OF_ADDRESS = ("://", ": //", "www.", *_HOSTS_ALONE)
_START = re.compile("|".join((r"https?: ?//", r"<https?: ?//", r"www\.(?=\w)", *map(re.escape, _HOSTS_ALONE))))
_SCHEME = re.compile(r"<?(https?):[ ]?//")
_LONGEST = 2000
"""Characters of an address: no server takes many more, and what is read again from each place is bounded."""
_LONGEST_HOST = 253
"""Characters: DNS takes no more."""
# RFC 3986's characters without quotes and brackets, and those that TeX makes authors escape.
_BODY = re.compile(rf"(?:[\w\-.~:/?#@!$&()*+,;=%]|\\[_%~#&$]){{1,{_LONGEST + 1}}}", re.ASCII)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,22}(?::\d{1,5})?", re.IGNORECASE)
_SUBDOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}\.\Z")
_REPOSITORY = re.compile(r"(https?://[^/]+/[^/]+/[^/?#]+)\.git/?\Z")
_TRAILING = ".,;:!?*$=&\\"
_ESCAPED = re.compile(r"\\([_%~#&$])")
# Read as markup by some Markdown extension even inside an address: entities, keys (`++`), math (`$`). And a percent
# sign that encodes nothing: some converters encode it, some do not.
_TOUCHY = re.compile(r"(?<=&)(#?\w+);|%(?![\dA-Fa-f]{2})|\+\+|[$'\"<>{}|\\^`\[\]]")


def starts(text: str) -> bool:
    """Say whether an address may begin anywhere in `text`: quick, and right when it says no."""
    return any(hint in text for hint in _HINTS_OF_ADDRESS)


def start(text: str, position: int) -> re.Match[str] | None:
    """Return the next place from `position` on where an address may begin."""
    return _START.search(text, position)


def find(text: str, place: int) -> tuple[str, int, int] | None:
    """Return the address that begins around `place`, found by `start`, with its bounds in `text`; None if none does.

    Bounds leave out what belongs to the sentence: trailing punctuation, brackets that were opened before it.
    An address without scheme may begin before `place` (`name.github.io`) and becomes https.
    """
    scheme = _SCHEME.match(text, place)
    if scheme:
        begin, head = place, f"{scheme[1]}://"
        body = _BODY.match(text, scheme.end())
    else:
        begin, head = _with_subdomain(text, place), "https://"
        body = _BODY.match(text, begin) if begin >= 0 else None
    if body is None or len(body[0]) > _LONGEST:
        return None
    raw = _without_trailing(body[0])
    address = head + _ESCAPED.sub(r"\1", raw)
    if not _is_web(address):
        return None
    end = body.end() - (len(body[0]) - len(raw))
    if text[begin] == "<" and text[end : end + 1] == ">":
        end += 1
    elif text[begin] == "<":
        begin += 1
    return _canonical(address), begin, end


def _with_subdomain(text: str, place: int) -> int:
    """Return where the host around `place` begins; -1 where it is a part of a word, a path or an e-mail address."""
    begin, first = place, max(0, place - _LONGEST_HOST)
    while not text.startswith("www.", place) and (label := _SUBDOMAIN.search(text, max(first, begin - 64), begin)):
        begin = label.start()
    if begin and (text[begin - 1].isalnum() or text[begin - 1] in "@/._-\\"):
        return -1
    bare_io = text.startswith("github.io", place) and begin == place
    return -1 if bare_io else begin


def _without_trailing(raw: str) -> str:
    surplus = raw.count(")") - raw.count("(")
    end = len(raw)
    while end:
        if raw[end - 1] in _TRAILING:
            end -= 1
        elif raw[end - 1] == ")" and surplus > 0:
            end, surplus = end - 1, surplus - 1
        elif raw[end - 1] == "(":
            end, surplus = end - 1, surplus + 1
        else:
            break
    return raw[:end]


def _is_web(address: str) -> bool:
    """Say whether `address` is http(s) to a named host; with a user name in it, it is not."""
    head, separator, rest = address.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return bool(separator) and head in {"http", "https"} and _HOST.fullmatch(host) is not None


def _canonical(address: str) -> str:
    """Return the address that both Markdown and HTML carry unharmed; a repository's without `.git`."""
    address = _REPOSITORY.sub(r"\1", address)
    return _TOUCHY.sub(lambda m: "".join(c if c.isalnum() or c == "#" else f"%{ord(c):02X}" for c in m[0]), address)


def link(url: str, kind: LinkKind | None = None, *, context: str = "") -> Link:
    """Return the link to `url`, classified by its host and the words before it unless `kind` is given.

    Raise ValueError for anything that is not an http or https address with a named host.
    """
    address = url.strip()
    scheme, separator, rest = address.partition("://")
    address = quote(f"{scheme.lower()}{separator}{rest}", safe="-._~:/?#@!$&()*+,;=%")
    if not _is_web(address):
        raise ValueError(f"not an http or https address: {url!r}")
    address = _canonical(address)
    return Link(url=address, kind=kind or classify(address, context))


def key(address: str) -> str:
    """Return what two spellings of one address have in common: scheme, `www.`, case of the host, last slash aside."""
    parts = urlsplit(address)
    tail = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return parts.netloc.lower().removeprefix("www.") + tail + (f"#{parts.fragment}" if parts.fragment else "")


def join(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links in order, each address once, as the kind that the first says that says one."""
    joined: dict[str, Link] = {}
    for each in links:
        known = joined.setdefault(key(each.url), each)
        if known.kind is LinkKind.OTHER:
            joined[key(each.url)] = replace(known, kind=each.kind)
    return tuple(joined.values())


# First match wins. Read against host and path, without scheme and `www.`.
_HOSTS = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"(youtube\.com|youtu\.be|vimeo\.com|bilibili\.com|m\.youtube\.com)(/|$)", LinkKind.VIDEO),
        (r"anonymous\.4open\.science/w/", LinkKind.PROJECT),
        (r"(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|sr\.ht|gist\.github\.com)/", LinkKind.CODE),
        (
            r"(anonymous\.4open\.science|sourceforge\.net|code\.google\.com|pypi\.org|openi\.pcl\.ac\.cn)/",
            LinkKind.CODE,
        ),
        (r"(colab\.research\.google\.com|kaggle\.com/code|git\.[^/]+|gitlab\.[^/]+)/", LinkKind.CODE),
        (r"(huggingface\.co|hf\.co)/datasets/", LinkKind.DATA),
        (r"(huggingface\.co|hf\.co)/spaces/", LinkKind.PROJECT),
        (r"(huggingface\.co|hf\.co)/(papers|docs|blog|learn|posts|join|models|collections)(/|$)", LinkKind.OTHER),
        (r"(huggingface\.co|hf\.co)/[^/]+/[^/]+", LinkKind.MODEL),
        (r"(modelscope\.cn|kaggle\.com)/models/", LinkKind.MODEL),
        (r"(modelscope\.cn|kaggle\.com)/datasets/", LinkKind.DATA),
        (r"(zenodo\.org|figshare\.com|physionet\.org|openneuro\.org|osf\.io|dataverse\.[^/]+)(/|$)", LinkKind.DATA),
        (r"([^/]*\.)?(opendatalab\.com|archive\.ics\.uci\.edu|data\.mendeley\.com)(/|$)", LinkKind.DATA),
        (r"[^/]+\.(github\.io|gitlab\.io|netlify\.app|vercel\.app|pages\.dev)(/|$)", LinkKind.PROJECT),
        (r"sites\.google\.com/|research\.nvidia\.com/labs/", LinkKind.PROJECT),
        (r"(arxiv\.org|doi\.org|openreview\.net|aclanthology\.org)(/|$)", LinkKind.OTHER),
    )
)
# Which of several words in one clause decides: "the code is on our project page" leads to a project page.
_HINTS = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\b(project|web ?pages?|web ?sites?|home ?pages?|demos?)\b", LinkKind.PROJECT),
        (r"\b(codes?|codebase|source|implementations?|repository|repo|scripts)\b", LinkKind.CODE),
        (r"\b(models?|weights|checkpoints?)\b", LinkKind.MODEL),
        (r"\b(data|data ?sets?|benchmarks?|corpus|corpora)\b", LinkKind.DATA),
        (r"\bvideos?\b", LinkKind.VIDEO),
    )
)
_CLAUSE_WORDS = 80  # characters: "The source code, models and datasets are publicly available at" and some more


def classify(address: str, context: str = "") -> LinkKind:
    """Return what `address` leads to: by its host, else by the clause just before it (`context` may be longer)."""
    place = key(address)
    if "/" not in place:
        place += "/"
    named = next((kind for pattern, kind in _HOSTS if pattern.match(place)), None)
    if named not in {None, LinkKind.OTHER}:
        return named or LinkKind.OTHER
    if named and not place.lower().startswith(("huggingface.co/", "hf.co/")):
        return named
    clause = re.split(r"[.;!?] |://\S+", context[-_CLAUSE_WORDS:])[-1]
    return next((kind for pattern, kind in _HINTS if pattern.search(clause)), LinkKind.OTHER)
