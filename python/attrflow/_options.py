"""Options as the native half takes them: one JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Optional, TypedDict, Union


class Limits(TypedDict, total=False):
    """What one record may cost; what is left out has its default."""

    longest_text: int
    """The longest text that a function may make, in bytes."""
    largest_record: int
    """The largest record, in bytes."""
    largest_payload: int
    """The largest payload, in bytes."""


class Options(TypedDict, total=False):
    """What a mapping or an expression is run with; all of it may be left out."""

    object: Optional[str]
    """The object mapping to run, by its name or its target object; otherwise the first that is enabled."""
    dialect: Optional[str]
    """`entra`, `cloud-sync` or `connect`; otherwise the file's directories say."""
    flavor: str
    """Whom payloads are written like: `rfc7644`, `entra` or `entra-2020`."""
    now: Union[datetime, str, None]
    """The present, for good; otherwise the clock is read for each call. A `datetime` without a zone is UTC."""
    seed: int
    """The seed of chance: the same seed and record give the same values."""
    settings: Mapping[str, str]
    """Settings of the provisioning job, such as `DomainFQDN`."""
    taken: Iterable[str]
    """Values that the target has already, for `SelectUniqueValue`."""
    references: Optional[Mapping[str, str]]
    """The target's ids by the source's; otherwise the records hold the target's."""
    limits: Limits
    """What one record may cost."""


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
