//! Whether two values of payloads are equal: a Boolean equals its string, and strings may differ in case. Knows no
//! targets.

use super::payload::get;
use crate::dotnet::casing::lower_invariant;
use serde_json::Value as Json;
use std::borrow::Cow;

/// How values are compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Same {
    /// Whether a change of case is a change.
    pub exact: bool,
}

/// The string of a plain value.
pub(super) fn text(value: &Json) -> Option<Cow<'_, str>> {
    match value {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Number(number) => Some(Cow::Owned(number.to_string())),
        Json::Bool(true) => Some(Cow::Borrowed("True")),
        Json::Bool(false) => Some(Cow::Borrowed("False")),
        _ => None,
    }
}

/// The id of a reference: the id itself, or an object that has it.
pub(super) fn referred(value: &Json) -> Option<Cow<'_, str>> {
    match value {
        Json::Object(object) => ["value", "id", "managerId"].iter().find_map(|name| text(get(object, name)?)),
        plain => text(plain),
    }
}

impl Same {
    /// Whether two plain values are equal.
    pub fn plain(self, left: &Json, right: &Json) -> bool {
        let is_flag = left.is_boolean() || right.is_boolean();
        match (text(left), text(right)) {
            (Some(left), Some(right)) if self.exact && !is_flag => left == right,
            (Some(left), Some(right)) => left == right || lower_invariant(&left) == lower_invariant(&right),
            _ => left == right,
        }
    }

    /// Whether a target with the value `current` already has the desired value; an object may have more members.
    pub fn holds(self, current: &Json, wanted: &Json) -> bool {
        match (current, wanted) {
            (Json::Object(current), Json::Object(wanted)) => {
                wanted.iter().all(|(name, wanted)| get(current, name).is_some_and(|value| self.holds(value, wanted)))
            }
            (Json::Array(current), Json::Array(wanted)) => {
                current.len() == wanted.len()
                    && current.iter().zip(wanted).all(|(current, wanted)| self.holds(current, wanted))
            }
            (current, wanted) => self.plain(current, wanted),
        }
    }

    /// The key of a value in a multi-valued attribute: its string, or that of its `name`. Equal values have equal keys.
    pub fn key(self, value: &Json, name: &str) -> String {
        let key = match value {
            Json::Object(object) => get(object, name).and_then(text),
            plain => text(plain),
        };
        key.map(|key| lower_invariant(&key).into_owned()).unwrap_or_default()
    }
}
