//! Lints about app role assignments in an expression. Where they may be written is in `targets`.

use super::{Call, Lint, Lints, NodeFilter};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::functions::{Function, Property, RoleForm};

pub(super) const LINTS: Lints =
    Lints { entries: ENTRIES, parts: &[(NodeFilter::Call, functions), (NodeFilter::Other, bare)], ..Lints::NONE };

diagnostics! {
    /// `appRoleAssignments` is mapped directly.
    ///
    /// Its values are made readable by `SingleAppRoleAssignment`, `AppRoleAssignmentsComplex` or
    /// `AssertiveAppRoleAssignmentsComplex`.
    ///
    /// | expression                                            | raises       |
    /// |-------------------------------------------------------|--------------|
    /// | `[appRoleAssignments]`                                | `bare-roles` |
    /// | `Join(",", [appRoleAssignments])`                     | `bare-roles` |
    /// | `SingleAppRoleAssignment([appRoleAssignments])`       | –            |
    Warning bare_roles(): "`[appRoleAssignments]` should not be mapped directly",
        help "for one role: `SingleAppRoleAssignment([appRoleAssignments])`; \
              for several: `AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`";

    /// A function for app roles has another source.
    ///
    /// | expression                                            | raises        |
    /// |-------------------------------------------------------|---------------|
    /// | `SingleAppRoleAssignment([department])`               | `other-roles` |
    /// | `SingleAppRoleAssignment([appRoleAssignments])`       | –             |
    Warning other_roles(function: &str): "`{function}` is meant for `[appRoleAssignments]`";

    /// Roles are added and never removed.
    ///
    /// | expression                                                   | raises               |
    /// |--------------------------------------------------------------|----------------------|
    /// | `AppRoleAssignmentsComplex([appRoleAssignments])`            | `roles-stay`         |
    /// | `AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`   | –                    |
    Info roles_stay(): "roles that are no longer assigned stay in the target",
        help "`AssertiveAppRoleAssignmentsComplex` removes them";
}

/// The attribute that contains them.
const ATTRIBUTE: &str = "appRoleAssignments";

/// Whether a function is made for app role assignments.
pub(super) fn is_role_function(function: &Function) -> bool {
    function.roles().is_some()
}

fn bare(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let ExprKind::Attribute(slot) = part.node else { return };
    let is_handled = around.and_then(Call::of).is_some_and(|call| is_role_function(call.function));
    if lint.attribute(slot) == ATTRIBUTE && !is_handled && !asks_only(around) {
        lint.report(bare_roles(part.span));
    }
}

/// Whether the call around the roles does not return them: it only counts them, or tests whether there are any.
fn asks_only(around: Option<&Expr>) -> bool {
    use crate::value::ValueKind;
    around
        .and_then(Call::of)
        .is_some_and(|call| matches!(call.function.result.kind, ValueKind::Boolean | ValueKind::Integer))
}

fn functions(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part).filter(|call| is_role_function(call.function)) else { return };
    if let Some(ExprKind::Attribute(slot)) = call.arguments.first().map(|argument| &argument.node)
        && lint.attribute(*slot) != ATTRIBUTE
    {
        lint.report(other_roles(part.span, call.function.name));
    }
    if call.function.is(Property::Roles(Some(RoleForm::Added))) {
        lint.report(roles_stay(part.span));
    }
}
