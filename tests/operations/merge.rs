//! How a SCIM 1.1 server applies a PATCH request: it removes the attributes in `meta.attributes`, then merges the
//! request's attributes into the object. Written from the standard, not from attrflow.

use serde_json::{Map, Value as Json};

/// The object after the request.
pub fn patched(object: &Json, request: &Json) -> Json {
    let mut object = object.clone();
    for name in request.pointer("/meta/attributes").and_then(Json::as_array).into_iter().flatten() {
        remove(&mut object, name.as_str().expect("a name is a string"));
    }
    let request = request.as_object().expect("a request is an object");
    for (name, value) in request.iter().filter(|(name, _)| !["schemas", "meta"].contains(&name.as_str())) {
        merge(&mut object, name, value);
    }
    bare(object)
}

/// The object without differences that do not matter: empty objects and arrays, `schemas`, the order of elements.
pub fn bare(object: Json) -> Json {
    match object {
        Json::Object(members) => {
            let kept = members.into_iter().map(|(name, value)| (name, bare(value)));
            let is_there = |(name, value): &(String, Json)| {
                name != "schemas" && *value != Json::Array(Vec::new()) && *value != Json::Object(Map::new())
            };
            Json::Object(kept.filter(is_there).collect())
        }
        Json::Array(mut elements) => {
            elements.sort_by_key(Json::to_string);
            Json::Array(elements)
        }
        other => other,
    }
}

/// Removes an attribute: `title`, `name.formatted`, or one of an extension after its URN and a colon.
fn remove(object: &mut Json, name: &str) {
    let (block, name) = match name.rsplit_once(':').filter(|_| name.starts_with("urn:")) {
        Some((schema, name)) => (object.get_mut(schema), name),
        None => (Some(object), name),
    };
    let (attribute, sub) = name.split_once('.').map_or((name, None), |(attribute, sub)| (attribute, Some(sub)));
    let Some(Json::Object(block)) = block else { return };
    match (sub, block.get_mut(attribute)) {
        (Some(sub), Some(Json::Object(inside))) => inside.remove(sub),
        _ => block.remove(attribute),
    };
}

fn merge(object: &mut Json, name: &str, value: &Json) {
    let members = object.as_object_mut().expect("attributes are merged into an object");
    match (members.get_mut(name), value) {
        (Some(Json::Array(elements)), Json::Array(changes)) => changes.iter().for_each(|it| element(elements, it)),
        (Some(inside @ Json::Object(_)), Json::Object(changes)) => {
            changes.iter().for_each(|(name, value)| merge(inside, name, value));
        }
        _ => {
            members.insert(name.to_owned(), value.clone());
        }
    }
}

/// An element is matched by its `value`, or by all its members if it has none.
fn element(elements: &mut Vec<Json>, change: &Json) {
    let mut wanted = change.clone();
    let operation = wanted.as_object_mut().and_then(|members| members.remove("operation"));
    let same = |known: &Json| match wanted.get("value") {
        Some(value) => known.get("value") == Some(value),
        None => *known == wanted,
    };
    match (operation.as_ref().and_then(Json::as_str), elements.iter().position(same)) {
        (Some("delete"), Some(at)) => {
            elements.remove(at);
        }
        (Some("delete"), None) => panic!("there is no {wanted} to delete"),
        (_, Some(at)) if wanted.is_object() => {
            let members = wanted.as_object().expect("it is an object").clone();
            members.iter().for_each(|(name, value)| merge(&mut elements[at], name, value));
        }
        (_, Some(_)) => {}
        (_, None) => elements.push(wanted),
    }
}
