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
use crate::functions::{Function, Languages, Parameter, Property};
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
            ExprKind::Coalesce(_) | ExprKind::If(_) | ExprKind::Switch(..) => NodeFilter::Choice,
            _ => NodeFilter::Other,
        }
    }
}

/// Every lint over a part of an expression, with the languages whose expressions it looks at: the one list.
const PARTS: &[(NodeFilter, Languages, PartLint)] = &[
    (NodeFilter::Call, Languages::ALL, replace::arguments),
    (NodeFilter::Call, Languages::ALL, replace::groups),
    (NodeFilter::Call, Languages::ALL, replace::empty_matches),
    (NodeFilter::Call, Languages::ALL, replace::double_escapes),
    (NodeFilter::Call, Languages::ALL, formats::formats),
    // Cloud sync's own reference and default mappings have the shorter form.
    (NodeFilter::Call, Languages::ENTRA, formats::old_form),
    (NodeFilter::Call, Languages::ALL, formats::styles),
    (NodeFilter::Call, Languages::ALL, formats::mismatch),
    (NodeFilter::Call, Languages::ALL, dates::constants),
    (NodeFilter::Call, Languages::ALL, dates::intervals),
    (NodeFilter::Call, Languages::ALL, dates::bare),
    (NodeFilter::Call, Languages::ALL, text::numbers),
    (NodeFilter::Call, Languages::ALL, text::items),
    (NodeFilter::Call, Languages::ALL, text::delimiters),
    (NodeFilter::Call, Languages::ALL, text::several_values),
    (NodeFilter::Call, Languages::ALL, unique::nested),
    (NodeFilter::Call, Languages::ALL, unique::rules),
    (NodeFilter::Call, Languages::ALL, chance::random_strings),
    (NodeFilter::Call, Languages::ALL, roles::functions),
    (NodeFilter::Choice, Languages::ALL, switch::keys),
    (NodeFilter::Choice, Languages::ALL, switch::unreachable_keys),
    (NodeFilter::Choice, Languages::ALL, switch::presence),
    (NodeFilter::Choice, Languages::ALL, switch::missing_empty_key),
    // The default mappings of cloud sync have such conditions, and Connect Sync documents them.
    (NodeFilter::Choice, Languages::ENTRA, condition::on_absent),
    (NodeFilter::Choice, Languages::ALL, condition::same_branches),
    // The default mappings of cloud sync rely on the branch that is not taken.
    (NodeFilter::Choice, Languages::ENTRA, choice::eager),
    (NodeFilter::Choice, Languages::ALL, choice::coalesce),
    (NodeFilter::Choice, Languages::ALL, choice::references),
    (NodeFilter::Other, Languages::ALL, dates::endless),
    (NodeFilter::Other, Languages::ALL, dates::compared),
    // Connect Sync documents them.
    (NodeFilter::Other, Languages::CLOUD, text::skip_words),
    (NodeFilter::Other, Languages::ALL, roles::bare),
    (NodeFilter::Any, Languages::ALL, condition::constant),
    (NodeFilter::Any, Languages::ENTRA, text::outermost_operator),
    (NodeFilter::Any, Languages::ALL, text::primary_addresses),
];

/// Runs the lints over an expression without errors.
pub(super) fn expression(text: &str, root: &Expr, attributes: &[Box<str>], context: Context<'_>) -> Vec<Diagnostic> {
    let mut lint = Lint { text, attributes, context, diagnostics: Vec::new() };
    parts(&mut lint, root, None);
    lint.diagnostics
}

fn parts(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let here = NodeFilter::of(part);
    for (on, languages, look) in PARTS {
        let is_about = (*on == here || *on == NodeFilter::Any) && languages.intersects(lint.context.language.member);
        if is_about {
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
        self.context.source_schema.and_then(|known| known.get(name)).is_some_and(|known| known.required)
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

    /// The call of a function with a property that a part is, if it is one.
    fn with(part: &'t Expr, property: Property) -> Option<Self> {
        Self::of(part).filter(|call| call.function.is(property))
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
