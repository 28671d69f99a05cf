//! Values of the language as JSON, for callers that print them. Knows nothing of targets and their types.

use crate::language::Language;
use crate::value::Value;
use serde_json::Value as Json;

/// The JSON of a value. Absent and ignore flow are both null; a caller that has to tell them apart looks at the value.
pub fn to_json(value: Value<'_>) -> Json {
    match value {
        Value::Absent | Value::Skip => Json::Null,
        // In the language a Boolean is a string; only a Boolean target makes it a Boolean of JSON.
        Value::Bool(flag) => Json::from(if flag { "True" } else { "False" }),
        Value::Int(number) => Json::from(number),
        Value::Number(text) | Value::Complex(text) => serde_json::from_str(text).unwrap_or_else(|_| Json::from(text)),
        Value::Str(text) => Json::from(text),
        Value::Typed(typed) => typed.is_value().then(|| typed.written()).into(),
        Value::Multi(values) => Json::Array(values.iter().map(|value| to_json(*value)).collect()),
    }
}

/// The JSON of a value of a language: where there are types, a Boolean is one of JSON.
pub fn json_of(language: &Language, value: Value<'_>) -> Json {
    match value {
        Value::Bool(flag) if language.has_types() => Json::from(flag),
        Value::Multi(values) => Json::Array(values.iter().map(|value| json_of(language, *value)).collect()),
        other => to_json(other),
    }
}
