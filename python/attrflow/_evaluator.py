"""Single expressions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Union

from . import _native
from ._errors import EvaluationError, InvalidExpression
from ._diagnostics import Diagnostic, RecordError, diagnostics_of
from ._options import Options, written

if TYPE_CHECKING:
    from typing_extensions import Unpack

Record = Union[Mapping[str, Any], str, bytes]
"""A record: a mapping from attribute names to values, or a JSON object as a string or bytes."""


class Skip:
    """The type of `SKIP`."""

    def __repr__(self) -> str:
        return "attrflow.SKIP"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "SKIP"


SKIP: Final = Skip()
"""The result that leaves the target unchanged (ignore flow); `IgnoreFlowIfNullOrEmpty` returns it."""


def record_bytes(record: Record) -> bytes:
    """A record as the native module takes it."""
    if isinstance(record, bytes):
        return record
    if isinstance(record, str):
        return record.encode()
    return json.dumps(dict(record), ensure_ascii=False).encode()


class Expression:
    """An expression, checked and compiled once, for any number of records and threads.

    Raises `InvalidExpression` if it cannot be run.
    """

    def __init__(self, expression: str, **options: Unpack[Options]) -> None:
        self._arguments = (expression, written(options))
        native, document = _native.evaluator(*self._arguments)
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics_of(document)
        """All diagnostics; none of them is an error."""
        if native is None:
            raise InvalidExpression(self.diagnostics)
        self._native = native

    @property
    def referenced_attributes(self) -> tuple[str, ...]:
        """The attributes that the expression reads from a record."""
        return tuple(self._native.referenced_attributes())

    def evaluate(self, record: Record = b"{}") -> Any:
        """The value for a record, None if there is no value, `SKIP` if the target stays unchanged.

        Raises `EvaluationError` if the expression cannot be evaluated for the record.
        """
        value, error = self._native.evaluate(record_bytes(record))
        if error is not None:
            raise EvaluationError((RecordError._of(json.loads(error)),))
        answer = json.loads(value or "null")
        return SKIP if "skip" in answer else answer["value"]

    def __repr__(self) -> str:
        return f"attrflow.Expression({self._arguments[0]!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, self._arguments


def _again(expression: str, given: str) -> Expression:
    options: Options = json.loads(given)
    return Expression(expression, **options)


def evaluate(expression: str, record: Record = b"{}", **options: Unpack[Options]) -> Any:
    """An expression's value for one record. For more records, create an `Expression` once."""
    return Expression(expression, **options).evaluate(record)
