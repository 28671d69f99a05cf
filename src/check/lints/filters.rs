//! Lints about scoping filters: their attributes, their operators with their values, and clauses that exclude each
//! other. Operators and patterns that are not valid are errors, found where the filter is compiled.

use super::attribute_names::odd_name;
use super::subject::{ObjectLint, Reporter};
use super::{Lints, has_outer_blank};
use crate::check::patterns;
use crate::diagnostic::registry;
use crate::diagnostic::registry::diagnostics;
use crate::mapping::{Clause, Group};
use crate::value::TargetType;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, whole: &[filters], ..Lints::NONE };

diagnostics! {
    /// An operator does not fit the type of its attribute.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "IS TRUE" }] }] }]` | `filter-type` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "accountEnabled", operator = "REGEX MATCH", values = ["^T"] }] }] }]` | `filter-type` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "accountEnabled", operator = "IS TRUE" }] }] }]` | – |
    Warning filter_type(operator: &str, attribute: &str, kind: &str):
        "`{operator}` does not fit `{attribute}`, which has the type {kind}";

    /// A clause that excludes a value also excludes objects without a value.
    ///
    /// An absent value satisfies IS NULL and no other operator, NOT EQUALS and NOT REGEX MATCH included.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "NOT EQUALS", values = ["Rome"] }] }] }]` | `filter-misses-absent` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "userPrincipalName", operator = "NOT EQUALS", values = ["a"] }] }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "NOT EQUALS", values = ["Rome"] }] }, { clauses = [{ attribute = "city", operator = "IS NULL" }] }] }]` | – |
    Info filter_misses_absent(operator: &str, attribute: &str):
        "objects without `{attribute}` do not satisfy `{operator}` and are out of scope",
        help "add a second group with IS NULL if they should be in scope";

    /// A regular expression of a filter matches anywhere in the value.
    ///
    /// `sales` also matches `presales team`. `^` and `$` stand for the beginning and the end.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `scope = [{ clauses = [{ attribute = "mail", operator = "REGEX MATCH", values = ["contoso.com"] }] }]` | `unanchored-filter` |
    /// | `scope = [{ clauses = [{ attribute = "mail", operator = "REGEX MATCH", values = ["@contoso\\.com$"] }] }]` | –      |
    Info unanchored_filter(pattern: &str):
        "`{pattern}` matches anywhere in the value",
        help "add `^` at its beginning or `$` at its end";

    /// The service does not support the attribute in scoping filters.
    ///
    /// | toml                                                                              | raises                         |
    /// |-----------------------------------------------------------------------------------|--------------------------------|
    /// | `scope = [{ clauses = [{ attribute = "manager", operator = "IS NOT NULL" }] }]`   | `unsupported-filter-attribute` |
    /// | `scope = [{ clauses = [{ attribute = "department", operator = "IS NOT NULL" }] }]` | –                             |
    Warning unsupported_filter_attribute(attribute: &str): "scoping filters do not support `{attribute}`",
        help "limits are known for `appRoleAssignments`, `userType`, `manager`, group members, dates and the like";

    /// A clause tests a multi-valued attribute.
    ///
    /// | toml                                                                              | raises               |
    /// |-----------------------------------------------------------------------------------|----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "otherMails", operator = "IS NOT NULL" }] }] }]` | `multivalued-filter` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "mail", operator = "IS NOT NULL" }] }] }]` | – |
    Warning multivalued_filter(attribute: &str): "scoping filters do not support `{attribute}`, which is multi-valued";

    /// The clauses of a group exclude each other, so no record satisfies all of them.
    ///
    /// Put alternatives in separate groups, or in the values of one clause.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome"] }, { attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | `contradictory-filter` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "IS NULL" }, { attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | `contradictory-filter` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome"] }] }, { clauses = [{ attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | – |
    Warning contradictory_filter(attribute: &str):
        "no value of `{attribute}` satisfies this clause and an earlier one of the group",
        help "put alternatives in separate groups";

    /// A value of a filter begins or ends with a space.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome "] }] }]` | `filter-value-blanks` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["New York"] }] }]` | –           |
    Warning filter_value_blanks(value: &str):
        "the value `{value}` begins or ends with a space",
        help "remove the space";
}

