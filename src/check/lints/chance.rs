//! Lints about what is different every time: random texts and the present.

use super::{Call, Lint, integer};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::value::ValueKind;

pub(super) fn random_strings(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::named(part, "RandomString") else { return };
    let (mut length, mut minimums) = (None, Some(0_i64));
    for (parameter, argument) in call.of_kind(ValueKind::Integer) {
        let number = integer(argument);
        if number.is_some_and(|number| !(0..=256).contains(&number)) {
            let allowed = "between 0 and 256";
            return lint.report(registry::argument_out_of_range(
                argument.span,
                parameter.name,
                "RandomString",
                allowed,
            ));
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

/// Functions that give another value each time, with whether that counts only where the value itself is passed on.
const CHANGING: [(&str, bool); 3] = [("Guid", false), ("RandomString", false), ("Now", true)];

/// The call that makes the whole expression another value each time, if there is one.
pub(super) fn changing(root: &Expr) -> Option<(&Expr, &'static str)> {
    if let Some(call) = Call::of(root) {
        if CHANGING.iter().any(|(name, _)| *name == call.function.name) {
            return Some((root, call.function.name));
        }
        // A number or a Boolean that is made of the present changes as it should.
        let found = call.arguments.iter().find_map(changing);
        let tells = matches!(call.function.result.kind, ValueKind::Integer | ValueKind::Boolean);
        return found.filter(|(_, name)| !tells || CHANGING.iter().any(|(known, passed)| known == name && !passed));
    }
    match &root.node {
        ExprKind::Branch(parts) => parts.iter().skip(1).find_map(changing),
        ExprKind::Match(ends, pairs) => {
            ends.iter().skip(1).chain(pairs.iter().map(|(_, value)| value)).find_map(changing)
        }
        ExprKind::FirstThat(sources) => sources.iter().find_map(changing),
        _ => None,
    }
}
