"""Provisioning: from records and the state of the target to what is to be done, with the requests. Sends nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Optional, Union

from . import _native
from ._diagnostics import RecordError
from ._mapper import Mapper
from ._record import Bytes, Record, UnusableRecord, plain_bytes, record_bytes

Operation = Literal["create", "replace", "patch"]
"""What is sent for objects that exist: nothing, PUT requests with whole payloads, or PATCH requests with the changes."""

Status = Literal[
    "created", "changed", "unchanged", "disabled", "deleted", "held-back", "kept", "skipped", "out-of-scope", "error"
]
"""The outcome of a record in a word."""


@dataclass(frozen=True)
class Request:
    """A request to the target.

    If the object's id is not known, `path` ends with the endpoint of its type, and `filter` finds the object: look it
    up and append `/` and its id to the path.
    """

    method: Literal["POST", "PATCH", "PUT", "DELETE"]
    path: str
    """The path below the server's base, such as `/Users/2819c223`."""
    filter: Optional[str] = None
    """The filter that finds the object, if its id is not known."""
    body: Optional[dict[str, Any]] = None
    """The body; a DELETE request has none."""


@dataclass(frozen=True)
class Envelope:
    """What is to be done about a record's object."""

    id: Optional[str]
    """The record's identifier; of an object without a record, its own."""
    status: Status
    payload: Optional[dict[str, Any]]
    """What the target has of the object once the requests are done; None if it has nothing."""
    requests: tuple[Request, ...]
    """The requests to send, in this order."""
    reason: Optional[str]
    """Why a change is held back."""
    skipped: tuple[str, ...]
    """The target attributes that stay unchanged."""
    deferred: tuple[str, ...]
    """The target attributes whose references are sent once the object exists."""
    errors: tuple[RecordError, ...]
    """Why the record cannot be mapped, or which references are missing."""
    json: str = field(repr=False)
    """The envelope as a line of `attrflow map --envelope`: store these, they are `previous` of the next run."""

    @classmethod
    def _of(cls, line: str) -> Envelope:
        found = json.loads(line)
        return cls(
            id=found["id"],
            status=found["status"],
            payload=found["payload"],
            requests=tuple(Request(**request) for request in found.get("requests", ())),
            reason=found.get("reason"),
            skipped=tuple(found["skipped"]),
            deferred=tuple(found.get("deferred", ())),
            errors=tuple(RecordError._of(error) for error in found["errors"]),
            json=line,
        )


class Provisioner:
    """Decides what is to be done about the objects of records: create, change, disable, delete or hold back.

    `previous` is what the target has: payloads or the envelopes of an earlier run, JSON, one per line. None means that
    it is not known; `replace` then replaces whatever there is. `patch` needs it, empty for the first run; `create`
    takes none. Raises `ValueError` if they do not go together.

        >>> provisioner = Provisioner(mapper, "patch", previous)    # doctest: +SKIP
        >>> for record in records:                                  # doctest: +SKIP
        ...     send(provisioner.step(record).requests)
        >>> for envelope in provisioner.finish():                   # doctest: +SKIP
        ...     send(envelope.requests)

    Several threads may use one; the records are in the order of the calls. It cannot be pickled.
    """

    def __init__(self, mapper: Mapper, operation: Operation, previous: Union[str, Bytes, None] = None) -> None:
        state = None if previous is None else plain_bytes(previous)
        self._native, unusable = _native.provisioner(mapper._native, operation, state)
        self.unusable: tuple[RecordError, ...] = tuple(RecordError._of(error) for error in json.loads(unusable))
        """The lines of `previous` that no record can match, or that cannot be read; `line` counts them from 1."""

    def step(self, record: Record) -> Envelope:
        """What is to be done about a record. A record that cannot be mapped raises no exception.

        Raises `ValueError` after `finish`.
        """
        try:
            written = record_bytes(record)
        except UnusableRecord as unusable:
            # It fails there, too, so that no object is deleted that may be its own; but the reason is known here.
            line = json.loads(self._native.step(b"\0"))
            error = asdict(unusable.error) | {"line": line["errors"][0]["line"]}
            return Envelope._of(json.dumps(line | {"id": unusable.error.id, "errors": [error]}, ensure_ascii=False))
        return Envelope._of(self._native.step(written))

    def finish(self) -> list[Envelope]:
        """What is to be done about the objects without a record, after all records. Ends the provisioner.

        They are `deleted`; they are `held-back`, with a `reason`, if the mapping or its settings do not allow that,
        there are more than `max_deletions` allows, or there was no record at all (unless `max_deletions` is `100%`); and
        `kept` if they may have a record after all: one that failed, or one that fits several objects.
        """
        return [Envelope._of(line) for line in self._native.finish()]
