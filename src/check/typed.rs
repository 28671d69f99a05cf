//! The checked tree: every name resolved, every slot filled.

use crate::functions::Function;
use crate::program::Constant;
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::Kind;

/// A part of a checked expression.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Its place in the text.
    pub span: Span,
    /// What it is.
    pub node: TypedNode,
}

/// What a part of a checked expression is.
#[derive(Clone, Debug)]
pub enum TypedNode {
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
    Call(&'static Function, Vec<Typed>),
    /// The first that is present.
    FirstThat(Vec<Typed>),
    /// One of two, as the condition says.
    Branch(Box<[Typed; 3]>),
    /// The value beside the key that equals the source: source, default, then keys with their values.
    Match(Box<[Typed; 2]>, Vec<(Typed, Typed)>),
    /// Operands joined by operators, from left to right.
    Operate(Box<Typed>, Vec<(Operator, Typed)>),
}

impl Typed {
    /// A part that gives nothing.
    pub(super) fn absent(span: Span) -> Self {
        Self { span, node: TypedNode::Constant(Constant::Absent) }
    }

    /// The constant text that it is, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.node {
            TypedNode::Constant(Constant::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// What it gives, as far as that is known.
    pub fn kind(&self) -> Kind {
        match &self.node {
            TypedNode::Constant(Constant::Bool(_)) => Kind::Boolean,
            TypedNode::Constant(Constant::Int(_)) => Kind::Integer,
            TypedNode::Constant(Constant::Text(_)) => Kind::Text,
            TypedNode::Call(function, _) => function.result.kind,
            TypedNode::Operate(_, rest) => match rest.last() {
                Some((Operator::Compare(_) | Operator::And | Operator::Or, _)) => Kind::Boolean,
                Some((Operator::Concatenate, _)) => Kind::Text,
                _ => Kind::Any,
            },
            _ => Kind::Any,
        }
    }

    /// The parts directly inside, in order of evaluation.
    pub fn children(&self) -> Vec<&Typed> {
        match &self.node {
            TypedNode::Call(_, parts) | TypedNode::FirstThat(parts) => parts.iter().collect(),
            TypedNode::Branch(parts) => parts.iter().collect(),
            TypedNode::Match(ends, pairs) => {
                let pairs = pairs.iter().flat_map(|(key, value)| [key, value]);
                ends.iter().chain(pairs).collect()
            }
            TypedNode::Operate(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Calls `visit` with this part and every part inside, outer ones first.
    pub fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Typed)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }
}
