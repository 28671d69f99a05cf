//! Reading JSON from bytes, and writing it as it was. Does not know what the JSON is about.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};
use std::ops::Deref;
use std::sync::Arc;

/// The JSON in some bytes, if it is valid. It is read as a string, as all other JSON is: each further kind of input would
/// link another copy of the deserialiser.
pub fn from_json<'t, T: Deserialize<'t>>(bytes: &'t [u8]) -> Option<T> {
    serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

/// JSON that was written here, as text to be shared.
pub fn written_json(bytes: &[u8]) -> Arc<str> {
    simdutf8::basic::from_utf8(bytes).unwrap_or_default().into()
}

/// Serialises JSON text as the JSON that it is.
pub fn as_json<T: Deref<Target = str>, S: Serializer>(text: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    let json = text.as_deref().map(serde_json::from_str::<&RawValue>);
    json.transpose().map_err(serde::ser::Error::custom)?.serialize(to)
}

/// The members of a JSON object. It is read as any JSON value and not as a map: the deserialiser for maps would also link
/// its error messages for everything that is no object.
pub fn object_of(json: &str) -> Option<Map<String, Json>> {
    if let Json::Object(members) = from_json(json.as_bytes())? { Some(members) } else { None }
}

/// The value of a JSON string, with its escapes resolved.
pub fn string_of(json: &str) -> Option<String> {
    if let Json::String(text) = from_json(json.as_bytes())? { Some(text) } else { None }
}

/// The members of an object with these names. Each is a string, or `None` if it is missing or null; the result is `None` if
/// the text is not an object, or if one of these members has another type. It reads the whole object, so it is for data that
/// few records have.
pub fn members<const N: usize>(object: &str, names: [&str; N]) -> Option<[Option<String>; N]> {
    let mut members = object_of(object)?;
    let mut is_sound = true;
    let found = names.map(|name| match members.remove(name) {
        Some(Json::String(text)) => Some(text),
        None | Some(Json::Null) => None,
        Some(_) => {
            is_sound = false;
            None
        }
    });
    is_sound.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::members;

    #[test]
    fn members_are_strings_or_the_object_does_not_count() {
        let rows = [
            (r#"{"id": "a", "value": "b"}"#, Some([Some("a"), Some("b")])),
            (r#"{"id": null, "other": 1}"#, Some([None, None])),
            (r#"{"id": 1}"#, None),
            (r#"["id"]"#, None),
            ("id", None),
        ];
        for (object, expected) in rows {
            let expected = expected.map(|found| found.map(|one| one.map(str::to_owned)));
            assert_eq!(members(object, ["id", "value"]), expected, "{object}");
        }
    }
}
