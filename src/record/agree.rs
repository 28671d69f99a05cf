//! Compares the reader with serde_json: for any text, both have the same result.

use super::malformed::MalformedKind;
use super::reading::shown;
use super::{Malformed, RecordReader, Slots};
use crate::value::Value;
use bumpalo::Bump;

/// The attributes that are read.
pub const KEYS: [&str; 6] = ["a", "b", "mail", "userPrincipalName", "ключ", "a\"b"];

/// The expected result of the reader for a value, from serde_json's result for the same text.
fn modelled(value: &serde_json::Value) -> String {
    let scalar = |value: &serde_json::Value| match value {
        serde_json::Value::Null => "-".to_owned(),
        serde_json::Value::String(text) => format!("{text:?}"),
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => format!("~{value}"),
        // `-0` and numbers with a fraction or an exponent are not compared: see `float` below.
        other => other.to_string(),
    };
    match value {
        serde_json::Value::Array(values) => {
            let values = values.iter().filter(|value| !value.is_null()).map(scalar).collect::<Vec<_>>();
            format!("[{}]", values.join(", "))
        }
        other => scalar(other),
    }
}

/// Complex values are compared as JSON, not as text: the reader keeps their original text.
fn normal(value: Value<'_>) -> String {
    match value {
        Value::Complex(text) => {
            format!("~{}", serde_json::from_str::<serde_json::Value>(text).expect("it was read as JSON"))
        }
        Value::Multi(values) => {
            format!("[{}]", values.iter().map(|value| normal(*value)).collect::<Vec<_>>().join(", "))
        }
        other => shown(other),
    }
}

/// Checks that the reader and serde_json agree about a text: both reject it, or both read the same values.
pub fn agree(text: &str, before: &str) -> Result<(), String> {
    let slots = Slots::new(KEYS);
    let mut reader = RecordReader::new(&slots);
    let arena = Bump::new();
    let values = reader.room(&arena);
    let _ = reader.read(before, &arena, values);
    let ours: Result<(), Box<Malformed>> = reader.read(text, &arena, values);
    let told = format!("{ours:?}");
    let holds = |it: bool, why: &dyn Fn() -> String| if it { Ok(()) } else { Err(format!("{text}: {}", why())) };
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(members)) => {
            holds(ours.is_ok(), &|| told.clone())?;
            for (key, value) in KEYS.iter().zip(values.iter()) {
                let expected = members.get(*key).map_or("-".to_owned(), modelled);
                // serde_json reads numbers outside i64 as floats.
                let float = normal(*value).contains('#') || expected.contains(['.', 'e']);
                holds(float || normal(*value) == expected, &|| format!("{key} is {value:?}, not {expected}"))?;
            }
            Ok(())
        }
        Ok(_) => {
            let problem = ours.map_err(|malformed| malformed.problem);
            holds(matches!(problem, Err(MalformedKind::NotARecord(_))), &|| told.clone())
        }
        // These limits of serde_json do not apply to the reader.
        Err(error) if error.to_string().starts_with("number out of range") => Ok(()),
        Err(error) if error.to_string().starts_with("recursion limit") => Ok(()),
        Err(error) => holds(ours.is_err(), &|| format!("it should be rejected: {error}")),
    }
}
