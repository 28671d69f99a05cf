//! Targets as table rows. A payload's row has a line for each target: path, type (`*` for multi-valued), value.

mod flavors;
mod paths;
mod payloads;
mod samples;

use super::*;
use crate::mapping::ScimVersion;
use crate::value::{TargetType, Value};
use bumpalo::Bump;
use std::fmt::Write as _;

/// A JSON value as a record's value.
fn value<'r>(json: &serde_json::Value, arena: &'r Bump) -> Value<'r> {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Absent,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Number(arena.alloc_str(&number.to_string())), Value::Int)
        }
        Json::String(text) => Value::Str(arena.alloc_str(text)),
        Json::Array(values) => Value::Multi(arena.alloc_slice_fill_iter(values.iter().map(|it| value(it, arena)))),
        Json::Object(_) => Value::Complex(arena.alloc_str(&json.to_string())),
    }
}

fn target(path: &str, kind: &str) -> Target {
    let path = TargetPath::parse(path).unwrap_or_else(|diagnostic| panic!("{path}: {}", diagnostic.message));
    Target { path, kind: TargetType::parse(kind.trim_end_matches('*')).unwrap(), multivalued: kind.ends_with('*') }
}

/// The output of a template: the payload, then a line for each error or diagnostic.
fn given(rows: &str, envelope: &Envelope) -> String {
    let arena = Bump::new();
    let (mut targets, mut values) = (Vec::new(), Vec::new());
    for row in rows.lines().filter(|row| !row.trim().is_empty()) {
        let cells: Vec<&str> = row.splitn(3, '|').map(str::trim).collect();
        targets.push(target(cells[0], cells[1]));
        let json = match cells[2] {
            "" => serde_json::Value::Null,
            text => serde_json::from_str(text).unwrap(),
        };
        values.push(if cells[2] == "\"skip\"" { Value::Skip } else { value(&json, &arena) });
    }
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    match Template::new(targets, envelope) {
        Ok(template) => template.write(&values, &mut out, &mut errors),
        Err(diagnostics) => {
            errors = diagnostics.into_iter().map(|(number, diagnostic)| (number, Box::new(diagnostic))).collect()
        }
    }
    let mut text = String::from_utf8(out).unwrap();
    if !text.is_empty() {
        serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
    errors.iter().for_each(|(number, error)| write!(text, "\n{number} {}: {}", error.code(), error.message).unwrap());
    text
}

fn user() -> Envelope {
    Envelope::new("User", ScimVersion::V2, Flavor::Rfc7644)
}

/// Asserts the payload of a user; `CORE` and `ENTERPRISE` stand for the schemas.
#[track_caller]
fn payload(rows: &str, expected: &str) {
    payload_in(&user(), rows, expected);
}

#[track_caller]
fn payload_in(envelope: &Envelope, rows: &str, expected: &str) {
    let enterprise = "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"";
    let core = format!("\"{}\"", envelope.core);
    assert_eq!(given(rows, envelope).replace(enterprise, "ENTERPRISE").replace(&core, "CORE"), expected);
}
