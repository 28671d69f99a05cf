"""Mapping files: records in, payloads out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Optional, Union

from . import _native
from ._errors import InvalidMapping, RecordMappingError
from ._diagnostics import Diagnostic, RecordError, diagnostics_of
from ._options import Options, written
from ._record import Bytes, Record, UnusableRecord, plain_bytes, record_bytes

if TYPE_CHECKING:
    from typing_extensions import Unpack

Format = Literal["json", "ndjson", "csv", "ldif"]
"""The format of the records."""


@dataclass(frozen=True)
class Outcome:
    """The outcome of a record."""

    id: Optional[str]
    """The record's identifier."""
    status: Literal["ok", "out-of-scope", "skipped", "error"]
    """`skipped`: the record has no value for what its object is matched by, which `errors` names."""
    payload_json: Optional[str]
    """The payload as it is sent."""
    skipped: tuple[str, ...]
    """The target attributes that stay unchanged."""
    deferred: tuple[str, ...]
    """The target attributes whose references are sent once the object exists."""
    errors: tuple[RecordError, ...]
    """Why there is no payload, or which references are missing in it."""

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
    """The outcome of many records."""

    payloads: bytes = field(repr=False)
    """The payloads in the order of the records, one per line: the bytes that `attrflow map` writes in the same flavor."""
    mapped: int
    """The number of records with a payload."""
    out_of_scope: int
    """The number of records out of scope."""
    errors: tuple[RecordError, ...]
    """The errors of the other records, and which references are missing in payloads."""


def connectors() -> tuple[str, ...]:
    """The names of the built-in connectors."""
    return tuple(_native.connector_names())


class Mapper:
    """An object mapping of a mapping file, checked and compiled once, for any number of records and threads.

    The mapping is synchronizationSchema JSON or TOML. The extension of its name decides which; without a known
    extension, its beginning decides. Raises `InvalidMapping` if it cannot be run.

    It can be pickled; unpickling compiles it again.
    """

    def __init__(self, mapping: Union[str, Bytes], name: str = "<mapping>", **options: Unpack[Options]) -> None:
        # A file's name may have bytes that are no text.
        shown = name.encode("utf-8", "replace").decode()
        self._arguments = (plain_bytes(mapping), shown, written(options))
        native, document = _native.mapper(*self._arguments)
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics_of(document)
        """All diagnostics; none of them is an error."""
        if native is None:
            raise InvalidMapping(self.diagnostics)
        self._native = native

    @classmethod
    def from_file(cls, path: Union[str, os.PathLike[str]], **options: Unpack[Options]) -> Mapper:
        """A mapper for a mapping file."""
        with open(path, "rb") as file:
            return cls(file.read(), os.fspath(path), **options)

    @classmethod
    def from_connector(cls, name: str, **options: Unpack[Options]) -> Mapper:
        """A mapper for a built-in connector, such as `meta-work-accounts`."""
        found = _native.connector(name)
        if found is None:
            raise ValueError(f"there is no connector `{name}`; built in are: {', '.join(connectors())}")
        file, text = found
        return cls(text, file, **options)

    @property
    def referenced_attributes(self) -> tuple[str, ...]:
        """The attributes that the mapping reads from a record: only these have to be fetched."""
        return tuple(self._native.referenced_attributes())

    @property
    def depends_on_order(self) -> bool:
        """Whether the result for a record may depend on the records before it. If so, use one mapper for all."""
        return self._native.depends_on_order()

    def unread(self) -> tuple[Diagnostic, ...]:
        """What there is to say about all records so far, those of the mapper's provisioners among them.

        Attributes that the mapping reads and that no record had a value for, as an error where records have the name in
        another spelling. No record is looked at again; a mapper that was unpickled begins anew.
        """
        return diagnostics_of(self._native.unread())

    def map(self, record: Record) -> Optional[dict[str, Any]]:
        """The payload of a record, None if it is out of scope or skipped; `outcome` says which.

        Raises `RecordMappingError` if the record cannot be mapped.
        """
        outcome = self.outcome(record)
        if outcome.status == "error":
            raise RecordMappingError(outcome.errors)
        return outcome.payload

    def outcome(self, record: Record) -> Outcome:
        """The outcome of a record. A record that cannot be mapped raises no exception."""
        try:
            written = record_bytes(record)
        except UnusableRecord as unusable:
            return Outcome(unusable.error.id, "error", None, (), (), (unusable.error,))
        return Outcome._of(self._native.map(written))

    def outcomes(
        self, records: Union[str, Bytes, Iterable[Record]], *, format: Optional[Format] = None, threads: int = 0
    ) -> list[Outcome]:
        """The outcomes of many records, in the order of the records. A record that cannot be mapped loses no other.

        For records as one string or bytes, `format` is their format; by default their beginning decides. `threads` is the number of
        threads that map them; 0 means one for each processor.
        """
        if isinstance(records, (str, bytes, bytearray, memoryview)):
            return [Outcome._of(turn) for turn in self._native.map_all(plain_bytes(records), format, threads)]
        return [self.outcome(record) for record in records]

    def map_bytes(self, records: Union[str, Bytes], *, format: Optional[Format] = None, threads: int = 0) -> Mapped:
        """Maps many records, NDJSON or another format, to payloads, one per line."""
        payloads, mapped, out_of_scope, errors = self._native.map_bytes(plain_bytes(records), format, threads)
        found = tuple(RecordError._of(json.loads(error)) for error in errors)
        return Mapped(payloads, mapped, out_of_scope, found)

    def cancel(self) -> None:
        """Ends the calls in other threads, and all later ones, also within a record.

        Their records have the error `run-cancelled`; many records end with the first of these. That holds for the
        provisioners of the mapper, too.
        """
        self._native.cancel()

    def __repr__(self) -> str:
        return f"attrflow.Mapper({self._arguments[1]!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, self._arguments


def _again(mapping: bytes, name: str, given: str) -> Mapper:
    options: Options = json.loads(given)
    return Mapper(mapping, name, **options)
