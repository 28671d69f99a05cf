//! The checked tree: every name resolved, every slot filled. Does not know how it is run, or which diagnostics there were.

use super::Form;
use crate::functions::{Function, Property};
use crate::program::Constant;
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::ValueKind;

/// A part of a checked expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its location in the text.
    pub span: Span,
    /// What it is.
    pub node: ExprKind,
}

/// What a part of a checked expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A value known before running.
    Constant(Constant),
    /// Ignore flow: the attribute is left as it is.
    Skip,
    /// An attribute of the record, by its index in the list of attributes.
    Attribute(u32),
    /// A setting, by its name.
    Setting(Box<str>),
    /// A function that the product has and attrflow cannot run, with its arguments.
    Unavailable(Box<str>, Vec<Expr>),
    /// A call of a function with a body; one argument for each slot of the call.
    Call(&'static Function, Vec<Expr>),
    /// The first that is present.
    Coalesce(Vec<Expr>),
    /// One of two, depending on the condition: condition, value for true, value for false.
    If(Box<[Expr; 3]>),
    /// The value for the key that equals the source: source, default, then keys with their values.
    Switch(Box<[Expr; 2]>, Vec<(Expr, Expr)>),
    /// Operands joined by operators of one level of precedence, from left to right. Other levels are nodes inside.
    Operate(Box<Expr>, Vec<(Operator, Expr)>),
    /// A part that only a language with variables has.
    Form(Box<Form>),
}

impl Expr {
    /// A part with no value, for an argument that the call at `span` does not have.
    pub(super) fn absent(span: Span) -> Self {
        Self { span, node: ExprKind::Constant(Constant::Absent) }
    }

    /// The constant string that it is, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.node {
            ExprKind::Constant(Constant::Str(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether it is written out.
    #[cfg(feature = "connect")]
    pub(super) fn is_constant(&self) -> bool {
        matches!(self.node, ExprKind::Constant(_))
    }

    /// The kind of its value, as far as that is known.
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

    /// The parts directly inside, in the order in which they are written. A function that cannot be run has none: see
    /// [`written_parts`](Self::written_parts).
    pub fn children(&self) -> Vec<&Expr> {
        match &self.node {
            ExprKind::Call(_, parts) | ExprKind::Coalesce(parts) => parts.iter().collect(),
            ExprKind::If(parts) => parts.iter().collect(),
            ExprKind::Switch(ends, pairs) => {
                let pairs = pairs.iter().flat_map(|(key, value)| [key, value]);
                ends.iter().chain(pairs).collect()
            }
            ExprKind::Operate(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part)).collect()
            }
            ExprKind::Form(form) => form.children(),
            _ => Vec::new(),
        }
    }

    /// The parts directly inside as they are written, including those of a function that cannot be run.
    pub fn written_parts(&self) -> Vec<&Expr> {
        match &self.node {
            ExprKind::Unavailable(_, parts) => parts.iter().collect(),
            _ => self.children(),
        }
    }

    /// Whether it stands for a missing argument of the call `around`: an empty slot, or no slot at all.
    pub fn is_empty_slot_of(&self, around: &Expr) -> bool {
        let has_no_text = self.span.is_empty() || self.span == around.span;
        has_no_text && matches!(self.node, ExprKind::Constant(Constant::Absent))
    }

    /// Whether it calls a function whose result must not be shown: then no value of the whole may be.
    pub fn hides(&self) -> bool {
        let mut hides = false;
        self.walk(&mut |part| {
            hides |= matches!(part.node, ExprKind::Call(function, _) if function.is(Property::Hides))
        });
        hides
    }

    /// Calls `visit` with this part and every part inside, outer ones first.
    pub fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The same tree, with the parts at these spans replaced by no value.
    pub(super) fn without(&self, spans: &[Span]) -> Self {
        if spans.contains(&self.span) {
            return Self::absent(self.span);
        }
        let without = |part: &Expr| part.without(spans);
        let node = match &self.node {
            ExprKind::Call(function, parts) => ExprKind::Call(function, parts.iter().map(without).collect()),
            ExprKind::Coalesce(parts) => ExprKind::Coalesce(parts.iter().map(without).collect()),
            ExprKind::If(parts) => ExprKind::If(Box::new([without(&parts[0]), without(&parts[1]), without(&parts[2])])),
            ExprKind::Switch(ends, pairs) => {
                let pairs = pairs.iter().map(|(key, value)| (without(key), without(value))).collect();
                ExprKind::Switch(Box::new([without(&ends[0]), without(&ends[1])]), pairs)
            }
            ExprKind::Operate(first, rest) => {
                let rest = rest.iter().map(|(operator, part)| (*operator, without(part))).collect();
                ExprKind::Operate(Box::new(without(first)), rest)
            }
            ExprKind::Form(form) => form.map(&without),
            ExprKind::Constant(_) | ExprKind::Skip | ExprKind::Attribute(_) | ExprKind::Setting(_) => self.node.clone(),
            ExprKind::Unavailable(..) => self.node.clone(),
        };
        Self { span: self.span, node }
    }
}
