//! Functions on app role assignments.
//!
//! An assignment is a complex value or a string with a JSON object that has `id`, `value` and `displayName`, or only
//! the name of a role. Does not know where the results go in a payload: the target decides that.

use crate::diagnostic::{EvalError, registry};
use crate::functions::declare::functions;
use crate::functions::parameter::{Answer, Values};
use crate::functions::{CallError, ReturnType, Scope};
use crate::text::Span;
use crate::value::{Value, ValueKind};
use serde::Serialize;
use std::borrow::Cow;

functions! {
    /// The value of the assigned role.
    ///
    /// If the role has no value, its display name. Absent if no role is assigned. More than one role is an error, as in
    /// the service.
    ///
    /// | expression                                      | record                              | gives |
    /// |-------------------------------------------------|-------------------------------------|-------|
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": ["Admin"]}` | `"Admin"` |
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": [{"id": "06b07648-ecfe-589f-9d2f-6325724a46ee", "value": "25", "displayName": "Role1234"}]}` | `"25"` |
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": "{\"value\": null, \"displayName\": \"Reader\"}"}` | `"Reader"` |
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": []}`        | absent |
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{}`                                | absent |
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": ["Admin", "User"]}` | several-role-assignments |
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": {"id": "06b07648"}}` | not-a-role-assignment |
    #[properties(Roles(Some(RoleForm::Single)))]
    fn SingleAppRoleAssignment<'r>(source: Values<'r>, scope: &'r Scope<'r>) -> Result<Option<&'r str>, CallError> {
        match source.0 {
            [] => Ok(None),
            [only] => Ok(Some(scope.keep(Role::read(*only, scope, "SingleAppRoleAssignment")?.value)?)),
            several => {
                let diagnostic = registry::several_role_assignments(Span::default(), several.len());
                Err(CallError::Argument(0, Box::new(diagnostic)))
            }
        }
    }

    /// The values of the assigned roles.
    ///
    /// If a role has no value, its display name. Absent if no role is assigned.
    ///
    /// | expression                                 | record                                      | gives |
    /// |--------------------------------------------|---------------------------------------------|-------|
    /// | `AppRoleAssignments([appRoleAssignments])` | `{"appRoleAssignments": ["Admin", {"value": "U", "displayName": "User"}]}` | `["Admin", "U"]` |
    /// | `Join(";", AppRoleAssignments([appRoleAssignments]))` | `{"appRoleAssignments": ["Admin", "User"]}` | `"Admin;User"` |
    /// | `AppRoleAssignments([appRoleAssignments])` | `{}`                                        | absent |
    #[properties(Roles(None))]
    fn AppRoleAssignments<'r>(source: Values<'r>, scope: &'r Scope<'r>) -> Result<Values<'r>, CallError> {
        each(source, scope, "AppRoleAssignments", |role| Ok(Value::Str(scope.keep(role.value)?))).map(Values)
    }

    /// The assigned roles, as complex values for a multi-valued `roles` attribute.
    ///
    /// The values have `displayName`, as the service writes it when an object is created. Absent if no role is
    /// assigned.
    ///
    /// | expression                                        | record                              | gives |
    /// |---------------------------------------------------|-------------------------------------|-------|
    /// | `AppRoleAssignmentsComplex([appRoleAssignments])` | `{"appRoleAssignments": [{"id": "06b0", "value": "Admin", "displayName": "Administrator"}, "User"]}` | `[{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "displayName": "Administrator", "value": "Admin"}, {"primary": false, "type": "WindowsAzureActiveDirectoryRole", "displayName": "User", "value": "User"}]` |
    /// | `AppRoleAssignmentsComplex([appRoleAssignments])` | `{}`                                | absent |
    #[properties(Roles(Some(RoleForm::Added)))]
    fn AppRoleAssignmentsComplex<'r>(source: Values<'r>, scope: &'r Scope<'r>) -> Result<Roles<'r>, CallError> {
        written(source, scope, "AppRoleAssignmentsComplex", |role| ScimRole { display_name: Some(role.name), ..ScimRole::new(role.value) })
    }

    /// The assigned roles, as complex values that replace those of a multi-valued `roles` attribute.
    ///
    /// The values have `display`. Roles that are no longer assigned are removed. Absent if no role is assigned.
    ///
    /// | expression                                                 | record                              | gives |
    /// |------------------------------------------------------------|-------------------------------------|-------|
    /// | `AssertiveAppRoleAssignmentsComplex([appRoleAssignments])` | `{"appRoleAssignments": ["User", "Test"]}` | `[{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "display": "User", "value": "User"}, {"primary": false, "type": "WindowsAzureActiveDirectoryRole", "display": "Test", "value": "Test"}]` |
    /// | `AssertiveAppRoleAssignmentsComplex([appRoleAssignments])` | `{}`                                | absent |
    #[properties(Roles(Some(RoleForm::Asserted)))]
    fn AssertiveAppRoleAssignmentsComplex<'r>(source: Values<'r>, scope: &'r Scope<'r>) -> Result<Roles<'r>, CallError> {
        written(source, scope, "AssertiveAppRoleAssignmentsComplex", |role| ScimRole { display: Some(role.name), ..ScimRole::new(role.value) })
    }
}

