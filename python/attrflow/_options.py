"""Options as the native module takes them: one JSON string."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Optional, TypedDict, Union


class Limits(TypedDict, total=False):
    """Limits for one record; a limit that is left out has its default."""

    longest_text: int
    """The longest string that a function may return, in bytes."""
    largest_record: int
    """The largest record, in bytes."""
    largest_payload: int
    """The largest payload, in bytes."""
    pattern_steps: int
    """How many steps a regular expression may take on one string if it does not run in linear time."""
    record_steps: int
    """How many steps all regular expressions of a record may take together."""
    record_bytes: int
    """How many bytes all strings that functions return for a record may take together."""


class Options(TypedDict, total=False):
    """The options of a mapping or an expression; all of them are optional."""

    object: Optional[str]
    """The object mapping to run, by its name or its target object; by default the first that is enabled."""
    dialect: Optional[str]
    """The expression dialect: `entra`, `cloud-sync` or `connect`; by default the file's directories decide."""
    flavor: str
    """The wire format: `rfc7644`, `entra` or `entra-2020`; by default `rfc7644`, whatever the mapping's source."""
    now: Union[datetime, str, None]
    """A fixed current time; by default the clock is read for each call. A `datetime` without a zone is UTC."""
    seed: int
    """The seed for random values: the same seed and record result in the same values."""
    settings: Mapping[str, str]
    """Settings of the provisioning job, such as `DomainFQDN`."""
    taken: Iterable[str]
    """Values already in use in the target, for `SelectUniqueValue`."""
    references: Optional[Mapping[str, str]]
    """The target's ids by the source's ids; by default the records contain the target's ids."""
    max_deletions: str
    """How many objects may be deleted: `"25"`, or `"10%"` of those that the target has, which is the default."""
    limits: Limits
    """Limits for one record."""


def written(options: Options) -> str:
    """The options as JSON."""
    plain = dict(options)
    now = options.get("now")
    if isinstance(now, datetime):
        zoned = now if now.tzinfo else now.replace(tzinfo=timezone.utc)
        plain["now"] = zoned.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if "taken" in options:
        plain["taken"] = list(options["taken"])
    for name in ("settings", "references"):
        value = plain.get(name)
        if isinstance(value, Mapping):
            plain[name] = dict(value)
    return json.dumps(plain)
