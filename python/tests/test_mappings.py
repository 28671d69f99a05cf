"""Mapping files from Python: dicts, NDJSON, diagnostics, threads."""

import json
import pickle
import threading
import time
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import attrflow

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture
def onboarding() -> attrflow.Mapper:
    return attrflow.Mapper.from_file(EXAMPLES / "onboarding.toml")


def newcomers() -> list[bytes]:
    return (EXAMPLES / "newcomers.ndjson").read_bytes().splitlines()


def test_a_dict_becomes_a_dict(onboarding: attrflow.Mapper):
    payload = onboarding.map(json.loads(newcomers()[0]))
    assert payload is not None
    assert payload["userName"] == "ada@contoso.com"
    assert payload["emails"] == [{"primary": True, "type": "work", "value": "ada@contoso.com"}]


def test_a_record_that_cannot_be_mapped_raises_where_the_mapping_says_so(onboarding: attrflow.Mapper):
    with pytest.raises(attrflow.RecordMappingError) as raised:
        onboarding.map(newcomers()[1])
    error = raised.value
    assert error.code == "date-not-in-format"
    location = error.location
    assert location is not None and location.file.endswith("onboarding.toml")
    line = (EXAMPLES / "onboarding.toml").read_text().splitlines()[location.line - 1]
    assert line[location.column - 1 :].startswith("[")
    assert error.errors[0].id == "2"
    assert onboarding.outcome(newcomers()[1]).status == "error"
    assert pickle.loads(pickle.dumps(error)).errors == error.errors


def test_a_record_without_what_its_object_is_matched_by_is_skipped():
    mapping = (
        "[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n"
        "[[attribute]]\ntarget = 'userName'\nvalue = '[mail]'\nmatch = 1\n"
        "[[attribute]]\ntarget = 'title'\nvalue = '[title]'\n"
    )
    mapper = attrflow.Mapper(mapping, "m.toml")
    records = [{"mail": "a@b.c"}, {"title": "x"}, b"{"]
    outcomes = [mapper.outcome(record) for record in records]
    assert [outcome.status for outcome in outcomes] == ["ok", "skipped", "error"]
    assert {outcome.status for outcome in outcomes} < set(get_args(get_type_hints(attrflow.Outcome)["status"]))
    assert mapper.map(records[1]) is None and outcomes[1].errors


def test_bytes_become_the_bytes_of_the_command_line(onboarding: attrflow.Mapper):
    records = b"\n".join(newcomers())
    mapped = onboarding.map_bytes(records)
    assert (mapped.mapped, mapped.out_of_scope, [error.line for error in mapped.errors]) == (1, 0, [2])
    outcomes = onboarding.outcomes(records, threads=1)
    assert [outcome.status for outcome in outcomes] == ["ok", "error"]
    assert mapped.payloads == f"{outcomes[0].payload_json}\n".encode()
    assert outcomes == onboarding.outcomes(newcomers())[:1] + outcomes[1:]


def test_what_no_record_had_is_told(onboarding: attrflow.Mapper):
    assert onboarding.unread() == ()
    record = json.loads(newcomers()[0])
    onboarding.outcome({"UserPrincipalName" if key == "userPrincipalName" else key: record[key] for key in record})
    first, *_ = onboarding.unread()
    assert (first.code, first.severity) == ("attribute-spelled-otherwise", "error")
    provisioner = attrflow.Provisioner(onboarding, "create")
    provisioner.step(record)
    assert {found.severity for found in onboarding.unread()} <= {"info"}
    assert pickle.loads(pickle.dumps(onboarding)).unread() == ()


def test_other_formats_are_read():
    mapper = attrflow.Mapper(toml("[mail]"), "tiny.toml")
    table = b"userPrincipalName,mail\nada,a@b.org\n"
    assert mapper.map_bytes(table).payloads == mapper.map_bytes(table, format="csv").payloads != b""
    with pytest.raises(ValueError, match="xml"):
        mapper.map_bytes(table, format="xml")  # type: ignore[arg-type]


