//! A payload as a list of attributes: paths in the form of target paths, values as strings. Compares nothing.

use crate::scim::{list_item, member};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// How deep a payload is compared; what is deeper counts as one value.
pub(super) const DEEPEST: usize = 8;

/// Adds the attributes of a part of a payload, which has this path. Several plain values are one list; complex values are
/// distinguished by their type, else by their index.
pub(super) fn collect(value: &Json, path: &str, depth: usize, found: &mut BTreeMap<String, String>) {
    match value {
        Json::Null => {}
        Json::Object(fields) if depth < DEEPEST => {
            for (name, value) in fields {
                collect(value, &member(path, name), depth + 1, found);
            }
        }
        Json::Array(items) if depth < DEEPEST && items.iter().any(Json::is_object) => {
            for (number, item) in items.iter().enumerate() {
                collect(item, &list_item(path, number, item), depth + 1, found);
            }
        }
        Json::String(text) => {
            found.insert(path.to_owned(), text.clone());
        }
        other => {
            found.insert(path.to_owned(), other.to_string());
        }
    }
}
