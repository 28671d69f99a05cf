//! Lints about dates: constants, intervals, the end of the calendar, comparisons.

use super::{Call, Lint};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::dotnet::datetime::{self, DateTime, DateTimeKind as Zone, Styles};
use crate::functions;
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::{Comparison, TargetType, ValueKind};

/// Reads a constant as `CDate` does. Missing parts are taken from a fixed day; only whether it is a date matters.
fn read(text: &str) -> Result<DateTime, datetime::ParseError> {
    let today = DateTime::from_civil(2026, 1, 2, Zone::Utc).unwrap_or_default();
    datetime::parse(text, Styles::UNIVERSAL, today)
}

pub(super) fn constants(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    for (parameter, argument) in call.of_kind(ValueKind::Date) {
        if let Some(Err(error)) = argument.text().map(read) {
            let span = lint.inside(argument, Span::new(error.offset, error.offset + 1));
            lint.report(registry::constant_not_a_date(span, parameter.name, call.function.name, error.reason));
        }
    }
}

pub(super) fn intervals(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    let Some((argument, code)) = call.argument("interval").and_then(|argument| Some((argument, argument.text()?)))
    else {
        return;
    };
    if functions::interval(code).is_none() {
        lint.report(registry::unknown_interval(argument.span, call.function.name));
    }
}

pub(super) fn endless(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(text) = part.text().filter(|text| text.len() > 7 && text.contains("9999")) else { return };
    if read(text).is_ok_and(|date| date.civil().0 == 9999) {
        lint.report(registry::endless_date(part.span));
    }
}

pub(super) fn bare(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    // A function of one argument reads the date itself.
    if call.function.slots().count() < 2 {
        return;
    }
    for (_, argument) in call.of_kind(ValueKind::Date) {
        if matches!(argument.node, ExprKind::Attribute(_)) {
            let written = argument.span.of(lint.text).to_owned();
            let diagnostic = registry::bare_date(argument.span, call.function.name);
            lint.report(diagnostic.with_fix("read it with `CDate`", argument.span, format!("CDate({written})")));
        }
    }
}

pub(super) fn compared(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Operate(left, rest) = &part.node else { return };
    let [(Operator::Compare(comparison), right)] = rest.as_slice() else { return };
    if matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
        return;
    }
    let is_date = |side: &Expr| match side.node {
        ExprKind::Attribute(slot) => {
            let known = lint.context.source_schema.and_then(|known| known.get(lint.attribute(slot)));
            known.is_some_and(|known| known.kind == TargetType::DateTime)
        }
        _ => side.kind() == ValueKind::Date,
    };
    if is_date(left) || is_date(right) {
        lint.report(registry::dates_compared(part.span, comparison.sign()));
    }
}
