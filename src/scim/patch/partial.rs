//! Changes as the body of a PATCH request of SCIM 1.1 (section 3.3.2 of its protocol): a part of the object, and the
//! names of removed attributes.
//!
//! The body is merged into the object; elements of a multi-valued attribute are matched by their `value`, otherwise by
//! all their members, and are removed if they have `"operation": "delete"`. Attributes in `meta.attributes` are deleted
//! first. The form is the same for every flavor: what the service sends to such a target is not documented.

use super::super::group::member;
use super::super::path::TargetPath;
use super::super::template::{Target, Template};
use super::compare::{Action, Change, Difference};
use super::payload::{all_elements, extend, get, has_element, is_core, list_schema, put, value_at};
use super::shape::{Shape, is_in_list, shape};
use crate::dotnet::casing::lower_invariant;
use serde_json::{Value as Json, json};

impl Template {
    /// The part of the object that makes the changes, `None` if there are none.
    pub(super) fn partial(&self, difference: &Difference, previous: &Json) -> Option<Json> {
        let mut partial = Partial { body: self.empty(), gone: Vec::new(), lists: Vec::new() };
        for change in &difference.changes {
            if let Some(target) = self.targets.get(change.target) {
                partial.change(self, target, change, (previous, &difference.state));
            }
        }
        if difference.changes.is_empty() {
            return None;
        }
        let Partial { mut body, gone, .. } = partial;
        for schema in self.targets.iter().filter_map(|target| target.path.schema()) {
            if !self.envelope.is_core(schema) {
                list_schema(&mut body, schema);
            }
        }
        if let (false, Some(object)) = (gone.is_empty(), body.as_object_mut()) {
            object.insert("meta".to_owned(), json!({ "attributes": gone }));
        }
        Some(body)
    }
}

struct Partial {
    body: Json,
    /// The names of the removed attributes.
    gone: Vec<String>,
    /// The multi-valued attributes that are done.
    lists: Vec<String>,
}

impl Partial {
    fn change(&mut self, template: &Template, target: &Target, change: &Change, (old, new): (&Json, &Json)) {
        let path = &target.path;
        match &change.action {
            _ if is_in_list(path) || shape(target) != Shape::One => self.several(path, &change.action, (old, new)),
            Action::Add(value) | Action::Replace(value) => {
                put(&mut self.body, path, template.standing(target, value.clone()));
            }
            _ => self.goes(path, member(path)),
        }
    }

    fn goes(&mut self, path: &TargetPath, member: Option<&str>) {
        let schema = path.schema().filter(|_| !is_core(path)).map(|schema| format!("{schema}:")).unwrap_or_default();
        let member = member.map(|member| format!(".{member}")).unwrap_or_default();
        let name = format!("{schema}{}{member}", path.attribute());
        if !self.gone.contains(&name) {
            self.gone.push(name);
        }
    }

    /// All changes of a multi-valued attribute, once, whichever of its targets comes first.
    fn several(&mut self, path: &TargetPath, action: &Action, (old, new): (&Json, &Json)) {
        let location = format!("{}:{}", path.schema().unwrap_or_default(), path.attribute());
        let location = lower_invariant(&location).into_owned();
        if self.lists.contains(&location) {
            return;
        }
        self.lists.push(location);
        let is_list = is_in_list(path) || member(path).is_none();
        let of = |payload| match is_list {
            true => all_elements(payload, path).to_vec(),
            false => value_at(payload, path).map_or_else(Vec::new, |value| match value {
                Json::Array(values) => values.clone(),
                one => vec![one.clone()],
            }),
        };
        let (before, after) = (of(old), of(new));
        let removed: Vec<&Json> = before.iter().filter(|one| !after.contains(one)).collect();
        let mut sent: Vec<Json> = after.iter().filter(|one| !before.contains(one)).cloned().collect();
        if removed.iter().any(|one| !one.is_object()) {
            // A plain value cannot be marked as deleted.
            self.goes(path, member(path).filter(|_| !is_list));
            return extend(&mut self.body, path, after);
        }
        if removed.is_empty() && sent.is_empty() {
            // Nothing differs: it is sent again because it flows always.
            sent = match action {
                Action::AddValues(values) | Action::ReplaceValues(values) => values.clone(),
                _ => after.into_iter().filter(|one| has_element(&json!({ path.attribute(): [one] }), path)).collect(),
            };
        }
        let deletions: Vec<Json> = removed.into_iter().filter(|one| !is_merged(one, &sent)).map(deleted).collect();
        extend(&mut self.body, path, deletions.into_iter().chain(sent));
    }
}

/// Whether one of the new elements replaces an old one with the same `value`, and has everything that it had.
fn is_merged(old: &Json, new: &[Json]) -> bool {
    let Some(old) = old.as_object() else { return false };
    let same = |new: &Json| {
        let Some(new) = new.as_object() else { return false };
        get(old, "value").is_some()
            && get(old, "value") == get(new, "value")
            && old.keys().all(|name| get(new, name).is_some())
    };
    new.iter().any(same)
}

fn deleted(element: &Json) -> Json {
    let mut element = element.clone();
    if let Some(object) = element.as_object_mut() {
        object.insert("operation".to_owned(), Json::from("delete"));
    }
    element
}
