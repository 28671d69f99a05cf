//! Changes as the operations of a PATCH request, in the form of each flavor.
//!
//! | flavor     | operations             | Booleans | one value                  | removed multi-valued item    |
//! |------------|------------------------|----------|----------------------------|------------------------------|
//! | rfc7644    | add, replace, remove   | Booleans | by path; new elements whole | `path[value eq "…"]`        |
//! | entra      | Add, Replace, Remove   | strings  | by the path of the mapping | listed as values             |
//! | entra-2020 | add, replace, remove   | Booleans | together, without a path   | `path[value eq "…"]`         |
//!
//! What goes together is two operations: an `add` of what the object did not have, and a `replace` of what has changed.
//! Compares nothing: it is given the changes.

use super::super::envelope::Flavor;
use super::super::group::{is_members, member};
use super::super::path::TargetPath;
use super::super::template::{Target, Template};
use super::compare::{Action, Difference};
use super::desired::DesiredValue;
use super::payload::{get, value_at};
use super::same::referred;
use super::shape::{Shape, shape};
use crate::mapping::ScimVersion;
use crate::value::TargetType;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;

/// The body of a PATCH request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PatchRequest {
    schemas: [&'static str; 1],
    /// The operations, in this order.
    #[serde(rename = "Operations")]
    pub operations: Vec<Operation>,
}

/// One operation of a PATCH request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Operation {
    /// The kind of operation.
    pub op: &'static str,
    /// The path; without it the value's names are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
}

#[derive(Clone, Copy)]
enum Verb {
    Add,
    Replace,
    Remove,
}

impl Template {
    /// Whether a single plain value of a multi-valued attribute can be removed: the service sends it, the RFC has no
    /// path for it.
    pub(super) fn removes_plain(&self) -> bool {
        self.envelope.flavor == Flavor::Entra
    }

    /// The body of the request that makes the changes, in the form of the target's version; `None` if there are none.
    /// `wanted` are the values that the changes were computed from, `previous` the payload that they were compared
    /// with.
    pub fn patch_body(&self, difference: &Difference, wanted: &[DesiredValue<'_>], previous: &Json) -> Option<Json> {
        if self.envelope.version == ScimVersion::V1 {
            return self.partial(difference, previous);
        }
        let request = self.patch_request(difference, wanted, previous);
        (!request.operations.is_empty()).then(|| serde_json::to_value(request).unwrap_or_default())
    }

    /// The request of SCIM 2.0 that makes the changes. `wanted` are the values that they were computed from, `previous`
    /// the payload that they were compared with.
    pub fn patch_request(&self, difference: &Difference, wanted: &[DesiredValue<'_>], previous: &Json) -> PatchRequest {
        let mut writer = Writer {
            template: self,
            operations: Vec::new(),
            by_path: HashMap::new(),
            added: Map::new(),
            replaced: Map::new(),
            previous,
        };
        for change in &difference.changes {
            let Some(target) = self.targets.get(change.target) else { continue };
            let wish = wanted.get(change.target).copied().unwrap_or_default();
            let mut elements = difference.elements.iter().filter(|(targets, _)| targets.contains(&change.target));
            match (self.envelope.flavor, elements.next()) {
                (Flavor::Rfc7644, Some((targets, elements))) if targets.first() == Some(&change.target) => {
                    writer.push(Verb::Add, target.path.of_attribute(&[]), Some(elements.iter().cloned().collect()));
                }
                (Flavor::Rfc7644, Some(_)) => {}
                _ => writer.action(target, &change.action, wish),
            }
        }
        let Writer { mut operations, added, replaced, .. } = writer;
        for (op, values) in [("add", added), ("replace", replaced)] {
            if !values.is_empty() {
                operations.push(Operation { op, path: None, value: Some(Json::Object(values)) });
            }
        }
        PatchRequest { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], operations }
    }
}

struct Writer<'t> {
    template: &'t Template,
    operations: Vec<Operation>,
    /// The operations of each path, by their indices: there may be one for every member of a group.
    by_path: HashMap<String, Vec<usize>>,
    /// The values that are sent together, without a path: those of attributes that had none, and the others.
    added: Map<String, Json>,
    replaced: Map<String, Json>,
    previous: &'t Json,
}

