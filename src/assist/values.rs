//! Values that an attribute is compared with: the keys of `Switch` and the right sides of comparisons already in the
//! text, and the values of a sample record. Does not know which values the attribute may have.

use super::Surroundings;
use super::attributes::sampled;
use super::cursor::CursorLocation;
use crate::functions::Body;
use crate::language::Language;
use crate::syntax::{Call, Expression, Node, Operator};
use serde_json::Value as Json;

/// The values that could be used at the position; empty if no attribute is compared there.
pub(super) fn compared(location: &CursorLocation<'_>, surroundings: &Surroundings<'_>) -> Vec<String> {
    let language = surroundings.context.language;
    let Some(attribute) = subject(location, language) else { return Vec::new() };
    let mut values = Vec::new();
    location.root().walk(&mut |part| seen(part, (attribute, location.offset), language, &mut values));
    let sampled = surroundings.sample.and_then(|sample| sampled(sample, attribute));
    match sampled {
        Some(Json::Array(items)) => values.extend(items.iter().filter_map(text)),
        Some(value) => values.extend(text(value)),
        None => {}
    }
    crate::text::order::sort_by(&mut values, String::cmp);
    values.dedup();
    values
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        // In the language a Boolean is a string, with a capital letter.
        Json::Bool(true) => Some("True".to_owned()),
        Json::Bool(false) => Some("False".to_owned()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The attribute that the part at the position is compared with.
fn subject<'p>(location: &'p CursorLocation<'_>, language: &Language) -> Option<&'p str> {
    if let Some((call, slot)) = location.call()
        && is_key(call, slot, language)
        && let Some(Node::Attribute(name)) = call.arguments.first().map(|source| &source.node)
    {
        return Some(name);
    }
    location.path().into_iter().rev().find_map(|part| match &part.node {
        Node::Chain(left, rest) => match (&left.node, rest.as_slice()) {
            (Node::Attribute(name), [(Operator::Compare(_), sign, _)]) if sign.range().end <= location.offset => {
                Some(&**name)
            }
            _ => None,
        },
        _ => None,
    })
}

/// Whether an argument slot of a call is a key of a match.
fn is_key(call: &Call, slot: usize, language: &Language) -> bool {
    let matches = language.resolve(&call.name).is_some_and(|function| matches!(function.body, Body::Switch));
    matches && slot >= 2 && slot.is_multiple_of(2)
}

/// Collects the constants that a part compares an attribute with, except the one being written.
fn seen(part: &Expression, (attribute, caret): (&str, usize), language: &Language, values: &mut Vec<String>) {
    let mut take = |value: &Expression| {
        let written = value.span.range().start <= caret && caret <= value.span.range().end;
        if let (Node::Str(text), false) = (&value.node, written) {
            values.push(text.to_string());
        }
    };
    let is_subject = |part: &Expression| matches!(&part.node, Node::Attribute(name) if **name == *attribute);
    match &part.node {
        Node::Call(call) if call.arguments.first().is_some_and(is_subject) => {
            let keys = call.arguments.iter().enumerate().filter(|(slot, _)| is_key(call, *slot, language));
            keys.for_each(|(_, key)| take(key));
        }
        Node::Chain(left, rest) => {
            for (operator, _, right) in rest {
                match operator {
                    Operator::Compare(_) if is_subject(left) => take(right),
                    Operator::Compare(_) if is_subject(right) => take(left),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
