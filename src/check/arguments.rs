//! Checks the arguments of a call against the parameters of the function. Does not look at when arguments are absent: that is
//! `nullability`.

use super::aliases::{Written, own_form};
use super::expression::{Checker, Position};
use super::lints::find_damaged_group;
use super::{Expr, ExprKind, patterns};
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::datetime::Styles;
use crate::dotnet::encoding;
#[cfg(feature = "connect")]
use crate::functions::Property;
use crate::functions::{self, Body, Function, Mode, Parameter};
use crate::program::Constant;
use crate::syntax::{Call, Expression, Node, quote};
use crate::text::{Quoted, Quoting, Span};
use crate::value::ValueKind;

/// Checks a call of a function and returns its node.
pub(super) fn check(
    checker: &mut Checker<'_>,
    function: &'static Function,
    call: &Call,
    span: Span,
    location: Position,
) -> ExprKind {
    // How many arguments were meant, and which is which, is known when the syntax is right. An operator that the language
    // lacks may stand where a comma belongs.
    let is_whole = !call.broken && !checker.is_torn && !call.arguments.iter().any(|one| checker.has_odd_operator(one));
    if is_whole {
        count(checker, function, call, span);
    }
    let mut arguments = Vec::with_capacity(call.arguments.len());
    for (slot, argument) in call.arguments.iter().enumerate() {
        let parameter = function.parameter(slot);
        let inner = if passes_through(function.body, slot) { location } else { Position::Argument };
        #[cfg(feature = "connect")]
        if function.is(Property::NamesAttribute) {
            arguments.push(checker.named_attribute(function, argument));
            continue;
        }
        let typed = checker.expression(argument, inner);
        interval_in_words(checker, argument, parameter);
        arguments.push(match parameter {
            Some(parameter) if is_whole => fit(checker, function, parameter, argument, typed),
            _ => typed,
        });
    }
    node(function, arguments, span)
}

/// An interval as SQL writes it, a word without quotation marks: what is offered is its code.
fn interval_in_words(checker: &mut Checker<'_>, argument: &Expression, parameter: Option<&Parameter>) {
    if let Node::Word(word) = &argument.node
        && parameter.is_some_and(|parameter| parameter.name == "interval")
        && let Some(code) = functions::interval_in_words(word)
        && let Some(said) = checker.diagnostics.last_mut().filter(|said| said.span == argument.span)
    {
        *said = said.clone().with_unsafe_fix(format!("write `{}`", quote(code)), argument.span, quote(code));
    }
}

/// Whether a slot's value may become the value of the whole call.
fn passes_through(body: Body, slot: usize) -> bool {
    match body {
        Body::Native(_) => false,
        Body::Coalesce => true,
        Body::If => slot > 0,
        #[cfg(feature = "connect")]
        Body::Special(_) => false,
        Body::Switch => slot == 1 || slot > 2 && slot % 2 == 1,
    }
}

/// Reports arguments that are missing or too many.
pub(super) fn count(checker: &mut Checker<'_>, function: &'static Function, call: &Call, span: Span) {
    let given = call.arguments.len();
    if matches!(function.body, Body::Switch) {
        if given < 4 || given % 2 == 1 {
            checker.diagnostics.push(registry::switch_pairs(call.name_span, given));
        }
        return;
    }
    let takes = function.slots().count();
    let endless = function.slots().any(|parameter| parameter.ty.mode == Mode::Variadic);
    if !endless && let Some((empty, extra)) = extra_comma(checker.text, function, call) {
        let signature = function.signature();
        let diagnostic = registry::too_many_arguments(empty, function.name, given, takes, &signature);
        let diagnostic =
            Diagnostic { help: Some(format!("a comma is too many; call it as `{signature}`")), ..diagnostic };
        checker.diagnostics.push(diagnostic.with_unsafe_fix("remove the comma", extra, ""));
        return;
    }
    if given > takes && !endless {
        let first = call.arguments.get(takes).map_or(span, |argument| argument.span);
        let last = call.arguments.last().map_or(span, |argument| argument.span);
        let location = first.to(last);
        checker.diagnostics.push(registry::too_many_arguments(
            location,
            function.name,
            given,
            takes,
            &function.signature(),
        ));
    }
    if function.counts_slots() && given <= takes {
        without_last(checker, function, call, span);
    }
    let mut absent = Vec::new();
    for (slot, parameter) in function.slots().enumerate() {
        let argument = call.arguments.get(slot);
        let missing = argument.is_none_or(Expression::is_missing);
        if missing && !parameter.ty.mode.may_be_left_out() {
            match argument {
                Some(empty) => lacks(checker, around(checker.text, empty.span), function, parameter.name),
                None => absent.push(parameter.name),
            }
        }
        // If more is missing, that has already been reported.
        if missing && parameter.ty.mode == Mode::Recommended && given >= slot {
            checker.diagnostics.push(registry::mid_without_length(call.name_span, function.name, parameter.name));
        }
    }
    // A call that ends too early is one mistake.
    if !absent.is_empty() {
        lacks(checker, call.name_span, function, &absent.join("`, `"));
    }
    for argument in call.arguments.iter().skip(takes).filter(|argument| endless && argument.is_missing()) {
        checker.diagnostics.push(registry::empty_argument(around(checker.text, argument.span), function.name));
    }
}

