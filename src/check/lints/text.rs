//! Lints about strings, multiple values and numbers, and about the form of the whole expression.

use super::{Call, Lint, integer};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::{Mode, Property};
use crate::syntax::Operator;
use crate::value::ValueKind;

pub(super) fn numbers(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    for property in call.function.properties {
        let Property::LowestUseful(parameter, lowest, effect) = *property else { continue };
        let Some(argument) = call.argument(parameter) else { continue };
        if integer(argument).is_some_and(|number| number < lowest) {
            lint.report(registry::number_too_low(argument.span, call.function.name, parameter, effect));
        }
    }
    if let Some(start) = Call::named(part, "InStr").and_then(|call| call.argument("start"))
        && integer(start).is_some_and(|start| start < 1)
    {
        lint.report(registry::argument_out_of_range(start.span, "start", "InStr", "at least 1"));
    }
}

pub(super) fn items(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(argument) = Call::named(part, "Item").and_then(|call| call.argument("index")) else { return };
    if let Some(index) = integer(argument).filter(|index| *index < 1) {
        lint.report(registry::item_before_first(argument.span, index));
    }
}

pub(super) fn delimiters(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(argument) = Call::named(part, "Split").and_then(|call| call.argument("delimiter")) else { return };
    let Some(characters) = argument.text().map(|text| text.chars().count()) else { return };
    if characters != 1 {
        lint.report(registry::split_delimiter(argument.span, characters));
    }
}

pub(super) fn outermost_operator(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    if around.is_some() {
        return;
    }
    if let ExprKind::Operate(_, rest) = &part.node
        && let Some((operator, _)) = rest.first()
    {
        let what = if matches!(operator, Operator::Compare(_)) { "comparison" } else { operator.sign() };
        lint.report(registry::not_a_function(part.span, what));
    }
}

pub(super) fn several_values(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(vocabulary) = lint.context.source_schema else { return };
    let Some(call) = Call::of(part) else { return };
    for (parameter, argument) in call.given() {
        let takes_one =
            parameter.ty.mode != Mode::Variadic && !matches!(parameter.ty.kind, ValueKind::Any | ValueKind::Values);
        let ExprKind::Attribute(slot) = argument.node else { continue };
        let name = lint.attribute(slot).to_owned();
        if takes_one && vocabulary.get(&name).is_some_and(|known| known.multivalued) {
            lint.report(registry::several_values_likely(argument.span, &name, call.function.name, parameter.name));
        }
    }
}

pub(super) fn primary_addresses(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    if around.is_some() {
        return;
    }
    // Choices return only one of their values, so their constants are not counted.
    fn constants<'t>(part: &'t Expr, found: &mut Vec<&'t Expr>) {
        match &part.node {
            ExprKind::If(_) | ExprKind::Switch(..) | ExprKind::Coalesce(_) => {}
            _ if part.text().is_some_and(|text| text.starts_with("SMTP:")) => found.push(part),
            _ => part.children().into_iter().for_each(|child| constants(child, found)),
        }
    }
    let mut found = Vec::new();
    constants(part, &mut found);
    if let [first, second, ..] = found.as_slice() {
        lint.report(registry::two_primary_addresses(second.span).with_related(first.span, "the first"));
    }
}

pub(super) fn skip_words(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    if matches!(part.node, ExprKind::Skip) {
        lint.report(registry::undocumented_word(part.span, part.span.of(lint.text)));
    }
}
