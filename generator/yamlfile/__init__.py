"""A curator's YAML file as a typed value, or every mistake in it at once by file, line and key.

Where it stands: after its own `nodes` and `mistakes`; `curation` and `vocabulary` say what their files hold. A file's
type is a tree of frozen dataclasses, and pydantic checks it, so a field may carry pydantic's annotations (`Field`,
`AfterValidator`, ...). On top of pydantic, a file is read as its writer means it:

- a text is the source's text (`2506.08010` keeps its zero, `No` is a word, `2025-11-05` may be a key);
- where a list is asked for, a single value is a list of one (any other shorthand is a field's `BeforeValidator`, not a
  union: pydantic would complain for each member);
- a section or list left empty is an empty one; any other value left empty is None;
- a field of type `Origin` is no key: it is filled with where its section stands.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.yamlfile.mistakes import KeyPath, Mistake, Origin, closest, quote, refuse
from generator.yamlfile.nodes import Items, Node, Section, Text, parse

T = TypeVar("T")

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SECTION = ("keys with values", "Write it as `key: value`")
_NUMBER = ("a number", "Write a number such as 0.5")
_DATE = ("a date", "Write it as year-month-day, such as 2025-11-05")
_EXPECTED = {
    "bool": ("true or false", "Write true or false"),
    "int": ("a whole number", "Write digits only"),
    "float": _NUMBER,
    "finite": _NUMBER,
    "date": _DATE,
    "string": ("a text", "Put the text between quotes"),
    "tuple": ("a list", "Write it as [one, two]"),
    "mapping": _SECTION,
    "dataclass": _SECTION,
}
"""The first word of a pydantic error's type -> what was expected, what to do."""


def read_yaml(path: Path, kind: type[T]) -> T:
    """Read the YAML file at `path` as a `kind`: a dataclass whose fields are the file's keys.

    A validator's ValueError says what is wrong by its first argument, and may say what to do by a second.
    Raises CurationError with all mistakes of the file, or with the one that keeps it from being read (`nodes`).
    """
    shaper = _Shaper(path)
    value = shaper.shape(parse(path), kind, ())
    try:
        typed = TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            shaper.explain(detail)
        refuse(path, shaper.mistakes)
        raise
    refuse(path, shaper.mistakes)
    return typed


