//! Checks one expression: resolves names and enforces the dialect. Arguments are checked in `arguments`.

use super::names::{self, Meaning, Resolution};
use super::{Expr, ExprKind, SourceSchema, arguments, lints, operators};
use crate::diagnostic::{Diagnostic, keep_most, registry};
use crate::functions::Body;
use crate::language::{LANGUAGES, Language, Support, Word};
use crate::program::Constant;
use crate::syntax::{Ast, Call, Expression, Node, Operator};
use crate::text::{Span, nearest};
use std::collections::HashMap;
use std::sync::Arc;

/// The context that an expression is checked in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'c> {
    /// The language.
    pub language: &'static Language,
    /// The attributes of the source object, if they are known.
    pub source_schema: Option<&'c SourceSchema>,
}

/// An expression that can be compiled. Only [`check_expression`] creates one.
#[derive(Clone, Debug)]
pub struct Checked {
    // Shared, because many attribute mappings may have the same expression.
    root: Arc<Expr>,
    attributes: Arc<[Box<str>]>,
    language: &'static Language,
}

impl Checked {
    /// The checked tree.
    pub fn root(&self) -> &Expr {
        &self.root
    }

    /// The attributes that it reads, in order of appearance.
    pub fn attributes(&self) -> &[Box<str>] {
        &self.attributes
    }

    /// The same expression, with the parts at these spans replaced by no value.
    pub fn without(&self, spans: &[Span]) -> Self {
        match spans.is_empty() {
            true => self.clone(),
            false => Self { root: Arc::new(self.root.without(spans)), ..self.clone() },
        }
    }

    /// The language that it is written in.
    pub fn language(&self) -> &'static Language {
        self.language
    }
}

/// Checks an expression. The result has a checked expression if and only if no diagnostic is an error. `text` is the
/// text that `ast` was parsed from.
pub fn check_expression(text: &str, ast: &Ast, context: Context<'_>) -> (Option<Checked>, Vec<Diagnostic>) {
    let mut checker =
        Checker { text, context, attributes: Vec::new(), slots: HashMap::new(), diagnostics: ast.diagnostics.clone() };
    let root = checker.expression(&ast.root, Position::Outermost);
    let is_sound = |diagnostics: &[Diagnostic]| !diagnostics.iter().any(Diagnostic::is_error);
    let mut diagnostics = checker.diagnostics;
    if is_sound(&diagnostics) {
        diagnostics.extend(lints::expression(text, &root, &checker.attributes, context));
    }
    keep_most(&mut diagnostics);
    let attributes = checker.attributes;
    let checked = is_sound(&diagnostics).then(|| Checked {
        root: root.into(),
        attributes: attributes.into(),
        language: context.language,
    });
    (checked, diagnostics)
}

/// Up to how many diagnostics of an expression the known name is looked for that an unknown one may mean.
const GUESSES: usize = 200;

/// The position of a part, for parts that are only allowed in some positions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// Where its value becomes the value of the whole expression.
    Outermost,
    /// Inside a call that uses its value.
    Argument,
}

