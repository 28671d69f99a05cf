//! Lints about the keys and the source of `Switch`.

use super::{Call, Lint, alike, has_outer_blank, is_missing};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::Property;
use crate::value::{TargetType, ValueKind};
use std::collections::HashMap;

pub(super) fn keys(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(_, pairs) = &part.node else { return };
    let mut exact: HashMap<&str, &Expr> = HashMap::new();
    let mut folded: HashMap<String, (&str, &Expr)> = HashMap::new();
    for (key, value) in pairs {
        let Some(text) = key.text() else { continue };
        if has_outer_blank(text) && !text.trim().is_empty() {
            lint.report(registry::key_blanks(key.span, text));
        }
        if let Some(first) = exact.insert(text, key) {
            lint.report(registry::duplicate_key(key.span, text).with_related(first.span, "the first"));
            continue;
        }
        match folded.get(&text.to_lowercase()) {
            Some((other, first)) if !alike(lint.text, first, value) => {
                lint.report(registry::case_only_keys(key.span, text, other));
            }
            Some(_) => {}
            None => {
                folded.insert(text.to_lowercase(), (text, value));
            }
        }
    }
}

pub(super) fn unreachable_keys(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(ends, pairs) = &part.node else { return };
    let Some(gives) = gives(lint, &ends[0]) else { return };
    for (key, _) in pairs {
        let Some(text) = key.text().filter(|text| !text.is_empty()) else { continue };
        let (why, meant) = match gives {
            Gives::Lower => ("in lower case", (text.to_lowercase() != text).then(|| text.to_lowercase())),
            Gives::Upper => ("in upper case", (text.to_uppercase() != text).then(|| text.to_uppercase())),
            Gives::Boolean => {
                let word = ["True", "False"].into_iter().find(|word| word.eq_ignore_ascii_case(text));
                match word {
                    Some(word) if word == text => continue,
                    word => ("`True` or `False`", Some(word.unwrap_or_default().to_owned())),
                }
            }
            Gives::Integer => {
                let is_number = text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
                ("a whole number", (!is_number).then(String::new))
            }
        };
        let Some(meant) = meant else { continue };
        let diagnostic = registry::unreachable_key(key.span, text, why);
        lint.report(match meant.as_str() {
            "" => diagnostic,
            meant => diagnostic.with_unsafe_fix(format!("write `{meant}`"), key.span, crate::syntax::quote(meant)),
        });
    }
}

/// What is known about all values of a source.
#[derive(Clone, Copy)]
enum Gives {
    Lower,
    Upper,
    Boolean,
    Integer,
}

fn gives(lint: &Lint<'_>, source: &Expr) -> Option<Gives> {
    if let ExprKind::Attribute(slot) = source.node {
        let known = lint.context.source_schema.and_then(|known| known.get(lint.attribute(slot)))?;
        return (known.kind == TargetType::Boolean).then_some(Gives::Boolean);
    }
    let call = Call::of(source)?;
    match call.function.result.kind {
        _ if call.function.is(Property::LowerCases) => Some(Gives::Lower),
        _ if call.function.is(Property::UpperCases) => Some(Gives::Upper),
        ValueKind::Boolean => Some(Gives::Boolean),
        ValueKind::Integer => Some(Gives::Integer),
        _ => None,
    }
}

pub(super) fn presence(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(ends, _) = &part.node else { return };
    if let Some(call) = Call::of(&ends[0])
        && call.function.tests_presence().is_some()
    {
        lint.report(registry::switch_on_presence(ends[0].span, call.function.name));
    }
}

pub(super) fn missing_empty_key(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(ends, pairs) = &part.node else { return };
    let ExprKind::Attribute(slot) = ends[0].node else { return };
    let name = lint.attribute(slot);
    let may_be_absent =
        lint.context.source_schema.is_some_and(|known| known.get(name).is_some()) && !lint.is_always_present(name);
    let has_key = pairs.iter().any(|(key, _)| key.text().is_none_or(str::is_empty));
    if may_be_absent && is_missing(&ends[1]) && !has_key {
        lint.report(registry::missing_empty_key(ends[0].span));
    }
}
