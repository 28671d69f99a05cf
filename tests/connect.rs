//! Entra Connect Sync: what its documents, their remarks and Microsoft's default rules say that expressions give, and the
//! expressions of public rules, of which each good one is an expression here, and each broken one is not.

use attrflow::languages::CONNECT;
use attrflow::tool::{Context, check_expression};
use attrflow::{Evaluated, Evaluator, Options, Severity, moment};
use serde_json::Value as Json;

fn rows(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

/// What an expression gives for a row: a value, or the name of another result, or the message of an error.
fn given(row: &Json) -> Result<Evaluated, String> {
    let mut options = Options::new().language(&CONNECT).now(moment("2026-01-15T09:30:00Z").expect("it is a time"));
    for (name, value) in row["settings"].as_object().into_iter().flatten() {
        options = options.setting(name, value.as_str().expect("a setting is a string"));
    }
    let text = row["expr"].as_str().expect("a row has an expression");
    let evaluator = Evaluator::with_options(text, &options).map_err(|report| format!("{report:?}"))?;
    evaluator.evaluate(row["inputs"].to_string()).map_err(|error| error.diagnostic.message.clone())
}

fn is_right(given: &Result<Evaluated, String>, expected: &Json) -> bool {
    let plain = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match (given, expected) {
        (Ok(Evaluated::Value(value)), Json::Object(wanted)) if wanted.contains_key("absent") => value.is_null(),
        (Ok(Evaluated::Value(value)), Json::Object(wanted)) => wanted.get("date") == Some(value),
        (Ok(Evaluated::Skip), expected) => expected["skip"] == true,
        (Ok(Evaluated::Clear), expected) => expected["authoritative-null"] == true,
        (Err(message), expected) => match &expected["error"] {
            Json::String(part) => message.contains(part.as_str()),
            other => other == true,
        },
        (Ok(Evaluated::Value(Json::Array(values))), Json::Array(wanted)) => values == wanted,
        (Ok(Evaluated::Value(value)), wanted) => plain(value) == plain(wanted),
    }
}

#[test]
fn expressions_give_what_is_stated() {
    let rows = rows(include_str!("data/connect/stated.jsonl"));
    let mut failures = Vec::new();
    for row in &rows {
        let given = given(row);
        if !is_right(&given, &row["expected"]) {
            failures.push(format!("{} for {}: {given:?}, not {}", row["expr"], row["inputs"], row["expected"]));
        }
    }
    assert!(failures.is_empty(), "{} of {} rows\n{}", failures.len(), rows.len(), failures.join("\n"));
    assert!(rows.len() > 100, "only {} rows", rows.len());
}

#[test]
fn published_expressions_are_read_and_broken_ones_are_not() {
    let rows = rows(include_str!("data/connect/expressions.jsonl"));
    let (mut broken, mut failures) = (0, Vec::new());
    for row in &rows {
        let text = row["expr"].as_str().expect("a row has an expression");
        let context = Context { language: &CONNECT, source_schema: None };
        let found = check_expression(text, &CONNECT.parse(text), context).1;
        let error = found.iter().find(|it| it.severity() == Severity::Error);
        let is_good = row["status"] == "ok";
        broken += usize::from(!is_good);
        if is_good != error.is_none() || is_good && found.iter().any(|it| it.code() == "other-dialect") {
            failures.push(format!("{text}: {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} expressions\n{}", failures.len(), rows.len(), failures.join("\n"));
    assert!(rows.len() > 120 && broken > 4, "{} expressions, {broken} of them broken", rows.len());
}