/// How the roles that a function returns are written to an existing object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleForm {
    /// The one role is sent.
    Single,
    /// Roles are added and never removed.
    Added,
    /// All roles are replaced.
    Asserted,
}

/// A role assignment as the service sends it inside a string, with the keys in the service's order.
#[derive(Serialize)]
struct SentRole<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Cow<'r, str>>,
    value: Cow<'r, str>,
    #[serde(rename = "displayName")]
    display_name: Cow<'r, str>,
}

/// The identifier of a role in the target, and its assignment as a JSON object with `id`, `value` and `displayName`;
/// `None` if the value is not an assignment.
pub fn sent_role<'r>(assignment: Value<'r>, scope: &'r Scope<'r>) -> Option<(&'r str, &'r str)> {
    let Role { value, name } = Role::read(assignment, scope, "").ok()?;
    let id = crate::text::members(assignment.text(scope.arena)?, ["id"]).and_then(|[id]| id).map(Cow::Owned);
    let known = scope.arena.alloc_str(&value);
    let json = serde_json::to_string(&SentRole { id, value, display_name: name }).ok()?;
    Some((known, scope.arena.alloc_str(&json)))
}

/// Roles in the form of SCIM.
struct Roles<'r>(&'r [Value<'r>]);

impl<'r> Answer<'r> for Roles<'r> {
    const GIVES: ReturnType = ReturnType { kind: ValueKind::Roles, may_be_absent: true };

    fn answer(self, _: &'r Scope<'r>) -> Result<Value<'r>, CallError> {
        Ok(if self.0.is_empty() { Value::Absent } else { Value::Multi(self.0) })
    }
}

/// What a target receives for a role, with the keys in the service's order.
#[derive(Serialize)]
struct ScimRole<'r> {
    primary: bool,
    r#type: &'static str,
    #[serde(rename = "displayName", skip_serializing_if = "Option::is_none")]
    display_name: Option<Cow<'r, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<Cow<'r, str>>,
    value: Cow<'r, str>,
}

impl<'r> ScimRole<'r> {
    fn new(value: Cow<'r, str>) -> Self {
        Self { primary: false, r#type: "WindowsAzureActiveDirectoryRole", display_name: None, display: None, value }
    }
}

/// The role of an assignment.
struct Role<'r> {
    value: Cow<'r, str>,
    name: Cow<'r, str>,
}

impl<'r> Role<'r> {
    fn read(assignment: Value<'r>, scope: &'r Scope<'r>, function: &'static str) -> Result<Self, CallError> {
        let text = assignment.text(scope.arena).unwrap_or_default();
        let is_object = text.trim_start().starts_with('{');
        let role = match crate::text::members(text, ["value", "displayName"]) {
            Some(found) => {
                let [value, name] = found.map(|text| text.filter(|text| !text.is_empty()).map(Cow::<str>::Owned));
                let either = value.clone().or_else(|| name.clone());
                either
                    .map(|either| Role { value: value.unwrap_or_else(|| either.clone()), name: name.unwrap_or(either) })
            }
            _ if is_object || text.is_empty() => None,
            _ => Some(Role { value: Cow::Borrowed(text), name: Cow::Borrowed(text) }),
        };
        role.ok_or_else(|| CallError::text(0, registry::not_a_role_assignment(Span::default(), function), text))
    }
}

fn each<'r>(
    assignments: Values<'r>,
    scope: &'r Scope<'r>,
    function: &'static str,
    make: impl Fn(Role<'r>) -> Result<Value<'r>, EvalError>,
) -> Result<&'r [Value<'r>], CallError> {
    let mut made = bumpalo::collections::Vec::with_capacity_in(assignments.0.len(), scope.arena);
    for &assignment in assignments.0 {
        made.push(make(Role::read(assignment, scope, function)?)?);
    }
    Ok(made.into_bump_slice())
}

fn written<'r>(
    assignments: Values<'r>,
    scope: &'r Scope<'r>,
    function: &'static str,
    shape: impl Fn(Role<'r>) -> ScimRole<'r>,
) -> Result<Roles<'r>, CallError> {
    let write = |role| {
        // Serializing strings and a Boolean to memory cannot fail.
        let json = serde_json::to_string(&shape(role)).unwrap_or_default();
        scope.make(&json).map(Value::Complex)
    };
    each(assignments, scope, function, write).map(Roles)
}
