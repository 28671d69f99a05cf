"""The exceptions. Each has the code, the message, the remedy and the place of what is to blame first."""

from __future__ import annotations

from typing import Optional, Union

from ._diagnostics import Diagnostic, MappingPlace, RecordError


class AttrflowError(Exception):
    """What attrflow raises about mappings, expressions and records. Wrong arguments raise `ValueError`."""

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
        """Everything there is to say about it, warnings included, in the order of the locations."""
        first = next(diagnostic for diagnostic in diagnostics if diagnostic.severity == "error")
        self.code, self.message, self.help = first.code, first.message, first.help
        self.location = first
        """The first error; its `file` and `range` say where it is."""

    def __reduce__(self) -> tuple[type[InvalidMapping], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class InvalidExpression(InvalidMapping):
    """An expression that cannot be run."""


class RecordFault(AttrflowError):
    """A record that cannot be mapped."""

    def __init__(self, errors: tuple[RecordError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors
        """Everything that is the matter with it."""
        first = errors[0]
        self.code, self.message, self.help = first.code, first.message, first.help
        self.location: Union[MappingPlace, None] = first.location

    def __reduce__(self) -> tuple[type[RecordFault], tuple[tuple[RecordError, ...]]]:
        return type(self), (self.errors,)


class EvaluationFault(RecordFault):
    """A record for which an expression has no value."""
