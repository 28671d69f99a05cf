//! What the part under the pointer means: a function's page, an attribute's type, what a word stands for, what a date
//! format prints, what a pattern matches.

use super::complete::meaning_of;
use super::cursor::CursorLocation;
use super::{Surroundings, attributes, date, pattern, signature};
use crate::check::words;
use crate::functions;
use crate::syntax::{Call, Expression, Node};
use crate::text::Span;
use crate::value::ValueKind;
use serde::Serialize;

/// What a part means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hover {
    /// The part's first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it means, Markdown.
    pub text: String,
}

/// What the part at a location means, if there is anything to say.
pub fn hover(text: &str, offset: usize, surroundings: &Surroundings<'_>) -> Option<Hover> {
    let location = CursorLocation::new(text, offset);
    let leaf = location.leaf()?;
    let (span, meaning) = match &leaf.node {
        Node::Call(call) if touches(call.name_span, location.offset) => {
            (call.name_span, signature::page_of(functions::find(&call.name)?))
        }
        Node::Attribute(name) => (leaf.span, attribute(name, surroundings)),
        Node::Word(word) => {
            let (known, meaning) = words().find(|(known, _)| *known == &**word)?;
            (leaf.span, meaning_of(known, meaning))
        }
        Node::Setting(name) => (leaf.span, setting(name, surroundings)),
        Node::Str(value) | Node::Number(value) => (leaf.span, constant(&location, leaf, value)?),
        _ => return None,
    };
    Some(Hover { start: span.range().start, end: span.range().end, text: meaning })
}

fn touches(span: Span, offset: usize) -> bool {
    span.range().start <= offset && offset <= span.range().end
}

fn attribute(name: &str, surroundings: &Surroundings<'_>) -> String {
    let mut lines = vec![format!("**`[{name}]`**, an attribute of the source object")];
    match (surroundings.context.source, attributes::declared(surroundings, name)) {
        (Some(_), Some(declared)) => lines.push(declared),
        (Some(vocabulary), None) => lines.push(format!("`{}` has no such attribute.", vocabulary.object())),
        (None, _) => {}
    }
    if let Some(value) = surroundings.sample.and_then(|sample| attributes::sampled(sample, name)) {
        lines.push(format!("In the sample record: `{value}`"));
    }
    lines.join("\n\n")
}

fn setting(name: &str, surroundings: &Surroundings<'_>) -> String {
    let known = surroundings.settings.iter().find(|(known, _)| known == name);
    let value = known.map_or(String::new(), |(_, value)| format!("\n\nIts value here: `{value}`"));
    format!("**`%{name}%`**, a setting of the provisioning job{value}")
}

/// What a constant is for, and what it means there.
fn constant(location: &CursorLocation<'_>, leaf: &Expression, value: &str) -> Option<String> {
    let (call, slot) = direct_call(location, leaf)?;
    let function = functions::find(&call.name)?;
    let parameter = function.parameter_of(slot, call.arguments.len())?;
    let mut lines = vec![signature::describe(function, parameter)];
    lines.extend(match parameter.ty.kind {
        ValueKind::DateFormat => date::explain(value),
        ValueKind::Pattern => pattern::explain(value),
        _ => None,
    });
    Some(lines.join("\n\n"))
}

/// The call that a part is an argument of, with its slot.
fn direct_call<'p>(location: &'p CursorLocation<'_>, leaf: &Expression) -> Option<(&'p Call, usize)> {
    location.path().into_iter().rev().find_map(|part| match &part.node {
        Node::Call(call) => {
            call.arguments.iter().position(|argument| argument.span == leaf.span).map(|slot| (call, slot))
        }
        _ => None,
    })
}
