//! The payload's template: the targets of a mapping compiled to flat steps. Knows nothing of values.
//!
//! Whatever is written – a member, an element, a closed object – has a comma after it, and closing an object replaces
//! the last comma by the bracket. So no step has to know whether something stands before it.

use super::compile::compile;
use super::envelope::{Envelope, Version};
use super::key::Key;
use super::path::TargetPath;
use super::typed::Takes;
use crate::diagnostic::Diagnostic;
use crate::value::TargetType;
use std::ops::Range;

/// The target of one attribute mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it is.
    pub path: TargetPath,
    /// Its type.
    pub kind: TargetType,
    /// Whether it takes several values. The multi-valued attributes of RFC 7643 do in any case.
    pub multivalued: bool,
}

impl Target {
    /// Whether it is the members of a group.
    pub fn is_members(&self) -> bool {
        super::group::is_members(self)
    }
}

/// How the payloads of a mapping are written; made once, used for every record.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) envelope: Envelope,
    pub(super) targets: Vec<Target>,
    /// Every text that the steps and the payload's ends consist of.
    pub(super) bytes: Vec<u8>,
    /// `{"schemas":["…"`, then every extension as `,"…"`, then `],`
    pub(super) head: Piece,
    /// How much of `head` stands before the first extension.
    pub(super) core_length: usize,
    /// What stands after the last attribute.
    pub(super) tail: Piece,
    pub(super) steps: Vec<Step>,
}

/// A part of a template's bytes.
pub(super) type Piece = Range<usize>;

/// How deep objects and arrays nest at most: extension, array, element.
pub(super) const LEVELS: usize = 3;

#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Writes what one attribute mapping gave: one value of a type that texts are written to as they are, which is what
    /// most targets take.
    Text(Leaf),
    /// Writes what one attribute mapping gave, in any other form.
    Leaf(Leaf),
    /// Begins an object or array.
    Open { level: usize, head: Key },
    /// Ends it with a bracket, or takes it back when nothing has come after its head.
    Close { level: usize, head: usize, bracket: u8 },
    /// Takes the extension just closed out of `schemas` when it was taken back; so long is its entry there.
    Schema { entry: usize },
}

#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// The number of the target.
    pub number: usize,
    pub takes: Takes,
    pub form: Form,
    /// The name with its colon.
    pub key: Piece,
    /// The same with the quote that begins a text.
    pub text_key: Key,
}

#[derive(Clone, Debug)]
pub(super) enum Form {
    /// One value.
    One,
    /// One value as a member of an object of its own.
    Wrapped(Wrap),
    /// An array of the values, each perhaps in an object of its own.
    Array(Wrap),
    /// The values as elements of the array that is open, each in an object of its own.
    Elements(Wrap),
    /// One value of an element whose filter says the same sub-attribute: does not make an element by itself, and where
    /// it is absent the filter's text stands.
    Override { level: usize, otherwise: Piece },
}

/// What stands before and after a value; both are empty where nothing does.
#[derive(Clone, Debug, Default)]
pub(super) struct Wrap {
    pub before: Piece,
    pub after: Piece,
}

impl Template {
    /// Compiles the targets of a mapping; the number of a target is its place, for values and diagnostics alike.
    ///
    /// # Errors
    ///
    /// Diagnostics about targets that exclude each other, each with the number of the target whose whole path it is about:
    /// `duplicate-target`, `conflicting-targets`, `reserved-target`, `foreign-core-schema`.
    pub fn new(targets: Vec<Target>, envelope: &Envelope) -> Result<Self, Vec<(usize, Diagnostic)>> {
        compile(targets, envelope)
    }

    /// The payload of an object that has nothing.
    pub fn empty(&self) -> serde_json::Value {
        let mut out = Vec::new();
        self.write(&[], &mut out, &mut Vec::new());
        serde_json::from_slice(&out).unwrap_or_default()
    }

    /// Where objects of this kind are on a server, such as `/Users`.
    pub fn endpoint(&self) -> String {
        format!("/{}s", self.envelope.resource)
    }

    /// The schema of bulk requests to such a server: SCIM 1.1 has none for messages.
    pub fn bulk_schema(&self) -> &'static str {
        match self.envelope.version {
            Version::V1 => "urn:scim:schemas:core:1.0",
            Version::V2 => "urn:ietf:params:scim:api:messages:2.0:BulkRequest",
        }
    }

    /// The filter that finds the object with this payload by a target, nothing where the payload has no value for it.
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

    /// The targets, in the order of their numbers.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }
}
