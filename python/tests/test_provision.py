"""Provisioning from Python: what is decided is compared with the command line, which `ATTRFLOW` names."""

import json
import os
import pickle
import subprocess
from pathlib import Path

import pytest

import attrflow

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data/provision"
NOW = "2026-01-15T09:30:00Z"
PROGRAM = os.environ.get("ATTRFLOW", "")

RECORDS = (DATA / "records.ndjson").read_bytes()
PREVIOUS = (DATA / "previous.ndjson").read_bytes()


@pytest.fixture
def mapper() -> attrflow.Mapper:
    return attrflow.Mapper.from_file(DATA / "mapping.toml", now=NOW, flavor="rfc7644")


def ran(provisioner: attrflow.Provisioner, records: bytes) -> list[attrflow.Envelope]:
    return [provisioner.step(record) for record in records.splitlines()] + provisioner.finish()


@pytest.mark.skipif(not PROGRAM, reason="`ATTRFLOW` does not name the command line")
@pytest.mark.parametrize("operation", ["patch", "replace"])
@pytest.mark.parametrize("cut", [b"", b'{"id":"cut\n'])
def test_envelopes_are_those_of_the_command_line(mapper: attrflow.Mapper, operation, cut: bytes, tmp_path: Path):
    records = tmp_path / "records.ndjson"
    records.write_bytes(RECORDS + cut)
    command = [PROGRAM, "map", str(DATA / "mapping.toml"), str(records), "--envelope", "--flavor", "rfc7644"]
    command += ["--operation", operation, "--previous", str(DATA / "previous.ndjson"), "--now", NOW]
    printed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    envelopes = ran(attrflow.Provisioner(mapper, operation, PREVIOUS), RECORDS + cut)
    assert [envelope.json for envelope in envelopes] == printed.splitlines()
    statuses = {envelope.status for envelope in envelopes}
    expected = {"created", "changed", "unchanged", "disabled", "held-back", "out-of-scope"}
    assert statuses == expected | ({"kept", "error"} if cut else {"deleted"})


def test_an_envelope_has_requests_and_reasons(mapper: attrflow.Mapper):
    provisioner = attrflow.Provisioner(mapper, "patch", PREVIOUS)
    by_id = {envelope.id: envelope for envelope in ran(provisioner, RECORDS)}
    created, references = by_id["3"].requests
    assert (created.method, created.path, created.filter) == ("POST", "/Users", None)
    assert created.body is not None and created.body["displayName"] == "Cleo Núñez"
    assert references.filter == 'userName eq "cleo@contoso.com"'
    assert by_id["a8"].requests == (attrflow.Request("DELETE", "/Users/a8"),)
    assert by_id["a8"].payload is None
    assert by_id["5"].reason == "the record is disabled in the source"
    assert by_id["1"].payload is not None and by_id["1"].payload["id"] == "a1"
    assert by_id["1"].requests == by_id["1"].errors == ()


def test_a_record_is_a_dict_a_string_or_bytes(mapper: attrflow.Mapper):
    record = RECORDS.splitlines()[1]
    kinds = [record, record.decode(), json.loads(record)]
    envelopes = [attrflow.Provisioner(mapper, "patch", PREVIOUS.decode()).step(kind) for kind in kinds]
    assert envelopes[0].status == "changed"
    assert envelopes[0] == envelopes[1] == envelopes[2]


def test_the_envelopes_of_a_run_are_the_state_for_the_next(mapper: attrflow.Mapper):
    first = ran(attrflow.Provisioner(mapper, "patch", ""), RECORDS)
    assert {envelope.status for envelope in first} == {"created", "held-back", "out-of-scope"}
    stored = "\n".join(envelope.json for envelope in first)
    again = attrflow.Provisioner(mapper, "patch", stored)
    assert again.unusable == ()
    assert {envelope.status for envelope in ran(again, RECORDS)} == {"unchanged", "held-back", "out-of-scope"}


def test_lines_that_cannot_be_used_are_listed(mapper: attrflow.Mapper):
    unusable = attrflow.Provisioner(mapper, "patch", PREVIOUS).unusable
    assert [(error.line, error.code) for error in unusable] == [(6, "previous-without-match"), (7, "previous-without-match")]


def test_an_error_is_an_envelope_with_its_location(mapper: attrflow.Mapper):
    provisioner = attrflow.Provisioner(mapper, "replace")
    error = provisioner.step('{"id": "8", "employeeType": "Employee"}').errors[0]
    assert (error.code, error.attribute) == ("required-target-absent", "userName")
    assert error.location is not None and error.location.file.endswith("mapping.toml")
    twice = [provisioner.step(RECORDS.splitlines()[0]) for _ in range(2)]
    assert [envelope.status for envelope in twice] == ["changed", "error"]
    assert twice[1].errors[0].code == "duplicate-match"


def test_wrong_arguments_raise(mapper: attrflow.Mapper):
    with pytest.raises(ValueError, match="`patch` needs the state of the target"):
        attrflow.Provisioner(mapper, "patch")
    with pytest.raises(ValueError, match="`create` takes no state"):
        attrflow.Provisioner(mapper, "create", b"")
    with pytest.raises(ValueError, match="the operations are create, replace, patch"):
        attrflow.Provisioner(mapper, "upsert")  # type: ignore[arg-type]
    provisioner = attrflow.Provisioner(mapper, "create")
    assert provisioner.finish() == []
    with pytest.raises(ValueError, match="has finished"):
        provisioner.step("{}")
    with pytest.raises(TypeError):
        pickle.dumps(provisioner)
