//! `eval --trace`: the value of every part of an expression, as a tree.

use attrflow::{Given, Part};
use serde_json::Value as Json;
use std::io::{self, Write};

/// Prints one line a part: what it says, and what it gave.
pub(super) fn print(text: &str, whole: &Part, out: &mut impl Write) -> io::Result<()> {
    part(text, whole, 0, out)
}

fn part(text: &str, part_of: &Part, depth: usize, out: &mut impl Write) -> io::Result<()> {
    let Part { span, given, parts } = part_of;
    let line: String = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let label = format!("{:indent$}{line}", "", indent = depth * 2);
    writeln!(out, "{label:<60}  {}", shown(given))?;
    parts.iter().try_for_each(|inner| part(text, inner, depth + 1, out))
}

fn shown(given: &Given) -> String {
    match given {
        // As the language writes them.
        Given::Value(Json::Bool(flag)) => if *flag { "True" } else { "False" }.to_owned(),
        Given::Value(value) => value.to_string(),
        Given::Absent => "(no value)".to_owned(),
        Given::Skip => "(skipped)".to_owned(),
        Given::Hidden => "[Redact]".to_owned(),
        Given::NotRun | Given::Folded => "–".to_owned(),
    }
}
