"""Whole mappings: records in, payloads out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Optional, Union

from . import _native
from ._evaluator import Record, record_bytes
from ._errors import InvalidMapping, RecordFault
from ._diagnostics import Diagnostic, RecordError, diagnostics_of
from ._options import Options, written

if TYPE_CHECKING:
    from typing_extensions import Unpack

Format = Literal["json", "ndjson", "csv", "ldif"]
"""What records are in."""


@dataclass(frozen=True)
class Outcome:
    """What became of a record."""

    id: Optional[str]
    """What the record is known by."""
    status: Literal["ok", "out-of-scope", "error"]
    payload_json: Optional[str]
    """The payload as it is sent."""
    skipped: tuple[str, ...]
    """The targets that are left as they are."""
    deferred: tuple[str, ...]
    """The targets whose references are sent once the object exists."""
    errors: tuple[RecordError, ...]
    """Why there is no payload, or which references were left out of it."""

    @cached_property
    def payload(self) -> Optional[dict[str, Any]]:
        """The payload."""
        if self.payload_json is None:
            return None
        payload: dict[str, Any] = json.loads(self.payload_json)
        return payload

    @classmethod
    def _of(cls, turn: _native.Turn) -> Outcome:
        id, status, payload, skipped, deferred, errors = turn
        listed = json.loads(errors) if errors is not None else ()
        found = tuple(RecordError._of(error) for error in listed)
        return cls(id, status, payload, tuple(skipped), tuple(deferred), found)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Mapped:
    """What became of many records."""

    payloads: bytes = field(repr=False)
    """The payloads in the order of the records, one a line: the bytes that `attrflow map` writes."""
    mapped: int
    """How many records have one."""
    out_of_scope: int
    """How many take no part."""
    errors: tuple[RecordError, ...]
    """What is the matter with the others, and which references were left out."""


def connectors() -> tuple[str, ...]:
    """The names of the mapping files that are built in."""
    return tuple(_native.connector_names())


class Mapper:
    """An object mapping of a mapping file, made ready once, for any number of records and threads.

    The mapping is synchronizationSchema JSON or TOML; what its name ends in says which of the two, else its beginning does.
    Raises `InvalidMapping` where it cannot be run.

    It can be pickled, and is then made ready again where it arrives.
    """

    def __init__(self, mapping: Union[str, bytes], name: str = "<mapping>", **options: Unpack[Options]) -> None:
        data = mapping.encode() if isinstance(mapping, str) else mapping
        self._arguments = (data, name, written(options))
        native, document = _native.mapper(*self._arguments)
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics_of(document)
        """What there is to say about it, none of it an error."""
        if native is None:
            raise InvalidMapping(self.diagnostics)
        self._native = native

    @classmethod
    def from_file(cls, path: Union[str, os.PathLike[str]], **options: Unpack[Options]) -> Mapper:
        """The mapping of a file."""
        with open(path, "rb") as file:
            return cls(file.read(), os.fspath(path), **options)

    @classmethod
    def from_connector(cls, name: str, **options: Unpack[Options]) -> Mapper:
        """The mapping of a built-in connector, such as `meta-work-accounts`."""
        found = _native.connector(name)
        if found is None:
            raise ValueError(f"there is no connector `{name}`: {', '.join(connectors())} are built in")
        file, text = found
        return cls(text, file, **options)

    @property
    def referenced_attributes(self) -> tuple[str, ...]:
        """The attributes that are read from a record: fetch these, and no others."""
        return tuple(self._native.referenced_attributes())

    @property
    def depends_on_order(self) -> bool:
        """Whether what a record becomes may depend on the records before it; then do not share records out."""
        return self._native.depends_on_order()

    def map(self, record: Record) -> Optional[dict[str, Any]]:
        """The payload of a record, None where it takes no part.

        Raises `RecordFault` where the record cannot be mapped.
        """
        outcome = self.outcome(record)
        if outcome.status == "error":
            raise RecordFault(outcome.errors)
        return outcome.payload

    def outcome(self, record: Record) -> Outcome:
        """What becomes of a record; a record that cannot be mapped raises nothing."""
        return Outcome._of(self._native.map(record_bytes(record)))

    def outcomes(
        self, records: Union[bytes, Iterable[Record]], *, format: Optional[Format] = None, threads: int = 0
    ) -> list[Outcome]:
        """What becomes of many records, in their order.

        Records as bytes are in a format, by default in that which their beginning shows. `threads` map them, 0 is as many
        as there are processors.
        """
        if isinstance(records, bytes):
            return [Outcome._of(turn) for turn in self._native.map_all(records, format, threads)]
        return [self.outcome(record) for record in records]

    def map_bytes(self, records: bytes, *, format: Optional[Format] = None, threads: int = 0) -> Mapped:
        """Maps many records, NDJSON or another format, to payloads, one a line."""
        payloads, mapped, out_of_scope, errors = self._native.map_bytes(records, format, threads)
        found = tuple(RecordError._of(json.loads(error)) for error in errors)
        return Mapped(payloads, mapped, out_of_scope, found)

    def __repr__(self) -> str:
        return f"attrflow.Mapper({self._arguments[1]!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, self._arguments


def _again(mapping: bytes, name: str, given: str) -> Mapper:
    options: Options = json.loads(given)
    return Mapper(mapping, name, **options)
