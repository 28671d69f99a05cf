//! Lints about API-driven inbound provisioning, where a program sends users in SCIM's form, and the service writes them to
//! Microsoft Entra ID or Active Directory. Also whether a mapping is of that kind, for those who see its records.

use super::Lints;
use super::account_status::Setting;
use super::subject::{ObjectLint, Part, Reporter};
use crate::check::Checked;
use crate::diagnostic::registry::diagnostics;
use crate::dotnet::encoding;
use crate::mapping::{Mapping, ObjectMapping, Rule, is_entra};

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, attributes: &[optional, soft_deleted], ..Lints::NONE };

diagnostics! {
    /// In API-driven provisioning, a request that leaves out `active` disables the account.
    ///
    /// The service takes a user without `active` for one who is not, whatever the request was sent for; all other attributes
    /// that are left out stay as they are. The mapping is about that kind of provisioning if its target is Microsoft Entra ID
    /// or Active Directory and the names of its source are those of SCIM. A mapping that makes an enabled account of a missing
    /// `active` says what it means.
    ///
    /// | toml | raises |
    /// |------|--------|
    /// | `object = [{ source = { directory = "API" }, target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "employeeId", value = "[externalId]", match = 1 }, { target = "userPrincipalName", value = "[userName]" }, { target = "accountEnabled", value = "[active]" }] }]` | `active-may-be-left-out` |
    /// | `object = [{ source = { schema = "scim:User" }, target = { directory = "Azure Active Directory" }, attribute = [{ target = "accountEnabled", value = 'Switch([active], , "True", "True", "False", "False")' }] }]` | `active-may-be-left-out` |
    /// | `object = [{ target = { directory = "Active Directory" }, attribute = [{ target = "title", value = "[urn:ietf:params:scim:schemas:extension:contoso:1.0:User:JobCode]" }, { target = "accountDisabled", value = "Not([active])" }] }]` | `active-may-be-left-out` |
    /// | `object = [{ target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "mail", value = '[emails[type eq "work"].value]' }, { target = "accountEnabled", value = 'Switch([active], "False", "True", "True")' }] }]` | `active-may-be-left-out` |
    /// | `object = [{ source = { schema = "scim:User" }, target = { directory = "Azure Active Directory" }, attribute = [{ target = "accountEnabled", value = 'Coalesce([active], "True")' }] }]` | – |
    /// | `object = [{ source = { schema = "scim:User" }, target = { directory = "Azure Active Directory" }, attribute = [{ target = "accountEnabled", value = 'Switch([active], "True", "False", "False")' }] }]` | – |
    /// | `object = [{ source = { attributes = { active = { type = "Boolean", required = true }, userName = "String", externalId = "String" } }, target = { directory = "Azure Active Directory" }, attribute = [{ target = "accountEnabled", value = '[active]' }] }]` | – |
    /// | `object = [{ source = { schema = "scim:User" }, target = { directory = "Azure Active Directory" }, attribute = [{ target = "employeeType", value = '[active]' }] }]` | – |
    /// | `object = [{ source = { schema = "scim:User" }, target = { directory = "App" }, attribute = [{ target = "active", value = '[active]' }] }]` | – |
    /// | `object = [{ source = { directory = "Workday" }, target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "employeeId", value = "[WorkerID]" }, { target = "accountEnabled", value = "[active]" }] }]` | – |
    /// | `object = [{ source = { directory = "Azure Active Directory" }, target = { directory = "Azure Active Directory" }, attribute = [{ target = "mail", value = "[externalId]" }, { target = "userPrincipalName", value = "[userName]" }, { target = "accountEnabled", value = "[active]" }] }]` | – |
    Warning active_may_be_left_out(target: &str):
        "`{target}` follows `[active]`: in API-driven provisioning, a request without `active` disables the account",
        help "send `active` with every record, also where nothing of it has changed";

    /// In API-driven provisioning there is no `[IsSoftDeleted]`.
    ///
    /// The service works it out for users of Microsoft Entra ID. The users of a program that sends them have `active`, with
    /// the opposite meaning. Where the file lists the source's attributes, it is an `unknown-attribute` instead.
    ///
    /// | toml | raises |
    /// |------|--------|
    /// | `object = [{ target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "employeeId", value = "[externalId]", match = 1 }, { target = "userPrincipalName", value = "[userName]" }, { target = "accountEnabled", value = "Not([IsSoftDeleted])" }] }]` | `soft-deleted-not-sent` |
    /// | `object = [{ target = { directory = "Active Directory" }, attribute = [{ target = "mail", value = '[emails[type eq "work"].value]' }, { target = "title", value = "[IsSoftDeleted]" }] }]` | `soft-deleted-not-sent` |
    /// | `object = [{ target = { directory = "App" }, attribute = [{ target = "employeeId", value = "[externalId]" }, { target = "userPrincipalName", value = "[userName]" }, { target = "active", value = "Not([IsSoftDeleted])" }] }]` | – |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "employeeId", value = "[externalId]" }, { target = "userPrincipalName", value = "[userName]" }, { target = "accountEnabled", value = "Not([IsSoftDeleted])" }] }]` | – |
    Warning soft_deleted_not_sent():
        "there is no `[IsSoftDeleted]` in API-driven provisioning: it has no value",
        help "read `[active]`, which is true where `[IsSoftDeleted]` is false";
}