/// Reports the last argument of a function that counts its slots, where it is missing: a shorter call is one without an
/// optional argument before it.
fn without_last(checker: &mut Checker<'_>, function: &'static Function, call: &Call, span: Span) {
    let Some((last, arguments)) = function.slots().last().zip(call.arguments.split_last()) else { return };
    let (end, before) = arguments;
    if end.is_missing() && !before.is_empty() {
        return lacks(checker, around(checker.text, end.span), function, last.name);
    }
    if before.len() + 2 >= function.slots().count() {
        return;
    }
    lacks(checker, call.name_span, function, last.name);
    // Another language's call with a format; a list of styles is none.
    if let Node::Str(format) = &end.node
        && Styles::parse(format).is_err()
    {
        let arguments = call.arguments.iter().map(|argument| argument.span).collect();
        let written = Written { text: checker.text, span, name: &call.name, name_span: call.name_span, arguments };
        let fix = own_form(&written, function).and_then(|form| form.fix);
        if let Some(said) = checker.diagnostics.last_mut() {
            said.fix = fix;
        }
    }
}

/// The one empty argument without which the call has as many arguments as the function takes, each of them given: it with its
/// comma, and what is to be removed.
fn extra_comma(text: &str, function: &Function, call: &Call) -> Option<(Span, Span)> {
    let slots: Vec<&Parameter> = function.slots().collect();
    let mut empty = call.arguments.iter().enumerate().filter(|(_, argument)| argument.is_missing());
    let (slot, argument) = empty.next()?;
    let is_it = empty.next().is_none()
        && call.arguments.len() == slots.len() + 1
        && slots.get(slot).is_some_and(|parameter| !parameter.ty.mode.may_be_left_out());
    is_it.then_some(())?;
    let next = call.arguments.get(slot + 1)?;
    let comma =
        argument.span.end as usize + text.get(argument.span.end as usize..next.span.start as usize)?.find(',')?;
    Some((Span::new(comma, comma + 1), Span::new(argument.span.start as usize, next.span.start as usize)))
}

fn lacks(checker: &mut Checker<'_>, at: Span, function: &Function, parameters: &str) {
    checker.diagnostics.push(registry::missing_argument(at, function.name, parameters, &function.signature()));
}

/// An empty slot together with the character after it, so that the span is not empty.
pub(super) fn around(text: &str, span: Span) -> Span {
    let after = text.get(span.end as usize..).and_then(|rest| rest.chars().next());
    Span::new(span.start as usize, span.end as usize + after.map_or(0, char::len_utf8))
}

/// Checks one argument against its parameter; a constant is converted to the kind that the parameter takes.
fn fit(
    checker: &mut Checker<'_>,
    function: &Function,
    parameter: &Parameter,
    written: &Expression,
    typed: Expr,
) -> Expr {
    let expected = parameter.ty.kind;
    // Where there are types, a constant has one, and the check of types sees the whole.
    #[cfg(feature = "connect")]
    if checker.is_typed() && expected != ValueKind::Pattern {
        return typed;
    }
    if let Some(text) = typed.text() {
        let constant = match expected {
            ValueKind::Integer => functions::integer(text).map(Constant::Int),
            ValueKind::Boolean => encoding::parse_boolean(text).map(Constant::Bool),
            ValueKind::Pattern => {
                pattern(checker, text, written);
                return typed;
            }
            _ => return typed,
        };
        let Some(constant) = constant else {
            let diagnostic = registry::wrong_constant(written.span, function.name, parameter.name, expected.name());
            checker.diagnostics.push(diagnostic);
            return typed;
        };
        return Expr { node: ExprKind::Constant(constant), ..typed };
    }
    let found = typed.kind();
    let never = match expected {
        ValueKind::Integer => {
            matches!(found, ValueKind::Boolean | ValueKind::Date | ValueKind::Values | ValueKind::Roles)
        }
        ValueKind::Boolean => matches!(found, ValueKind::Date | ValueKind::Values | ValueKind::Roles),
        ValueKind::Date => {
            matches!(found, ValueKind::Boolean | ValueKind::Integer | ValueKind::Values | ValueKind::Roles)
        }
        _ => false,
    };
    if never {
        let (expected, found) = (expected.name(), found.name());
        checker.diagnostics.push(registry::wrong_result(written.span, function.name, parameter.name, expected, found));
    }
    typed
}

