//! The checked tree: every name resolved, every slot filled.

use crate::functions::Function;
use crate::program::Constant;
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::ValueKind;

/// A part of a checked expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its place in the text.
    pub span: Span,
    /// What it is.
    pub node: ExprKind,
}

/// What a part of a checked expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A value known before running.
    Constant(Constant),
    /// The order to leave the attribute as it is.
    Skip,
    /// An attribute of the record, by its place in the list of attributes.
    Attribute(u32),
    /// A setting, by its name.
    Setting(Box<str>),
    /// A function that the service has and attrflow cannot run.
    Unavailable(Box<str>),
    /// A call of a function with a body; one argument for each slot of the call.
    Call(&'static Function, Vec<Expr>),
    /// The first that is present.
    FirstThat(Vec<Expr>),
    /// One of two, as the condition says.
    Branch(Box<[Expr; 3]>),
    /// The value beside the key that equals the source: source, default, then keys with their values.
    Match(Box<[Expr; 2]>, Vec<(Expr, Expr)>),
    /// Operands joined by operators, from left to right.
    Operate(Box<Expr>, Vec<(Operator, Expr)>),
}

impl Expr {
    /// A part that gives nothing.
    pub(super) fn absent(span: Span) -> Self {
        Self { span, node: ExprKind::Constant(Constant::Absent) }
    }

    /// The constant text that it is, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.node {
            ExprKind::Constant(Constant::Str(text)) => Some(text),
            _ => None,
        }
    }

    /// What it gives, as far as that is known.
    pub fn kind(&self) -> ValueKind {
        match &self.node {
            ExprKind::Constant(Constant::Bool(_)) => ValueKind::Boolean,
            ExprKind::Constant(Constant::Int(_)) => ValueKind::Integer,
            ExprKind::Constant(Constant::Str(_)) => ValueKind::Str,
            ExprKind::Call(function, _) => function.result.kind,
            ExprKind::Operate(_, rest) => match rest.last() {
                Some((Operator::Compare(_) | Operator::And | Operator::Or, _)) => ValueKind::Boolean,
                Some((Operator::Concatenate, _)) => ValueKind::Str,
                _ => ValueKind::Any,
            },
            _ => ValueKind::Any,
        }
    }

    /// The parts directly inside, in order of evaluation.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.node {
            ExprKind::Call(_, parts) | ExprKind::FirstThat(parts) => parts.iter().collect(),
            ExprKind::Branch(parts) => parts.iter().collect(),
            ExprKind::Match(ends, pairs) => {
                let pairs = pairs.iter().flat_map(|(key, value)| [key, value]);
                ends.iter().chain(pairs).collect()
            }
            ExprKind::Operate(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Calls `visit` with this part and every part inside, outer ones first.
    pub fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }
}
