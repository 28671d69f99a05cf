//! An application's mapping before it is changed: its connector's own mapping, to find what was customised.
//!
//! Knows nothing of the system that a mapping is migrated to.

use super::matching::Matching;
use crate::mapping::connectors::Connector;
use crate::mapping::{AttributeMapping, ObjectMapping, read};
use crate::syntax::{self, TreeKind};
use std::collections::HashMap;

/// The attribute mappings of an application's connector.
pub(super) struct Defaults {
    /// By object and target, for any version of SCIM.
    known: HashMap<(String, Matching), String>,
}

/// How an attribute mapping relates to the defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is an unchanged default.
    Default,
    /// It is a default that was changed.
    Customised,
    /// It was added.
    Added,
}

impl Defaults {
    pub fn of(connector: &Connector) -> Self {
        let (mapping, _) = read(&connector.source());
        let objects = mapping.object_mappings().map(|(_, object)| object);
        let each = objects.flat_map(|object| object.attribute_mappings.iter().map(move |one| (object, one)));
        Self { known: each.map(|(object, one)| (key(object, &one.target.value), said(one))).collect() }
    }

    /// How an attribute mapping of an object relates to the defaults.
    pub fn origin(&self, object: &ObjectMapping, one: &AttributeMapping) -> Origin {
        match self.known.get(&key(object, &one.target.value)) {
            Some(known) if *known == said(one) => Origin::Default,
            Some(_) => Origin::Customised,
            None => Origin::Added,
        }
    }

    /// Whether the defaults fill a target that no attribute mapping of the object fills any more.
    pub fn was_removed(&self, object: &ObjectMapping, target: &str) -> bool {
        let wanted = Matching::of(target);
        self.known.contains_key(&key(object, target))
            && !object.attribute_mappings.iter().any(|one| Matching::of(&one.target.value) == wanted)
    }
}

impl Origin {
    /// Its note in the journal; `None` for a default.
    pub fn note(self) -> Option<&'static str> {
        match self {
            Origin::Default => None,
            Origin::Customised => Some("customised"),
            Origin::Added => Some("added to the defaults"),
        }
    }
}

fn key(object: &ObjectMapping, target: &str) -> (String, Matching) {
    (object.target_object.value.to_lowercase(), Matching::of(target))
}

/// The content of an attribute mapping without its target, equal for equal meanings: expressions are printed
/// canonically.
fn said(one: &AttributeMapping) -> String {
    let source = one.source.as_ref().map_or(String::new(), |source| match (&source.expression, &source.name) {
        (Some(text), _) => syntax::print(&syntax::parse(&text.value).root),
        (None, Some(name)) if source.kind == TreeKind::Constant => syntax::quote(&name.value),
        (None, Some(name)) => format!("[{}]", name.value),
        (None, None) => String::new(),
    });
    let default = one.default.as_ref().map(|default| default.value.as_str());
    format!("{source}\n{default:?} {:?} {:?} {}", one.flow_type, one.flow_behavior, one.matching_priority)
}
