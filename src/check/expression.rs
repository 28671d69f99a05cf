//! One expression, checked: names resolved, dialect kept, arguments handed to `arguments`.

use super::names::{self, Named, Word};
use super::{Typed, TypedNode, Vocabulary, arguments, lints};
use crate::diagnostic::{Diagnostic, catalogue};
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
    pub vocabulary: Option<&'c Vocabulary>,
}

/// An expression that can be compiled. Only [`check_expression`] makes one.
#[derive(Clone, Debug)]
pub struct Checked {
    // Shared, because many attribute mappings may have the same expression.
    root: Arc<Typed>,
    attributes: Arc<[Box<str>]>,
    dialect: Dialect,
}

impl Checked {
    /// The checked tree.
    pub fn root(&self) -> &Typed {
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

/// Checks an expression. There is a checked one exactly when no finding is an error; `text` is what `ast` was parsed from.
pub fn check_expression(text: &str, ast: &Ast, context: Context<'_>) -> (Option<Checked>, Vec<Diagnostic>) {
    let mut checker =
        Checker { text, context, attributes: Vec::new(), slots: HashMap::new(), findings: ast.findings.clone() };
    let root = checker.expression(&ast.root, Place::Outermost);
    let is_sound = |findings: &[Diagnostic]| !findings.iter().any(Diagnostic::is_error);
    let mut findings = checker.findings;
    if is_sound(&findings) {
        findings.extend(lints::expression(text, &root, &checker.attributes, context));
    }
    let attributes = checker.attributes;
    let checked = is_sound(&findings).then(|| Checked {
        root: root.into(),
        attributes: attributes.into(),
        dialect: context.dialect,
    });
    (checked, findings)
}

/// Where a part stands, for what may only stand in some places.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
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
    pub(super) findings: Vec<Diagnostic>,
}

impl Checker<'_> {
    pub(super) fn dialect(&self) -> Dialect {
        self.context.dialect
    }

    pub(super) fn expression(&mut self, expression: &Expression, place: Place) -> Typed {
        let span = expression.span;
        let node = match &expression.node {
            Node::Call(call) => self.call(call, span, place),
            Node::Attribute(name) => self.attribute(name, span),
            Node::Text(text) | Node::Number(text) => TypedNode::Constant(Constant::Text(text.clone())),
            Node::Word(word) => self.word(word, span, place),
            Node::Setting(name) => TypedNode::Setting(name.clone()),
            Node::Variable(name) => {
                self.not_here(span, &format!("${name}"));
                TypedNode::Constant(Constant::Absent)
            }
            Node::Group(inner) => {
                self.not_here(span, "( )");
                return self.expression(inner, place);
            }
            Node::Chain(first, rest) => self.chain(first, rest),
            Node::Missing => TypedNode::Constant(Constant::Absent),
        };
        Typed { span, node }
    }

    fn call(&mut self, call: &Call, span: Span, place: Place) -> TypedNode {
        match names::function(&call.name, call.name_span, self.context.dialect) {
            Named::Function(function, remark) => {
                self.findings.extend(remark);
                let skips = matches!(function.body, Body::Native(_)) && function.result.skips();
                if skips && place == Place::Argument {
                    self.findings.push(catalogue::skip_inside_call(call.name_span));
                }
                arguments::check(self, function, call, span, place)
            }
            Named::Unavailable(remark) => {
                self.findings.push(remark);
                self.parts(&call.arguments);
                TypedNode::Unavailable(call.name.clone())
            }
            Named::Nothing(finding) => {
                self.findings.push(finding);
                self.parts(&call.arguments);
                TypedNode::Constant(Constant::Absent)
            }
        }
    }

    /// Looks into the arguments of a call that means nothing, for what is wrong inside.
    fn parts(&mut self, parts: &[Expression]) {
        for part in parts {
            self.expression(part, Place::Argument);
        }
    }

    fn attribute(&mut self, name: &str, span: Span) -> TypedNode {
        if name.trim().is_empty() || name.contains(['(', ')', '\n', '\r']) {
            self.findings.push(catalogue::not_an_attribute_name(span, name));
        } else if let Some(vocabulary) = self.context.vocabulary
            && vocabulary.get(name).is_none()
        {
            self.unknown_attribute(vocabulary, name, span);
        }
        let next = u32::try_from(self.attributes.len()).unwrap_or(u32::MAX);
        let slot = *self.slots.entry(name.into()).or_insert(next);
        if slot == next {
            self.attributes.push(name.into());
        }
        TypedNode::Attribute(slot)
    }

    fn unknown_attribute(&mut self, vocabulary: &Vocabulary, name: &str, span: Span) {
        let inner = Span::new(span.start as usize + 1, (span.end as usize).saturating_sub(1));
        let right = vocabulary.names().filter(|right| right.eq_ignore_ascii_case(name)).min();
        self.findings.push(match right {
            Some(right) => {
                let finding = catalogue::wrong_case_attribute(span, name, right);
                finding.with_fix(format!("write `[{right}]`"), inner, right)
            }
            None => catalogue::unknown_attribute(span, name, vocabulary.object(), nearest(name, vocabulary.names())),
        });
    }

    fn word(&mut self, word: &str, span: Span, place: Place) -> TypedNode {
        match names::word(word, span) {
            Ok(Word::Text) => TypedNode::Constant(Constant::Text(word.into())),
            Ok(Word::Absent) => {
                if self.context.dialect != Dialect::Connect {
                    self.not_here(span, word);
                }
                TypedNode::Constant(Constant::Absent)
            }
            Ok(Word::Skip) => {
                if place == Place::Argument {
                    self.findings.push(catalogue::skip_inside_call(span));
                }
                TypedNode::Skip
            }
            Err(finding) => {
                self.findings.push(*finding);
                TypedNode::Constant(Constant::Absent)
            }
        }
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Span, Expression)]) -> TypedNode {
        let mut comparisons = 0;
        for (operator, span, _) in rest {
            match operator {
                Operator::Compare(_) => comparisons += 1,
                Operator::Concatenate if self.context.dialect != Dialect::Connect => {
                    if self.context.dialect == Dialect::Entra {
                        let remark = catalogue::other_dialect(*span, "`&`", "entra", "cloud-sync");
                        self.findings.push(remark);
                    }
                }
                // A word for an operator is a finding of the parser already.
                _ if span.of(self.text).chars().all(char::is_alphabetic) => {}
                other => self.not_here(*span, other.sign()),
            }
            // Where the comparisons are joined by another operator, that one has been reported.
            if comparisons == 2 && rest.iter().all(|(operator, ..)| matches!(operator, Operator::Compare(_))) {
                self.not_here(*span, &format!("{0} … {0}", operator.sign()));
            }
        }
        let first = self.expression(first, Place::Argument);
        let rest = rest.iter().map(|(operator, _, part)| (*operator, self.expression(part, Place::Argument)));
        TypedNode::Operate(Box::new(first), rest.collect())
    }

    /// Reports what only Connect Sync has.
    fn not_here(&mut self, span: Span, what: &str) {
        if self.context.dialect != Dialect::Connect {
            self.findings.push(catalogue::operator_not_in_dialect(span, what, self.context.dialect.name()));
        }
    }
}
