"""The exceptions. Each has the code, the message, the help and the location of the first error."""

from __future__ import annotations

from typing import Optional, Union

from ._diagnostics import Diagnostic, MappingLocation, RecordError


class AttrflowError(Exception):
    """The base of all errors about mappings, expressions and records. Invalid arguments raise `ValueError`."""

    code: str
    """The code of the first error, such as `unknown-function`."""
    message: str
    help: Optional[str]
    """What to do about it."""


class InvalidMapping(AttrflowError):
    """A mapping file that cannot be run."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(str(diagnostic) for diagnostic in diagnostics if diagnostic.severity == "error"))
        self.diagnostics = diagnostics
        """All diagnostics, warnings included, in the order of their locations."""
        first = next(diagnostic for diagnostic in diagnostics if diagnostic.severity == "error")
        self.code, self.message, self.help = first.code, first.message, first.help
        self.location = first
        """The first error; its `file` and `range` are the location."""

    def __reduce__(self) -> tuple[type[InvalidMapping], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class InvalidExpression(InvalidMapping):
    """An expression that cannot be run."""


class RecordMappingError(AttrflowError):
    """A record that cannot be mapped."""

    def __init__(self, errors: tuple[RecordError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors
        """All errors of the record."""
        first = errors[0]
        self.code, self.message, self.help = first.code, first.message, first.help
        self.location: Union[MappingLocation, None] = first.location

    def __reduce__(self) -> tuple[type[RecordMappingError], tuple[tuple[RecordError, ...]]]:
        return type(self), (self.errors,)


class EvaluationError(RecordMappingError):
    """A record for which an expression cannot be evaluated."""
