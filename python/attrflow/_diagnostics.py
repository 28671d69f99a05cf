"""Diagnostics and errors as objects with locations, and the function that checks a mapping file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _native
from ._options import Options, written

if TYPE_CHECKING:
    from typing_extensions import Unpack


@dataclass(frozen=True)
class Position:
    """A position in a file or an expression. All fields count from 1, except `byte`."""

    line: int
    column: int
    """In code points, as Python counts."""
    utf16: int
    """In UTF-16 code units, as editors count."""
    byte: int
    """From the beginning of the file or the expression, counted from 0."""


@dataclass(frozen=True)
class Range:
    """A range in a file or an expression; `end` is exclusive."""

    start: Position
    end: Position

    @classmethod
    def _of(cls, json_value: dict[str, Any]) -> Range:
        return cls(Position(**json_value["start"]), Position(**json_value["end"]))


@dataclass(frozen=True)
class Fix:
    """A fix for a diagnostic: a title, and the edits, each a range and the text that replaces it."""

    title: str
    safe: bool
    """Whether the fix keeps the meaning of everything that was valid before."""
    edits: tuple[tuple[Range, str], ...]


@dataclass(frozen=True)
class Diagnostic:
    """A diagnostic about a part of a mapping or of an expression."""

    code: str
    """Its code, such as `unknown-function`; `attrflow explain` has a page about it."""
    severity: str
    """`error`, `warning` or `info`."""
    message: str
    help: Optional[str]
    """What to do about it."""
    file: str
    range: Range
    """The range in the file."""
    expression_range: Optional[Range]
    """The range in the expression, if it is about an expression in a mapping file."""
    object: Optional[str]
    """The object mapping that contains it."""
    target: Optional[str]
    """The target attribute that it is about."""
    fix: Optional[Fix]

    def __str__(self) -> str:
        location = f"{self.file}:{self.range.start.line}:{self.range.start.column}"
        text = f"{location}: {self.severity}[{self.code}]: {self.message}"
        return f"{text} ({self.help})" if self.help else text

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Diagnostic:
        mapping = found["mapping"] or {}
        fix = found["fix"]
        inside = found["expression_range"]
        return cls(
            code=found["code"],
            severity=found["severity"],
            message=found["message"],
            help=found["help"],
            file=found["file"],
            range=Range._of(found["range"]),
            expression_range=Range._of(inside) if inside else None,
            object=mapping.get("object"),
            target=mapping.get("target"),
            fix=fix
            and Fix(
                title=fix["title"],
                safe=fix["safety"] == "safe",
                edits=tuple((Range._of(edit["range"]), edit["text"]) for edit in fix["edits"]),
            ),
        )


@dataclass(frozen=True)
class MappingLocation:
    """A location in a mapping file, and in the expression at that location."""

    file: str
    line: int
    column: int
    """In code points. Line and column count from 1."""
    start: int
    """The first byte in the expression, counted from 0."""
    end: int
    """The byte after the last."""
    expression: Optional[str] = None


@dataclass(frozen=True)
class RecordError:
    """An error of a record. Its strings contain no values of the record."""

    code: str
    message: str
    help: Optional[str]
    line: int
    """The line of the record in the input, counted from 1."""
    id: Optional[str]
    """The record's identifier."""
    attribute: Optional[str]
    """The target attribute that gets no value."""
    location: Optional[MappingLocation]
    """The part of the mapping that failed."""

    def __str__(self) -> str:
        attribute = f", `{self.attribute}`" if self.attribute else ""
        text = f"record {self.line}{attribute}: error[{self.code}]: {self.message}"
        return f"{text} ({self.help})" if self.help else text

    @classmethod
    def _of(cls, error: dict[str, Any]) -> RecordError:
        location = error["location"]
        return cls(**{**error, "location": MappingLocation(**location) if location else None})


def diagnostics_of(document: str) -> tuple[Diagnostic, ...]:
    """The diagnostics in a JSON document from the native module."""
    return tuple(Diagnostic._of(found) for found in json.loads(document)["diagnostics"])


def check(mapping: Union[str, bytes, bytearray, memoryview], name: str = "<mapping>", **options: Unpack[Options]) -> tuple[Diagnostic, ...]:
    """All diagnostics of a mapping file, JSON or TOML, in the order of their locations.

    `name` is the file's name in the diagnostics. Its extension decides between JSON and TOML; without a known
    extension, the beginning of the file decides. Of the options, only `dialect` and `flavor` have an effect.
    """
    data = mapping.encode("utf-8", "surrogatepass") if isinstance(mapping, str) else bytes(mapping)
    return diagnostics_of(_native.check_mapping(data, name, written(options)))
