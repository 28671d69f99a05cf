"""Run, check and test Microsoft Entra attribute mappings outside the tenant.

    >>> import attrflow
    >>> attrflow.evaluate('Join("@", ToLower([alias]), "contoso.com")', {"alias": "Ada"})
    'ada@contoso.com'

A `Mapper` is a mapping file made ready once; its methods may be called from any number of threads at a time, and Python's
other threads run while it maps. What is wrong with a mapping is raised as `InvalidMapping` with all diagnostics, what is wrong
with a record as `RecordFault`, each with code, message, help and location.
"""

from ._evaluator import SKIP, Expression, Skip, evaluate
from ._diagnostics import Diagnostic, Fix, MappingPlace, Position, Range, RecordError, check
from ._errors import AttrflowError, EvaluationFault, InvalidExpression, InvalidMapping, RecordFault
from ._mapper import Mapped, Mapper, Outcome, connectors
from ._native import __version__

__all__ = [
    "SKIP",
    "AttrflowError",
    "EvaluationFault",
    "Expression",
    "Diagnostic",
    "Fix",
    "InvalidExpression",
    "InvalidMapping",
    "Mapped",
    "Mapper",
    "MappingPlace",
    "Outcome",
    "Position",
    "Range",
    "RecordError",
    "RecordFault",
    "Skip",
    "__version__",
    "check",
    "connectors",
    "evaluate",
]
