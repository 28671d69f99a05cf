//! What one attribute mapping does: its expression, its default, and which changes of its target flow. Knows no
//! records.

use super::Reference;
use super::graph_aliases::SOFT_DELETED;
use crate::check::{Checked, CheckedObject, ExprKind};
use crate::functions::RoleForm;
use crate::mapping::{FlowRule, Mapping, ObjectMapping, Rule};
use crate::program::{Program, Start};

/// What one attribute mapping does.
#[derive(Debug)]
pub(in crate::engine) struct AttributePlan {
    pub target: Box<str>,
    /// The program's expression; nothing where there is only a default.
    pub entry: Option<usize>,
    /// Where the value comes from, if it goes to the target as it is: there is no default, it is not required and no
    /// reference. Most are like that, and nothing more is looked at for them.
    pub plain: Option<Start>,
    /// What a created object gets when the expression gives nothing.
    pub default: Option<Box<str>>,
    pub required: bool,
    /// Whether the target's definition is known.
    pub declares: bool,
    /// Whether the target refers to other objects.
    pub refers: Option<Reference>,
    /// Which changes of an object that exists flow.
    pub rule: FlowRule,
    /// Whether the expression reads `IsSoftDeleted`.
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

/// The plans of an object mapping's attribute mappings, in the file's order.
pub(super) fn plans(
    (mapping, rule, object): (&Mapping, &Rule, &ObjectMapping),
    checked: &CheckedObject,
    program: &Program,
    refers: &[Option<Reference>],
    slot_of: &dyn Fn(&str) -> Option<usize>,
) -> Vec<AttributePlan> {
    let source = mapping.source_definition(rule, object);
    let definition = mapping.target_definition(rule, object);
    let mut entries = 0;
    let each = object.attribute_mappings.iter().zip(&checked.expressions).zip(refers);
    let plans = each.map(|((attribute, expression), refers)| {
        let known = definition.and_then(|object| object.attribute(&attribute.target.value));
        let fallback = known.filter(|known| known.required).and_then(|known| known.default.as_ref());
        let default = attribute.default.as_ref().or(fallback).map(|default| default.value.as_str());
        let entry = expression.is_some().then_some(entries);
        entries += usize::from(expression.is_some());
        let parts = Parts::of(expression.as_ref());
        let default = default.filter(|default| !default.is_empty());
        let required = known.is_some_and(|known| known.required);
        let start = entry.and_then(|entry| program.entries().get(entry)).map(|entry| entry.start);
        let plain = start.filter(|_| default.is_none() && !required && refers.is_none());
        AttributePlan {
            target: attribute.target.value.as_str().into(),
            entry,
            plain,
            default: default.map(Box::from),
            required,
            declares: known.is_some(),
            refers: *refers,
            rule: FlowRule::new(attribute, known, (source, parts.attributes), parts.role),
            knows_deleted: parts.attributes.iter().any(|name| **name == *SOFT_DELETED),
            roles: parts.role.map(|form| (form, parts.attributes.first().and_then(|name| slot_of(name)))),
        }
    });
    plans.collect()
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
