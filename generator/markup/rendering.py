"""Runs as HTML and as Markdown.

Where it stands: after `runs`, `escapes` and `mathml`; the package's `Markup` offers what is made here.
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from generator.markup.escapes import as_entities, as_html, as_markdown
from generator.markup.mathml import mathml
from generator.markup.runs import Emphasis, Run, Style

# Asterisks mean emphasis to every Markdown only where a word begins and ends beside a blank or one of these.
_BEFORE_ASTERISK: Final = frozenset(("", " ", "(", "“"))
_AFTER_ASTERISK: Final = frozenset(("", " ", ".", ",", ";", ":", ")", "?", "!", "”"))
_DELIMITERS: Final = ((Emphasis.EM, "*"), (Emphasis.STRONG, "**"))
# Code that may stand between backticks: no preprocessor, template or highlighter finds anything in it.
_BARE_CODE: Final = re.compile(r"\w(?:[\w .,;:/()=+-]*[\w)])?")
# Stands for "something, and it needs no care": what text inside a tag or a label follows.
_INSIDE: Final = "x"


def html(runs: Sequence[Run]) -> str:
    """Return inline HTML, valid wherever phrasing content is."""
    return "".join(
        _tagged(emphasis, _with_scripts(list(group), _html_run))
        for emphasis, group in groupby(runs, lambda run: run.style.emphasis)
    )


def markdown(runs: Sequence[Run]) -> str:
    """Return one line of Markdown."""
    groups = [(emphasis, list(group)) for emphasis, group in groupby(runs, lambda run: run.style.emphasis)]
    edges = ["", *(group[-1].text[-1:] for _, group in groups)]
    starts = [*(group[0].text[:1] for _, group in groups), ""]
    parts = []
    for place, (emphasis, group) in enumerate(groups):
        if group == [Run(text=group[0].text, style=Style(emphasis=Emphasis.CODE))] and _BARE_CODE.fullmatch(
            group[0].text
        ):
            parts.append(f"`{group[0].text}`")
            continue
        text = _markdown_group(group, _INSIDE if emphasis else edges[place])
        delimiter = _delimiter(emphasis, group, edges[place], starts[place + 1])
        parts.append(f"{delimiter}{text}{delimiter}" if delimiter else _tagged(emphasis, text))
    return "".join(parts)


def _tagged(tag: str | None, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if tag else text


def _with_scripts(runs: Sequence[Run], render: Callable[[Run], str]) -> str:
    return "".join(
        _tagged(script, "".join(render(run) for run in group))
        for script, group in groupby(runs, lambda run: run.style.script)
    )


def _html_run(run: Run) -> str:
    if run.link:
        return f'<a href="{as_html(run.link.url)}">{as_html(run.text)}</a>'
    if run.tex:
        return mathml(run.tex, as_html) or as_html(run.text)
    return as_html(run.text)


def _markdown_group(runs: Sequence[Run], before: str) -> str:
    parts = []
    for script, group in groupby(runs, lambda run: run.style.script):
        inner = []
        before = _INSIDE if script else before
        for run in group:
            inner.append(_markdown_run(run, before))
            before = run.text[-1:]
        parts.append(_tagged(script, "".join(inner)))
    return "".join(parts)


def _markdown_run(run: Run, before: str) -> str:
    if run.link:
        url = run.link.url
        return f"<{url}>" if run.text == url else f"[{as_markdown(run.text, _INSIDE)}](<{url}>)"
    math = mathml(run.tex, as_entities) if run.tex else None
    if math is None:
        return as_markdown(run.text, before)
    # Python-Markdown takes <math> at the start of a line for a block of its own.
    return math if before else f"<span>{math}</span>"


def _delimiter(emphasis: Emphasis | None, runs: Sequence[Run], before: str, after: str) -> str:
    """Return the asterisks that every Markdown reads as `emphasis` around `runs` there; empty where tags are safer."""
    if before not in _BEFORE_ASTERISK or after not in _AFTER_ASTERISK or any(run.style.script for run in runs):
        return ""
    first, last = runs[0], runs[-1]
    if first.link or first.tex or last.link or last.tex or not (first.text[0].isalnum() and last.text[-1].isalnum()):
        return ""
    return dict(_DELIMITERS).get(emphasis, "") if emphasis else ""