class _Shaper:
    """Turns nodes into what pydantic takes, led by the wanted type; notes lines and mistakes on the way."""

    def __init__(self, path: Path) -> None:
        self.lines: dict[KeyPath, int] = {}
        self.file = Origin(file=path, lines=self.lines)
        self.mistakes: list[Mistake] = []
        self.hints: dict[type, dict[str, object]] = {}

    def shape(self, node: Node, hint: object, path: KeyPath) -> object:
        hint = _fitting(hint, node)
        wanted = _node_type(hint)
        if isinstance(node, Text) and node.is_nothing:
            if wanted is Text:
                return None
            node = Section(line=node.line, pairs=()) if wanted is Section else Items(line=node.line, items=())
        elif wanted is Items and not isinstance(node, Items):
            node = Items(line=node.line, items=(node,))
        if isinstance(node, Items):
            return self.items(node, hint, path)
        if isinstance(node, Section):
            return (
                self.fields(node, hint, path)
                if isinstance(hint, type) and is_dataclass(hint)
                else self.mapping(node, hint, path)
            )
        if hint is date:
            self.check_date(node.text, path)
        return node.text

    def items(self, node: Items, hint: object, path: KeyPath) -> tuple[object, ...]:
        item_hint = next(iter(get_args(hint)), object)
        self.lines.update(((*path, n), child.line) for n, child in enumerate(node.items))
        return tuple(self.shape(child, item_hint, (*path, n)) for n, child in enumerate(node.items))

    def mapping(self, node: Section, hint: object, path: KeyPath) -> dict[str, object]:
        key_hint, value_hint = get_args(hint) if _node_type(hint) is Section else (str, object)
        value: dict[str, object] = {}
        for name, child in self.pairs(node, path):
            if key_hint is date:
                self.check_date(name, (*path, name))
            value[name] = self.shape(child, value_hint, (*path, name))
        return value

    def fields(self, node: Section, kind: type, path: KeyPath) -> dict[str, object]:
        if kind not in self.hints:
            self.hints[kind] = get_type_hints(kind, include_extras=True)
        keys = {name: hint for name, hint in self.hints[kind].items() if hint is not Origin}
        value: dict[str, object] = dict.fromkeys(
            self.hints[kind].keys() - keys.keys(), Origin(file=self.file.file, path=path, lines=self.lines)
        )
        for name, child in self.pairs(node, path):
            if name in keys:
                value[name] = self.shape(child, keys[name], (*path, name))
            else:
                near = closest(name, keys)
                guess = f"Did you mean {quote(near)}? " if near else ""
                todo = f"{guess}The keys here are {', '.join(keys)}"
                self.mistakes.append(self.file.mistake(*path, name, what="unknown key", todo=todo))
        return value

    def pairs(self, node: Section, path: KeyPath) -> Iterator[tuple[str, Node]]:
        """Yield each key once with its value, its line noted."""
        for key, value in node.pairs:
            if not isinstance(key, Text):
                mistake = self.file.mistake(*path, what="a list or section stands where a key should", todo="Quote it")
                self.mistakes.append(replace(mistake, line=key.line))
            elif (at := (*path, key.text)) in self.lines:
                mistake = self.file.mistake(
                    *at, what=f"stands on line {self.lines[at]} already", todo="Keep one of the two"
                )
                self.mistakes.append(replace(mistake, line=key.line))
            else:
                self.lines[at] = key.line
                yield key.text, value

    def check_date(self, text: str, path: KeyPath) -> None:
        """Note a date in a form that pydantic takes and a curator hardly means, such as seconds since 1970."""
        if not _ISO_DAY.fullmatch(text):
            self.mistakes.append(
                self.file.mistake(*path, what=f"expected {_DATE[0]}, found {quote(text)}", todo=_DATE[1])
            )

    def explain(self, detail: ErrorDetails) -> None:
        """Note what pydantic found, in the curator's words."""
        path: KeyPath = ()
        for step in detail["loc"]:
            # Steps that no line knows are pydantic's own: a union's member, "[key]", a missing field.
            path = (*path, step) if (*path, step) in self.lines else path
        cause = detail.get("ctx", {}).get("error")
        family = detail["type"].partition("_")[0]
        if detail["type"] == "missing":
            what, todo = f"{quote(str(detail['loc'][-1]))} is missing", "Add it"
        elif isinstance(cause, ValueError):
            what, todo = (*map(str, cause.args or [detail["msg"]]), "Correct it")[:2]
        else:
            # "Input should be …" is how pydantic begins what the table does not hold.
            wish = detail["msg"].removeprefix("Input should be ")
            expected, todo = _EXPECTED.get(family, (wish[:1].lower() + wish[1:], "Correct it"))
            what = f"expected {expected}, found {_describe(detail['input'])}"
        self.mistakes.append(self.file.mistake(*path, what=what, todo=todo))


def _fitting(hint: object, node: Node) -> object:
    """Return the type that `node` is read as: of an optional or a union, the member of its shape."""
    if get_origin(hint) is Annotated:
        return _fitting(get_args(hint)[0], node)
    if get_origin(hint) in {Union, UnionType}:
        members = [_fitting(member, node) for member in get_args(hint) if member is not NoneType]
        return next((member for member in members if isinstance(node, _node_type(member))), members[0])
    return hint


def _node_type(hint: object) -> type[Text | Items | Section]:
    """Return the kind of node that a value of the type is written as."""
    kind = get_origin(hint) or hint
    if not isinstance(kind, type) or issubclass(kind, str):
        return Text
    if is_dataclass(kind) or issubclass(kind, Mapping):
        return Section
    return Items if issubclass(kind, Collection) else Text


def _describe(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case str():
            return quote(value)
        case Mapping():
            return "keys with values"
        case Collection():
            return "a list"
        case _:
            return quote(str(value))
