"""Single expressions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from . import _native
from ._errors import EvaluationError, InvalidExpression
from ._diagnostics import Diagnostic, RecordError, diagnostics_of
from ._options import Options, written
from ._record import Record, UnusableRecord, record_bytes

if TYPE_CHECKING:
    from typing_extensions import Unpack

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


class Clear:
    """The type of `CLEAR`."""

    def __repr__(self) -> str:
        return "attrflow.CLEAR"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "CLEAR"


CLEAR: Final = Clear()
"""The result that empties the target, whatever other rules give; `AuthoritativeNull` of Entra Connect Sync is it."""


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
        """The value for a record, None if there is no value, `SKIP` if the target stays unchanged, `CLEAR` if it is emptied.

        Raises `EvaluationError` if the expression cannot be evaluated for the record.
        """
        try:
            written = record_bytes(record)
        except UnusableRecord as unusable:
            raise EvaluationError((unusable.error,)) from None
        value, error = self._native.evaluate(written)
        if error is not None:
            raise EvaluationError((RecordError._of(json.loads(error)),))
        answer = json.loads(value or "null")
        if "authoritative_null" in answer:
            return CLEAR
        return SKIP if "skip" in answer else answer["value"]

    def cancel(self) -> None:
        """Ends the evaluations in other threads, and all later ones, with the error `run-cancelled`."""
        self._native.cancel()

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