/// Attributes that the service does not support in filters:
/// <https://learn.microsoft.com/entra/identity/app-provisioning/known-issues> and
/// <https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts>
const UNSUPPORTED: [&str; 9] = [
    "appRoleAssignments",
    "userType",
    "manager",
    "StatusHireDate",
    "StatusTerminationDate",
    "startDate",
    "endDate",
    "accountExpires",
    "IsMemberOf",
];

/// How many clauses of a group are compared with each other, and how many groups: each with each takes quadratic time.
const COMPARED: usize = 100;

fn filters(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    let Some(scope) = &lint.object.scope else { return };
    for (groups, takes_absent) in [(&scope.groups, false), (&scope.input_groups, true)] {
        for group in groups {
            for clause in &group.clauses {
                attribute(lint, clause, reporter);
                values(clause, reporter);
                if !takes_absent {
                    absent(lint, clause, group, groups, reporter);
                }
            }
            contradictions(group, takes_absent, reporter);
        }
    }
}

/// The name of an operator, without the differences between portal and service.
fn operator(clause: &Clause) -> String {
    let written = clause.operator.value.chars().filter(|character| !matches!(character, ' ' | '_' | '-'));
    written.map(|character| character.to_ascii_uppercase()).collect()
}

fn attribute(lint: &ObjectLint<'_>, clause: &Clause, reporter: &mut Reporter<'_>) {
    let (name, location) = (clause.attribute.value.as_str(), clause.attribute.span());
    if UNSUPPORTED.contains(&name) {
        reporter.report_at_mapping(unsupported_filter_attribute(location, name));
    }
    let Some(source_schema) = lint.source_schema.filter(|_| !name.is_empty()) else { return };
    let Some(known) = source_schema.get(name) else {
        let searches = lint.searches.get();
        lint.searches.set(searches.saturating_sub(1));
        return reporter.report_at_mapping(match source_schema.in_other_case(name) {
            Some(right) => {
                let diagnostic = registry::wrong_case_attribute(location, name, right);
                diagnostic.with_fix(format!("write `{right}`"), location, clause.attribute.location.written(right))
            }
            None => {
                // The right name may look like the wrong one.
                let odd = odd_name(name).map(|odd| format!("the name has {}; ", odd.what)).unwrap_or_default();
                let near = Some(name).filter(|_| searches > 0).and_then(|name| source_schema.nearest(name));
                let help = near.map(|nearest| format!("{odd}did you mean `[{nearest}]`?"));
                registry::unknown_attribute(location, name, source_schema.object(), help)
            }
        });
    };
    if known.multivalued {
        reporter.report_at_mapping(multivalued_filter(location, name));
    } else if matches!(known.kind, TargetType::DateTime | TargetType::Reference) && !UNSUPPORTED.contains(&name) {
        let presence = matches!(operator(clause).as_str(), "ISNULL" | "ISNOTNULL");
        if !presence {
            reporter.report_at_mapping(unsupported_filter_attribute(location, name));
        }
    }
    let is_boolean = known.kind == TargetType::Boolean;
    let fits = match operator(clause).as_str() {
        "ISTRUE" | "ISFALSE" => is_boolean,
        "EQUALS" | "NOTEQUALS" | "ISNULL" | "ISNOTNULL" => true,
        _ => !is_boolean,
    };
    if !fits {
        reporter.report_at_mapping(filter_type(
            clause.operator.span(),
            &clause.operator.value,
            name,
            known.kind.name(),
        ));
    }
}

