//! Lints: small functions, each of which looks for one thing that works and is probably not meant.
//!
//! There are two levels, each with its list: [`PARTS`] over every part of a checked expression, and
//! [`object::LINTS`] over an object mapping as a whole. A lint runs only where nothing before it was an error.

mod account_status;
mod chance;
mod choice;
mod condition;
mod dates;
mod defaults;
mod filters;
mod formats;
mod matching;
mod object;
mod replace;
mod roles;
mod schema;
mod switch;
mod targets;
#[cfg(test)]
mod tests;
mod text;
mod unique;

pub(super) use object::{LintHit, ObjectLint, Part, object};
pub use schema::definitions;

use super::{Context, Expr, ExprKind};
use crate::diagnostic::Diagnostic;
use crate::functions::{Effects, Function, Parameter};
use crate::program::Constant;
use crate::text::{Quoted, Quoting, Span};
use crate::value::ValueKind;

/// What a lint over a part of an expression sees, beside the part and the call around it.
pub(super) struct Lint<'l> {
    /// The expression's text.
    pub(super) text: &'l str,
    /// The names of its attributes, by slot.
    pub(super) attributes: &'l [Box<str>],
    /// What it is checked against.
    pub(super) context: Context<'l>,
    /// What was found.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A lint over a part of an expression, with the part directly around it.
type PartLint = fn(&mut Lint<'_>, &Expr, Option<&Expr>);

/// Which parts a lint is about, so that it is not asked about others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NodeFilter {
    /// Calls of functions with a body.
    Call,
    /// Choices: `IIF`, `Switch`, `Coalesce`.
    Choice,
    /// Attributes, constants, operators, words.
    Other,
    /// All of them.
    Any,
}

impl NodeFilter {
    fn of(part: &Expr) -> Self {
        match part.node {
            ExprKind::Call(..) => NodeFilter::Call,
            ExprKind::FirstThat(_) | ExprKind::Branch(_) | ExprKind::Match(..) => NodeFilter::Choice,
            _ => NodeFilter::Other,
        }
    }
}

/// Every lint over a part of an expression: the one list.
const PARTS: &[(NodeFilter, PartLint)] = &[
    (NodeFilter::Call, replace::arguments),
    (NodeFilter::Call, replace::groups),
    (NodeFilter::Call, replace::empty_matches),
    (NodeFilter::Call, replace::double_escapes),
    (NodeFilter::Call, formats::formats),
    (NodeFilter::Call, formats::old_form),
    (NodeFilter::Call, formats::styles),
    (NodeFilter::Call, formats::mismatch),
    (NodeFilter::Call, dates::constants),
    (NodeFilter::Call, dates::intervals),
    (NodeFilter::Call, dates::bare),
    (NodeFilter::Call, text::numbers),
    (NodeFilter::Call, text::items),
    (NodeFilter::Call, text::delimiters),
    (NodeFilter::Call, text::several_values),
    (NodeFilter::Call, unique::nested),
    (NodeFilter::Call, unique::rules),
    (NodeFilter::Call, chance::random_strings),
    (NodeFilter::Call, roles::functions),
    (NodeFilter::Choice, switch::keys),
    (NodeFilter::Choice, switch::unreachable_keys),
    (NodeFilter::Choice, switch::presence),
    (NodeFilter::Choice, switch::missing_empty_key),
    (NodeFilter::Choice, condition::on_absent),
    (NodeFilter::Choice, condition::same_branches),
    (NodeFilter::Choice, choice::eager),
    (NodeFilter::Choice, choice::coalesce),
    (NodeFilter::Choice, choice::references),
    (NodeFilter::Other, dates::endless),
    (NodeFilter::Other, dates::compared),
    (NodeFilter::Other, text::skip_words),
    (NodeFilter::Other, roles::bare),
    (NodeFilter::Any, condition::constant),
    (NodeFilter::Any, text::outermost_operator),
    (NodeFilter::Any, text::primary_addresses),
];

