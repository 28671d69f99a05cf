//! Scoping filters as lines that can be compared: one for each group, its clauses in alphabetical order of their texts.
//! Does not know what operators mean.

use crate::mapping::{Clause, Group, Scope};

/// The groups of a scope, each as a line; `file` is the text of its file. Groups are alternatives, so their order has no meaning.
pub(super) fn lines(scope: Option<&Scope>, file: &str) -> Vec<String> {
    let Some(scope) = scope else { return Vec::new() };
    let groups = scope.groups.iter().map(|group| line("", group));
    // These are not evaluated, so they are only text.
    let category = scope.category_groups.map(|span| span.of(file).split_whitespace().collect::<String>());
    let category = category.filter(|text| text != "[]").map(|text| format!("category groups: {text}"));
    let input = scope.input_groups.iter().map(|group| line("input: ", group));
    let mut lines: Vec<String> = groups.chain(input).chain(category).collect();
    crate::text::order::sort_by(&mut lines, String::cmp);
    lines
}

fn line(prefix: &str, group: &Group) -> String {
    let mut clauses: Vec<String> = group.clauses.iter().map(clause).collect();
    crate::text::order::sort_by(&mut clauses, String::cmp);
    format!("{prefix}{}", clauses.join(" and "))
}

fn clause(clause: &Clause) -> String {
    let values: Vec<String> = clause.values.iter().map(|value| format!("`{}`", value.value)).collect();
    let any = if clause.any_value { " (any value)" } else { "" };
    let words = [clause.attribute.value.as_str(), clause.operator.value.as_str(), &values.join(", ")];
    format!("{}{any}", words.join(" ").trim_end())
}

/// Which groups were added and which were removed.
pub(super) fn differences(old: &[String], new: &[String]) -> Vec<String> {
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("removed: {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("added: {line}"));
    gone.chain(come).collect()
}
