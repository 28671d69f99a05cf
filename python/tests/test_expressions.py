"""Single expressions from Python."""

import pickle
from datetime import datetime, timedelta, timezone

import pytest

import attrflow

TODAY = 'FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH")'


def test_a_value_has_the_type_that_json_gives_it():
    assert attrflow.evaluate('Join("@", ToLower([alias]), "contoso.com")', {"alias": "Ada"}) == "ada@contoso.com"
    assert attrflow.evaluate("[proxyAddresses]", {"proxyAddresses": ["a", "b"]}) == ["a", "b"]
    assert attrflow.evaluate("[age]", {"age": 7}) == 7
    assert attrflow.evaluate("[mail]") is None
    assert attrflow.evaluate("IgnoreFlowIfNullOrEmpty([mail])", {"mail": ""}) is attrflow.SKIP
    assert attrflow.evaluate("AuthoritativeNull", dialect="connect") is attrflow.CLEAR
    assert attrflow.evaluate("IsPresent([mail])", {"mail": "a"}, dialect="connect") is True


def test_records_are_dicts_or_json_texts():
    expression = attrflow.Expression("ToUpper([name])")
    for record in ({"name": "Zoë"}, '{"name": "Zoë"}', '{"name": "Zoë"}'.encode()):
        assert expression.evaluate(record) == "ZOË"
    assert expression.referenced_attributes == ("name",)


def test_an_expression_that_cannot_be_run_raises_everything_that_is_wrong_with_it():
    with pytest.raises(attrflow.InvalidExpression) as raised:
        attrflow.Expression('Join(" ", Tolower([a]), Left([b]))')
    error = raised.value
    assert error.code == "wrong-case-function"
    assert error.message == "there is no function `Tolower`, but there is `ToLower`"
    assert error.help == "function names are case-sensitive"
    assert (error.location.range.start.line, error.location.range.start.column) == (1, 11)
    assert error.location.fix is not None and error.location.fix.edits[0][1] == "ToLower"
    assert len(error.diagnostics) == 2
    assert "1:11: error[wrong-case-function]" in str(error)


def test_a_record_without_a_value_raises_where_and_why():
    expression = attrflow.Expression('Append("on ", FormatDateTime([day], , "yyyy-MM-dd", "dd.MM."))')
    assert expression.evaluate({"day": "2026-02-01"}) == "on 01.02."
    with pytest.raises(attrflow.EvaluationError) as raised:
        expression.evaluate({"day": "secret"})
    error = raised.value
    assert error.code == "date-not-in-format"
    assert error.location is not None and error.location.expression is not None
    assert error.location.expression.encode()[error.location.start : error.location.end] == b"[day]"
    assert "secret" not in str(error), "values are personal data"


def test_a_record_that_is_no_record_raises():
    for record, code in ((b"[1]", "not-a-record"), (b'{"a":', "bad-json"), (b'{"a":"\xeb"}', "invalid-utf8")):
        with pytest.raises(attrflow.EvaluationError) as raised:
            attrflow.Expression("[a]").evaluate(record)
        assert raised.value.code == code


def test_the_clock_is_given_or_goes_on():
    assert attrflow.evaluate(TODAY, now="2026-01-15T09:30:00Z") == "2026-01-15 09"
    zoned = datetime(2026, 1, 15, 11, 30, tzinfo=timezone(timedelta(hours=2)))
    assert attrflow.evaluate(TODAY, now=zoned) == "2026-01-15 09"
    assert attrflow.evaluate(TODAY, now=datetime(2026, 1, 15, 9)) == "2026-01-15 09"
    before = datetime.now(timezone.utc)
    shown = datetime.strptime(attrflow.evaluate(TODAY) + " +0000", "%Y-%m-%d %H %z")
    assert before - timedelta(hours=1) <= shown <= datetime.now(timezone.utc)


def test_options_that_are_not_understood_raise():
    for options in ({"sed": 1}, {"dialect": "latin"}, {"now": "soon"}, {"limits": {"longest": 1}}):
        with pytest.raises(ValueError):
            attrflow.Expression("[a]", **options)


def test_a_limit_is_kept():
    expression = attrflow.Expression('Append([a], [a])', limits={"longest_text": 100})
    assert expression.evaluate({"a": "x" * 50}) == "x" * 100
    with pytest.raises(attrflow.EvaluationError) as raised:
        expression.evaluate({"a": "x" * 51})
    assert raised.value.code == "text-too-long"


def test_an_expression_can_be_sent_elsewhere():
    sent = pickle.loads(pickle.dumps(attrflow.Expression("Guid()", seed=7)))
    assert sent.evaluate({"a": 1}) == attrflow.evaluate("Guid()", {"a": 1}, seed=7)
    assert pickle.loads(pickle.dumps(attrflow.SKIP)) is attrflow.SKIP
    assert pickle.loads(pickle.dumps(attrflow.CLEAR)) is attrflow.CLEAR