/// Runs the lints over an expression without errors.
pub(super) fn expression(text: &str, root: &Expr, attributes: &[Box<str>], context: Context<'_>) -> Vec<Diagnostic> {
    let mut lint = Lint { text, attributes, context, diagnostics: Vec::new() };
    parts(&mut lint, root, None);
    lint.diagnostics
}

fn parts(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let here = NodeFilter::of(part);
    for (on, look) in PARTS {
        if *on == here || *on == NodeFilter::Any {
            look(lint, part, around);
        }
    }
    for child in part.children() {
        parts(lint, child, Some(part));
    }
}

impl Lint<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn attribute(&self, slot: u32) -> &str {
        self.attributes.get(slot as usize).map_or("", |name| name)
    }

    /// The place of a stretch of a constant's meaning in the expression.
    fn inside(&self, constant: &Expr, meant: Span) -> Span {
        inside(self.text, constant, meant)
    }

    /// Whether the source object says that the attribute always has a value.
    fn is_always_present(&self, name: &str) -> bool {
        self.context.source.and_then(|known| known.get(name)).is_some_and(|known| known.required)
    }
}

/// The place of a stretch of a constant's meaning in the text of its expression.
fn inside(text: &str, constant: &Expr, meant: Span) -> Span {
    let span = constant.span;
    let written = span.of(text);
    if !written.starts_with('"') {
        return span;
    }
    let inner = Span::new(span.start as usize + 1, (span.end as usize).saturating_sub(1));
    let location = Quoted { span: inner, quoting: Quoting::Constant }.locate(text, meant);
    if location.is_empty() { span } else { location }
}

/// A call of a function with a body.
#[derive(Clone, Copy)]
struct Call<'t> {
    function: &'static Function,
    arguments: &'t [Expr],
}

impl<'t> Call<'t> {
    /// The call that a part is, if it is one.
    fn of(part: &'t Expr) -> Option<Self> {
        match &part.node {
            ExprKind::Call(function, arguments) => Some(Self { function, arguments }),
            _ => None,
        }
    }

    /// The call of a function that a part is, if it is one.
    fn named(part: &'t Expr, name: &str) -> Option<Self> {
        Self::of(part).filter(|call| call.function.name == name)
    }

    /// The call of a function of a nature that a part is, if it is one.
    fn that(part: &'t Expr, is: Effects) -> Option<Self> {
        Self::of(part).filter(|call| call.function.effects == is)
    }

    /// The arguments that are given, each with its parameter.
    fn given(self) -> impl Iterator<Item = (&'static Parameter, &'t Expr)> {
        let count = self.arguments.len();
        self.arguments.iter().enumerate().filter_map(move |(slot, argument)| {
            let parameter = self.function.parameter_of(slot, count)?;
            (!is_missing(argument)).then_some((parameter, argument))
        })
    }

    /// The argument of a parameter, where it is given.
    fn argument(self, parameter: &str) -> Option<&'t Expr> {
        self.given().find(|(known, _)| known.name == parameter).map(|(_, argument)| argument)
    }

    /// The arguments of a kind of parameter.
    fn of_kind(self, kind: ValueKind) -> impl Iterator<Item = (&'static Parameter, &'t Expr)> {
        self.given().filter(move |(parameter, _)| parameter.ty.kind == kind)
    }
}

/// Whether an argument is an empty slot.
fn is_missing(argument: &Expr) -> bool {
    matches!(argument.node, ExprKind::Constant(Constant::Absent))
}

/// The constant integer that a part is, if it is one.
fn integer(part: &Expr) -> Option<i64> {
    match &part.node {
        ExprKind::Constant(Constant::Int(number)) => Some(*number),
        _ => None,
    }
}

/// Whether two parts are written alike.
fn alike(text: &str, one: &Expr, other: &Expr) -> bool {
    let shape = |part: &Expr| part.span.of(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    !one.span.is_empty() && shape(one) == shape(other)
}

/// Whether a text begins or ends with a blank.
fn has_outer_blank(text: &str) -> bool {
    text.trim() != text
}
