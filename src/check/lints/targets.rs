//! Lints about target attributes: whether they exist, and whether their values fit.

use super::subject::{ObjectLint, Part, Reporter};
use super::{Call, roles};
use crate::check::{Checked, Expr, ExprKind};
use crate::diagnostic::registry;
use crate::dotnet::encoding;
use crate::functions::Property;
use crate::mapping::{FlowType, MappingFormat, Mutability};
use crate::program::Constant;
use crate::scim::TargetPath;
use crate::text::nearest;
use crate::value::{TargetType, ValueKind};
use std::collections::HashSet;

pub(super) fn unknown(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
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
            let diagnostic = registry::wrong_case_target(location, name, right);
            diagnostic.with_fix(format!("write `{right}`"), location, part.attribute.target.location.written(right))
        }
        None => registry::unknown_target(location, name, &target.name.value, nearest(name, names())),
    });
}

pub(super) fn names(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (target, location) = (part.target(), part.location());
    match target {
        "id" => reporter.report_at_mapping(registry::target_id(location)),
        "entitlements" => reporter.report_at_mapping(registry::unsupported_target(location, target)),
        _ if !target.starts_with("urn:") && target.split('[').next().is_some_and(|name| name.contains(':')) => {
            reporter.report_at_mapping(registry::extension_name(location, target));
        }
        _ => {}
    }
}

pub(super) fn mutability(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(known) = part.known else { return };
    let flows_on = !matches!(part.attribute.flow_type, FlowType::ObjectAddOnly | FlowType::AttributeAddOnly);
    match known.mutability {
        Mutability::ReadOnly => reporter.report_at_mapping(registry::read_only_target(part.location(), part.target())),
        Mutability::Immutable if flows_on => {
            reporter.report_at_mapping(registry::immutable_target(part.location(), part.target()))
        }
        _ => {}
    }
}

pub(super) fn required(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    let Some(target) = lint.target.filter(|_| !lint.parts.is_empty()) else { return };
    let mapped: HashSet<&str> = lint.parts.iter().map(Part::target).collect();
    for known in target.attributes.iter().filter(|known| known.required && known.default.is_none()) {
        let name = known.name.value.as_str();
        if !mapped.contains(name) && known.mutability != Mutability::ReadOnly {
            reporter.report_at_mapping(registry::required_target_unmapped(lint.location(), name));
        }
    }
}

pub(super) fn required_value(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let has_default = part.attribute.default.is_some() || part.known.is_some_and(|known| known.default.is_some());
    let is_required = part.known.is_some_and(|known| known.required);
    let (Some(flow), true, false) = (part.flow, is_required, has_default) else { return };
    // Without the schema of the source, it is not known which attributes always have a value.
    if lint.vocabulary.is_some() && flow.absent.happens() {
        reporter.report_at_mapping(registry::required_target_nullable(
            part.location(),
            part.target(),
            &flow.absent.to_string(),
        ));
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

pub(super) fn constants(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
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
            reporter.report_at_expression(registry::constant_too_long(result.span, part.target(), limit));
        }
    }
    if let Some(default) = part.attribute.default.as_ref().filter(|default| !fits(&default.value)) {
        let found = format!("`{}`,", default.value);
        reporter.report_at_mapping(registry::wrong_type_for_target(default.span(), part.target(), expected, &found));
    }
}

pub(super) fn several_values(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| part.known.is_some_and(|known| !known.multivalued)) else { return };
    let is_several = |result: &&Expr| match result.node {
        ExprKind::Attribute(slot) => {
            let name = checked.attributes().get(slot as usize);
            name.and_then(|name| lint.vocabulary?.get(name)).is_some_and(|known| known.multivalued)
        }
        _ => matches!(result.kind(), ValueKind::Values | ValueKind::Roles),
    };
    if let Some(result) = results_of(checked).into_iter().find(is_several) {
        reporter.report_at_expression(registry::several_into_one(result.span, part.target()));
    }
}

pub(super) fn references(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| part.known.is_some_and(|known| known.kind == TargetType::Reference))
    else {
        return;
    };
    let is_other = |result: &&Expr| match result.node {
        ExprKind::Attribute(slot) => {
            let name = checked.attributes().get(slot as usize);
            let known = name.and_then(|name| lint.vocabulary?.get(name));
            known.is_some_and(|known| known.kind != TargetType::Reference)
        }
        _ => false,
    };
    if let Some(result) = results_of(checked).into_iter().find(is_other) {
        reporter.report_at_expression(registry::reference_from_text(result.span, part.target()));
    }
}

/// Names of attributes that hold passwords.
const SECRETS: [&str; 4] = ["password", "export_password", "unicodePwd", "userPassword"];

pub(super) fn secrets(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let name = part.target().rsplit(['.', ':']).next().unwrap_or_default();
    let Some(checked) = part.checked.filter(|_| SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(name))) else {
        return;
    };
    let mut redacts = false;
    checked.root().walk(&mut |part| redacts |= Call::with(part, Property::Hides).is_some());
    if !redacts {
        reporter.report_at_mapping(registry::secret_not_redacted(part.location(), part.target()));
    }
}

pub(super) fn roles(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
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
    reporter.report_at_mapping(registry::roles_target(part.location(), call.function.name, part.target(), fits));
}

pub(super) fn letter_case(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    // The built-in schemas for TOML files do not state whether a target is case-sensitive.
    let is_stated = lint.mapping.format == MappingFormat::Graph && part.known.is_some_and(|known| !known.case_exact);
    let Some(root) = part.checked.map(Checked::root).filter(|_| is_stated) else { return };
    if Call::of(root)
        .is_some_and(|call| call.function.is(Property::LowerCases) || call.function.is(Property::UpperCases))
    {
        reporter.report_at_mapping(registry::case_not_compared(part.location(), part.target()));
    }
}
