"""Records as Python has them: whatever holds bytes, values that JSON lacks, half characters; and calls that are cancelled."""

import json
import os
import signal
import threading
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest

import attrflow

TEXT = '{"a": "é", "id": "7"}'
MAPPING = """
source = { directory = "A", object = "User" }
target = { directory = "B", object = "User" }
attribute = [
    { target = "userName", value = "[id]", match = 1 },
    { target = "displayName", value = "[a]" },
]
"""
ENDLESS = r'Replace([a], , "((a+)+)\\1b", , "", , )'
UNLIMITED: Any = {"limits": {"pattern_steps": 10**12, "record_steps": 10**12}}


class Color(Enum):
    RED = "red"


@dataclass
class Manager:
    name: str


def shown(value: Any) -> Any:
    return attrflow.Expression("[a]").evaluate({"a": value})


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, lambda text: text.decode()])
def test_whatever_holds_bytes_is_a_record_and_many_records(kind: Any):
    data = TEXT.encode()
    mapper = attrflow.Mapper(kind(MAPPING.encode()), "m.toml")
    assert attrflow.Expression("[a]").evaluate(kind(data)) == "é"
    assert mapper.map(kind(data)) == mapper.map(json.loads(TEXT))
    assert [outcome.status for outcome in mapper.outcomes(kind(data + b"\n" + data))] == ["ok", "ok"]
    assert mapper.map_bytes(kind(data)).mapped == 1
    provisioner = attrflow.Provisioner(mapper, "patch", kind(b""))
    assert provisioner.step(kind(data)).status == "created"
    assert attrflow.check(kind(MAPPING.encode()), "m.toml") == mapper.diagnostics


@pytest.mark.parametrize(
    "value, text",
    [
        (Decimal("1.50"), 1.5),
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (datetime(2026, 1, 15, 9, 30, tzinfo=timezone.utc), "2026-01-15T09:30:00Z"),
        (datetime(2026, 1, 15, 9, 30, tzinfo=timezone(timedelta(hours=2))), "2026-01-15T09:30:00+02:00"),
        (date(2026, 1, 15), "2026-01-15"),
        (Color.RED, "red"),
        ("\ud83d\ude00", "😀"),
        (["x", Decimal(2)], ["x", 2]),
        (None, None),
        ("\x00", "\x00"),
    ],
)
def test_values_that_json_lacks_have_a_string_or_a_number(value: Any, text: Any):
    assert shown(value) == text


def test_numbers_keep_their_digits():
    assert attrflow.evaluate('Join("|", [a], [b])', {"a": 2**80, "b": Decimal("0.10")}) == f"{2**80}|0.10"


def test_a_dataclass_and_a_tuple_are_an_object_and_a_list():
    record = {"m": Manager("Ada"), "t": ("x", "y"), "d": date(2026, 1, 1)}
    assert attrflow.evaluate('Join("-", [m.name], [t], [d])', record) in ("Ada-x-y-2026-01-01", "Ada-xy-2026-01-01")


@pytest.mark.parametrize(
    "value, says",
    [
        (float("nan"), "`a` is `nan`"),
        (float("inf"), "`a` is `inf`"),
        (Decimal("NaN"), "`a` is `NaN`"),
        ("x\ud83d", "`a` has half of a surrogate pair"),
        ({"b": ["\udc00"]}, "`a.b` has half"),
        (b"x", "`a` is of the type `bytes`"),
        (bytearray(b"x"), "`a` is of the type `bytearray`"),
        ({1, 2}, "`a` is of the type `set`"),
        (object(), "`a` is of the type `object`"),
        (Manager, "`a` is of the type `type`"),
    ],
)
def test_one_bad_record_names_its_attribute_and_loses_no_other(value: Any, says: str):
    mapper = attrflow.Mapper(MAPPING, "m.toml")
    good, bad = {"id": "1", "a": "x"}, {"id": "2", "a": value}
    outcomes = mapper.outcomes([good, bad, {"id": "3", "a": "z"}])
    assert [(outcome.id, outcome.status) for outcome in outcomes] == [("1", "ok"), ("2", "error"), ("3", "ok")]
    error = outcomes[1].errors[0]
    assert error.message.startswith(says) and error.help and error.code == "bad-json"
    with pytest.raises(attrflow.RecordMappingError) as raised:
        mapper.map(bad)
    assert raised.value.errors == (error,)
    with pytest.raises(attrflow.EvaluationError):
        attrflow.evaluate("[a]", bad)


