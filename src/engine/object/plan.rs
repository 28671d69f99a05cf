//! What one attribute mapping does: its expression, its default, and which changes of its target flow.

use super::graph_aliases::SOFT_DELETED;
use crate::check::{Checked, CheckedObject, ExprKind};
use crate::functions::RoleForm;
use crate::mapping::{AttributeDefinition, AttributeMapping, FlowBehavior, FlowType, Mapping, ObjectMapping};
use crate::mapping::{ObjectDefinition, Rule as SyncRule};
use crate::program::{Program, Start};
use crate::scim::{Allow, Rule, Target};
use crate::value::TargetType;

/// What one attribute mapping does.
#[derive(Debug)]
pub(super) struct AttributePlan {
    pub target: Box<str>,
    /// The program's expression; nothing where there is only a default.
    pub entry: Option<usize>,
    /// How the value comes about where it goes to the target as it is, which most do: without a default, not required, no
    /// reference. Nothing more is asked then.
    pub plain: Option<Start>,
    /// What a created object gets when the expression gives nothing.
    pub default: Option<Box<str>>,
    pub required: bool,
    /// Whether the target's definition is known.
    pub declares: bool,
    /// Whether the target refers to other objects.
    pub refers: Option<Reference>,
    /// Which changes of an object that exists flow.
    pub rule: Rule,
    /// Whether it depends on the record's object being disabled.
    pub knows_deleted: bool,
    /// How the roles that the expression gives reach the target, with the slot of the assignments.
    pub roles: Option<(RoleForm, Option<usize>)>,
}

/// An attribute that goes to its target as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct DirectMapping {
    /// The attribute mapping's number.
    pub attribute: usize,
    /// The attribute's slot.
    pub slot: usize,
}

/// The attribute mappings whose attributes go to their targets as they are, and the numbers of the others.
pub(super) fn split(plans: &[AttributePlan]) -> (Vec<DirectMapping>, Vec<usize>) {
    let (mut passed, mut computed) = (Vec::new(), Vec::new());
    for (attribute, plan) in plans.iter().enumerate() {
        match plan.plain {
            Some(Start::Attribute(slot)) => passed.push(DirectMapping { attribute, slot: slot as usize }),
            _ => computed.push(attribute),
        }
    }
    (passed, computed)
}

/// How a target refers to other objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// To one, which a create request does not have.
    One,
    /// To several, the members of a group for instance.
    Several,
}

/// The plans of an object mapping's attribute mappings, in the file's order.
pub(super) fn plans(
    mapping: &Mapping,
    rule: &SyncRule,
    object: &ObjectMapping,
    checked: &CheckedObject,
    program: &Program,
    slot_of: &dyn Fn(&str) -> Option<usize>,
) -> Vec<AttributePlan> {
    let source = mapping.source_definition(rule, object);
    let definition = mapping.target_definition(rule, object);
    let mut entries = 0;
    let each = object.attribute_mappings.iter().zip(&checked.expressions).zip(checked.template.targets());
    let plans = each.map(|((attribute, expression), target)| {
        let known = definition.and_then(|object| object.attribute(&attribute.target.value));
        let fallback = known.filter(|known| known.required).and_then(|known| known.default.as_ref());
        let default = attribute.default.as_ref().or(fallback).map(|default| default.value.as_str());
        let entry = expression.is_some().then_some(entries);
        entries += usize::from(expression.is_some());
        let parts = Parts::of(expression.as_ref());
        let default = default.filter(|default| !default.is_empty());
        let required = known.is_some_and(|known| known.required);
        let refers = reference(target);
        let start = entry.and_then(|entry| program.entries().get(entry)).map(|entry| entry.start);
        let plain = start.filter(|_| default.is_none() && !required && refers.is_none());
        AttributePlan {
            target: attribute.target.value.as_str().into(),
            entry,
            plain,
            default: default.map(Box::from),
            required,
            declares: known.is_some(),
            refers,
            rule: flow(attribute, known, parts.role, clears(&parts, source, known)),
            knows_deleted: parts.attributes.iter().any(|name| **name == *SOFT_DELETED),
            roles: parts.role.map(|form| (form, parts.attributes.first().and_then(|name| slot_of(name)))),
        }
    });
    plans.collect()
}

fn reference(target: &Target) -> Option<Reference> {
    if target.is_members() || target.kind == TargetType::Reference && target.multivalued {
        return Some(Reference::Several);
    }
    (target.kind == TargetType::Reference).then_some(Reference::One)
}

/// Which changes flow. What is not declared is compared to the letter.
fn flow(
    attribute: &AttributeMapping,
    known: Option<&AttributeDefinition>,
    role: Option<RoleForm>,
    clears: bool,
) -> Rule {
    let allow = match attribute.flow_type {
        // Without a source the default is all there is, and only an empty target gets it.
        FlowType::Always if attribute.source.is_none() => Allow::WhenEmpty,
        FlowType::Always => Allow::Anything,
        FlowType::ObjectAddOnly => Allow::Nothing,
        FlowType::MultiValueAddOnly => Allow::NewValues,
        FlowType::ValueAddOnly => Allow::Additions,
        FlowType::AttributeAddOnly => Allow::WhenEmpty,
    };
    Rule {
        allow,
        always: attribute.flow_behavior == FlowBehavior::FlowAlways,
        clears,
        exact: known.is_none_or(|known| known.case_exact),
        grows: role == Some(RoleForm::Added),
        whole: role == Some(RoleForm::Asserted),
    }
}

/// Whether an empty source clears the target: both sides have to say so, and it has to take one value.
fn clears(parts: &Parts<'_>, source: Option<&ObjectDefinition>, target: Option<&AttributeDefinition>) -> bool {
    let flows = |name: &str| {
        source.and_then(|object| object.attribute(name)).is_some_and(|attribute| attribute.flow_null_values)
    };
    target.is_some_and(|target| target.flow_null_values && !target.multivalued)
        && !parts.attributes.is_empty()
        && parts.attributes.iter().all(|name| flows(name))
}

/// What an attribute mapping's expression is made of, as far as its flow depends on it.
struct Parts<'c> {
    /// The source attributes, in the order of appearance.
    attributes: &'c [Box<str>],
    /// How the roles that a function in it gives reach an object.
    role: Option<RoleForm>,
}

impl<'c> Parts<'c> {
    fn of(checked: Option<&'c Checked>) -> Self {
        let Some(checked) = checked else { return Self { attributes: &[], role: None } };
        let mut role = None;
        checked.root().walk(&mut |part| {
            if let ExprKind::Call(function, _) = &part.node {
                role = role.or_else(|| function.roles().flatten());
            }
        });
        Self { attributes: checked.attributes(), role }
    }
}
