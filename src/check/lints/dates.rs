//! Lints about dates: constants, intervals, the end of the calendar, comparisons. Formats are in `formats`.

use super::{Call, Lint, Lints, NodeFilter};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::diagnostic::{Edit, registry};
use crate::dotnet::datetime::{self, DateTime, DateTimeKind as Zone, Styles};
use crate::functions;
use crate::syntax::{Operator, quote};
use crate::text::Span;
use crate::value::{Comparison, TargetType, ValueKind};

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[
        (NodeFilter::Call, constants),
        (NodeFilter::Call, intervals),
        (NodeFilter::Call, bare),
        (NodeFilter::Other, endless),
        (NodeFilter::Other, compared),
    ],
    ..Lints::NONE
};

diagnostics! {
    /// A date in the year 9999 means "never".
    ///
    /// With an offset it is beyond the calendar, `NumFromDate` then rejects it, and systems that count differently
    /// store another date. An absent value means the same.
    ///
    /// | expression                                        | raises          |
    /// |---------------------------------------------------|-----------------|
    /// | `NumFromDate(Coalesce([end], "9999-12-31"))`      | `endless-date`  |
    /// | `CDate("12/31/9999")`                             | `endless-date`  |
    /// | `Append([id], "9999")`                            | –               |
    Warning endless_date():
        "a date in the year 9999 is at the end of the calendar",
        help "leave the value absent, or use a date that can be calculated with";

    /// A calculation uses an attribute as a date without `CDate` around it.
    ///
    /// attrflow reads it as `CDate` does. The reference wraps dates of the directory in `CDate` first.
    ///
    /// | expression                               | raises        |
    /// |------------------------------------------|---------------|
    /// | `DateAdd("d", 7, [hireDate])`            | `bare-date`   |
    /// | `DateAdd("d", 7, CDate([hireDate]))`     | –             |
    Info bare_date(function: &str):
        "`{function}` uses an attribute as a date without `CDate`",
        help "write `CDate(…)` around it";

    /// Dates are compared as strings.
    ///
    /// `<` and `>` compare numbers or strings. As strings, `10/1/2026` comes before `9/1/2026`.
    ///
    /// | expression                                              | dialect | raises             |
    /// |---------------------------------------------------------|---------|--------------------|
    /// | `IIF(CDate([end]) > Now(), "True", "False")`            | entra   | `dates-compared`   |
    /// | `IIF(DateDiff("d", Now(), CDate([end])) > 0, "True", "False")` | entra | –             |
    /// | `IIF(CDate([end]) > Now(), "True", "False")`            | connect | –                  |
    /// | `IIF(CertNotAfter([userCertificate]) < Now(), "a", "b")` | connect | –                 |
    Warning dates_compared(operator: &str):
        "`{operator}` compares these dates as strings",
        help "compare `DateDiff(\"s\", first, second)` with 0";

    /// A constant is used as a date, but is not a date. Every record that reaches it fails.
    ///
    /// | expression                            | raises                |
    /// |---------------------------------------|-----------------------|
    /// | `Coalesce([hired], CDate("soon"))`    | `constant-not-a-date` |
    /// | `CDate("2026-02-30")`                 | `constant-not-a-date` |
    /// | `CDate("2026-02-28")`                 | –                     |
    Warning constant_not_a_date(parameter: &str, function: &str, reason: &str):
        "this `{parameter}` of `{function}` is never a date: {reason}",
        help "write dates like `2026-01-31` or `1/31/2026 5:00 PM`";
}

/// Reads a constant as `CDate` does. Missing parts are taken from a fixed day; only whether it is a date matters.
fn read(text: &str) -> Result<DateTime, datetime::ParseError> {
    let today = DateTime::from_civil(2026, 1, 2, Zone::Utc).unwrap_or_default();
    datetime::parse(text, Styles::UNIVERSAL, today)
}

fn constants(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    for (parameter, argument) in call.of_kind(ValueKind::Date) {
        if let Some(Err(error)) = argument.text().map(read) {
            let span = lint.inside(argument, Span::new(error.offset, error.offset + 1));
            lint.report(constant_not_a_date(span, parameter.name, call.function.name, error.reason));
        }
    }
}

fn intervals(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    let Some((argument, code)) = call.argument("interval").and_then(|argument| Some((argument, argument.text()?)))
    else {
        return;
    };
    let is_number = |text: &str| functions::integer(text).is_some() || text.parse::<f64>().is_ok_and(f64::is_finite);
    let value = call.argument("value").and_then(|value| Some((value, value.text()?.trim())));
    if functions::interval(code).is_none() {
        let diagnostic = registry::unknown_interval(argument.span, call.function.name);
        let write = |at: &Expr, new: &Expr| Edit { span: at.span, text: new.span.of(lint.text).to_owned() };
        let swapped = value.filter(|(_, text)| is_number(code) && functions::interval(text).is_some());
        lint.report(match (swapped, functions::interval_in_words(code)) {
            (Some((value, _)), _) => {
                let edits = vec![write(argument, value), write(value, argument)];
                return lint.report(diagnostic.with_unsafe_edits("write the interval first", edits));
            }
            (None, Some(meant)) => {
                diagnostic.with_unsafe_fix(format!("write `\"{meant}\"`"), argument.span, quote(meant))
            }
            (None, None) => diagnostic,
        });
    }
    let Some((value, text)) = value else { return };
    if !is_number(text) {
        let diagnostic = registry::wrong_constant(value.span, call.function.name, "value", "number");
        // A dash that a text program made of a minus.
        let meant = text.strip_prefix(['–', '—', '−', '‐', '‑', '‒']).map(|rest| format!("-{}", rest.trim()));
        lint.report(match meant.filter(|meant| is_number(meant)) {
            Some(meant) => diagnostic.with_fix(format!("write `{meant}`"), value.span, meant),
            None => diagnostic,
        });
    }
}

fn endless(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(text) = part.text().filter(|text| text.len() > 7 && text.contains("9999")) else { return };
    if read(text).is_ok_and(|date| date.civil().0 == 9999) {
        lint.report(endless_date(part.span));
    }
}

fn bare(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    // A function of one argument reads the date itself.
    if call.function.slots().count() < 2 {
        return;
    }
    for (_, argument) in call.of_kind(ValueKind::Date) {
        if matches!(argument.node, ExprKind::Attribute(_)) {
            let written = argument.span.of(lint.text).to_owned();
            let diagnostic = bare_date(argument.span, call.function.name);
            lint.report(diagnostic.with_fix("read it with `CDate`", argument.span, format!("CDate({written})")));
        }
    }
}

fn compared(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
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
        lint.report(dates_compared(part.span, comparison.sign()));
    }
}
