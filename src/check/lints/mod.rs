//! Lints: small functions, each of which looks for something that works but is probably not intended.
//!
//! A lint is one file, possibly with others of its theme: its wording, what it looks at, and how it looks. There are three
//! levels: parts of a checked expression, attribute mappings, and object mappings as a whole. The lints of an expression only
//! run if it has no error. The others always run, and do not see an expression that has one.
//!
//! A lint does not know the other lints, and none changes what is run.

mod account_status;
mod attribute_names;
mod chance;
mod characters;
mod choice;
mod condition;
mod date_letters;
mod dates;
mod defaults;
mod entities;
mod filters;
mod foreign_formats;
mod foreign_patterns;
mod formats;
mod inbound;
mod join;
mod line_breaks;
mod matching;
mod patterns;
mod placeholders;
mod quoted;
mod replace;
mod replace_slots;
mod role_type;
mod roles;
mod schema;
mod subject;
mod switch;
mod targets;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "connect")]
mod typed;
mod unique;

pub(super) use attribute_names::odd_name;
pub use inbound::{ACTIVE, disables_without_active};
pub(super) use patterns::find_damaged_group;
pub use schema::definitions;
pub(super) use subject::{LintHit, ObjectLint, Part, object};

use super::{Context, Expr, ExprKind};
use crate::diagnostic::{Diagnostic, DiagnosticInfo, Edit};
use crate::functions::{Function, Languages, Parameter, Property};
use crate::program::Constant;
use crate::text::{Quoted, Quoting, Span};
use crate::value::ValueKind;
use subject::Reporter;

/// How many edits a lint makes in a string at the most.
const MOST_EDITS: usize = 50;

/// The input and output of a lint for a part of an expression, besides the part and the part around it.
pub(super) struct Lint<'l> {
    /// The text of the expression.
    pub(super) text: &'l str,
    /// The names of its attributes, by slot.
    pub(super) attributes: &'l [Box<str>],
    /// The context that it is checked in.
    pub(super) context: Context<'l>,
    /// The reported diagnostics.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A lint for one attribute mapping.
type AttributeLint = fn(&ObjectLint<'_>, &Part<'_>, &mut Reporter<'_>);
/// A lint for the whole object mapping.
type WholeLint = fn(&ObjectLint<'_>, &mut Reporter<'_>);
/// A lint for a part of an expression. It also takes the part directly around it.
type PartLint = fn(&mut Lint<'_>, &Expr, Option<&Expr>);

/// The parts that a lint is for, so that it is not called for others.
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

/// What a file of lints has: their wording, and what each of them looks at.
pub(super) struct Lints {
    /// The diagnostics that are declared in the file.
    entries: &'static [&'static DiagnosticInfo],
    /// Lints for a part of an expression, with the parts that each is for.
    parts: &'static [(NodeFilter, PartLint)],
    /// Lints for one attribute mapping.
    attributes: &'static [AttributeLint],
    /// Lints for the whole object mapping.
    whole: &'static [WholeLint],
}

impl Lints {
    /// Nothing, for the levels that a file has no lints of.
    const NONE: Lints = Lints { entries: &[], parts: &[], attributes: &[], whole: &[] };
}

/// The only list of the files of lints, in the order in which they run.
const ALL: &[&Lints] = &[
    &replace::LINTS,
    &replace_slots::LINTS,
    &patterns::LINTS,
    &foreign_patterns::LINTS,
    &join::LINTS,
    &quoted::LINTS,
    &attribute_names::LINTS,
    &characters::LINTS,
    &entities::LINTS,
    &line_breaks::LINTS,
    &placeholders::LINTS,
    &foreign_formats::LINTS,
    &formats::LINTS,
    &dates::LINTS,
    &text::LINTS,
    &unique::LINTS,
    &chance::LINTS,
    &roles::LINTS,
    &switch::LINTS,
    &condition::LINTS,
    &choice::LINTS,
    &targets::LINTS,
    &role_type::LINTS,
    &account_status::LINTS,
    &inbound::LINTS,
    &defaults::LINTS,
    &matching::LINTS,
    &filters::LINTS,
    &schema::LINTS,
    #[cfg(feature = "connect")]
    &typed::LINTS,
];

/// The diagnostics of all lints.
pub fn entries() -> impl Iterator<Item = &'static DiagnosticInfo> {
    ALL.iter().flat_map(|lints| lints.entries).copied()
}

