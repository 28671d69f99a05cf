//! What the values of a record mean for an object of the target that exists. Knows nothing of its payload.

use super::super::attributes::{AttributeError, AttributePlan, RecordInput, Reference};
use super::ObjectProgram;
use crate::functions::{RoleForm, Scope, sent_role};
use crate::mapping::{Allow, FlowRule};
use crate::scim::{Assignment, DesiredValue};
use crate::value::Value;

impl ObjectProgram {
    /// What the values mean for an object that exists, and by which rules.
    pub(super) fn wanted<'r>(
        &'r self,
        input: &RecordInput<'r>,
        values: &[Value<'r>],
        unresolved: &[AttributeError],
    ) -> (Vec<DesiredValue<'r>>, Vec<FlowRule>) {
        let scope: &Scope<'r> = input.arena.alloc(input.session.scope(input.arena, input.host, input.text));
        let each = self.attributes.plans().iter().zip(values).enumerate();
        let both = each.map(|(index, (plan, value))| {
            let source = plan.roles.and_then(|(_, slot)| input.values.get(slot?)).copied().unwrap_or_default();
            let asserted = matches!(plan.roles, Some((RoleForm::Asserted, _)));
            let emptied = match plan.refers {
                Some(Reference::Several) => matches!(value, Value::Multi([])),
                _ => asserted && matches!(source, Value::Multi([])),
            };
            let wanted =
                DesiredValue { value: *value, emptied, asserted, assignments: assignments(plan, source, scope) };
            // While references are unresolved, not all members are known, and so not which of them are gone: none is
            // removed.
            let is_partial = unresolved.iter().any(|it| it.attribute == Some(index));
            let allow = match plan.rule.allow {
                Allow::Anything if is_partial => Allow::Additions,
                allow => allow,
            };
            (wanted, FlowRule { allow, ..plan.rule })
        });
        both.unzip()
    }
}

/// The role assignments that the service sends instead of the values.
fn assignments<'r>(plan: &AttributePlan, source: Value<'r>, scope: &'r Scope<'r>) -> &'r [Assignment<'r>] {
    if !matches!(plan.roles, Some((RoleForm::Single | RoleForm::Added, _))) {
        return &[];
    }
    let roles = source.values(scope.arena).iter().filter_map(|role| sent_role(*role, scope));
    let assignments: Vec<Assignment<'r>> = roles.map(|(value, json)| Assignment { value, json }).collect();
    scope.arena.alloc_slice_copy(&assignments)
}
