"""Diagnostics and errors as objects with locations, and the check that gives them."""

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
    """A location in a text. All are counted from 1, except bytes."""

    line: int
    column: int
    """In code points, as Python counts."""
    utf16: int
    """In UTF-16 code units, as editors count."""
    byte: int
    """From the beginning of the text, counted from 0."""


@dataclass(frozen=True)
class Range:
    """A stretch of a text, the end not included."""

    start: Position
    end: Position

    @classmethod
    def _of(cls, json_value: dict[str, Any]) -> Range:
        return cls(Position(**json_value["start"]), Position(**json_value["end"]))


@dataclass(frozen=True)
class Fix:
    """An edit that mends a diagnostic: what it does, and what takes the place of what."""

    title: str
    safe: bool
    """Whether the meaning stays the same wherever the text had one."""
    edits: tuple[tuple[Range, str], ...]


@dataclass(frozen=True)
class Diagnostic:
    """What there is to say about a part of a mapping or an expression."""

    code: str
    """Its name, such as `unknown-function`; `attrflow explain` has a page on it."""
    severity: str
    """`error`, `warning` or `info`."""
    message: str
    help: Optional[str]
    """What to do about it."""
    file: str
    range: Range
    """Where in the file."""
    expression_range: Optional[Range]
    """Where in the expression, if it is about one in a mapping file."""
    object: Optional[str]
    """The object mapping that it is in."""
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
class MappingPlace:
    """A location in a mapping file, and in the expression that stands there."""

    file: str
    line: int
    column: int
    """In code points. Line and column are counted from 1."""
    start: int
    """The first byte in the expression, counted from 0."""
    end: int
    """The byte after the last."""
    expression: Optional[str] = None


@dataclass(frozen=True)
class RecordError:
    """What is the matter with a record. The record's values are in none of its texts."""

    code: str
    message: str
    help: Optional[str]
    line: int
    """The line of the records that it is in, counted from 1."""
    id: Optional[str]
    """What the record is known by."""
    attribute: Optional[str]
    """The target whose value cannot be made."""
    location: Optional[MappingPlace]
    """Where the mapping says what cannot be carried out."""

    def __str__(self) -> str:
        attribute = f", `{self.attribute}`" if self.attribute else ""
        text = f"record {self.line}{attribute}: error[{self.code}]: {self.message}"
        return f"{text} ({self.help})" if self.help else text

    @classmethod
    def _of(cls, error: dict[str, Any]) -> RecordError:
        location = error["location"]
        return cls(**{**error, "location": MappingPlace(**location) if location else None})


def diagnostics_of(document: str) -> tuple[Diagnostic, ...]:
    """The diagnostics of a document as the native half gives it."""
    return tuple(Diagnostic._of(found) for found in json.loads(document)["diagnostics"])


def check(mapping: Union[str, bytes], name: str = "<mapping>", **options: Unpack[Options]) -> tuple[Diagnostic, ...]:
    """Everything there is to say about a mapping file, JSON or TOML, in the order of the locations.

    `name` is what the diagnostics call the file; what it ends in says which of the two it is, else its beginning does. Of
    the options only `dialect` and `flavor` count.
    """
    data = mapping.encode() if isinstance(mapping, str) else mapping
    return diagnostics_of(_native.check_mapping(data, name, written(options)))
