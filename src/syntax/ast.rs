//! The tree of an expression as it is written.
//!
//! Does not know which functions, attributes and words exist, or which operator binds first: that differs by language.

use crate::diagnostic::Diagnostic;
use crate::text::Span;
use crate::value::Comparison;

/// The tree of a source text, and the errors in the text.
#[derive(Clone, Debug)]
pub struct Ast {
    /// The expression; `Missing` if there is none.
    pub root: Expression,
    /// What is wrong with the text; spans are in bytes of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A part of an expression with its location.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The location in the text.
    pub span: Span,
    /// What it is.
    pub node: Node,
}

/// What a part of an expression is.
#[derive(Clone, Debug)]
pub enum Node {
    /// `Name(argument, …)`.
    Call(Call),
    /// `[name]`, the name without its brackets.
    Attribute(Box<str>),
    /// `"text"`, escapes resolved.
    Str(Box<str>),
    /// A number as written: `12`, `-7`, `1.5`, `&HF7`.
    Number(Box<str>),
    /// An unquoted word.
    Word(Box<str>),
    /// `%name%`, the name without percent signs.
    Setting(Box<str>),
    /// `$name`, the name without the dollar sign.
    Variable(Box<str>),
    /// `(…)`.
    Group(Box<Expression>),
    /// Operands joined by operators, in the order of the text. Flat, so that a long chain is not deep; the check groups it
    /// by the precedence that the language gives the operators.
    Chain(Box<Expression>, Vec<(Operator, Span, Expression)>),
    /// An empty argument slot, or a missing operand.
    Missing,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    /// The function's name.
    pub name: Box<str>,
    /// The location of the name.
    pub name_span: Span,
    /// The arguments; an empty slot is a missing one, `f()` has none.
    pub arguments: Vec<Expression>,
    /// Whether its arguments cannot be counted, because a separator, an operand or a closing character is missing in it, or
    /// something unexpected is in it.
    pub broken: bool,
}

/// An operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// A comparison.
    Compare(Comparison),
    /// `&&`
    And,
    /// `||`
    Or,
    /// `&`, concatenates strings.
    Concatenate,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Operator {
    /// The operator that is written so; one that the language does not have compares.
    pub(super) fn of_sign(sign: &str) -> Self {
        match sign {
            "&&" => Self::And,
            "||" => Self::Or,
            "&" => Self::Concatenate,
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            other => Self::Compare(Comparison::parse(other).unwrap_or(Comparison::Equal)),
        }
    }

    /// The operator as written.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Compare(comparison) => comparison.sign(),
            Operator::And => "&&",
            Operator::Or => "||",
            Operator::Concatenate => "&",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
        }
    }
}

impl Ast {
    /// The tree of a text that is over a limit and not parsed.
    pub(super) fn refused(text: &str, diagnostic: Diagnostic) -> Self {
        let root = Expression { span: Span::new(0, text.len()), node: Node::Missing };
        Self { root, diagnostics: vec![diagnostic] }
    }

    /// Whether the text is not an expression of the language.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

impl Expression {
    /// Whether it is an empty slot.
    pub fn is_missing(&self) -> bool {
        matches!(self.node, Node::Missing)
    }

    /// The direct children, in order.
    pub fn children(&self) -> Vec<&Expression> {
        match &self.node {
            Node::Call(call) => call.arguments.iter().collect(),
            Node::Group(inner) => vec![inner],
            Node::Chain(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, _, part)| part)).collect(),
            _ => Vec::new(),
        }
    }

    /// Calls `visit` with this part and every part inside, outer ones first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }
}
