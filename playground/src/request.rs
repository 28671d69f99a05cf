//! Requests: JSON text in, JSON text out, and what most requests have in common.
//!
//! Knows nothing of what is asked.

use attrflow::{Dialect, Source, World, moment};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// A request: an object whose fields may all be left out.
pub(crate) struct Request(Map<String, Json>);

impl Request {
    /// A text; empty where it is left out.
    pub(crate) fn text(&self, name: &str) -> Result<&str, String> {
        Ok(self.optional(name)?.unwrap_or_default())
    }

    /// A text that may be left out.
    pub(crate) fn optional(&self, name: &str) -> Result<Option<&str>, String> {
        match self.0.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("`{name}` is not a text")),
        }
    }

    /// A whole number, 0 or above; 0 where it is left out.
    pub(crate) fn number(&self, name: &str) -> Result<u64, String> {
        match self.0.get(name) {
            None | Some(Json::Null) => Ok(0),
            Some(value) => value.as_u64().ok_or_else(|| format!("`{name}` is not a whole number")),
        }
    }

    /// True or false; false where it is left out.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, String> {
        match self.0.get(name) {
            None | Some(Json::Null) => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| format!("`{name}` is neither true nor false")),
        }
    }

    /// A request in a request.
    pub(crate) fn part(&self, name: &str) -> Result<Request, String> {
        match self.0.get(name) {
            Some(Json::Object(fields)) => Ok(Request(fields.clone())),
            _ => Err(format!("`{name}` is not an object")),
        }
    }

    /// The dialect, where one is named.
    pub(crate) fn dialect(&self) -> Result<Option<Dialect>, String> {
        let Some(name) = self.optional("dialect")? else { return Ok(None) };
        Dialect::parse(name).map(Some).ok_or_else(|| format!("there is no dialect `{name}`"))
    }

    /// The world, with settings of a mapping where the request does not set them.
    pub(crate) fn world(&self, of_mapping: &BTreeMap<String, String>) -> Result<World, String> {
        let text = self.optional("now")?.unwrap_or("1970-01-01T00:00:00Z");
        let now =
            moment(text).ok_or_else(|| format!("`{text}` is not a point in time such as `2026-01-15T09:30:00Z`"))?;
        let mut world = World::at(now).with_seed(self.number("seed")?).with_taken(self.taken()?);
        for (name, value) in of_mapping {
            world = world.with_setting(name, value);
        }
        if let Some(Json::Object(settings)) = self.0.get("settings") {
            for (name, value) in settings {
                let value = value.as_str().ok_or_else(|| format!("the setting `{name}` is not a text"))?;
                world = world.with_setting(name, value);
            }
        }
        Ok(world)
    }

    fn taken(&self) -> Result<Vec<&str>, String> {
        let Some(Json::Array(values)) = self.0.get("taken") else { return Ok(Vec::new()) };
        let texts: Option<Vec<&str>> = values.iter().map(Json::as_str).collect();
        texts.ok_or_else(|| "`taken` is not a list of texts".to_owned())
    }
}

/// Reads a request, has it answered, and writes the answer; what is wrong with the request is `{"error": …}`.
pub(crate) fn answer(request: &str, give: fn(&Request) -> Result<Json, String>) -> String {
    let read = match serde_json::from_str(request) {
        Ok(Json::Object(fields)) => Ok(Request(fields)),
        Ok(_) => Err("the request is not an object".to_owned()),
        Err(why) => Err(format!("the request cannot be read: {why}")),
    };
    match read.and_then(|request| give(&request)) {
        Ok(answer) => answer.to_string(),
        Err(why) => json!({"error": why}).to_string(),
    }
}

/// An offset in bytes of a text as UTF-16 code units.
pub(crate) fn units(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    text.get(..byte).unwrap_or_default().chars().map(char::len_utf16).sum()
}

/// An offset in UTF-16 code units of a text as bytes; inside a character it is the character's beginning.
pub(crate) fn bytes(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (byte, character) in text.char_indices() {
        if passed + character.len_utf16() > units {
            return byte;
        }
        passed += character.len_utf16();
    }
    text.len()
}

/// Line and column of an offset, for people.
pub(crate) fn place(source: &Source, byte: usize) -> Json {
    let position = source.position(byte);
    json!({"line": position.line, "column": position.column})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_counted_as_browsers_do() {
        let text = "aé😀b";
        for (byte, unit) in [(0, 0), (1, 1), (3, 2), (7, 4), (8, 5)] {
            assert_eq!(units(text, byte), unit);
            assert_eq!(bytes(text, unit), byte);
        }
        assert_eq!((units(text, 99), bytes(text, 99)), (5, 8));
        assert_eq!((units(text, 5), bytes(text, 3)), (2, 3), "inside a character is its beginning");
    }
}
