//! Lints about target attributes: whether they exist, and whether their values fit. Matching is in `matching`.

use super::subject::{ObjectLint, Part, Reporter};
use super::{Call, Lints, roles};
use crate::check::{Checked, Expr, ExprKind};
use crate::diagnostic::registry;
use crate::diagnostic::registry::diagnostics;
use crate::dotnet::encoding;
use crate::functions::Property;
use crate::mapping::{FlowType, MappingFormat, Mutability};
use crate::program::Constant;
use crate::scim::TargetPath;
use crate::text::nearest;
use crate::value::{TargetType, ValueKind};
use std::collections::HashSet;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    attributes: &[
        unknown,
        names,
        mutability,
        required_value,
        constants,
        several_values,
        references,
        secrets,
        roles,
        letter_case,
    ],
    whole: &[required],
    ..Lints::NONE
};

diagnostics! {
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

    /// The target object has no such attribute.
    ///
    /// The service answers `No attribute named '…' is defined in the object 'User'`. A custom attribute is added to the
    /// target's schema first; in a TOML mapping file it is enough to set its `type`.
    ///
    /// | toml                                                                       | raises           |
    /// |----------------------------------------------------------------------------|------------------|
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "jobTitle", value = "[a]" }] }]` | `unknown-target` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "title", value = "[a]" }] }]` | –   |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "jobTitle", type = "String", value = "[a]" }] }]` | – |
    Error unknown_target(target: &str, object: &str, nearest: Option<&str>): "`{object}` has no attribute `{target}`",
        help Some(match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "add it to the schema of the target; in a TOML mapping file, set its `type`".to_owned(),
        });

    /// The case of a target attribute differs from its definition.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "username", value = "[a]" }] }]` | `wrong-case-target` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[a]" }] }]` | – |
    Error wrong_case_target(target: &str, right: &str):
        "there is no target attribute `{target}`, but there is `{right}`",
        help format!("attribute names are case-sensitive: write `{right}`");

    /// An attribute that the target requires is not mapped.
    ///
    /// The service reports `MandatoryFieldsMissing` for every object that it creates.
    ///
    /// | toml                                                                       | raises                     |
    /// |----------------------------------------------------------------------------|----------------------------|
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "title", value = "[a]" }] }]` | `required-target-unmapped` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[a]" }] }]` | – |
    /// | `object = [{ target = { attributes = { id = { type = "String", required = true, anchor = true } } }, attribute = [{ target = "title", value = "[a]" }] }]` | – |
    /// | `object = [{ target = { attributes = { Id = { type = "String", required = true, anchor = true } } }, attribute = [{ target = "title", value = "[a]" }] }]` | – |
    /// | `object = [{ target = { attributes = { id = { type = "String", required = true } } }, attribute = [{ target = "title", value = "[a]" }] }]` | `required-target-unmapped` |
    /// | `object = [{ target = { attributes = { uid = { type = "String", required = true, anchor = true } } }, attribute = [{ target = "title", value = "[a]" }] }]` | `required-target-unmapped` |
    Warning required_target_unmapped(target: &str): "the target requires `{target}`, but nothing is mapped to it",
        help "map it, or add a default to its definition";

    /// An attribute that the target requires may have no value.
    ///
    /// | toml                                                                       | raises                     |
    /// |----------------------------------------------------------------------------|----------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[mail]" }] }]` | `required-target-nullable` |
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "Coalesce([mail], [userPrincipalName])" }] }]` | – |
    /// | `object = [{ source = { attributes = { key = { type = "String", anchor = true } } }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[key]" }] }]` | – |
    /// | `object = [{ source = { attributes = { key = "String" } }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[key]" }] }]` | `required-target-nullable` |
    Warning required_target_nullable(target: &str, when: &str):
        "the target requires `{target}`, which has no value {when}",
        help "map a source that always has a value, or add a default";

    /// A read-only target attribute is mapped.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "read-only" }]`  | `read-only-target` |
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "write-only" }]` | –                  |
    Error read_only_target(target: &str): "`{target}` is read-only", help "remove the attribute mapping";

    /// An attribute that can be written only once has a mapping that always flows.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "immutable" }]`  | `immutable-target` |
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "immutable", flow = "only-on-create" }]` | – |
    Warning immutable_target(target: &str): "`{target}` cannot be changed after creation, but the mapping always flows",
        help "let it flow only on creation: `\"flowType\": \"ObjectAddOnly\"`, in TOML `flow = \"only-on-create\"`";

    /// The target is the identifier that the target system assigns.
    ///
    /// | toml                                                   | raises      |
    /// |--------------------------------------------------------|-------------|
    /// | `attribute = [{ target = "id", value = "[objectId]" }]` | `target-id` |
    /// | `attribute = [{ target = "externalId", value = "[objectId]" }]` | –   |
    Warning target_id(): "`id` is assigned by the target system", help "map your own identifier to `externalId`";

    /// The service does not support the target attribute.
    ///
    /// | toml                                                           | raises                |
    /// |----------------------------------------------------------------|-----------------------|
    /// | `attribute = [{ target = "entitlements", value = "[a]" }]`     | `unsupported-target`  |
    /// | `attribute = [{ target = "roles", multivalued = true, value = "[a]" }]` | –            |
    Warning unsupported_target(target: &str): "the service does not support the attribute `{target}`";

    /// The name of an extension attribute has a form that is not exported.
    ///
    /// The service logs that exporting the property is not supported for the operation `Add`.
    ///
    /// | toml                                                           | raises           |
    /// |----------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "custom:country", value = "[a]" }]`   | `extension-name` |
    /// | `attribute = [{ target = "urn:ietf:params:scim:schemas:extension:custom:2.0:User:country", value = "[a]" }]` | – |
    Warning extension_name(target: &str): "`{target}` is not a valid name for an extension attribute",
        help "write `urn:ietf:params:scim:schemas:extension:Name:2.0:User:attribute`";

    /// A source with multiple values fills an attribute that takes one.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "title", value = "[otherMails]" }] }]` | `several-into-one` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "title", value = 'Split([a], ",")' }] }]` | `several-into-one` |
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "title", value = "Item([otherMails], 1)" }] }]` | – |
    Warning several_into_one(target: &str): "`{target}` takes one value, but this may return several",
        help "take one with `Item(…, 1)`, join them with `Join(\",\", …)`, or declare the target as multi-valued";

    /// A constant is longer than the target takes.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `attribute = [{ target = "a", max-length = 3, constant = "abcd" }]`               | `constant-too-long` |
    /// | `attribute = [{ target = "a", max-length = 4, constant = "abcd" }]`               | –                   |
    Warning constant_too_long(target: &str, limit: usize): "`{target}` takes at most {limit} characters";

    /// A reference attribute is filled from a source that is not a reference.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", type = "Reference", value = "[mail]" }] }]` | `reference-from-text` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", type = "Reference", value = "[manager]" }] }]` | – |
    Warning reference_from_text(target: &str): "`{target}` is a reference, but its source is not",
        help "map a reference such as `[manager]`";

    /// A password may be shown in the provisioning logs.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `attribute = [{ target = "password", value = "RandomString(16, 2, 2, 2, 2)", flow = "only-on-create" }]` | `secret-not-redacted` |
    /// | `attribute = [{ target = "password", value = "Redact(RandomString(16, 2, 2, 2, 2))", flow = "only-on-create" }]` | – |
    /// | `attribute = [{ target = "passwordPolicy", constant = "none" }]`                  | –                     |
    Warning secret_not_redacted(target: &str): "the value of `{target}` is shown in the provisioning logs",
        help "write `Redact(…)` around it";

    /// A string is converted to one case for an attribute that is not case-sensitive.
    ///
    /// If only the case changes, the service sees no change and writes nothing.
    ///
    /// | json                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `{"directories": [{"name": "t", "objects": [{"name": "User", "attributes": [{"name": "a", "type": "String", "caseExact": false}]}]}], "synchronizationRules": [{"targetDirectoryName": "t", "objectMappings": [{"targetObjectName": "User", "attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "ToLower([b])", "name": "ToLower", "type": "Function"}}]}]}]}` | `case-not-compared` |
    /// | `{"directories": [{"name": "t", "objects": [{"name": "User", "attributes": [{"name": "a", "type": "String", "caseExact": true}]}]}], "synchronizationRules": [{"targetDirectoryName": "t", "objectMappings": [{"targetObjectName": "User", "attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "ToLower([b])", "name": "ToLower", "type": "Function"}}]}]}]}` | – |
    Info case_not_compared(target: &str):
        "a change of case alone does not reach `{target}`, whose `caseExact` is false",
        help "set `caseExact` of the target attribute if the case matters";
}

