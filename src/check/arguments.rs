//! The arguments of a call held against the function's parameters.

use super::expression::{Checker, Place};
use super::{Typed, TypedNode, patterns};
use crate::diagnostic::catalogue;
use crate::dotnet;
use crate::functions::{self, Body, Dialect, Function, Mode, Parameter};
use crate::program::Constant;
use crate::syntax::{Call, Expression};
use crate::text::{Quoted, Quoting, Span};
use crate::value::Kind;

/// Checks a call of a function and gives its node.
pub(super) fn check(
    checker: &mut Checker<'_>,
    function: &'static Function,
    call: &Call,
    span: Span,
    place: Place,
) -> TypedNode {
    count(checker, function, call, span);
    let mut arguments = Vec::with_capacity(call.arguments.len());
    for (slot, argument) in call.arguments.iter().enumerate() {
        let parameter = function.parameter(slot);
        let inner = if passes_through(function.body, slot) { place } else { Place::Argument };
        let typed = checker.expression(argument, inner);
        arguments.push(match parameter {
            Some(parameter) => fit(checker, function, parameter, argument, typed),
            None => typed,
        });
    }
    node(function, arguments, span)
}

/// Whether a slot's value may become the value of the whole call.
fn passes_through(body: Body, slot: usize) -> bool {
    match body {
        Body::Native(_) => false,
        Body::FirstThat => true,
        Body::Branch => slot > 0,
        Body::Match => slot == 1 || slot > 2 && slot % 2 == 1,
    }
}

/// Reports arguments that are missing or too many.
fn count(checker: &mut Checker<'_>, function: &'static Function, call: &Call, span: Span) {
    let given = call.arguments.len();
    if matches!(function.body, Body::Match) {
        if given < 4 || given % 2 == 1 {
            checker.findings.push(catalogue::switch_pairs(call.name_span, given));
        }
        return;
    }
    let takes = function.slots().count();
    let endless = function.slots().any(|parameter| parameter.takes.mode == Mode::Repeating);
    if given > takes && !endless {
        let first = call.arguments.get(takes).map_or(span, |argument| argument.span);
        let last = call.arguments.last().map_or(span, |argument| argument.span);
        let place = first.to(last);
        checker.findings.push(catalogue::too_many_arguments(place, function.name, given, takes, &function.signature()));
    }
    for (slot, parameter) in function.slots().enumerate() {
        let argument = call.arguments.get(slot);
        let missing = argument.is_none_or(Expression::is_missing);
        if missing && !parameter.takes.mode.may_be_left_out() {
            let place = argument.map_or(call.name_span, |argument| around(checker.text, argument.span));
            let signature = function.signature();
            checker.findings.push(catalogue::missing_argument(place, function.name, parameter.name, &signature));
        }
        let is_expected = parameter.takes.mode == Mode::Expected && checker.dialect() != Dialect::CloudSync;
        // Where more is missing, that has been said.
        if missing && is_expected && given >= slot {
            checker.findings.push(catalogue::mid_without_length(call.name_span, function.name, parameter.name));
        }
    }
    for argument in call.arguments.iter().skip(takes).filter(|argument| endless && argument.is_missing()) {
        checker.findings.push(catalogue::empty_argument(around(checker.text, argument.span), function.name));
    }
}

/// An empty slot with the sign that follows it, so that there is something to point at.
fn around(text: &str, span: Span) -> Span {
    let after = text.get(span.end as usize..).and_then(|rest| rest.chars().next());
    Span::new(span.start as usize, span.end as usize + after.map_or(0, char::len_utf8))
}

/// Holds one argument against its parameter; a constant is read as what the parameter takes.
fn fit(
    checker: &mut Checker<'_>,
    function: &Function,
    parameter: &Parameter,
    written: &Expression,
    typed: Typed,
) -> Typed {
    let wanted = parameter.takes.kind;
    if let Some(text) = typed.text() {
        let constant = match wanted {
            Kind::Integer => functions::integer(text).map(Constant::Int),
            Kind::Boolean => dotnet::parse::boolean(text).map(Constant::Bool),
            Kind::Pattern => {
                pattern(checker, text, written);
                return typed;
            }
            _ => return typed,
        };
        let Some(constant) = constant else {
            let finding = catalogue::wrong_constant(written.span, function.name, parameter.name, wanted.name());
            checker.findings.push(finding);
            return typed;
        };
        return Typed { node: TypedNode::Constant(constant), ..typed };
    }
    let found = typed.kind();
    let never = match wanted {
        Kind::Integer => matches!(found, Kind::Boolean | Kind::Date | Kind::Values | Kind::Roles),
        Kind::Boolean => matches!(found, Kind::Date | Kind::Values | Kind::Roles),
        Kind::Date => matches!(found, Kind::Boolean | Kind::Integer | Kind::Values | Kind::Roles),
        _ => false,
    };
    if never {
        let (wanted, found) = (wanted.name(), found.name());
        checker.findings.push(catalogue::wrong_result(written.span, function.name, parameter.name, wanted, found));
    }
    typed
}

/// Looks into a constant regular expression.
fn pattern(checker: &mut Checker<'_>, pattern: &str, written: &Expression) {
    if let Err(error) = patterns::read(pattern) {
        let place = match written.span.of(checker.text).strip_prefix('"') {
            Some(inside) => {
                let start = written.span.start as usize + 1;
                let inside = Span::new(start, start + inside.strip_suffix('"').unwrap_or(inside).len());
                let quoted = Quoted { span: inside, quoting: Quoting::Constant };
                quoted.locate(checker.text, Span::new(error.offset, error.offset + 1))
            }
            // A text in foreign quotation marks has been reported; inside it nothing is where it seems.
            None => written.span,
        };
        checker.findings.push(catalogue::bad_pattern(place, &error.message));
    }
}

/// The call's node: a form's parts are told apart, a native call's slots filled up.
fn node(function: &'static Function, arguments: Vec<Typed>, span: Span) -> TypedNode {
    let mut parts = arguments.into_iter();
    let mut next = || parts.next().unwrap_or(Typed::absent(span));
    match function.body {
        Body::Native(_) => TypedNode::Call(function, parts.collect()),
        Body::FirstThat => TypedNode::FirstThat(parts.collect()),
        Body::Branch => TypedNode::Branch(Box::new([next(), next(), next()])),
        Body::Match => {
            let ends = Box::new([next(), next()]);
            let mut pairs = Vec::new();
            while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                pairs.push((key, value));
            }
            TypedNode::Match(ends, pairs)
        }
    }
}
