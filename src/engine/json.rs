//! Values of the language from and to JSON, for callers that hold JSON already.

use crate::value::Value;
use bumpalo::Bump;
use serde_json::Value as Json;

/// The value of a JSON value: null is absent, an array its values, an object a complex value.
pub fn from_json<'r>(json: &'r Json, arena: &'r Bump) -> Value<'r> {
    match json {
        Json::Null => Value::Absent,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::String(text) => Value::Str(text),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Int(integer),
            None => Value::Number(arena.alloc_str(&number.to_string())),
        },
        Json::Array(items) => {
            let items = items.iter().filter(|item| !item.is_null());
            let values = items.map(|item| match item {
                Json::Array(_) => Value::Complex(arena.alloc_str(&item.to_string())),
                other => from_json(other, arena),
            });
            Value::Multi(arena.alloc_slice_fill_iter(values.collect::<Vec<_>>()))
        }
        Json::Object(_) => Value::Complex(arena.alloc_str(&json.to_string())),
    }
}

/// The JSON of a value. Absent and the order to skip are both null; who tells them apart asks the value.
pub fn to_json(value: Value<'_>) -> Json {
    match value {
        Value::Absent | Value::Skip => Json::Null,
        // In the language a Boolean is a text; only a Boolean target makes it one of JSON's.
        Value::Bool(flag) => Json::from(if flag { "True" } else { "False" }),
        Value::Int(number) => Json::from(number),
        Value::Number(text) | Value::Complex(text) => serde_json::from_str(text).unwrap_or_else(|_| Json::from(text)),
        Value::Str(text) => Json::from(text),
        Value::Multi(values) => Json::Array(values.iter().map(|value| to_json(*value)).collect()),
    }
}
