//! Lints about values that are different each time: random strings and the current time. Whether such a value may flow is a
//! lint in `defaults`.

use super::{Call, Lint, Lints, NodeFilter, integer};
use crate::check::{Checked, Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::{Function, Property, not_a_length};
use crate::text::Span;
use crate::value::ValueKind;

pub(super) const LINTS: Lints = Lints { parts: &[(NodeFilter::Call, random_strings)], ..Lints::NONE };

fn random_strings(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::named(part, "RandomString") else { return };
    let (mut length, mut minimums) = (None, Some(0_i64));
    for (parameter, argument) in call.of_kind(ValueKind::Integer) {
        let number = integer(argument);
        let refused = number.and_then(|number| not_a_length(argument.span, parameter.name, number));
        if let Some(diagnostic) = refused {
            return lint.report(diagnostic);
        }
        match parameter.name {
            "length" => length = number,
            _ => minimums = minimums.zip(number).map(|(sum, number)| sum + number),
        }
    }
    if let (Some(length), Some(minimums)) = (length, minimums)
        && length < minimums
    {
        lint.report(registry::random_string_too_short(part.span, length, minimums));
    }
}

/// The call that makes the value of the whole expression different each time, if there is one.
pub(super) fn changing(root: &Expr) -> Option<(&Expr, &'static Function)> {
    if let Some(call) = Call::of(root) {
        let function = call.function;
        if function.is(Property::Varies) || function.is(Property::VariesWithTime) {
            return Some((root, function));
        }
        // A number or a Boolean that is computed from the current time changes as it should.
        let found = call.arguments.iter().find_map(changing);
        let follows_time = matches!(function.result.kind, ValueKind::Integer | ValueKind::Boolean);
        return found.filter(|(_, inner)| !follows_time || inner.is(Property::Varies));
    }
    match &root.node {
        ExprKind::If(parts) => parts.iter().skip(1).find_map(changing),
        ExprKind::Switch(ends, pairs) => {
            ends.iter().skip(1).chain(pairs.iter().map(|(_, value)| value)).find_map(changing)
        }
        ExprKind::Coalesce(sources) => sources.iter().find_map(changing),
        _ => None,
    }
}

/// The call that makes a value different each time, if there is one.
pub(super) fn changing_call(checked: &Checked) -> Option<(Span, &'static str)> {
    changing(checked.root()).map(|(part, function)| (part.span, function.name))
}
