//! A lint about the type of a role, which the service sets itself. Other lints about roles are in `roles` and `targets`.

use super::Lints;
use super::subject::{ObjectLint, Part, Reporter};
use crate::diagnostic::registry::diagnostics;
use crate::mapping::is_entra;
use crate::scim::TargetPath;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, attributes: &[role_type], ..Lints::NONE };

diagnostics! {
    /// Something is mapped to the type of a role.
    ///
    /// Microsoft Entra writes `"type":"WindowsAzureActiveDirectoryRole"` into every role, whatever is mapped to it. A role that
    /// is mapped to the type alone reaches the target without its name.
    ///
    /// | toml                                                            | raises              |
    /// |-----------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = 'roles[primary eq "True"].type', value = "SingleAppRoleAssignment([appRoleAssignments])" }] }]` | `role-type-ignored` |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = 'roles[primary eq "True"].type', value = '"Role"' }] }]` | `role-type-ignored` |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = 'roles[primary eq "True"].value', value = "SingleAppRoleAssignment([appRoleAssignments])" }] }]` | – |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = 'emails[primary eq true].type', value = '"work"' }] }]` | – |
    /// | `object = [{ source = { directory = "HR" }, attribute = [{ target = 'roles[primary eq "True"].type', value = '"Role"' }] }]` | – |
    Warning role_type_ignored(target: &str): "what is mapped to `{target}` has no effect: the service sends its own type",
        help "map the role to `roles[primary eq \"True\"].value`";
}

fn role_type(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Ok(path) = TargetPath::parse(part.target()) else { return };
    let is = |name: Option<&str>, known: &str| name.is_some_and(|name| name.eq_ignore_ascii_case(known));
    let is_type = path.schema().is_none() && is(Some(path.attribute()), "roles") && is(path.sub_attribute(), "type");
    if is_type && is_entra(&lint.rule.source_directory.value) {
        reporter.report_at_mapping(role_type_ignored(part.location(), part.target()));
    }
}