fn unknown(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(target) = lint.target.filter(|target| !target.attributes.is_empty()) else { return };
    if part.known.is_some() {
        return;
    }
    // The search for the nearest of many names is slow, and every name in a file may be misspelled.
    let searches = lint.searches.get();
    lint.searches.set(searches.saturating_sub(1));
    let names = || target.attributes.iter().map(|known| known.name.value.as_str()).filter(|_| searches > 0);
    let (name, location) = (part.target(), part.location());
    reporter.report_at_mapping(match names().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(right) => {
            let diagnostic = wrong_case_target(location, name, right);
            diagnostic.with_fix(format!("write `{right}`"), location, part.attribute.target.location.written(right))
        }
        None => unknown_target(location, name, &target.name.value, nearest(name, names())),
    });
}

fn names(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (target, location) = (part.target(), part.location());
    match target {
        "id" => reporter.report_at_mapping(target_id(location)),
        "entitlements" => reporter.report_at_mapping(unsupported_target(location, target)),
        _ if !target.starts_with("urn:") && target.split('[').next().is_some_and(|name| name.contains(':')) => {
            reporter.report_at_mapping(extension_name(location, target));
        }
        _ => {}
    }
}

fn mutability(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(known) = part.known else { return };
    let flows_on = !matches!(part.attribute.flow_type, FlowType::ObjectAddOnly | FlowType::AttributeAddOnly);
    match known.mutability {
        Mutability::ReadOnly => reporter.report_at_mapping(read_only_target(part.location(), part.target())),
        Mutability::Immutable if flows_on => {
            reporter.report_at_mapping(immutable_target(part.location(), part.target()))
        }
        _ => {}
    }
}

