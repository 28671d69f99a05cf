//! One expression: its diagnostics, and its value for a record.

use crate::diagnostics;
use crate::request::{Request, units};
use attrflow::tool::{EvalError, Expression, RecordBody, RunLimits, Trace, TraceNode, TraceValue, Value, trees};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// See [`crate::analyse`].
pub(crate) fn analyse(request: Request) -> Result<Json, String> {
    let text = &request.expression;
    let source_schema = request.source_schema();
    let compiled = Expression::new(text, request.context(source_schema.as_ref())?);
    let root = &trees::parse(text).root;
    let (diagnostics, bytecode, attributes) = match &compiled {
        Ok(expression) => {
            let names: Vec<&str> = expression.program().attributes().iter().map(|name| &**name).collect();
            (expression.diagnostics().to_vec(), Some(expression.program().to_string()), names)
        }
        Err(report) => (report.diagnostics.clone(), None, Vec::new()),
    };
    let graph = bytecode.is_some().then(|| serde_json::to_value(trees::to_tree(root)).unwrap_or_default());
    Ok(
        json!({"diagnostics": diagnostics::all(text, diagnostics), "sound": bytecode.is_some(), "outline": trees::outline(root),
        "bytecode": bytecode, "graph": graph, "attributes": attributes}),
    )
}

/// See [`crate::evaluate`].
pub(crate) fn evaluate(request: Request) -> Result<Json, String> {
    let text = &request.expression;
    let world = request.world(&BTreeMap::new())?;
    let source_schema = request.source_schema();
    let expression = match Expression::new(text, request.context(source_schema.as_ref())?) {
        Ok(expression) => expression,
        Err(report) => return Ok(json!({"status": "refused", "response": Expression::refusal(&report)})),
    };
    let record = if request.record.trim().is_empty() { "{}" } else { &request.record };
    let mut runner = expression.runner(RunLimits::default());
    let answer = runner.value(RecordBody::Json(record), &world, &mut Trace::default(), |result, trace| {
        let tree = trace.tree(expression.checked().root(), result.as_ref().ok().copied());
        let response = expression.response(result.as_ref().copied());
        let mut answer = outcome(&expression, text, result);
        answer["response"] = response;
        answer["trace"] = part(text, &tree);
        answer
    });
    Ok(answer.unwrap_or_else(
        |malformed| json!({"status": "record", "error": diagnostics::diagnostic(record, &malformed.diagnostic())}),
    ))
}

/// A value, or why there is none.
fn outcome(expression: &Expression, text: &str, result: Result<Value<'_>, EvalError>) -> Json {
    match result {
        Ok(Value::Skip) => json!({"status": "skip"}),
        Ok(value) if value.is_clear() => json!({"status": "clear"}),
        Ok(value) if value.is_absent() => json!({"status": "absent"}),
        Ok(value) => json!({"status": "value", "value": expression.json(value), "type": kind(value)}),
        Err(error) => json!({"status": "error", "error": diagnostics::diagnostic(text, &error)}),
    }
}

/// The type of a value, as users see it.
pub(crate) fn kind(value: Value<'_>) -> &'static str {
    match value {
        Value::Absent | Value::Skip => "No value",
        Value::Bool(_) => "Boolean",
        Value::Int(_) => "Integer",
        Value::Number(_) => "Number",
        Value::Str(_) => "String",
        Value::Multi(_) => "Multi-valued",
        Value::Complex(_) => "Complex",
        Value::Typed(typed) => typed.kind(),
    }
}

fn part(text: &str, traced: &TraceNode) -> Json {
    let (given, value) = match &traced.given {
        TraceValue::Value(value) => ("value", Some(value)),
        TraceValue::Absent => ("absent", None),
        TraceValue::Skip => ("skip", None),
        TraceValue::Hidden => ("hidden", None),
        TraceValue::NotRun => ("not-run", None),
        TraceValue::Folded => ("folded", None),
    };
    let parts: Vec<Json> = traced.parts.iter().map(|inner| part(text, inner)).collect();
    let (from, to) = (units(text, traced.span.range().start), units(text, traced.span.range().end));
    json!({"from": from, "to": to, "given": given, "value": value, "as": traced.taken_as, "parts": parts})
}
