//! One expression, checked: names resolved, dialect kept, arguments handed to `arguments`.

use super::names::{self, Resolution, Word};
use super::{Expr, ExprKind, SourceSchema, arguments, lints};
use crate::diagnostic::{Diagnostic, registry};
use crate::functions::{Body, Dialect};
use crate::program::Constant;
use crate::syntax::{Ast, Call, Expression, Node, Operator};
use crate::text::{Span, nearest};
use std::collections::HashMap;
use std::sync::Arc;

/// What an expression is checked against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'c> {
    /// The dialect.
    pub dialect: Dialect,
    /// The attributes of the source object, where they are known.
    pub source: Option<&'c SourceSchema>,
}

/// An expression that can be compiled. Only [`check_expression`] makes one.
#[derive(Clone, Debug)]
pub struct Checked {
    // Shared, because many attribute mappings may have the same expression.
    root: Arc<Expr>,
    attributes: Arc<[Box<str>]>,
    dialect: Dialect,
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

    /// The dialect that it was checked for.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }
}

/// Checks an expression. There is a checked one exactly when no diagnostic is an error; `text` is what `ast` was parsed from.
pub fn check_expression(text: &str, ast: &Ast, context: Context<'_>) -> (Option<Checked>, Vec<Diagnostic>) {
    let mut checker =
        Checker { text, context, attributes: Vec::new(), slots: HashMap::new(), diagnostics: ast.diagnostics.clone() };
    let root = checker.expression(&ast.root, Position::Outermost);
    let is_sound = |diagnostics: &[Diagnostic]| !diagnostics.iter().any(Diagnostic::is_error);
    let mut diagnostics = checker.diagnostics;
    if is_sound(&diagnostics) {
        diagnostics.extend(lints::expression(text, &root, &checker.attributes, context));
    }
    let attributes = checker.attributes;
    let checked = is_sound(&diagnostics).then(|| Checked {
        root: root.into(),
        attributes: attributes.into(),
        dialect: context.dialect,
    });
    (checked, diagnostics)
}

/// Where a part stands, for what may only stand in some places.
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
    /// The places of the attributes in their list.
    slots: HashMap<Box<str>, u32>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Checker<'_> {
    pub(super) fn dialect(&self) -> Dialect {
        self.context.dialect
    }

    pub(super) fn expression(&mut self, expression: &Expression, location: Position) -> Expr {
        let span = expression.span;
        let node = match &expression.node {
            Node::Call(call) => self.call(call, span, location),
            Node::Attribute(name) => self.attribute(name, span),
            Node::Str(text) | Node::Number(text) => ExprKind::Constant(Constant::Str(text.clone())),
            Node::Word(word) => self.word(word, span, location),
            Node::Setting(name) => ExprKind::Setting(name.clone()),
            Node::Variable(name) => {
                self.not_here(span, &format!("${name}"));
                ExprKind::Constant(Constant::Absent)
            }
            Node::Group(inner) => {
                self.not_here(span, "( )");
                return self.expression(inner, location);
            }
            Node::Chain(first, rest) => self.chain(first, rest),
            Node::Missing => ExprKind::Constant(Constant::Absent),
        };
        Expr { span, node }
    }

    fn call(&mut self, call: &Call, span: Span, location: Position) -> ExprKind {
        match names::function(&call.name, call.name_span, self.context.dialect) {
            Resolution::Function(function, warning) => {
                self.diagnostics.extend(warning);
                let skips = matches!(function.body, Body::Native(_)) && function.result.skips();
                if skips && location == Position::Argument {
                    self.diagnostics.push(registry::skip_inside_call(call.name_span));
                }
                arguments::check(self, function, call, span, location)
            }
            Resolution::Unavailable(warning) => {
                self.diagnostics.push(warning);
                self.parts(&call.arguments);
                ExprKind::Unavailable(call.name.clone())
            }
            Resolution::Nothing(diagnostic) => {
                self.diagnostics.push(diagnostic);
                self.parts(&call.arguments);
                ExprKind::Constant(Constant::Absent)
            }
        }
    }

    /// Looks into the arguments of a call that means nothing, for what is wrong inside.
    fn parts(&mut self, parts: &[Expression]) {
        for part in parts {
            self.expression(part, Position::Argument);
        }
    }

    fn attribute(&mut self, name: &str, span: Span) -> ExprKind {
        if name.trim().is_empty() || name.contains(['(', ')', '\n', '\r']) {
            self.diagnostics.push(registry::not_an_attribute_name(span, name));
        } else if let Some(vocabulary) = self.context.source
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
        let right = vocabulary.names().filter(|right| right.eq_ignore_ascii_case(name)).min();
        self.diagnostics.push(match right {
            Some(right) => {
                let diagnostic = registry::wrong_case_attribute(span, name, right);
                diagnostic.with_fix(format!("write `[{right}]`"), inner, right)
            }
            None => registry::unknown_attribute(span, name, vocabulary.object(), nearest(name, vocabulary.names())),
        });
    }

    fn word(&mut self, word: &str, span: Span, location: Position) -> ExprKind {
        match names::word(word, span) {
            Ok(Word::Text) => ExprKind::Constant(Constant::Str(word.into())),
            Ok(Word::Absent) => {
                if self.context.dialect != Dialect::Connect {
                    self.not_here(span, word);
                }
                ExprKind::Constant(Constant::Absent)
            }
            Ok(Word::Skip) => {
                if location == Position::Argument {
                    self.diagnostics.push(registry::skip_inside_call(span));
                }
                ExprKind::Skip
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                ExprKind::Constant(Constant::Absent)
            }
        }
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Span, Expression)]) -> ExprKind {
        let mut comparisons = 0;
        for (operator, span, _) in rest {
            match operator {
                Operator::Compare(_) => comparisons += 1,
                Operator::Concatenate if self.context.dialect != Dialect::Connect => {
                    if self.context.dialect == Dialect::Entra {
                        let warning = registry::other_dialect(*span, "`&`", "entra", "cloud-sync");
                        self.diagnostics.push(warning);
                    }
                }
                // A word for an operator is a diagnostic of the parser already.
                _ if span.of(self.text).chars().all(char::is_alphabetic) => {}
                other => self.not_here(*span, other.sign()),
            }
            // Where the comparisons are joined by another operator, that one has been reported.
            if comparisons == 2 && rest.iter().all(|(operator, ..)| matches!(operator, Operator::Compare(_))) {
                self.not_here(*span, &format!("{0} … {0}", operator.sign()));
            }
        }
        let first = self.expression(first, Position::Argument);
        let rest = rest.iter().map(|(operator, _, part)| (*operator, self.expression(part, Position::Argument)));
        ExprKind::Operate(Box::new(first), rest.collect())
    }

    /// Reports what only Connect Sync has.
    fn not_here(&mut self, span: Span, what: &str) {
        if self.context.dialect != Dialect::Connect {
            self.diagnostics.push(registry::operator_not_in_dialect(span, what, self.context.dialect.name()));
        }
    }
}
