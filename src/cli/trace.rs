//! `eval --trace`: the value of every subexpression, as a tree, and a value as text for people. Evaluates nothing.

use attrflow::tool::bumpalo::Bump;
use attrflow::tool::comparison::HIDDEN;
use attrflow::tool::render::printable;
use attrflow::tool::{TraceNode, TraceValue, Value};
use serde_json::Value as Json;
use std::io::{self, Write};

/// Prints one line per subexpression: its text and its value.
pub(super) fn print(source: &str, whole: &TraceNode, out: &mut impl Write) -> io::Result<()> {
    line(source, whole, 0, out)
}

fn line(source: &str, part: &TraceNode, depth: usize, out: &mut impl Write) -> io::Result<()> {
    let TraceNode { span, given, parts, .. } = part;
    let said: String = span.of(source).split_whitespace().collect::<Vec<_>>().join(" ");
    let label = format!("{:indent$}{said}", "", indent = depth * 2);
    writeln!(out, "{:<60}  {}", printable::line(&label), printable::line(&shown(given)))?;
    parts.iter().try_for_each(|inner| line(source, inner, depth + 1, out))
}

pub(super) fn shown(given: &TraceValue) -> String {
    match given {
        // As the language spells it, not as JSON does.
        TraceValue::Value(Json::Bool(flag)) => if *flag { "True" } else { "False" }.to_owned(),
        TraceValue::Value(value) => value.to_string(),
        TraceValue::Absent => "(no value)".to_owned(),
        TraceValue::Skip => "(skipped)".to_owned(),
        TraceValue::Hidden => HIDDEN.to_owned(),
        TraceValue::NotRun | TraceValue::Folded => "–".to_owned(),
    }
}

/// A value as text for people.
pub(super) fn text(value: Value<'_>) -> String {
    match value {
        Value::Skip => "(skipped)".to_owned(),
        value if value.is_clear() => "(authoritative null)".to_owned(),
        value if value.is_absent() => "(no value)".to_owned(),
        Value::Multi(_) => attrflow::tool::to_json(value).to_string(),
        value => value.text(&Bump::new()).unwrap_or_default().to_owned(),
    }
}
