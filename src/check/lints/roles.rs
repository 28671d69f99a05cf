//! Lints about app role assignments in an expression.

use super::{Call, Lint};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::{Function, Property, RoleForm};

/// The attribute that contains them.
const ATTRIBUTE: &str = "appRoleAssignments";

/// Whether a function is made for app role assignments.
pub(super) fn is_role_function(function: &Function) -> bool {
    function.roles().is_some()
}

pub(super) fn bare(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let ExprKind::Attribute(slot) = part.node else { return };
    let is_handled = around.and_then(Call::of).is_some_and(|call| is_role_function(call.function));
    if lint.attribute(slot) == ATTRIBUTE && !is_handled && !asks_only(around) {
        lint.report(registry::bare_roles(part.span));
    }
}

/// Whether the call around the roles does not return them: it only counts them, or tests whether there are any.
fn asks_only(around: Option<&Expr>) -> bool {
    use crate::value::ValueKind;
    around
        .and_then(Call::of)
        .is_some_and(|call| matches!(call.function.result.kind, ValueKind::Boolean | ValueKind::Integer))
}

pub(super) fn functions(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part).filter(|call| is_role_function(call.function)) else { return };
    if let Some(ExprKind::Attribute(slot)) = call.arguments.first().map(|argument| &argument.node)
        && lint.attribute(*slot) != ATTRIBUTE
    {
        lint.report(registry::other_roles(part.span, call.function.name));
    }
    if call.function.is(Property::Roles(Some(RoleForm::Added))) {
        lint.report(registry::roles_stay(part.span));
    }
}