/// The attribute of SCIM that the account's status follows.
pub const ACTIVE: &str = "active";

/// Names of the target attribute in either directory, and whether the account is enabled if it is true.
const TARGETS: [(&str, bool); 4] =
    [("accountEnabled", true), ("accountDisabled", false), ("active", true), ("isActive", true)];

/// Whether an object mapping writes to Microsoft's directories what a program sends in SCIM's form: the names of its source –
/// those that the file lists, and those that are read – are SCIM's.
fn is_api_driven<'n>(
    mapping: &'n Mapping,
    (rule, object): (&Rule, &ObjectMapping),
    read: impl Iterator<Item = &'n str>,
) -> bool {
    let (source, target) = (rule.source_directory.value.as_str(), rule.target_directory.value.as_str());
    let is_microsofts = |directory: &str| is_entra(directory) || directory.contains("Active Directory");
    if is_microsofts(source) || !is_microsofts(target) {
        return false;
    }
    let listed = mapping.source_definition(rule, object).map(|known| known.attributes.as_slice()).unwrap_or_default();
    let (mut has_id, mut has_name) = (false, false);
    listed.iter().map(|known| known.name.value.as_str()).chain(read).any(|name| {
        has_id |= name == "externalId";
        has_name |= name == "userName";
        name.starts_with("urn:ietf:params:scim:schemas:") || name.contains("[type eq ") || has_id && has_name
    })
}

/// Whether an attribute mapping leaves it to the service what a user without `active` is, or disables the account itself.
fn is_open(target: &str, checked: &Checked) -> bool {
    let state = TARGETS.iter().find(|(known, _)| known.eq_ignore_ascii_case(target));
    let slot = checked.attributes().iter().position(|name| **name == *ACTIVE);
    let (Some((_, enabled)), Some(slot)) = (state, slot) else { return false };
    // Nothing is reported if the expression alone does not say what it returns for a missing `active`.
    let absent = Setting { slot, value: "" }.of(checked.root());
    absent.is_some_and(|value| encoding::parse_boolean(&value) != Some(*enabled))
}

/// Whether the service disables the accounts of records without [`ACTIVE`], given the checked expressions of an object mapping.
pub fn disables_without_active(
    mapping: &Mapping,
    (rule, object): (&Rule, &ObjectMapping),
    expressions: &[Option<Checked>],
) -> bool {
    let mut each = object.attribute_mappings.iter().zip(expressions);
    each.any(|(attribute, checked)| checked.as_ref().is_some_and(|checked| is_open(&attribute.target.value, checked)))
        && is_api_driven(mapping, (rule, object), names(expressions.iter().flatten()))
}

fn names<'c>(expressions: impl Iterator<Item = &'c Checked>) -> impl Iterator<Item = &'c str> {
    expressions.flat_map(|checked| checked.attributes()).map(|name| &**name)
}

impl ObjectLint<'_> {
    /// Whether its records are what a program sends in SCIM's form.
    pub(super) fn is_api_driven(&self) -> bool {
        is_api_driven(self.mapping, (self.rule, self.object), names(self.parts.iter().filter_map(|part| part.checked)))
    }
}

fn optional(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let is_sent = || lint.source_schema.and_then(|known| known.get(ACTIVE)).is_some_and(|known| known.required);
    if part.checked.is_some_and(|checked| is_open(part.target(), checked)) && !is_sent() && lint.is_api_driven() {
        reporter.report_at_mapping(active_may_be_left_out(part.location(), part.target()));
    }
}

fn soft_deleted(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let reads = |checked: &Checked| checked.attributes().iter().any(|name| **name == *"IsSoftDeleted");
    if lint.source_schema.is_none() && part.checked.is_some_and(reads) && lint.is_api_driven() {
        reporter.report_at_mapping(soft_deleted_not_sent(part.location()));
    }
}