pub(super) struct Checker<'c> {
    pub(super) text: &'c str,
    context: Context<'c>,
    attributes: Vec<Box<str>>,
    /// The indexes of the attributes in their list.
    slots: HashMap<Box<str>, u32>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Checker<'_> {
    pub(super) fn expression(&mut self, expression: &Expression, location: Position) -> Expr {
        let span = expression.span;
        let node = match &expression.node {
            Node::Call(call) => self.call(call, span, location),
            Node::Attribute(name) => self.attribute(name, span),
            Node::Str(text) | Node::Number(text) => ExprKind::Constant(Constant::Str(text.clone())),
            Node::Word(word) => self.word(word, span, location),
            Node::Setting(name) => ExprKind::Setting(name.clone()),
            Node::Variable(name) => {
                self.parenthesis(span, &format!("${name}"));
                ExprKind::Constant(Constant::Absent)
            }
            Node::Group(inner) => {
                self.parenthesis(span, "( )");
                return self.expression(inner, location);
            }
            Node::Chain(first, rest) => self.chain(first, rest),
            Node::Missing => ExprKind::Constant(Constant::Absent),
        };
        Expr { span, node }
    }

    fn call(&mut self, call: &Call, span: Span, location: Position) -> ExprKind {
        match names::function(&call.name, call.name_span, self.context.language) {
            Resolution::Function(function, warning) => {
                self.diagnostics.extend(warning);
                let skips = matches!(function.body, Body::Native(_)) && function.result.skips();
                if skips && location == Position::Argument {
                    self.diagnostics.push(registry::skip_inside_call(call.name_span));
                }
                arguments::check(self, function, call, span, location)
            }
            Resolution::Unavailable(warning) => {
                self.diagnostics.extend(warning);
                ExprKind::Unavailable(call.name.clone(), self.parts(&call.arguments))
            }
            Resolution::Nothing(diagnostic) => {
                self.diagnostics.push(diagnostic);
                self.parts(&call.arguments);
                ExprKind::Constant(Constant::Absent)
            }
        }
    }

    /// Checks the arguments of a call of an unknown function, for errors inside them.
    fn parts(&mut self, parts: &[Expression]) -> Vec<Expr> {
        parts.iter().map(|part| self.expression(part, Position::Argument)).collect()
    }

    fn attribute(&mut self, name: &str, span: Span) -> ExprKind {
        if name.trim().is_empty() || name.contains(['(', ')', '\n', '\r']) {
            self.diagnostics.push(registry::not_an_attribute_name(span, name));
        } else if let Some(vocabulary) = self.context.source_schema
            && vocabulary.get(name).is_none()
        {
            self.unknown_attribute(vocabulary, name, span);
        }
        let next = u32::try_from(self.attributes.len()).unwrap_or(u32::MAX);
        let slot = *self.slots.entry(name.into()).or_insert(next);
        if slot == next {
            self.attributes.push(name.into());
        }
        ExprKind::Attribute(slot)
    }

    fn unknown_attribute(&mut self, vocabulary: &SourceSchema, name: &str, span: Span) {
        let inner = Span::new(span.start as usize + 1, (span.end as usize).saturating_sub(1));
        // An expression of nothing but unknown names needs no guess for each.
        let guesses = self.diagnostics.len() < GUESSES;
        let names = || vocabulary.names().filter(|_| guesses);
        let right = names().filter(|right| right.eq_ignore_ascii_case(name)).min();
        self.diagnostics.push(match right {
            Some(right) => {
                let diagnostic = registry::wrong_case_attribute(span, name, right);
                diagnostic.with_fix(format!("write `[{right}]`"), inner, right)
            }
            None => registry::unknown_attribute(span, name, vocabulary.object(), nearest(name, names())),
        });
    }

    fn word(&mut self, word: &str, span: Span, location: Position) -> ExprKind {
        let meaning = match names::word(word, span, self.context.language) {
            Ok(Meaning::Here(meaning)) => meaning,
            Ok(Meaning::Elsewhere(meaning)) => {
                self.not_here(span, word);
                meaning
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                Word::Absent
            }
        };
        match meaning {
            Word::Str => ExprKind::Constant(Constant::Str(word.into())),
            Word::Absent => ExprKind::Constant(Constant::Absent),
            Word::Skip => {
                if location == Position::Argument {
                    self.diagnostics.push(registry::skip_inside_call(span));
                }
                ExprKind::Skip
            }
        }
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Span, Expression)]) -> ExprKind {
        let mut comparisons = 0;
        for (operator, span, _) in rest {
            comparisons += usize::from(matches!(operator, Operator::Compare(_)));
            match self.context.language.operator(*operator).map(|rule| rule.support) {
                Some(Support::Documented) => {}
                Some(Support::DocumentedFor(there)) => {
                    let (what, here) = (format!("`{}`", operator.sign()), self.context.language.name);
                    self.diagnostics.push(registry::other_dialect(*span, &what, here, there));
                }
                // A word used as an operator has been reported by the parser.
                None if span.of(self.text).chars().all(char::is_alphabetic) => {}
                None => {
                    let is_elsewhere = LANGUAGES.iter().any(|other| other.operator(*operator).is_some());
                    self.missing_here(*span, operator.sign(), is_elsewhere);
                }
            }
            // If the comparisons are joined by another operator, that operator has been reported.
            let only_comparisons = || rest.iter().all(|(operator, ..)| matches!(operator, Operator::Compare(_)));
            if comparisons == 2 && !self.context.language.has_parentheses && only_comparisons() {
                self.not_here(*span, &format!("{0} … {0}", operator.sign()));
            }
        }
        let first = self.expression(first, Position::Argument);
        let rest = rest.iter().map(|(operator, _, part)| (*operator, self.expression(part, Position::Argument)));
        let rest = rest.collect();
        operators::group(first, rest, &|operator| self.context.language.operator(operator).map_or(0, |rule| rule.level))
    }

    /// Reports something that only another language has.
    fn not_here(&mut self, span: Span, what: &str) {
        self.missing_here(span, what, true);
    }

    fn missing_here(&mut self, span: Span, what: &str, is_elsewhere: bool) {
        let here = self.context.language.name;
        self.diagnostics.push(registry::operator_not_in_dialect(span, what, here, is_elsewhere));
    }

    /// Reports parentheses and variables if the language does not have them.
    fn parenthesis(&mut self, span: Span, what: &str) {
        if !self.context.language.has_parentheses {
            self.not_here(span, what);
        }
    }
}
