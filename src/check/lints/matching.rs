//! Lints about matching attributes.

use super::subject::{ObjectLint, Part, Reporter};
use crate::check::{Checked, ExprKind, Occurs};
use crate::diagnostic::registry;
use crate::mapping::is_entra;
use crate::value::TargetType;
use std::collections::HashMap;

fn is_matching(part: &Part<'_>) -> bool {
    part.attribute.matching_priority > 0
}

pub(super) fn any(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    // A part of a schema without its rule, as in documentation, does not define matching.
    let is_whole = !lint.rule.source_directory.span().is_empty() && !lint.rule.source_directory.value.is_empty();
    if is_whole && lint.object.enabled && !lint.parts.is_empty() && !lint.parts.iter().any(is_matching) {
        reporter.report_at_mapping(registry::no_matching_attribute(lint.location(), &lint.name()));
    }
}

pub(super) fn priorities(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    let mut seen: HashMap<i64, &Part<'_>> = HashMap::new();
    for (number, part) in lint.parts.iter().enumerate().filter(|(_, part)| is_matching(part)) {
        let priority = part.attribute.matching_priority;
        match seen.get(&priority) {
            Some(first) => {
                let diagnostic =
                    registry::same_matching_priority(part.location(), part.target(), first.target(), priority);
                reporter.report_at_other(number, diagnostic.with_related(first.location(), "the first"));
            }
            None => {
                seen.insert(priority, part);
            }
        }
    }
}

pub(super) fn nullable(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    if lint.vocabulary.is_none() {
        return;
    }
    let mut nullable = None;
    for (number, part) in lint.parts.iter().enumerate().filter(|(_, part)| is_matching(part)) {
        match part.flow {
            Some(flow) if flow.absent != Occurs::Never => {
                nullable.get_or_insert((number, part, flow));
            }
            _ => return,
        }
    }
    if let Some((number, part, flow)) = nullable {
        reporter.report_at_other(
            number,
            registry::matching_nullable(part.location(), part.target(), &flow.absent.to_string()),
        );
    }
}

pub(super) fn sources(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| is_matching(part)) else { return };
    let names: Vec<String> = checked.attributes().iter().map(|name| format!("`[{name}]`")).collect();
    if names.len() > 1 {
        reporter.report_at_mapping(registry::matching_several_sources(
            part.location(),
            part.target(),
            &names.join(" and "),
        ));
    }
}

pub(super) fn targets(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    if !is_matching(part) {
        return;
    }
    let (target, location) = (part.target(), part.location());
    if part.known.is_some_and(|known| known.filterable == Some(false)) {
        reporter.report_at_mapping(registry::matching_not_filterable(location, target));
    }
    let is_constant = part.checked.map(Checked::root).is_some_and(|root| matches!(root.node, ExprKind::Constant(_)));
    let why = match part.known {
        _ if is_constant => "its value is the same for every record",
        Some(known) if known.kind == TargetType::Boolean => "it has only two values",
        Some(known) if known.multivalued => "it is multi-valued",
        _ => "",
    };
    if !why.is_empty() {
        reporter.report_at_mapping(registry::matching_unsuitable(location, target, why));
    }
    let number = target.strip_prefix("extensionAttribute").and_then(|number| number.parse::<u8>().ok());
    if is_entra(&lint.rule.target_directory.value) && number.is_some_and(|number| (1..=15).contains(&number)) {
        reporter.report_at_mapping(registry::matching_extension_attribute(location, target));
    }
}
