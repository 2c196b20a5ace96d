"""A row that was written as a Python literal -> its value, without running anything.

Where it stands: beside `jsonrows`. Some tools store an API's rows by `str()`, which gives `{'paper': {…}, 'ok': True}`.
"""

import ast
import re
import warnings

MAX_LENGTH = 1_000_000
"""Characters. The longest in the captures has 8,987, a paper of 3,000 authors with their accounts some 900,000; the
parser takes 200 bytes of memory for each."""
MAX_DEPTH = 30
"""Brackets in brackets; a row of the API has 5. The parser's own bound is the stack's."""

_TOKEN = re.compile(
    r"""(?P<open>[\[({])|(?P<close>[\])}])|[\s,:]+|-?\d[\w.]*(?:(?<=[eE])[+-]\d+)?|True|False|None
    |[uU]?'(?:[^'\\\n]|\\.)*'|[uU]?"(?:[^"\\\n]|\\.)*\"""",
    re.VERBOSE | re.DOTALL,
)
"""All that the literal of a value read from JSON may hold: no operator, no name, no call."""


def read_literal(text: str) -> object:
    """Return the value of a Python literal of texts, numbers, booleans, None, lists, tuples, sets and dicts.

    Raises ValueError, with the reason as a clause, for anything else, and for one too long or too deep.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"it has {len(text):,} characters, more than {MAX_LENGTH:,}")
    _check(text)
    try:
        with warnings.catch_warnings():
            # of escapes that mean nothing, such as \d
            warnings.simplefilter("ignore")
            return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError("it is no Python literal") from error


def _check(text: str) -> None:
    depth = at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError("it is no Python literal")
        depth += bool(token["open"]) - bool(token["close"])
        if depth > MAX_DEPTH:
            raise ValueError(f"it nests deeper than {MAX_DEPTH} levels")
        at = token.end()
