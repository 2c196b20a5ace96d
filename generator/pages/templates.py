"""The templates, and the rule of what they may write.

Where it stands: after `addresses`. Nothing that came from a dump reaches a page unless it was escaped: a plain string
is text as it stands, a `Markup` is text that its own rendering makes safe; only `Written` passes as it is, and that is
what renderings, addresses and macros return. A template that forgets this cannot break it.
"""

from datetime import date
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup as Written

from generator.markup import Markup
from generator.markup.escapes import as_markdown, clean


def write(value: object) -> Written:
    """Return `value` as Markdown: numbers and what is `Written` as they are, text escaped.

    TypeError for anything else, None included: a template must say what stands where nothing is known.
    """
    if isinstance(value, Written):
        return value
    if isinstance(value, Markup):
        return Written(value.headline())
    if isinstance(value, str):
        return Written(as_markdown(" ".join(clean(value).split()), before=""))
    if isinstance(value, int):
        return Written(f"{value:,}")
    raise TypeError(f"a template cannot write {value!r}")


def target(url: str) -> Written:
    """Return an http(s) address as the target of a Markdown link; ValueError for any other.

    Percent-encoding what Markdown or HTML could read as its own leaves the address the same (RFC 3986, 2.1), except
    `&`, which stands for itself only as a character reference.
    """
    if not url.startswith(("https://", "http://")):
        raise ValueError(url)
    return Written(quote(url, safe="/:?#@!$&+,;=%~.-_", errors="replace").replace("&", "&amp;"))


def count(number: int, noun: str) -> Written:
    """Return `1 paper`, `2 papers`, `1,204 papers`."""
    return Written(f"{number:,} {noun}{'' if number == 1 else 's'}")


def name_day(day: date) -> Written:
    """Return `5 November 2025`."""
    return Written(f"{day.day} {day:%B %Y}")


def open_templates() -> Environment:
    """Return the templates, each compiled once, on its first use."""
    # Escaping is on so that macros return what is marked as written; `finalize` has escaped the rest before it.
    templates = Environment(
        loader=PackageLoader("generator.pages"),
        autoescape=True,
        finalize=write,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters.update(target=target, count=count, day=name_day)
    templates.globals["separator"] = Written(" · ")
    return templates
