//! Lints about app role assignments in an expression.

use super::{Call, Lint};
use crate::check::{Typed, TypedNode};
use crate::diagnostic::catalogue;
use crate::functions::{Function, Nature, RoleForm};

/// The attribute that holds them.
const ATTRIBUTE: &str = "appRoleAssignments";

/// Whether a function is made for app role assignments.
pub(super) fn is_role_function(function: &Function) -> bool {
    matches!(function.nature, Nature::Roles(_))
}

pub(super) fn bare(lint: &mut Lint<'_>, part: &Typed, around: Option<&Typed>) {
    let TypedNode::Attribute(slot) = part.node else { return };
    let is_handled = around.and_then(Call::of).is_some_and(|call| is_role_function(call.function));
    if lint.attribute(slot) == ATTRIBUTE && !is_handled && !asks_only(around) {
        lint.report(catalogue::bare_roles(part.span));
    }
}

/// Whether the call around the roles gives nothing of them on: it counts them, or asks whether there are any.
fn asks_only(around: Option<&Typed>) -> bool {
    use crate::value::Kind;
    around.and_then(Call::of).is_some_and(|call| matches!(call.function.result.kind, Kind::Boolean | Kind::Integer))
}

pub(super) fn functions(lint: &mut Lint<'_>, part: &Typed, _: Option<&Typed>) {
    let Some(call) = Call::of(part).filter(|call| is_role_function(call.function)) else { return };
    if let Some(TypedNode::Attribute(slot)) = call.arguments.first().map(|argument| &argument.node)
        && lint.attribute(*slot) != ATTRIBUTE
    {
        lint.report(catalogue::other_roles(part.span, call.function.name));
    }
    if call.function.nature == Nature::Roles(Some(RoleForm::Added)) {
        lint.report(catalogue::roles_stay(part.span));
    }
}
