"""Records as the native module takes them: JSON in UTF-8.

What cannot be written is an error of its record, so that no other record is lost. Knows no mappings.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Union
from uuid import UUID

from ._diagnostics import RecordError

Bytes = Union[bytes, bytearray, memoryview]
"""Bytes, in whatever holds them."""

Record = Union[Mapping[str, Any], str, Bytes]
"""A record: a mapping from attribute names to values, or a JSON object as a string or bytes.

Values are what JSON has, and `Decimal`, `datetime`, `date`, `time`, `UUID`, enumerations, dataclasses and tuples.
"""

_DEEPEST = 200
"""How deep values may be nested where Python has to look at each; JSON text may be nested 512 deep."""


class UnusableRecord(Exception):
    """A record that cannot be written as JSON."""

    def __init__(self, message: str, help: str, code: str = "bad-json", id: Union[str, None] = None) -> None:
        super().__init__(message)
        self.error = RecordError(code, message, help, line=1, id=id, attribute=None, location=None)


def plain_bytes(data: Union[str, Bytes]) -> bytes:
    """Text or bytes as bytes. Half a surrogate pair becomes bytes that are not UTF-8, and is reported as such."""
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)


def record_bytes(record: Record) -> bytes:
    """A record as the native module takes it.

    Raises `UnusableRecord` if it cannot be written.
    """
    if isinstance(record, bytes):
        return record
    if isinstance(record, (str, bytearray, memoryview)):
        return plain_bytes(record)
    if not isinstance(record, Mapping):
        kind = type(record).__name__
        raise UnusableRecord(f"a record is a mapping, a string or bytes, not `{kind}`", "pass a dict of its attributes")
    try:
        return json.dumps(dict(record), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        # What JSON does not have: value by value, so that the message names the attribute.
        try:
            return _written(record, "", 0, _id(record)).encode()
        except RecursionError:
            # The caller has left no room for as much as is allowed.
            message, help = "the record is nested too deep", "call from a function that is itself nested less deep"
            raise UnusableRecord(message, help, "record-nested-too-deep", _id(record)) from None


def _id(record: Mapping[Any, Any]) -> Union[str, None]:
    id = record.get("id")
    return id if isinstance(id, str) and id.isprintable() else None


def _written(value: Any, path: str, depth: int, id: Union[str, None]) -> str:
    def unusable(what: str, help: str, code: str = "bad-json") -> UnusableRecord:
        return UnusableRecord(f"`{_shown(path)}` {what}", help, code, id)

    if depth > _DEEPEST:
        raise unusable(f"is nested deeper than {_DEEPEST}", "pass values, not objects that refer to each other",
                       "record-nested-too-deep")
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return json.dumps(_joined(value, unusable), ensure_ascii=False)
    if value is None or isinstance(value, (bool, int)):
        return json.dumps(value)
    if isinstance(value, (float, Decimal)):
        if not math.isfinite(value):
            raise unusable(f"is `{value}`, which JSON has no number for", "leave it out, or pass None for no value")
        return json.dumps(value) if isinstance(value, float) else str(value)
    if isinstance(value, (datetime, date, time)):
        return json.dumps(value.isoformat().replace("+00:00", "Z"))
    if isinstance(value, UUID):
        return json.dumps(str(value))
    if is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        members = []
        for key, member in value.items():
            if not isinstance(key, str):
                raise unusable(f"has the name `{_shown(str(key))}`, which is no string", "names of attributes are strings")
            inside = f"{path}.{key}" if path else key
            written = _written(member, inside, depth + 1, id)
            name = _joined(key, lambda what, help: UnusableRecord(f"`{_shown(inside)}` {what}", help, id=id))
            members.append(f"{json.dumps(name, ensure_ascii=False)}:{written}")
        return "{" + ",".join(members) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_written(item, path, depth + 1, id) for item in value) + "]"
    kind = type(value).__name__
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise unusable(f"is of the type `{kind}`", "pass a string: decode it, or encode it with base64")
    raise unusable(f"is of the type `{kind}`, which cannot be written as JSON", "pass a string, a number or a list of them")


def _joined(text: str, unusable: Any) -> str:
    """The text with the halves of surrogate pairs put together, as some readers leave them apart."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise unusable("has half of a surrogate pair, which is no character", "decode the text with its own encoding") from None


def _shown(name: str) -> str:
    """A name for a message: without what a terminal would take for a command."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name[:200])
