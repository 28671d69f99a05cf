//! `eval --trace`: the value of every part of an expression, as a tree, and a value as a text for people.

use attrflow::bumpalo::Bump;
use attrflow::{Observer, Program, Span, Value, trees};
use std::collections::HashMap;
use std::io::{self, Write};
use trees::{Expression, Node};

/// What the parts of an expression gave, by their places.
pub(super) struct Trace {
    on: bool,
    values: HashMap<Span, String>,
}

impl Observer for Trace {
    fn value(&mut self, program: &Program, at: usize, value: Value<'_>) {
        if self.on {
            self.values.insert(program.span(at), shown(value));
        }
    }
}

impl Trace {
    pub(super) fn new(on: bool) -> Self {
        Self { on, values: HashMap::new() }
    }

    /// Prints one line a part: what it says, and what it gave. What is inside `Redact` is not shown.
    pub(super) fn print(
        &self,
        text: &str,
        root: &Expression,
        result: Option<Value<'_>>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let given = result.map(shown);
        self.part(text, root, 0, given.as_deref(), out)
    }

    fn part(
        &self,
        text: &str,
        part: &Expression,
        depth: usize,
        known: Option<&str>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if part.is_missing() {
            return Ok(());
        }
        let value = match (known.or_else(|| self.value_of(part)), redacts(part)) {
            (Some(_), true) => "[Redact]",
            (Some(value), false) => value,
            (None, _) => "–",
        };
        let line: String = part.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let label = format!("{:indent$}{line}", "", indent = depth * 2);
        writeln!(out, "{label:<60}  {value}")?;
        if is_redact(part) {
            return Ok(());
        }
        part.children().into_iter().try_for_each(|child| self.part(text, child, depth + 1, None, out))
    }

    /// What a part gave: its own value, a constant's, or for a form the value of the part that was taken.
    fn value_of(&self, part: &Expression) -> Option<&str> {
        if let Some(value) = self.values.get(&part.span) {
            return Some(value);
        }
        match &part.node {
            Node::Call(call) => call.arguments.iter().rev().find_map(|argument| self.value_of(argument)),
            Node::Group(inner) => self.value_of(inner),
            _ => None,
        }
    }
}

fn is_redact(part: &Expression) -> bool {
    matches!(&part.node, Node::Call(call) if &*call.name == "Redact")
}

/// Whether a part's value may hold one that `Redact` hides.
fn redacts(part: &Expression) -> bool {
    let mut found = false;
    part.walk(&mut |inner| found |= is_redact(inner));
    found
}

fn shown(value: Value<'_>) -> String {
    match value {
        Value::Text(_) => attrflow::to_json(value).to_string(),
        other => text(other),
    }
}

/// A value as text for people.
pub(super) fn text(value: Value<'_>) -> String {
    match value {
        Value::Skip => "(skipped)".to_owned(),
        value if value.is_absent() => "(no value)".to_owned(),
        Value::Multi(_) => attrflow::to_json(value).to_string(),
        value => value.text(&Bump::new()).unwrap_or_default().to_owned(),
    }
}
