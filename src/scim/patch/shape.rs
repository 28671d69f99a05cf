//! What a target holds: one value, multiple values, or several objects. Knows nothing of how it is used.

use super::super::envelope::{Flavor, is_enterprise, is_known_as_multivalued};
use super::super::group::{is_members, member};
use super::super::path::TargetPath;
use super::super::template::{Target, Template};
use super::super::typed::Mismatch;
use super::payload::{is_core, written};
use crate::mapping::ScimVersion;
use crate::value::{TargetType, Value};
use serde_json::{Map, Value as Json};

/// What a target holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One value.
    One,
    /// Multiple values, plain or objects.
    Several,
    /// Objects of a multi-valued attribute, each with one of the values.
    Elements,
}

/// Whether the attribute of a path is an array of objects with sub-attributes.
pub(super) fn is_in_list(path: &TargetPath) -> bool {
    let is_list = !path.filter().is_empty() || is_core(path) && is_known_as_multivalued(path.attribute());
    is_list && member(path).is_some()
}

pub(super) fn shape(target: &Target) -> Shape {
    let path = &target.path;
    match member(path) {
        None if target.multivalued || is_core(path) && is_known_as_multivalued(path.attribute()) => Shape::Several,
        Some(_) if target.multivalued && is_in_list(path) => Shape::Elements,
        Some(_) if target.multivalued => Shape::Several,
        _ => Shape::One,
    }
}

impl Template {
    /// The desired values in the form of a payload; none if nothing is specified. A reference is its id.
    pub(super) fn wanted(&self, target: &Target, value: Value<'_>) -> Result<Vec<Json>, Mismatch> {
        if value.is_absent() {
            return Ok(Vec::new());
        }
        if let (Shape::One, TargetType::String, Value::Str(text)) = (shape(target), target.kind, value) {
            return Ok(vec![Json::from(text)]);
        }
        let takes = target.takes();
        let mut out = Vec::new();
        if shape(target) == Shape::One {
            let is_there = takes.write(value, &mut out)?;
            let read = || crate::text::from_json(&out).ok_or(Mismatch::Type);
            return if is_there { Ok(vec![read()?]) } else { Ok(Vec::new()) };
        }
        out.push(b'[');
        takes.write_elements(value, (b"", b""), &mut out)?;
        match out.last_mut() {
            Some(last @ b',') => *last = b']',
            _ => out.push(b']'),
        }
        let Some(Json::Array(values)) = crate::text::from_json(&out) else { return Err(Mismatch::Type) };
        Ok(values.into_iter().map(|value| self.element(target, value)).collect())
    }

    /// A value as the element of an array: in an object of its own if the target has that shape.
    fn element(&self, target: &Target, value: Json) -> Json {
        let name = match shape(target) {
            _ if value.is_object() => return value,
            Shape::Elements => member(&target.path).unwrap_or("value"),
            _ if is_members(target) => "value",
            _ => return value,
        };
        let mut object = Map::new();
        for condition in target.path.filter() {
            object.insert(condition.attribute.to_string(), written(condition));
        }
        object.insert(name.to_owned(), value);
        Json::Object(object)
    }

    /// One value in the form of a payload: the reference to a manager as an object, if the flavor writes it so.
    pub(super) fn standing(&self, target: &Target, value: Json) -> Json {
        let is_manager = target.kind == TargetType::Reference
            && target.path.attribute().eq_ignore_ascii_case("manager")
            && member(&target.path).is_none()
            && target.path.schema().is_some_and(is_enterprise);
        let name = match (self.envelope.flavor, self.envelope.version) {
            (Flavor::Rfc7644, ScimVersion::V1) => "managerId",
            (Flavor::Rfc7644, ScimVersion::V2) => "value",
            (Flavor::Entra | Flavor::Entra2020, _) => return value,
        };
        if is_manager && value.is_string() { Json::Object(Map::from_iter([(name.to_owned(), value)])) } else { value }
    }
}
