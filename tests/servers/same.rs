//! Compares an object that a server returns with the object that was sent.

use serde_json::{Map, Value as Json};

/// The differences, as text; `None` if the object is the one that was sent. Only what a server may add is ignored.
pub fn difference(sent: &Json, given: &Json) -> Option<String> {
    let (mut sent, mut given) = (sent.clone(), given.clone());
    for object in [&mut sent, &mut given].into_iter().filter_map(Json::as_object_mut) {
        // The server sets them: RFC 7643, section 3.1. In `meta` a client may send only the kind of object.
        object.remove("id");
        object.remove("meta");
        // The order of schemas has no meaning: RFC 7643, section 3.
        object
            .get_mut("schemas")
            .and_then(Json::as_array_mut)
            .into_iter()
            .for_each(|all| all.sort_by_key(Json::to_string));
        // An empty array is the same as no attribute: RFC 7643, section 2.5.
        object.retain(|_, value| value.as_array().is_none_or(|values| !values.is_empty()));
        object.values_mut().for_each(of_reference);
    }
    (sent != given).then(|| format!("sent   {sent}\ngiven  {given}"))
}

/// For a reference, a server may return more than the id: RFC 7643, sections 4.2 and 4.3.
fn of_reference(value: &mut Json) {
    match value {
        Json::Array(values) => values.iter_mut().for_each(of_reference),
        Json::Object(object) if object.contains_key("$ref") => {
            ["$ref", "type", "display", "displayName"].iter().for_each(|name| {
                object.remove(*name);
            });
        }
        Json::Object(object) => inner(object),
        _ => {}
    }
}

fn inner(object: &mut Map<String, Json>) {
    object.values_mut().for_each(of_reference);
}
