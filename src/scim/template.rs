//! The payload's template: the targets of a mapping compiled to flat steps. Knows nothing of values.
//!
//! Everything written – a member, an element, a closed object – has a comma after it, and closing an object replaces
//! the last comma by the bracket. So no step has to know whether it is the first.

use super::compile::compile;
use super::envelope::{Envelope, Flavor};
use super::key::Key;
use super::path::{Schema, TargetPath};
use super::typed::{Takes, is_string};
use crate::diagnostic::Diagnostic;
use crate::mapping::ScimVersion;
use crate::value::{TargetType, Value};
use std::ops::Range;

/// The target of one attribute mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its path.
    pub path: TargetPath,
    /// Its type.
    pub kind: TargetType,
    /// Whether it is multi-valued. The multi-valued attributes of RFC 7643 always are.
    pub multivalued: bool,
}

impl Target {
    /// Whether it is `members` of a group.
    pub fn is_members(&self) -> bool {
        super::group::is_members(self)
    }

    /// What its value may be. A sub-attribute is no object, and neither is what SCIM's own schemas have as a string.
    pub(super) fn takes(&self) -> Takes {
        let of_scim = |schema: &Schema| schema.urn.starts_with("urn:ietf:") || schema.urn.starts_with("urn:scim:");
        let is_own = self.path.schema.as_ref().is_none_or(of_scim);
        let is_part = super::group::member(&self.path).is_some();
        Takes { kind: self.kind, complex: !(is_part || is_own && is_string(&self.path.attribute)) }
    }
}

/// How the payloads of a mapping are written; built once, used for every record.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) envelope: Envelope,
    pub(super) targets: Vec<Target>,
    /// All byte strings of the steps and of the payload's beginning and end.
    pub(super) bytes: Vec<u8>,
    /// `{"schemas":["…"`, then every extension as `,"…"`, then `],`
    pub(super) head: Piece,
    /// The length of `head` before the first extension.
    pub(super) core_length: usize,
    /// The text after the last attribute.
    pub(super) tail: Piece,
    pub(super) steps: Vec<Step>,
}

/// A part of a template's bytes.
pub(super) type Piece = Range<usize>;

/// The maximum nesting of objects and arrays: extension, array, element.
pub(super) const LEVELS: usize = 3;

#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Writes the result of one attribute mapping: a single value of a type that accepts strings unchanged, as most
    /// targets do.
    Text(Leaf),
    /// Writes the result of one attribute mapping, in any other form.
    Leaf(Leaf),
    /// Begins an object or array.
    Open { level: usize, head: Key },
    /// Ends it with a bracket, or removes it if nothing follows its head.
    Close { level: usize, head: usize, bracket: u8 },
    /// Removes the extension just closed from `schemas` if it was removed; `entry` is the length of its entry there.
    Schema { entry: usize },
}

#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// The index of the target.
    pub number: usize,
    pub takes: Takes,
    pub form: Form,
    /// The name with its colon.
    pub key: Piece,
    /// The same with the opening quote of a string.
    pub text_key: Key,
}

#[derive(Clone, Debug)]
pub(super) enum Form {
    /// One value.
    One,
    /// One value as a member of its own object.
    Wrapped(Wrap),
    /// An array of the values, possibly each in its own object.
    Array(Wrap),
    /// The values as elements of the open array, each in its own object.
    Elements(Wrap),
    /// This text instead of a value, whichever it is.
    Instead(Piece),
    /// One value of an element whose filter sets the same sub-attribute: does not create an element alone, and if it is
    /// absent the filter's text is written.
    Override { level: usize, otherwise: Piece },
}

/// The text before and after a value; both may be empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Wrap {
    pub before: Piece,
    pub after: Piece,
}