impl Writer<'_> {
    fn push(&mut self, verb: Verb, path: String, value: Option<Json>) {
        let op = match (self.template.envelope.flavor, verb) {
            (Flavor::Entra, Verb::Add) => "Add",
            (Flavor::Entra, Verb::Replace) => "Replace",
            (Flavor::Entra, Verb::Remove) => "Remove",
            (_, Verb::Add) => "add",
            (_, Verb::Replace) => "replace",
            (_, Verb::Remove) => "remove",
        };
        self.operation(op, path, value);
    }

    fn operation(&mut self, op: &'static str, path: String, value: Option<Json>) {
        let of_path = self.by_path.entry(path.clone()).or_default();
        let operation = Operation { op, path: Some(path), value };
        // The parts of one role assignment would be sent as equal operations.
        if !of_path.iter().any(|index| self.operations.get(*index) == Some(&operation)) {
            of_path.push(self.operations.len());
            self.operations.push(operation);
        }
    }

    fn action(&mut self, target: &Target, action: &Action, wish: DesiredValue<'_>) {
        let path = &target.path;
        match action {
            Action::Add(value) => self.one(target, Verb::Add, value, wish),
            Action::Replace(value) => self.one(target, Verb::Replace, value, wish),
            Action::Remove => {
                let path = self.removed_path(target);
                self.push(Verb::Remove, path, None);
            }
            Action::AddValues(values) => {
                let values = values.iter().map(|value| self.sent(target, Verb::Add, value, wish)).collect();
                self.push(Verb::Add, self.list_path(target), Some(values));
            }
            Action::RemoveValues(values) => self.remove(target, values, wish),
            Action::ReplaceValues(values) if shape(target) == Shape::Elements => {
                self.push(Verb::Remove, path.of_attribute(path.filter()), None);
                self.push(Verb::Add, self.list_path(target), Some(values.iter().cloned().collect()));
            }
            Action::ReplaceValues(values) if wish.asserted => {
                self.operation("replace", self.list_path(target), Some(values.iter().cloned().collect()));
            }
            Action::ReplaceValues(values) => {
                self.push(Verb::Replace, self.list_path(target), Some(values.iter().cloned().collect()));
            }
        }
    }

    fn one(&mut self, target: &Target, verb: Verb, value: &Json, wish: DesiredValue<'_>) {
        let flavor = self.template.envelope.flavor;
        let path = &target.path;
        if let (Flavor::Entra, [assignment, ..]) = (flavor, wish.assignments) {
            return self.push(Verb::Add, path.of_attribute(&[]), Some(json!([{"value": assignment.json}])));
        }
        let is_role_type = path.attribute().eq_ignore_ascii_case("roles")
            && member(path).is_some_and(|name| name.eq_ignore_ascii_case("type"));
        if flavor.is_entra() && is_role_type {
            return;
        }
        let is_simple = path.filter().is_empty() && !value.is_object() && target.kind != TargetType::Reference;
        match (flavor, value) {
            (Flavor::Entra2020, value) if is_simple => {
                let values = if matches!(verb, Verb::Add) { &mut self.added } else { &mut self.replaced };
                values.insert(path.to_string(), value.clone());
            }
            (Flavor::Entra, Json::Bool(flag)) => {
                let text = if *flag { "True" } else { "False" };
                self.push(verb, self.path(path), Some(Json::from(text)));
            }
            _ => self.push(verb, self.path(path), Some(self.template.standing(target, value.clone()))),
        }
    }

    fn remove(&mut self, target: &Target, values: &[Json], wish: DesiredValue<'_>) {
        if self.template.envelope.flavor == Flavor::Entra {
            let values = values.iter().map(|value| self.sent(target, Verb::Remove, value, wish)).collect();
            return self.push(Verb::Remove, self.list_path(target), Some(values));
        }
        let name = member(&target.path).filter(|_| shape(target) == Shape::Elements).unwrap_or("value");
        for value in values {
            let Some(text) = value.as_object().and_then(|object| get(object, name)) else { continue };
            let mut path = target.path.of_attribute(target.path.filter());
            let condition = format!("{name} eq {text}]");
            match path.pop() {
                Some(']') => path.push_str(&format!(" and {condition}")),
                Some(last) => path.push_str(&format!("{last}[{condition}")),
                None => {}
            }
            self.push(Verb::Remove, path, None);
        }
    }

    /// One value of a multi-valued attribute in its wire format.
    fn sent(&self, target: &Target, verb: Verb, value: &Json, wish: DesiredValue<'_>) -> Json {
        if self.template.envelope.flavor != Flavor::Entra {
            return value.clone();
        }
        let id = value.as_object().and_then(|object| get(object, "value"));
        let of_value = |id: &Json| wish.assignments.iter().find(|it| id.as_str() == Some(it.value));
        match (id, id.and_then(of_value)) {
            // Removals were seen without the reference since 2023.
            (Some(id), _) if is_members(target) => match verb {
                Verb::Remove => json!({"value": id}),
                Verb::Add | Verb::Replace => json!({"$ref": null, "value": id}),
            },
            (_, Some(assignment)) => json!({"value": assignment.json}),
            _ => value.clone(),
        }
    }

    /// The path of a single value.
    fn path(&self, path: &TargetPath) -> String {
        match member(path).filter(|_| !self.template.envelope.flavor.is_entra()) {
            Some(name) => format!("{}.{name}", path.of_attribute(path.filter())),
            None => path.to_string(),
        }
    }

    /// The path of a value that is removed. With `aadOptscim062020` the service names the reference that it removes.
    fn removed_path(&self, target: &Target) -> String {
        let path = self.path(&target.path);
        let is_reference = self.template.envelope.flavor == Flavor::Entra2020 && target.kind == TargetType::Reference;
        match value_at(self.previous, &target.path).and_then(referred).filter(|_| is_reference) {
            Some(id) => format!("{path}[value eq {}]", Json::from(id)),
            None => path,
        }
    }

    /// The path of a multi-valued attribute.
    fn list_path(&self, target: &Target) -> String {
        match shape(target) {
            Shape::Elements => target.path.of_attribute(&[]),
            _ => self.path(&target.path),
        }
    }
}
