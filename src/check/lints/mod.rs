//! Lints: small functions, each of which looks for one thing that works and is probably not meant.
//!
//! There are two levels, each with its list: [`PARTS`] over every part of a checked expression, and
//! [`object::LINTS`] over an object mapping as a whole. A lint runs only where nothing before it was an error.

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
mod state;
mod switch;
mod targets;
#[cfg(test)]
mod tests;
mod text;
mod unique;

pub(super) use object::{Found, ObjectLint, Part, object};
pub use schema::definitions;

use super::{Context, Typed, TypedNode};
use crate::diagnostic::Diagnostic;
use crate::functions::{Function, Nature, Parameter};
use crate::program::Constant;
use crate::text::{Quoted, Quoting, Span};
use crate::value::Kind;

/// What a lint over a part of an expression sees, beside the part and the call around it.
pub(super) struct Lint<'l> {
    /// The expression's text.
    pub(super) text: &'l str,
    /// The names of its attributes, by slot.
    pub(super) attributes: &'l [Box<str>],
    /// What it is checked against.
    pub(super) context: Context<'l>,
    /// What was found.
    pub(super) findings: Vec<Diagnostic>,
}

/// A lint over a part of an expression, with the part directly around it.
type PartLint = fn(&mut Lint<'_>, &Typed, Option<&Typed>);

/// Which parts a lint is about, so that it is not asked about others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    /// Calls of functions with a body.
    Call,
    /// Choices: `IIF`, `Switch`, `Coalesce`.
    Choice,
    /// Attributes, constants, operators, words.
    Other,
    /// All of them.
    Any,
}

impl On {
    fn of(part: &Typed) -> Self {
        match part.node {
            TypedNode::Call(..) => On::Call,
            TypedNode::FirstThat(_) | TypedNode::Branch(_) | TypedNode::Match(..) => On::Choice,
            _ => On::Other,
        }
    }
}

/// Every lint over a part of an expression: the one list.
const PARTS: &[(On, PartLint)] = &[
    (On::Call, replace::arguments),
    (On::Call, replace::groups),
    (On::Call, replace::empty_matches),
    (On::Call, replace::double_escapes),
    (On::Call, formats::formats),
    (On::Call, formats::old_form),
    (On::Call, formats::styles),
    (On::Call, formats::mismatch),
    (On::Call, dates::constants),
    (On::Call, dates::intervals),
    (On::Call, dates::bare),
    (On::Call, text::numbers),
    (On::Call, text::items),
    (On::Call, text::delimiters),
    (On::Call, text::several_values),
    (On::Call, unique::nested),
    (On::Call, unique::rules),
    (On::Call, chance::random_strings),
    (On::Call, roles::functions),
    (On::Choice, switch::keys),
    (On::Choice, switch::unreachable_keys),
    (On::Choice, switch::presence),
    (On::Choice, switch::missing_empty_key),
    (On::Choice, condition::on_absent),
    (On::Choice, condition::same_branches),
    (On::Choice, choice::eager),
    (On::Choice, choice::coalesce),
    (On::Choice, choice::references),
    (On::Other, dates::endless),
    (On::Other, dates::compared),
    (On::Other, text::skip_words),
    (On::Other, roles::bare),
    (On::Any, condition::constant),
    (On::Any, text::outermost_operator),
    (On::Any, text::primary_addresses),
];

/// Runs the lints over an expression without errors.
pub(super) fn expression(text: &str, root: &Typed, attributes: &[Box<str>], context: Context<'_>) -> Vec<Diagnostic> {
    let mut lint = Lint { text, attributes, context, findings: Vec::new() };
    parts(&mut lint, root, None);
    lint.findings
}

fn parts(lint: &mut Lint<'_>, part: &Typed, around: Option<&Typed>) {
    let here = On::of(part);
    for (on, look) in PARTS {
        if *on == here || *on == On::Any {
            look(lint, part, around);
        }
    }
    for child in part.children() {
        parts(lint, child, Some(part));
    }
}

impl Lint<'_> {
    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    fn attribute(&self, slot: u32) -> &str {
        self.attributes.get(slot as usize).map_or("", |name| name)
    }

    /// The place of a stretch of a constant's meaning in the expression.
    fn inside(&self, constant: &Typed, meant: Span) -> Span {
        inside(self.text, constant, meant)
    }

    /// Whether the source object says that the attribute always has a value.
    fn is_always_present(&self, name: &str) -> bool {
        self.context.vocabulary.and_then(|known| known.get(name)).is_some_and(|known| known.required)
    }
}

/// The place of a stretch of a constant's meaning in the text of its expression.
fn inside(text: &str, constant: &Typed, meant: Span) -> Span {
    let span = constant.span;
    let written = span.of(text);
    if !written.starts_with('"') {
        return span;
    }
    let inner = Span::new(span.start as usize + 1, (span.end as usize).saturating_sub(1));
    let place = Quoted { span: inner, quoting: Quoting::Constant }.locate(text, meant);
    if place.is_empty() { span } else { place }
}

/// A call of a function with a body.
#[derive(Clone, Copy)]
struct Call<'t> {
    function: &'static Function,
    arguments: &'t [Typed],
}

impl<'t> Call<'t> {
    /// The call that a part is, if it is one.
    fn of(part: &'t Typed) -> Option<Self> {
        match &part.node {
            TypedNode::Call(function, arguments) => Some(Self { function, arguments }),
            _ => None,
        }
    }

    /// The call of a function that a part is, if it is one.
    fn named(part: &'t Typed, name: &str) -> Option<Self> {
        Self::of(part).filter(|call| call.function.name == name)
    }

    /// The call of a function of a nature that a part is, if it is one.
    fn that(part: &'t Typed, is: Nature) -> Option<Self> {
        Self::of(part).filter(|call| call.function.nature == is)
    }

    /// The arguments that are given, each with its parameter.
    fn given(self) -> impl Iterator<Item = (&'static Parameter, &'t Typed)> {
        let count = self.arguments.len();
        self.arguments.iter().enumerate().filter_map(move |(slot, argument)| {
            let parameter = self.function.parameter_of(slot, count)?;
            (!is_missing(argument)).then_some((parameter, argument))
        })
    }

    /// The argument of a parameter, where it is given.
    fn argument(self, parameter: &str) -> Option<&'t Typed> {
        self.given().find(|(known, _)| known.name == parameter).map(|(_, argument)| argument)
    }

    /// The arguments of a kind of parameter.
    fn of_kind(self, kind: Kind) -> impl Iterator<Item = (&'static Parameter, &'t Typed)> {
        self.given().filter(move |(parameter, _)| parameter.takes.kind == kind)
    }
}

/// Whether an argument is an empty slot.
fn is_missing(argument: &Typed) -> bool {
    matches!(argument.node, TypedNode::Constant(Constant::Absent))
}

/// The constant integer that a part is, if it is one.
fn integer(part: &Typed) -> Option<i64> {
    match &part.node {
        TypedNode::Constant(Constant::Int(number)) => Some(*number),
        _ => None,
    }
}

/// Whether two parts are written alike.
fn alike(text: &str, one: &Typed, other: &Typed) -> bool {
    let shape = |part: &Typed| part.span.of(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    !one.span.is_empty() && shape(one) == shape(other)
}

/// Whether a text begins or ends with a blank.
fn has_outer_blank(text: &str) -> bool {
    text.trim() != text
}
