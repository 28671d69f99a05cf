//! Lints about app role assignments.

use super::diagnostics;

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

    /// Roles are written to a target that cannot hold them.
    ///
    /// Several roles go to a whole multi-valued attribute, one role to a part such as `roles[primary eq "True"].value`.
    ///
    /// | toml                                                                              | raises          |
    /// |-----------------------------------------------------------------------------------|-----------------|
    /// | `attribute = [{ target = 'roles[primary eq "True"].value', value = "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])" }]` | `roles-target` |
    /// | `attribute = [{ target = "roles", value = "SingleAppRoleAssignment([appRoleAssignments])" }]` | `roles-target` |
    /// | `attribute = [{ target = 'roles[primary eq "True"].value', value = "SingleAppRoleAssignment([appRoleAssignments])" }]` | – |
    /// | `attribute = [{ target = "roles", multivalued = true, value = "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])" }]` | – |
    Warning roles_target(function: &str, target: &str, fits: &str): "`{function}` does not fit `{target}`",
        help format!("map it to {fits}");
}