def toml(expression: str) -> str:
    """A mapping file that sets `displayName` with an expression."""
    return f"""
[source]
directory = "Microsoft Entra ID"
object = "User"

[target]
directory = "Badge Office"
object = "User"
schema = "scim:User"

[[attribute]]
target = 'userName'
value = '[userPrincipalName]'
match = 1

[[attribute]]
target = 'displayName'
value = '{expression}'
"""


def test_attributes_to_fetch_are_named():
    assert "userPrincipalName" in attrflow.Mapper.from_connector("meta-work-accounts").referenced_attributes


def test_order_matters_for_unique_values_only(onboarding: attrflow.Mapper):
    assert not onboarding.depends_on_order
    assert attrflow.Mapper(toml("SelectUniqueValue([mail], [mailNickname])"), "x.toml").depends_on_order


def test_a_mapping_that_cannot_be_run_raises_its_diagnostics():
    text = (EXAMPLES / "draft.toml").read_text()
    with pytest.raises(attrflow.InvalidMapping) as raised:
        attrflow.Mapper(text, "draft.toml")
    assert raised.value.code == "wrong-case-function"
    assert raised.value.diagnostics == attrflow.check(text, "draft.toml")
    assert pickle.loads(pickle.dumps(raised.value)).diagnostics == raised.value.diagnostics


def test_diagnostics_have_locations():
    diagnostics = {diagnostic.code: diagnostic for diagnostic in attrflow.check((EXAMPLES / "draft.toml").read_bytes(), "draft.toml")}
    wrong = diagnostics["wrong-case-function"]
    assert (wrong.severity, wrong.file, wrong.target) == ("error", "draft.toml", "userName")
    assert (wrong.range.start.line, wrong.range.start.column) == (15, 10)
    assert wrong.expression_range is not None and wrong.expression_range.start.byte == 0
    assert str(wrong).startswith("draft.toml:15:10: error[wrong-case-function]: there is no function `tolower`")
    assert attrflow.check(toml("[mail]"), "x.toml") != attrflow.check(toml("[mail"), "x.toml")


def test_connectors_are_there():
    for name in attrflow.connectors():
        assert not [diagnostic for diagnostic in attrflow.Mapper.from_connector(name).diagnostics if diagnostic.severity == "error"]
    with pytest.raises(ValueError, match="meta-work-accounts"):
        attrflow.Mapper.from_connector("meta-work-account")


def test_a_mapper_can_be_sent_elsewhere(onboarding: attrflow.Mapper):
    sent = pickle.loads(pickle.dumps(onboarding))
    assert sent.outcome(newcomers()[0]) == onboarding.outcome(newcomers()[0])


def test_python_goes_on_while_records_are_mapped():
    mapper = attrflow.Mapper.from_connector("meta-work-accounts")
    records = (EXAMPLES / "users.ndjson").read_bytes() * 400
    done = threading.Event()

    def work() -> None:
        mapper.map_bytes(records, threads=1)
        done.set()

    worker = threading.Thread(target=work)
    begin = time.monotonic()
    worker.start()
    # If the call held the lock all the time, this loop would hardly run before the work is done.
    turns = 0
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    took = time.monotonic() - begin
    worker.join()
    assert turns > 10, f"{turns} turns in {took:.3f} s"


def test_one_mapper_serves_many_threads():
    mapper = attrflow.Mapper.from_connector("meta-work-accounts")
    records = (EXAMPLES / "users.ndjson").read_bytes().splitlines()
    alone = [mapper.outcome(record) for record in records]
    together: list[list[attrflow.Outcome]] = [[] for _ in range(4)]

    def work(room: list[attrflow.Outcome]) -> None:
        room.extend(mapper.outcome(record) for record in records)

    threads = [threading.Thread(target=work, args=(room,)) for room in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(room == alone for room in together)
