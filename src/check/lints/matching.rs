//! Lints about matching attributes. `SelectUniqueValue` for one is in `unique`.

use super::Lints;
use super::subject::{ObjectLint, Part, Reporter};
use crate::check::{Checked, ExprKind, Occurs};
use crate::diagnostic::registry::diagnostics;
use crate::mapping::is_entra;
use crate::value::TargetType;

pub(super) const LINTS: Lints =
    Lints { entries: ENTRIES, attributes: &[sources, targets], whole: &[any, priorities, nullable], ..Lints::NONE };

diagnostics! {
    /// No attribute mapping is used for matching.
    ///
    /// The service cannot find the account that belongs to a record.
    ///
    /// | toml                                                                              | raises                  |
    /// |-----------------------------------------------------------------------------------|-------------------------|
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = "[b]" }] }]` | `no-matching-attribute` |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = "[b]", match = 1 }] }]` | – |
    Warning no_matching_attribute(object: &str): "`{object}` has no matching attribute",
        help "mark one: `\"matchingPriority\": 1`, in TOML `match = 1`";

    /// Two matching attributes have the same priority.
    ///
    /// They are tried one after the other, the lowest number first. They need not match together.
    ///
    /// | toml                                                                              | raises                       |
    /// |-----------------------------------------------------------------------------------|------------------------------|
    /// | `attribute = [{ target = "a", value = "[b]", match = 1 }, { target = "c", value = "[d]", match = 1 }]` | `same-matching-priority` |
    /// | `attribute = [{ target = "a", value = "[b]", match = 1 }, { target = "c", value = "[d]", match = 2 }]` | –       |
    Warning same_matching_priority(target: &str, first: &str, priority: i64):
        "`{target}` and `{first}` both have the matching priority {priority}",
        help "give them different priorities; the lowest is tried first";

    /// A matching attribute is built from several attributes.
    ///
    /// The service refuses to save such a mapping: `SchemaInvalid: Joining property … has more than one SourceName`.
    /// What it would send is known anyway, so attrflow runs the mapping.
    ///
    /// | toml                                                                              | raises                  |
    /// |-----------------------------------------------------------------------------------|-------------------------|
    /// | `attribute = [{ target = "a", value = 'Join("@", [b], [c])', match = 1 }]`        | `matching-several-sources` |
    /// | `attribute = [{ target = "a", value = 'Append([b], "@contoso.com")', match = 1 }]` | –                      |
    Warning matching_several_sources(target: &str, sources: &str):
        "the matching attribute `{target}` reads {sources}, but may read only one attribute",
        help "match by one attribute, or by several in turn with priorities 1 and 2";

    /// No matching attribute always has a value. Records without one are skipped.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mail]", match = 1 }] }]` | `matching-nullable` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[userPrincipalName]", match = 1 }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mail]", match = 1 }, { target = "c", value = "[objectId]", match = 2 }] }]` | – |
    Warning matching_nullable(target: &str, when: &str):
        "the matching attribute `{target}` has no value {when}: such records are skipped",
        help "match by an attribute that every record has, or add a second one";

    /// The target system cannot be searched by a matching attribute.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ target = { filterable = ["userName"], attributes = { userName = "String" } }, attribute = [{ target = "externalId", type = "String", value = "[a]", match = 1 }] }]` | `matching-not-filterable` |
    /// | `object = [{ target = { filterable = ["userName"], attributes = { userName = "String" } }, attribute = [{ target = "userName", value = "[a]", match = 1 }] }]` | – |
    Error matching_not_filterable(target: &str): "the target system cannot be searched by `{target}`",
        help "match by an attribute that its schema lists as filterable";

    /// A matching attribute does not identify a record.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `attribute = [{ target = "a", constant = "b", match = 1 }]`                       | `matching-unsuitable` |
    /// | `attribute = [{ target = "a", type = "Boolean", value = "[b]", match = 1 }]`      | `matching-unsuitable` |
    /// | `attribute = [{ target = "a", multivalued = true, value = "[b]", match = 1 }]`    | `matching-unsuitable` |
    /// | `attribute = [{ target = "a", value = "[b]", match = 1 }]`                        | –                     |
    Warning matching_unsuitable(target: &str, why: &str): "`{target}` is not suitable for matching: {why}";

    /// Entra ID cannot be searched by its extension attributes 1 to 15.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "extensionAttribute1", value = "[a]", match = 1 }] }]` | `matching-extension-attribute` |
    /// | `object = [{ target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "employeeId", value = "[a]", match = 1 }] }]` | – |
    Error matching_extension_attribute(target: &str): "`{target}` of Entra ID cannot be a matching attribute",
        help "match by `employeeId` or `userPrincipalName`";
}

fn is_matching(part: &Part<'_>) -> bool {
    part.attribute.matching_priority > 0
}

fn any(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    // A part of a schema without its rule, as in documentation, does not define matching.
    let is_whole = !lint.rule.source_directory.span().is_empty() && !lint.rule.source_directory.value.is_empty();
    if is_whole && lint.object.enabled && !lint.parts.is_empty() && !lint.parts.iter().any(is_matching) {
        reporter.report_at_mapping(no_matching_attribute(lint.location(), &lint.name()));
    }
}

fn priorities(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    // A list is enough: there are few matching attributes.
    let mut seen: Vec<(i64, &Part<'_>)> = Vec::new();
    for (number, part) in lint.parts.iter().enumerate().filter(|(_, part)| is_matching(part)) {
        let priority = part.attribute.matching_priority;
        match seen.iter().find(|(known, _)| *known == priority) {
            Some((_, first)) => {
                let diagnostic = same_matching_priority(part.location(), part.target(), first.target(), priority);
                reporter.report_at_other(number, diagnostic.with_related(first.location(), "the first"));
            }
            None => {
                seen.push((priority, part));
            }
        }
    }
}

fn nullable(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    if lint.source_schema.is_none() {
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
        reporter.report_at_other(number, matching_nullable(part.location(), part.target(), &flow.absent.to_string()));
    }
}

fn sources(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| is_matching(part)) else { return };
    let names: Vec<String> = checked.attributes().iter().map(|name| format!("`[{name}]`")).collect();
    if names.len() > 1 {
        reporter.report_at_mapping(matching_several_sources(part.location(), part.target(), &names.join(" and ")));
    }
}

fn targets(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    if !is_matching(part) {
        return;
    }
    let (target, location) = (part.target(), part.location());
    if part.known.is_some_and(|known| known.filterable == Some(false)) {
        reporter.report_at_mapping(matching_not_filterable(location, target));
    }
    let is_constant = part.checked.map(Checked::root).is_some_and(|root| matches!(root.node, ExprKind::Constant(_)));
    let why = match part.known {
        _ if is_constant => "its value is the same for every record",
        Some(known) if known.kind == TargetType::Boolean => "it has only two values",
        Some(known) if known.multivalued => "it is multi-valued",
        _ => "",
    };
    if !why.is_empty() {
        reporter.report_at_mapping(matching_unsuitable(location, target, why));
    }
    let number = target.strip_prefix("extensionAttribute").and_then(|number| number.parse::<u8>().ok());
    if is_entra(&lint.rule.target_directory.value) && number.is_some_and(|number| (1..=15).contains(&number)) {
        reporter.report_at_mapping(matching_extension_attribute(location, target));
    }
}