fn required(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    let Some(target) = lint.target.filter(|_| !lint.parts.is_empty()) else { return };
    let mapped: HashSet<&str> = lint.parts.iter().map(Part::target).collect();
    for known in target.attributes.iter().filter(|known| known.required && known.default.is_none()) {
        let name = known.name.value.as_str();
        // A SCIM target gives every object its `id` itself: RFC 7643, section 3.1.
        let is_given = known.anchor && name.eq_ignore_ascii_case("id");
        if !mapped.contains(name) && known.mutability != Mutability::ReadOnly && !is_given {
            reporter.report_at_mapping(required_target_unmapped(lint.location(), name));
        }
    }
}

fn required_value(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let has_default = part.attribute.default.is_some() || part.known.is_some_and(|known| known.default.is_some());
    let is_required = part.known.is_some_and(|known| known.required);
    let (Some(flow), true, false) = (part.flow, is_required, has_default) else { return };
    // Without the schema of the source, it is not known which attributes always have a value.
    if lint.source_schema.is_some() && flow.absent.happens() {
        reporter.report_at_mapping(required_target_nullable(part.location(), part.target(), &flow.absent.to_string()));
    }
}

/// The parts whose values may become the value of the whole.
fn results<'t>(part: &'t Expr, found: &mut Vec<&'t Expr>) {
    match &part.node {
        ExprKind::If(parts) => parts.iter().skip(1).for_each(|part| results(part, found)),
        ExprKind::Coalesce(sources) => sources.iter().for_each(|part| results(part, found)),
        ExprKind::Switch(ends, pairs) => {
            let values = pairs.iter().map(|(_, value)| value);
            ends.iter().skip(1).chain(values).for_each(|part| results(part, found));
        }
        // A function with one argument and a result of any kind returns that argument, or a part of it.
        ExprKind::Call(function, arguments)
            if matches!(function.result.kind, ValueKind::Any | ValueKind::FlowControl) =>
        {
            match arguments.as_slice() {
                [only] if only.kind() != ValueKind::Values => results(only, found),
                _ => found.push(part),
            }
        }
        _ => found.push(part),
    }
}

fn results_of(checked: &Checked) -> Vec<&Expr> {
    let mut found = Vec::new();
    results(checked.root(), &mut found);
    found
}