/// Checks a constant regular expression.
fn pattern(checker: &mut Checker<'_>, pattern: &str, written: &Expression) {
    let Err(error) = patterns::read(pattern) else { return };
    let text = checker.text;
    let locate = |start: usize, end: usize| match written.span.of(text).strip_prefix('"') {
        Some(inside) => {
            let at = written.span.start as usize + 1;
            let inside = Span::new(at, at + inside.strip_suffix('"').unwrap_or(inside).len());
            Some(Quoted { span: inside, quoting: Quoting::Constant }.locate(text, Span::new(start, end)))
        }
        // A string in wrong quotation marks has been reported; locations inside it are not reliable.
        None => None,
    };
    let location = locate(error.offset, error.offset + 1).unwrap_or(written.span);
    let diagnostic = registry::bad_pattern(location, &error.message);
    checker.diagnostics.push(match meant(pattern) {
        Some(Meant { at, length, help, new }) => {
            let diagnostic = Diagnostic { help: Some(help), ..diagnostic };
            match locate(at, at + length) {
                Some(span) => diagnostic.with_unsafe_fix(format!("write `{new}`"), span, new),
                None => diagnostic,
            }
        }
        None => diagnostic,
    });
}

/// What is probably meant by a part of a pattern that is not valid.
struct Meant {
    at: usize,
    length: usize,
    help: String,
    /// As it is written in an expression.
    new: String,
}

/// What is probably meant by a pattern that is not valid, if the pattern would then be.
fn meant(pattern: &str) -> Option<Meant> {
    let with = |at: usize, length: usize, new: &str| {
        let (before, after) = (pattern.get(..at)?, pattern.get(at + length..)?);
        patterns::read(&format!("{before}{new}{after}")).ok()
    };
    if let Some((at, length, new)) = find_damaged_group(pattern, 0) {
        with(at, length, &new)?;
        let help = "the opening of a group has no space in it".to_owned();
        return Some(Meant { at, length, help, new });
    }
    if let Some(at) = pattern.find("(?&lt;") {
        // An entity of HTML, as in a mapping that was copied from a page or from XML.
        let length = pattern.get(at..)?.find("&gt;")? + "&gt;".len();
        let new = pattern.get(at..at + length)?.replace("&lt;", "<").replace("&gt;", ">");
        with(at, length, &new)?;
        let help = "`&lt;` and `&gt;` are HTML for `<` and `>`".to_owned();
        return Some(Meant { at, length, help, new });
    }
    // One backslash at the end, or before the end of a class: it is escaped for the expression, but not for the pattern.
    let at = pattern.strip_suffix('\\').map(str::len).or_else(|| pattern.rfind("\\]"))?;
    with(at, 1, "\\\\")?;
    let help = "a backslash that the pattern is to find is written with four in an expression".to_owned();
    Some(Meant { at, length: 1, help, new: "\\".repeat(4) })
}

/// The node of the call: the parts of a special form by name, or the arguments of a native call.
fn node(function: &'static Function, arguments: Vec<Expr>, span: Span) -> ExprKind {
    let mut parts = arguments.into_iter();
    let mut next = || parts.next().unwrap_or(Expr::absent(span));
    match function.body {
        Body::Native(_) => ExprKind::Call(function, parts.collect()),
        #[cfg(feature = "connect")]
        Body::Special(_) => ExprKind::Constant(Constant::Absent),
        Body::Coalesce => ExprKind::Coalesce(parts.collect()),
        Body::If => ExprKind::If(Box::new([next(), next(), next()])),
        Body::Switch => {
            let ends = Box::new([next(), next()]);
            let mut pairs = Vec::new();
            while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                pairs.push((key, value));
            }
            ExprKind::Switch(ends, pairs)
        }
    }
}
