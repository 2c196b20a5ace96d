"""A YAML file as a tree of texts, lists and sections that know their lines; nothing is typed yet.

Where it stands: after `errors`; `yamlfile` gives the tree its types. Scalars keep their source text, so that YAML's own
guesses (`2506.08010` a float, `No` a boolean, `2025-11-05` a date) never touch what the curator wrote. What makes YAML
dangerous or surprising is refused: aliases, anchors, tags, several documents, endless nesting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.errors import CurationError

MAX_BYTES = 1_000_000
"""A thousand papers with a note each stay under this."""
MAX_DEPTH = 16
"""The deepest file of ours nests 5 levels."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# What XML 1.0 cannot carry; YAML lets it in through escapes such as "\0".
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ADVICE = (
    ("mapping values are not allowed", 'Put a text that holds ": " between quotes'),
    ("cannot start any token", "Indent with blanks, and put a text that starts with a sign between quotes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A scalar, as its source has it."""

    line: int
    """1-based, as everywhere here."""
    text: str
    quoted: bool

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is written there: an empty value, `~` or `null`."""
        return not self.quoted and self.text in _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Keys with values, in the file's order; one key may stand there twice."""

    line: int
    pairs: tuple[tuple["Node", "Node"], ...]


Node = Text | Items | Section


def parse(path: Path) -> Node:
    """Read the YAML file at `path`; an empty file is a `Text` that is nothing.

    Raises CurationError where the file cannot be read, is over `MAX_BYTES`, is not UTF-8 or not YAML, holds a second
    document, an alias, an anchor, a tag or a character that no page can show, or nests deeper than `MAX_DEPTH`.
    """
    text = _read(path)
    if found := _UNSHOWABLE.search(text):
        raise _unshowable(path, text.count("\n", 0, found.start()) + 1, found[0])
    nodes = _Nodes(path)
    try:
        return nodes.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(path, error) from error
    # PyYAML's refusals of characters carry no line; without libyaml, bad escapes come as ValueError or OverflowError.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        reason = getattr(error, "reason", None) or str(error).partition("\n")[0]
        raise CurationError(str(path), f"is not YAML ({reason})", "Look for odd characters in it") from error


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            what = "is not a file" if path.exists() else "does not exist"
            raise CurationError(str(path), what, "Name a YAML file")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CurationError(str(path), f"cannot be read ({reason})", "Allow reading it") from error
    if len(content) > MAX_BYTES:
        raise CurationError(str(path), f"is larger than {MAX_BYTES:,} bytes", "Keep only what a curator writes by hand")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CurationError(f"{path}:{line}", "is not UTF-8", "Save the file in the encoding UTF-8") from error


def _unshowable(path: Path, line: int, character: str) -> CurationError:
    what = f"holds a character that no page can show (U+{ord(character):04X})"
    return CurationError(f"{path}:{line}", what, "Delete it")


def _syntax_error(path: Path, error: yaml.MarkedYAMLError) -> CurationError:
    mark = error.problem_mark or error.context_mark
    where = f"{path}:{mark.line + 1}" if mark else str(path)
    column = f", column {mark.column + 1}" if mark else ""
    begun = error.context_mark.line if error.context_mark and error.context_mark is not mark else None
    since = None if begun is None else f"that begins on line {begun + 1}"
    problem = " ".join(filter(None, (error.context, since, error.problem)))
    todo = next((todo for sign, todo in _ADVICE if sign in problem), "Mend the line, or the one above it")
    return CurationError(where, f"is not YAML{column}: {problem}", todo)


class _Nodes:
    """Builds the tree from the parser's events, which come one by one: a bomb is refused before it unfolds."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def document(self, events: Iterator[yaml.Event]) -> Node:
        tree: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if tree is not None:
                    raise self.refusal(event, "starts a second document", "Keep everything in one, without `---`")
                tree = self.node(next(events), events, 0)
        return tree or Text(line=1, text="", quoted=False)

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if getattr(event, "anchor", None):
            raise self.refusal(event, "holds an anchor or alias (`&`, `*`)", "Write it out, or put the text in quotes")
        if getattr(event, "tag", None):
            raise self.refusal(event, "holds a tag (`!`)", "Delete the tag, or put the text in quotes")
        if depth > MAX_DEPTH:
            raise self.refusal(event, f"nests deeper than {MAX_DEPTH} levels", "Write it flatter")
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            if found := _UNSHOWABLE.search(event.value):
                raise _unshowable(self.path, line, found[0])
            return Text(line=line, text=event.value, quoted=bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line=line, items=tuple(self.children(events, depth)))
        children = self.children(events, depth)
        return Section(line=line, pairs=tuple(zip(children, children, strict=True)))

    def children(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield self.node(event, events, depth + 1)

    def refusal(self, event: yaml.Event, what: str, todo: str) -> CurationError:
        return CurationError(f"{self.path}:{_line(event)}", what, todo)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
