//! Which changes of a target flow to an object that exists. Knows nothing of payloads and of where values come from.

use super::{FlowBehavior, FlowType};
use crate::functions::RoleForm;
use crate::mapping::{AttributeDefinition, AttributeMapping, ObjectDefinition};

/// Which changes of a target flow to an existing object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Allow {
    /// All of them.
    #[default]
    Anything,
    /// Values are added: the new ones of a multi-valued attribute, and a single value replaces another. Nothing is
    /// removed.
    Additions,
    /// New values are added to a multi-valued attribute; a single value is only set if there is none.
    NewValues,
    /// Only a target without a value gets one.
    WhenEmpty,
    /// None.
    Nothing,
}

/// How a target is compared and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlowRule {
    /// Which changes flow.
    pub allow: Allow,
    /// Whether a value is sent even if it is unchanged.
    pub always: bool,
    /// Whether the target is cleared when there is no value any more; for single-valued targets only.
    pub clears: bool,
    /// Whether a change of case is a change.
    pub exact: bool,
    /// Whether a multi-valued target only grows, whatever else is allowed.
    pub grows: bool,
    /// Whether multiple values are replaced as a whole.
    pub whole: bool,
}

impl FlowRule {
    /// The rule of an attribute mapping. `known` is the definition of its target; `reads` are the source attributes that its
    /// expression names, `source` is the object that they are of; `role` says how roles that it gives reach an object.
    ///
    /// What is not declared is compared to the letter.
    pub fn new(
        attribute: &AttributeMapping,
        known: Option<&AttributeDefinition>,
        (source, reads): (Option<&ObjectDefinition>, &[Box<str>]),
        role: Option<RoleForm>,
    ) -> Self {
        let allow = match attribute.flow_type {
            // Without a source the default is all there is, and only an empty target gets it.
            FlowType::Always if attribute.source.is_none() => Allow::WhenEmpty,
            FlowType::Always => Allow::Anything,
            FlowType::ObjectAddOnly => Allow::Nothing,
            FlowType::MultiValueAddOnly => Allow::NewValues,
            FlowType::ValueAddOnly => Allow::Additions,
            FlowType::AttributeAddOnly => Allow::WhenEmpty,
        };
        Self {
            allow,
            always: attribute.flow_behavior == FlowBehavior::FlowAlways,
            clears: clears(reads, source, known),
            exact: known.is_none_or(|known| known.case_exact),
            grows: role == Some(RoleForm::Added),
            whole: role == Some(RoleForm::Asserted),
        }
    }
}

/// Whether an empty source clears the target: both sides have to say so, and it has to take one value.
fn clears(reads: &[Box<str>], source: Option<&ObjectDefinition>, target: Option<&AttributeDefinition>) -> bool {
    let flows = |name: &str| {
        source.and_then(|object| object.attribute(name)).is_some_and(|attribute| attribute.flow_null_values)
    };
    target.is_some_and(|target| target.flow_null_values && !target.multivalued)
        && !reads.is_empty()
        && reads.iter().all(|name| flows(name))
}