impl Template {
    /// Compiles the targets of a mapping; the number of a target is its index, for values and diagnostics alike.
    ///
    /// # Errors
    ///
    /// Diagnostics about targets that exclude each other, each with the index of the target whose whole path it is
    /// about: `duplicate-target`, `conflicting-targets`, `reserved-target`, `foreign-core-schema`.
    pub fn new(targets: Vec<Target>, envelope: &Envelope) -> Result<Self, Vec<(usize, Diagnostic)>> {
        compile(targets, envelope)
    }

    /// The payload of an object without attributes.
    pub fn empty(&self) -> serde_json::Value {
        let mut out = Vec::new();
        self.write(&[], &mut out, &mut Vec::new());
        crate::text::from_json(&out).unwrap_or_default()
    }

    /// The path of such objects on a server, such as `/Users`.
    pub fn endpoint(&self) -> String {
        format!("/{}s", self.envelope.resource)
    }

    /// The wire format of the payloads.
    pub fn flavor(&self) -> Flavor {
        self.envelope.flavor
    }

    /// The schema of bulk requests to such a server: SCIM 1.1 has none for messages.
    pub fn bulk_schema(&self) -> &'static str {
        match self.envelope.version {
            ScimVersion::V1 => "urn:scim:schemas:core:1.0",
            ScimVersion::V2 => "urn:ietf:params:scim:api:messages:2.0:BulkRequest",
        }
    }

    /// Whether payloads have a place for the value of a target: the service sends the members of a group later.
    pub fn writes(&self, number: usize) -> bool {
        self.leaves().any(|leaf| leaf.number == number)
    }

    /// Whether a payload says the value of every target.
    pub fn says_all_values(&self) -> bool {
        let says = |number| self.leaves().any(|leaf| leaf.number == number && !matches!(leaf.form, Form::Instead(_)));
        (0..self.targets.len()).all(says)
    }

    fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.steps.iter().filter_map(|step| match step {
            Step::Text(leaf) | Step::Leaf(leaf) => Some(leaf),
            Step::Open { .. } | Step::Close { .. } | Step::Schema { .. } => None,
        })
    }

    /// The filter that finds the object with this payload by a target, `None` if the payload has no value for it.
    pub fn filter_for(&self, number: usize, payload: &serde_json::Value) -> Option<String> {
        let target = self.targets.get(number)?;
        let value = super::values_at(payload, &target.path).first().filter(|value| !value.is_object())?;
        match (target.path.filter(), target.path.sub_attribute()) {
            ([], _) => Some(format!("{} eq {value}", target.path)),
            (_, Some(name)) if self.envelope.flavor.is_entra() => {
                Some(format!("{}.{name} eq {value}", target.path.of_attribute(target.path.filter())))
            }
            (filter, name) => {
                let found = target.path.of_attribute(filter);
                let open = found.strip_suffix(']').unwrap_or(&found);
                Some(format!("{open} and {} eq {value}]", name.unwrap_or("value")))
            }
        }
    }

    /// The name of a target that is an attribute of the payload itself.
    pub fn plain_name(&self, number: usize) -> Option<&str> {
        let path = &self.targets.get(number)?.path;
        let is_plain = path.schema().is_none() && path.filter().is_empty() && path.sub_attribute().is_none();
        is_plain.then(|| path.attribute())
    }

    /// The same for the object that gets this value, which is `None` inside if it is none; `None` for a target that is not a
    /// string of its own: what the payload makes of its value is not to be told from the value alone.
    pub fn plain_filter(&self, number: usize, value: Value<'_>) -> Option<Option<String>> {
        let target = self.targets.get(number)?;
        let is_single = !target.multivalued && !target.is_members();
        let is_plain = target.path.filter().is_empty() && target.kind == TargetType::String && is_single;
        match value {
            Value::Absent | Value::Skip if is_plain => Some(None),
            Value::Str(text) if is_plain => Some(Some(format!("{} eq {}", target.path, serde_json::Value::from(text)))),
            _ => None,
        }
    }

    /// The targets, in order.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }
}
