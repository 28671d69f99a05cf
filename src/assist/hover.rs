//! The meaning of the part under the pointer: a function's page, an attribute's type, the value of a word, the output
//! of a date format, the parts of a pattern. Runs nothing.

use super::complete::meaning_of;
use super::cursor::CursorLocation;
use super::{Surroundings, attributes, date, pattern, signature};
use crate::language::Language;
use crate::syntax::{Call, Expression, Node};
use crate::text::Span;
use crate::value::ValueKind;
use serde::Serialize;

/// The meaning of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hover {
    /// The part's first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Its meaning, Markdown.
    pub text: String,
}

/// The meaning of the part at an offset, if there is one.
pub fn hover(text: &str, offset: usize, surroundings: &Surroundings<'_>) -> Option<Hover> {
    let location = CursorLocation::new(text, offset);
    let leaf = location.leaf()?;
    let (span, meaning) = match &leaf.node {
        Node::Call(call) if touches(call.name_span, location.offset) => {
            (call.name_span, signature::page_of(surroundings.context.language.resolve(&call.name)?))
        }
        Node::Attribute(name) => (leaf.span, attribute(name, surroundings)),
        Node::Word(word) => {
            let (known, meaning) = surroundings.context.language.words().find(|(known, _)| *known == &**word)?;
            (leaf.span, meaning_of(known, meaning))
        }
        Node::Setting(name) => (leaf.span, setting(name, surroundings)),
        Node::Str(value) | Node::Number(value) => {
            (leaf.span, constant(&location, leaf, value, surroundings.context.language)?)
        }
        _ => return None,
    };
    Some(Hover { start: span.range().start, end: span.range().end, text: meaning })
}

fn touches(span: Span, offset: usize) -> bool {
    span.range().start <= offset && offset <= span.range().end
}

fn attribute(name: &str, surroundings: &Surroundings<'_>) -> String {
    let mut lines = vec![format!("**`[{name}]`**, an attribute of the source object")];
    match (surroundings.context.source_schema, attributes::declared(surroundings, name)) {
        (Some(_), Some(declared)) => lines.push(declared),
        (Some(source_schema), None) => lines.push(format!("`{}` has no such attribute.", source_schema.object())),
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

/// The purpose of a constant, and its meaning there.
fn constant(location: &CursorLocation<'_>, leaf: &Expression, value: &str, language: &Language) -> Option<String> {
    let (call, slot) = direct_call(location, leaf)?;
    let function = language.resolve(&call.name)?;
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