fn values(clause: &Clause, reporter: &mut Reporter<'_>) {
    let operator = operator(clause);
    for value in &clause.values {
        let text = value.value.as_str();
        match operator.as_str() {
            "EQUALS" | "NOTEQUALS" | "ENDSWITH" | "INCLUDES" if has_outer_blank(text) => {
                reporter.report_at_mapping(filter_value_blanks(value.span(), text));
            }
            "REGEXMATCH" | "NOTREGEXMATCH" => {
                let is_anchored = ["^", "\\A", "\\b", "(?"].iter().any(|start| text.starts_with(start))
                    || ["$", "\\z", "\\Z", "\\b"].iter().any(|end| text.ends_with(end));
                if !is_anchored && !text.is_empty() && patterns::read(text).is_ok() {
                    reporter.report_at_mapping(unanchored_filter(value.span(), text));
                }
            }
            _ => {}
        }
    }
}

fn absent(lint: &ObjectLint<'_>, clause: &Clause, group: &Group, groups: &[Group], reporter: &mut Reporter<'_>) {
    let name = clause.attribute.value.as_str();
    let Some(known) = lint.source_schema.and_then(|known| known.get(name)).filter(|known| !known.required) else {
        return;
    };
    let is_negative = matches!(operator(clause).as_str(), "NOTEQUALS" | "NOTREGEXMATCH");
    if !is_negative || known.multivalued {
        return;
    }
    let asks = |clauses: &[Clause], expected: &str| {
        clauses.iter().take(COMPARED).any(|clause| clause.attribute.value == name && operator(clause) == expected)
    };
    let is_considered =
        asks(&group.clauses, "ISNOTNULL") || groups.iter().take(COMPARED).any(|group| asks(&group.clauses, "ISNULL"));
    if !is_considered {
        reporter.report_at_mapping(filter_misses_absent(clause.operator.span(), &clause.operator.value, name));
    }
}

fn contradictions(group: &Group, takes_absent: bool, reporter: &mut Reporter<'_>) {
    let clauses = group.clauses.get(..COMPARED).unwrap_or(&group.clauses);
    for (number, clause) in clauses.iter().enumerate() {
        let earlier = clauses.get(..number).unwrap_or_default();
        let same = earlier.iter().filter(|other| other.attribute.value == clause.attribute.value);
        for other in same.filter(|other| !other.any_value && !clause.any_value) {
            if exclude(clause, other, takes_absent) || exclude(other, clause, takes_absent) {
                let diagnostic = contradictory_filter(clause.span, &clause.attribute.value);
                reporter.report_at_mapping(diagnostic.with_related(other.span, "the earlier clause"));
                break;
            }
        }
    }
}

/// Whether no value satisfies both clauses, judging by the operator of the first clause.
fn exclude(clause: &Clause, other: &Clause, takes_absent: bool) -> bool {
    let (one, two) = (operator(clause), operator(other));
    let has = |clause: &Clause, text: &str| clause.values.iter().any(|value| value.value == text);
    let every = |fits: &dyn Fn(&str) -> bool| {
        !clause.values.is_empty() && !other.values.is_empty() && clause.values.iter().all(|value| fits(&value.value))
    };
    let any = |fits: &dyn Fn(&str) -> bool| other.values.iter().any(|value| fits(&value.value));
    match (one.as_str(), two.as_str()) {
        ("ISNULL", "ISNULL") => false,
        ("ISNULL", two) => !takes_absent || !(two.starts_with("NOT") || two.starts_with('!') || two == "ISFALSE"),
        ("ISTRUE", "ISFALSE") => true,
        ("EQUALS", "EQUALS") => every(&|text| !has(other, text)),
        ("EQUALS", "NOTEQUALS") => every(&|text| has(other, text)),
        ("EQUALS", "ENDSWITH") => every(&|text| !any(&|end| text.ends_with(end))),
        ("EQUALS", "INCLUDES") => every(&|text| !any(&|part| text.contains(part))),
        _ => false,
    }
}
