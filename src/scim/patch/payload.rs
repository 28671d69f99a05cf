//! Reads and changes a payload through target paths. Names are not case-sensitive.
//!
//! Knows nothing of where the values come from.

use super::super::envelope::is_any_core;
use super::super::group::member;
use super::super::path::{Condition, Literal, TargetPath};
use super::same::{Same, text};
use super::shape::is_in_list;
use serde_json::{Map, Value as Json};

type Object = Map<String, Json>;

pub(super) fn is_core(path: &TargetPath) -> bool {
    path.schema().is_none_or(is_any_core)
}

/// The value of a condition as written in a payload.
pub(super) fn written(condition: &Condition) -> Json {
    match condition.written() {
        Literal::Text(text) => Json::from(&*text),
        Literal::Bool(flag) => Json::from(flag),
        Literal::Number(number) => serde_json::from_str(&number).unwrap_or_else(|_| Json::from(&*number)),
    }
}

/// The member with that name.
pub(super) fn get<'j>(object: &'j Object, name: &str) -> Option<&'j Json> {
    object.get(name).or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

/// The name in the object's spelling.
fn spelled(object: &Object, name: &str) -> String {
    let known = object.keys().find(|key| key.eq_ignore_ascii_case(name));
    known.map_or(name, String::as_str).to_owned()
}

fn block<'j>(payload: &'j Json, path: &TargetPath) -> Option<&'j Object> {
    let payload = payload.as_object()?;
    match path.schema().filter(|_| !is_core(path)) {
        Some(schema) => get(payload, schema)?.as_object(),
        None => Some(payload),
    }
}

fn block_mut<'j>(payload: &'j mut Json, path: &TargetPath) -> Option<&'j mut Object> {
    let payload = payload.as_object_mut()?;
    let Some(schema) = path.schema().filter(|_| !is_core(path)) else { return Some(payload) };
    let name = spelled(payload, schema);
    payload.entry(name).or_insert_with(|| Json::Object(Map::new())).as_object_mut()
}

/// Whether an element matches a filter.
pub(super) fn is_described(element: &Json, filter: &[Condition]) -> bool {
    let Some(object) = element.as_object() else { return filter.is_empty() };
    filter.iter().all(|condition| {
        get(object, &condition.attribute).is_some_and(|value| Same { exact: false }.plain(value, &written(condition)))
    })
}

fn items(value: &Json) -> &[Json] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// The elements of the path's attribute that match its filter.
fn elements<'j>(payload: &'j Json, path: &TargetPath) -> Vec<&'j Json> {
    let attribute = block(payload, path).and_then(|block| get(block, path.attribute()));
    attribute.map_or(&[][..], items).iter().filter(|element| is_described(element, path.filter())).collect()
}

/// Whether an element matches the path's filter; always true if the path is not in a list.
pub(super) fn has_element(payload: &Json, path: &TargetPath) -> bool {
    !is_in_list(path) || !elements(payload, path).is_empty()
}

/// The elements that have the path's member.
pub(super) fn elements_with<'j>(payload: &'j Json, path: &TargetPath) -> Vec<&'j Json> {
    let name = member(path).unwrap_or_default();
    let has = |element: &&Json| element.as_object().is_some_and(|object| get(object, name).is_some());
    elements(payload, path).into_iter().filter(has).collect()
}

/// The value at a path; of several elements the first that has it. Null counts as no value.
pub(super) fn value_at<'j>(payload: &'j Json, path: &TargetPath) -> Option<&'j Json> {
    let value = match member(path) {
        None => get(block(payload, path)?, path.attribute()),
        Some(name) => elements(payload, path).into_iter().find_map(|element| get(element.as_object()?, name)),
    };
    value.filter(|value| !value.is_null())
}

/// The values at a path, one by one.
pub(crate) fn values_at<'j>(payload: &'j Json, path: &TargetPath) -> &'j [Json] {
    value_at(payload, path).map_or(&[], items)
}

/// The string that a value is matched by, `None` if it has none.
pub(crate) fn key_text(value: &Json) -> Option<String> {
    text(value).filter(|text| !text.is_empty()).map(|text| text.into_owned())
}

