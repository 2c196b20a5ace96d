"""A JSON file -> its rows, each with the line that it begins on; where the file breaks off, those before it.

Where it stands: after `raw`; every format that is a list of JSON rows is read by it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from generator.errors import DumpError
from generator.model import Finding, Place, Severity
from generator.sources.raw import Raw

MAX_ROWS = 10_000
"""Of one dump: the longest digest captured has 60 papers, the largest conference some thousands."""
_LISTS = frozenset({"data", "items"})
"""Members that hold the rows where an object stands around them: the API's wrapper has the first, reference managers
the second."""
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRow:
    """One element of the list."""

    place: Place
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRows:
    """What stands in a file."""

    rows: tuple[JsonRow, ...]
    members: Mapping[str, object]
    """Of the object around the list, the list itself left out; empty where there is none."""
    findings: tuple[Finding, ...]
    """At most one: that the file breaks off or is no JSON from some line on."""


def read_rows(raw: Raw) -> JsonRows:
    """Return the rows of a file that is a JSON list, or an object around one.

    Raises DumpError where there is no such list, or one of more than 10,000 rows.
    """
    walk = _Walk(raw=raw, text=raw.decoded.text)
    fault = ""
    try:
        walk.read()
    except RecursionError:
        fault = "it nests too deeply"
    except json.JSONDecodeError as error:
        fault = error.msg[0].lower() + error.msg[1:]
    except ValueError:
        fault = "a number is too long"
    where = Place(dump=raw.name, line=walk.line, row=walk.row)
    if fault and not walk.rows:
        raise DumpError(str(Place(dump=raw.name, line=walk.line)), f"is no JSON ({fault})", "Capture it again")
    if not walk.is_list:
        raise DumpError(
            raw.name, "holds no list of papers", "Capture it again: it may be an answer that tells of an error"
        )
    broken = Finding(
        place=where,
        rule="broken-json",
        severity=Severity.WARNING,
        found=f"From here on the file is no JSON: {fault}.",
        done="What stands before was kept; capture it again.",
    )
    return JsonRows(rows=tuple(walk.rows), members=walk.members, findings=(broken,) if fault else ())


@dataclass(slots=True, kw_only=True)
class _Walk:
    """A way through the text, value by value: the decoder itself tells no lines, and reads all or nothing."""

    raw: Raw
    text: str
    at: int = 0
    line: int = 1
    """1-based line of the value that was read last."""
    row: int = 0
    """1-based number of the row that was read last; 0 outside the list."""
    counted: int = 0
    """Up to where line ends are counted."""
    is_list: bool = False
    rows: list[JsonRow] = field(default_factory=list)
    members: dict[str, object] = field(default_factory=dict)

    def read(self) -> None:
        """Read the file. Raises ValueError where it is no JSON, RecursionError where it nests too deeply."""
        match self._peek():
            case "[":
                self._read_rows()
            case "{":
                self._read_members()
            case _:
                self._read_value()
        if self._peek():
            self._fail("more stands behind its end")

    def _read_members(self) -> None:
        for _ in self._elements("}"):
            name = self._read_value()
            if not isinstance(name, str) or self._peek() != ":":
                self._fail("a name and a colon are expected")
            self.at += 1
            if name in _LISTS and self._peek() == "[":
                self._read_rows()
            else:
                self.members[str(name)] = self._read_value()

    def _read_rows(self) -> None:
        self.is_list = True
        for _ in self._elements("]"):
            self.row = len(self.rows) + 1
            if self.row > MAX_ROWS:
                todo = "Split it, or take out what is no list of papers"
                raise DumpError(self.raw.name, f"holds more than {MAX_ROWS:,} rows", todo)
            value = self._read_value()
            self.rows.append(JsonRow(place=Place(dump=self.raw.name, line=self.line, row=self.row), value=value))
        self.row = 0

    def _elements(self, end: str) -> Iterator[None]:
        """Yield where each element of a list or an object begins, for the caller to read it; step over the end."""
        self.at += 1
        if self._peek() == end:
            self.at += 1
            return
        while True:
            yield
            separator = self._peek()
            if separator not in {",", end}:
                self._fail("a comma is missing" if separator else "it breaks off")
            self.at += 1
            if separator == end:
                return

    def _read_value(self) -> object:
        self._peek()
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        value: object
        value, self.at = _DECODER.raw_decode(self.text, self.at)
        return value

    def _peek(self) -> str:
        """Step over white space and return the character there, or an empty text at the end."""
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1
        return self.text[self.at : self.at + 1]

    def _fail(self, what: str) -> NoReturn:
        raise json.JSONDecodeError(what, self.text, self.at)