fn constants(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(known) = part.known else { return };
    let expected = match known.kind {
        TargetType::Boolean => "`True` or `False`",
        TargetType::Integer => "an integer",
        _ => "a string",
    };
    let fits = |text: &str| match known.kind {
        TargetType::Boolean => encoding::parse_boolean(text).is_some(),
        TargetType::Integer => text.trim_ascii().parse::<i64>().is_ok(),
        _ => true,
    };
    let limit = known.maximum_length.unwrap_or(usize::MAX);
    for result in part.checked.map(results_of).unwrap_or_default() {
        let ExprKind::Constant(Constant::Str(text)) = &result.node else { continue };
        // If the value is the empty string, such an attribute is omitted.
        if !text.is_empty() && !fits(text) {
            reporter.report_at_expression(registry::wrong_type_for_target(
                result.span,
                part.target(),
                expected,
                &format!("`{text}`,"),
            ));
        } else if text.encode_utf16().count() > limit {
            reporter.report_at_expression(constant_too_long(result.span, part.target(), limit));
        }
    }
    if let Some(default) = part.attribute.default.as_ref().filter(|default| !fits(&default.value)) {
        let found = format!("`{}`,", default.value);
        reporter.report_at_mapping(registry::wrong_type_for_target(default.span(), part.target(), expected, &found));
    }
}

fn several_values(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| part.known.is_some_and(|known| !known.multivalued)) else { return };
    let is_several = |result: &&Expr| match result.node {
        ExprKind::Attribute(slot) => {
            let name = checked.attributes().get(slot as usize);
            name.and_then(|name| lint.source_schema?.get(name)).is_some_and(|known| known.multivalued)
        }
        _ => matches!(result.kind(), ValueKind::Values | ValueKind::Roles),
    };
    if let Some(result) = results_of(checked).into_iter().find(is_several) {
        reporter.report_at_expression(several_into_one(result.span, part.target()));
    }
}

fn references(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| part.known.is_some_and(|known| known.kind == TargetType::Reference))
    else {
        return;
    };
    let is_other = |result: &&Expr| match result.node {
        ExprKind::Attribute(slot) => {
            let name = checked.attributes().get(slot as usize);
            let known = name.and_then(|name| lint.source_schema?.get(name));
            known.is_some_and(|known| known.kind != TargetType::Reference)
        }
        _ => false,
    };
    if let Some(result) = results_of(checked).into_iter().find(is_other) {
        reporter.report_at_expression(reference_from_text(result.span, part.target()));
    }
}

/// Names of attributes that hold passwords.
const SECRETS: [&str; 4] = ["password", "export_password", "unicodePwd", "userPassword"];

fn secrets(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let name = part.target().rsplit(['.', ':']).next().unwrap_or_default();
    let Some(checked) = part.checked.filter(|_| SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(name))) else {
        return;
    };
    if !checked.root().hides() {
        reporter.report_at_mapping(secret_not_redacted(part.location(), part.target()));
    }
}

fn roles(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(root) = part.checked.map(Checked::root) else { return };
    let Some(call) = Call::of(root).filter(|call| roles::is_role_function(call.function)) else { return };
    let Ok(path) = TargetPath::parse(part.target()) else { return };
    let is_part = path.sub_attribute().is_some() || !path.filter().is_empty();
    let is_several = call.function.result.kind == ValueKind::Roles;
    let single = part.known.is_some_and(|known| !known.multivalued);
    let fits = match (is_several, is_part) {
        (true, true) => "a multi-valued attribute as a whole, such as `roles`",
        (true, false) if single => "a multi-valued attribute: declare it as one",
        (false, false) if path.attribute() == "roles" && call.function.result.kind == ValueKind::Str => {
            "a part of the attribute, such as `roles[primary eq \"True\"].value`"
        }
        _ => return,
    };
    reporter.report_at_mapping(roles_target(part.location(), call.function.name, part.target(), fits));
}

fn letter_case(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    // The built-in schemas for TOML files do not state whether a target is case-sensitive.
    let is_stated = lint.mapping.format == MappingFormat::Graph && part.known.is_some_and(|known| !known.case_exact);
    let Some(root) = part.checked.map(Checked::root).filter(|_| is_stated) else { return };
    if Call::of(root)
        .is_some_and(|call| call.function.is(Property::LowerCases) || call.function.is(Property::UpperCases))
    {
        reporter.report_at_mapping(case_not_compared(part.location(), part.target()));
    }
}
