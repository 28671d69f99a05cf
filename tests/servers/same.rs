//! Whether an object that a server gives back is what was sent to it.

use serde_json::{Map, Value as Json};

/// What differs, in words; nothing where the object is what was sent. What a server may add, and nothing else, is left
/// out of account.
pub fn difference(sent: &Json, given: &Json) -> Option<String> {
    let (mut sent, mut given) = (sent.clone(), given.clone());
    for object in [&mut sent, &mut given].into_iter().filter_map(Json::as_object_mut) {
        // The server makes them: RFC 7643, section 3.1. Of `meta` a client may send the kind of object, no more.
        object.remove("id");
        object.remove("meta");
        // The order of schemas means nothing: RFC 7643, section 3.
        object
            .get_mut("schemas")
            .and_then(Json::as_array_mut)
            .into_iter()
            .for_each(|all| all.sort_by_key(Json::to_string));
        // No values are the same as no attribute: RFC 7643, section 2.5.
        object.retain(|_, value| value.as_array().is_none_or(|values| !values.is_empty()));
        object.values_mut().for_each(of_reference);
    }
    (sent != given).then(|| format!("sent   {sent}\ngiven  {given}"))
}

/// A server may say more of an object that is referred to than its id: RFC 7643, sections 4.2 and 4.3.
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
