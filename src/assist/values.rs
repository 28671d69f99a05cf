//! Values that an attribute is compared with: the keys of `Switch` and the right sides of comparisons that the text has
//! already, and the values of a sample record.

use super::attributes::sampled;
use super::cursor::CursorLocation;
use crate::functions::{self, Body};
use crate::syntax::{Call, Expression, Node, Operator};
use serde_json::Value as Json;

/// The values that could stand at the location, nothing where no attribute is compared there.
pub(super) fn compared(location: &CursorLocation<'_>, sample: Option<&Json>) -> Vec<String> {
    let Some(attribute) = subject(location) else { return Vec::new() };
    let mut values = Vec::new();
    location.root().walk(&mut |part| seen(part, attribute, location.offset, &mut values));
    let sampled = sample.and_then(|sample| sampled(sample, attribute));
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
        // In the language a Boolean is a text, with a capital letter.
        Json::Bool(true) => Some("True".to_owned()),
        Json::Bool(false) => Some("False".to_owned()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The attribute that the part at the location is compared with.
fn subject<'p>(location: &'p CursorLocation<'_>) -> Option<&'p str> {
    if let Some((call, slot)) = location.call()
        && is_key(call, slot)
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
fn is_key(call: &Call, slot: usize) -> bool {
    let matches = functions::find(&call.name).is_some_and(|function| matches!(function.body, Body::Switch));
    matches && slot >= 2 && slot.is_multiple_of(2)
}

/// Collects the constants that a part compares an attribute with, but for the one being written.
fn seen(part: &Expression, attribute: &str, caret: usize, values: &mut Vec<String>) {
    let mut take = |value: &Expression| {
        let written = value.span.range().start <= caret && caret <= value.span.range().end;
        if let (Node::Str(text), false) = (&value.node, written) {
            values.push(text.to_string());
        }
    };
    let is_subject = |part: &Expression| matches!(&part.node, Node::Attribute(name) if **name == *attribute);
    match &part.node {
        Node::Call(call) if call.arguments.first().is_some_and(is_subject) => {
            let keys = call.arguments.iter().enumerate().filter(|(slot, _)| is_key(call, *slot));
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