@pytest.mark.parametrize("record", [None, 7, ["a"], iter(()), "{", "\ud83d", '{"a": "\\ud83d"}', b"\xff", bytearray(b"\xff")])
def test_what_is_no_record_loses_no_other(record: Any):
    outcomes = attrflow.Mapper(MAPPING, "m.toml").outcomes([{"id": "1", "a": "x"}, record, {"id": "3", "a": "z"}])
    assert [outcome.status for outcome in outcomes] == ["ok", "error", "ok"]
    assert outcomes[1].errors[0].message


def test_values_that_contain_themselves_are_too_deep():
    record: dict[str, Any] = {"id": "1"}
    record["a"] = [record]
    with pytest.raises(attrflow.RecordMappingError) as raised:
        attrflow.Mapper(MAPPING, "m.toml").map(record)
    assert raised.value.code == "record-nested-too-deep"


def test_a_name_does_not_reach_a_terminal_raw():
    with pytest.raises(attrflow.EvaluationError) as raised:
        attrflow.evaluate("[a]", {"a": {"\x1b[2J": float("nan")}})
    assert "\x1b" not in str(raised.value)


def test_a_record_that_cannot_be_written_holds_back_deletions():
    mapper = attrflow.Mapper(MAPPING, "m.toml")
    before = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"2","displayName":"x"}'
    provisioner = attrflow.Provisioner(mapper, "patch", before)
    envelope = provisioner.step({"id": "2", "a": b"\xff"})
    assert (envelope.status, envelope.id, envelope.requests) == ("error", "2", ())
    assert envelope.errors[0].message.startswith("`a` is of the type `bytes`")
    assert json.loads(envelope.json)["errors"][0]["message"] == envelope.errors[0].message
    assert [left.status for left in provisioner.finish()] == ["kept"]


def endless() -> attrflow.Mapper:
    mapping = MAPPING.replace('"[a]"', f"'''{ENDLESS}'''")
    return attrflow.Mapper(mapping, "m.toml", **UNLIMITED)


RECORD = json.dumps({"id": "1", "a": "a" * 90}).encode()


def test_another_thread_cancels_within_a_record():
    mapper, expression = endless(), attrflow.Expression(ENDLESS, **UNLIMITED)
    for cancels, call in (
        (mapper.cancel, lambda: mapper.outcome(RECORD).errors[0].code),
        (expression.cancel, lambda: pytest.raises(attrflow.EvaluationError, expression.evaluate, RECORD).value.code),
    ):
        threading.Timer(0.3, cancels).start()
        start = time.monotonic()
        assert call() == "run-cancelled"
        assert time.monotonic() - start < 1.3
    # For good, and without waiting for the others.
    many = b"\n".join([RECORD] * 10_000)
    assert [outcome.errors[0].code for outcome in mapper.outcomes(many)] == ["run-cancelled"]
    assert mapper.map_bytes(many).errors[0].code == "run-cancelled"


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name == "nt", reason="signals are sent by number")
@pytest.mark.parametrize("threads", [1, 3])
def test_a_signal_is_handled_within_a_record(threads: int):
    # A shell starts what runs in its background with the signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    mapper, expression = endless(), attrflow.Expression(ENDLESS, **UNLIMITED)
    many = b"\n".join([RECORD] * 10_000)
    provisioner = attrflow.Provisioner(mapper, "replace")
    calls: list[Any] = [
        lambda: mapper.map(RECORD),
        lambda: mapper.map_bytes(many, threads=threads),
        lambda: mapper.outcomes(many, threads=threads),
        lambda: provisioner.step(RECORD),
        lambda: expression.evaluate(RECORD),
    ]
    for call in calls:
        threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        start = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            call()
        assert time.monotonic() - start < 1.3
    # It is over with the call.
    assert attrflow.Mapper(MAPPING, "m.toml").map(TEXT) is not None
    assert mapper.outcome({"id": "1", "a": "b"}).status == "ok"


def test_a_long_expression_has_bounded_diagnostics():
    with pytest.raises(attrflow.InvalidExpression) as raised:
        attrflow.Expression('"a" ' * 250_000)
    assert len(raised.value.diagnostics) < 10
    with pytest.raises(attrflow.InvalidExpression) as raised:
        attrflow.Expression('Foo("a") & ' * 90_000 + "[a]")
    assert len(raised.value.diagnostics) < 2_000
    assert "too-many-errors" in {diagnostic.code for diagnostic in raised.value.diagnostics}
