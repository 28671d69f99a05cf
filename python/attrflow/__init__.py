"""Run, check and test Microsoft Entra attribute mappings outside the tenant.

    >>> import attrflow
    >>> attrflow.evaluate('Join("@", ToLower([alias]), "contoso.com")', {"alias": "Ada"})
    'ada@contoso.com'

A `Mapper` is a mapping file, checked and compiled once. Any number of threads may call its methods at the same time,
and Python's other threads run while it maps. A mapping with errors raises `InvalidMapping` with all diagnostics, a
record that cannot be mapped raises `RecordMappingError`; both have code, message, help and location.

A `Provisioner` takes the state of the target as well, and decides what is to be done about each record's object.
"""

from ._evaluator import CLEAR, SKIP, Clear, Expression, Skip, evaluate
from ._diagnostics import Diagnostic, Fix, MappingLocation, Position, Range, RecordError, check
from ._errors import AttrflowError, EvaluationError, InvalidExpression, InvalidMapping, RecordMappingError
from ._mapper import Mapped, Mapper, Outcome, connectors
from ._native import __version__
from ._provisioner import Envelope, Provisioner, Request

__all__ = [
    "CLEAR",
    "SKIP",
    "AttrflowError",
    "Clear",
    "Diagnostic",
    "Envelope",
    "EvaluationError",
    "Expression",
    "Fix",
    "InvalidExpression",
    "InvalidMapping",
    "Mapped",
    "Mapper",
    "MappingLocation",
    "Outcome",
    "Position",
    "Range",
    "Provisioner",
    "RecordError",
    "RecordMappingError",
    "Request",
    "Skip",
    "__version__",
    "check",
    "connectors",
    "evaluate",
]