/// Sets a value at a path and creates the objects on the way. Elements of a list are not created.
pub(super) fn put(payload: &mut Json, path: &TargetPath, value: Json) {
    let Some(block) = block_mut(payload, path) else { return };
    let attribute = spelled(block, path.attribute());
    let Some(name) = member(path) else {
        block.insert(attribute, value);
        return;
    };
    let location = block.entry(attribute).or_insert_with(|| Json::Object(Map::new()));
    let objects = match location {
        Json::Array(elements) => elements.as_mut_slice(),
        one => std::slice::from_mut(one),
    };
    if let Some(Json::Object(object)) = objects.iter_mut().find(|element| is_described(element, path.filter())) {
        object.insert(spelled(object, name), value);
    }
}

/// Removes the value at a path, and the objects that are empty afterwards.
pub(super) fn take(payload: &mut Json, path: &TargetPath) {
    let Some(block) = block_mut(payload, path) else { return };
    let attribute = spelled(block, path.attribute());
    if let Some(name) = member(path) {
        let is_hollow = |object: &Object| {
            object.keys().all(|key| path.filter().iter().any(|condition| condition.attribute.eq_ignore_ascii_case(key)))
        };
        let mut hollow = false;
        match block.get_mut(&attribute) {
            Some(Json::Array(elements)) => {
                for element in elements.iter_mut().filter(|element| is_described(element, path.filter())) {
                    if let Json::Object(object) = element {
                        object.shift_remove(&spelled(object, name));
                    }
                }
                elements.retain(|element| !element.as_object().is_some_and(is_hollow));
                hollow = elements.is_empty();
            }
            Some(Json::Object(object)) => {
                object.shift_remove(&spelled(object, name));
                hollow = object.is_empty();
            }
            _ => {}
        }
        if !hollow {
            return;
        }
    }
    block.shift_remove(&attribute);
    let is_hollow = block.is_empty();
    if let (true, Some(schema), Some(payload)) = (is_hollow, path.schema(), payload.as_object_mut())
        && !is_any_core(schema)
    {
        payload.shift_remove(&spelled(payload, schema));
    }
}

/// The array of a path's values: the attribute, or its member if the attribute is not a list of objects.
fn list_mut<'j>(payload: &'j mut Json, path: &TargetPath) -> Option<&'j mut Json> {
    let block = block_mut(payload, path)?;
    let location = block.entry(spelled(block, path.attribute())).or_insert(Json::Null);
    let Some(name) = member(path).filter(|_| !is_in_list(path)) else { return Some(location) };
    if !location.is_object() {
        *location = Json::Object(Map::new());
    }
    let object = location.as_object_mut()?;
    Some(object.entry(spelled(object, name)).or_insert(Json::Null))
}

/// Removes the values of a path for which `goes` is true.
pub(super) fn drop_values(payload: &mut Json, path: &TargetPath, goes: impl Fn(&Json) -> bool) {
    match list_mut(payload, path) {
        Some(Json::Array(elements)) => elements.retain(|element| !goes(element)),
        Some(one) if goes(one) => *one = Json::Null,
        _ => {}
    }
}

/// Adds elements to the attribute of a path.
pub(super) fn extend(payload: &mut Json, path: &TargetPath, added: impl IntoIterator<Item = Json>) {
    let Some(location) = list_mut(payload, path) else { return };
    match location {
        Json::Array(elements) => elements.extend(added),
        other => {
            let first = Some(other.take()).filter(|first| !first.is_null());
            *other = first.into_iter().chain(added).collect();
        }
    }
}

/// The elements of an attribute's array, whether they match the path's filter or not.
pub(super) fn all_elements<'j>(payload: &'j Json, path: &TargetPath) -> &'j [Json] {
    block(payload, path).and_then(|block| get(block, path.attribute())).map_or(&[], items)
}

/// Adds an extension to `schemas` if the payload has something of it, otherwise removes it. Does nothing if there is no
/// `schemas`.
pub(super) fn list_schema(payload: &mut Json, schema: &str) {
    let is_used = payload.as_object().is_some_and(|object| get(object, schema).is_some());
    let Some(Json::Array(listed)) = payload.get_mut("schemas") else { return };
    let is_it = |it: &Json| it.as_str().is_some_and(|it| it.eq_ignore_ascii_case(schema));
    match (is_used, listed.iter().any(is_it)) {
        (true, false) => listed.push(Json::from(schema)),
        (false, true) => listed.retain(|it| !is_it(it)),
        _ => {}
    }
}