/// Runs the lints for an expression without errors.
pub(super) fn expression(text: &str, root: &Expr, attributes: &[Box<str>], context: Context<'_>) -> Vec<Diagnostic> {
    let mut lint = Lint { text, attributes, context, diagnostics: Vec::new() };
    parts(&mut lint, root, None);
    lint.diagnostics
}

fn parts(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let here = NodeFilter::of(part);
    for (on, look) in ALL.iter().flat_map(|lints| lints.parts) {
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
        if !self.context.language.silent_on().contains(&diagnostic.code()) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn attribute(&self, slot: u32) -> &str {
        self.attributes.get(slot as usize).map_or("", |name| name)
    }

    /// Edits of these ranges in the value of a constant. Each location is found by reading the string from its beginning, so
    /// their number is limited.
    fn edits_inside(&self, constant: &Expr, found: &[(Span, String)]) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (meant, text) in found.iter().take(MOST_EDITS) {
            edits.push(Edit { span: self.inside(constant, *meant), text: text.clone() });
        }
        edits
    }

    /// The location in the expression of a range in the value of a constant.
    fn inside(&self, constant: &Expr, meant: Span) -> Span {
        inside(self.text, constant, meant)
    }

    /// Whether the attribute always has a value, according to the source object.
    fn is_always_present(&self, name: &str) -> bool {
        self.context.source_schema.and_then(|known| known.get(name)).is_some_and(|known| known.required)
    }
}

/// The location in the text of an expression of a range in the value of a constant.
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

    /// The call that a part is, if it is a call of the cloud's function with this name.
    fn named(part: &'t Expr, name: &str) -> Option<Self> {
        Self::of(part).filter(|call| call.function.name == name && call.function.languages.intersects(Languages::CLOUD))
    }

    /// The same of a function that has one meaning in all languages.
    fn named_anywhere(part: &'t Expr, name: &str) -> Option<Self> {
        Self::of(part).filter(|call| call.function.name == name)
    }

    /// The call that a part is, if it is a call of a function with this property.
    fn with(part: &'t Expr, property: Property) -> Option<Self> {
        Self::of(part).filter(|call| call.function.is(property))
    }

    /// The given arguments, each with its parameter.
    fn given(self) -> impl Iterator<Item = (&'static Parameter, &'t Expr)> {
        let count = self.arguments.len();
        self.arguments.iter().enumerate().filter_map(move |(slot, argument)| {
            let parameter = self.function.parameter_of(slot, count)?;
            (!is_missing(argument)).then_some((parameter, argument))
        })
    }

    /// The argument of a parameter, if it is given.
    fn argument(self, parameter: &str) -> Option<&'t Expr> {
        self.given().find(|(known, _)| known.name == parameter).map(|(_, argument)| argument)
    }

    /// The arguments for parameters of a kind.
    fn of_kind(self, kind: ValueKind) -> impl Iterator<Item = (&'static Parameter, &'t Expr)> {
        self.given().filter(move |(parameter, _)| parameter.ty.kind == kind)
    }
}

/// The function and the parameter that a part is an argument for, if it is one of the first arguments of a call: what is
/// repeated after them has no parameter of its own, and may be long.
fn parameter_for(part: &Expr, around: Option<&Expr>) -> Option<(&'static Function, &'static Parameter)> {
    const FIRST: usize = 8;
    let call = Call::of(around?)?;
    let slot = call.arguments.iter().take(FIRST).position(|argument| argument.span == part.span)?;
    Some((call.function, call.function.parameter_of(slot, call.arguments.len())?))
}

/// Whether a part is a string that another one is searched for: there, everything may be meant.
fn is_searched(part: &Expr, around: Option<&Expr>) -> bool {
    parameter_for(part, around).is_some_and(|(function, parameter)| function.searches_for(parameter.name))
}

/// At most so many bytes of a text, cut between characters. A search that begins at each of many offsets takes linear time
/// only if each looks at a limited part.
fn up_to(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
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

/// Whether two parts have the same text, apart from white space.
fn alike(text: &str, one: &Expr, other: &Expr) -> bool {
    let shape = |part: &Expr| part.span.of(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    !one.span.is_empty() && shape(one) == shape(other)
}

/// Whether a string begins or ends with white space.
fn has_outer_blank(text: &str) -> bool {
    text.trim() != text
}
