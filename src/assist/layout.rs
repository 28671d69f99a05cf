//! Expressions laid out: on one line as the service prints it, or over several lines for those who read it.

use crate::check::{Word, words};
use crate::functions::{self, Body};
use crate::syntax::{self, Call, Expression, Node, Operator};
use crate::tree;

/// How an expression is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// On one line, as the service prints it where that means the same.
    Line,
    /// On one line where it fits, else an argument a line.
    Multi,
}

/// How wide a line may be before it is broken, in characters.
const WIDTH: usize = 100;

/// How far the parts of a broken call stand in.
const STEP: usize = 4;

/// The text laid out. It means what the text means, to the last constant; a text with errors stays as it is.
pub fn format(text: &str, layout: Layout) -> String {
    let ast = syntax::parse(text);
    if ast.has_errors() {
        return text.to_owned();
    }
    let plain = || syntax::print(&ast.root);
    let candidates = match layout {
        // The service's line writes every constant as a text and leaves settings out; what that would change stays plain.
        Layout::Line => [tree::to_tree(&ast.root).expression.unwrap_or_default(), plain()],
        Layout::Multi => [lay(&ast.root, 0), plain()],
    };
    let means_the_same = |line: &String| {
        let other = syntax::parse(line);
        !other.has_errors() && same(&ast.root, &other.root)
    };
    candidates.into_iter().find(means_the_same).unwrap_or_else(|| text.to_owned())
}

/// Whether two expressions mean the same: the same but for locations, for how a constant is written, and for empty slots at
/// the end of a call.
pub fn same(left: &Expression, right: &Expression) -> bool {
    match (&left.node, &right.node) {
        (Node::Call(left), Node::Call(right)) => left.name == right.name && same_arguments(left, right),
        (Node::Attribute(left), Node::Attribute(right))
        | (Node::Setting(left), Node::Setting(right))
        | (Node::Variable(left), Node::Variable(right)) => left == right,
        (Node::Group(left), Node::Group(right)) => same(left, right),
        (Node::Chain(left, left_rest), Node::Chain(right, right_rest)) => {
            let pairs = || left_rest.iter().zip(right_rest);
            left_rest.len() == right_rest.len()
                && same(left, right)
                && pairs()
                    .all(|((left_sign, _, left), (right_sign, _, right))| left_sign == right_sign && same(left, right))
        }
        (Node::Missing, Node::Missing) => true,
        (left, right) => match (constant(left), constant(right)) {
            (Some(left), Some(right)) => left == right,
            _ => matches!((left, right), (Node::Word(left), Node::Word(right)) if left == right),
        },
    }
}

fn same_arguments(left: &Call, right: &Call) -> bool {
    let counts = functions::find(&left.name).is_some_and(functions::Function::counts_slots);
    let length = left.arguments.len().max(right.arguments.len());
    let fits = |slot| match (left.arguments.get(slot), right.arguments.get(slot)) {
        (Some(left), Some(right)) => same(left, right),
        (Some(only), None) | (None, Some(only)) => only.is_missing() && !counts,
        (None, None) => true,
    };
    (0..length).all(fits)
}

/// The text that a constant stands for.
fn constant(node: &Node) -> Option<&str> {
    match node {
        Node::Str(text) | Node::Number(text) => Some(text),
        Node::Word(word) => words().any(|(known, meaning)| known == &**word && meaning == Word::Text).then_some(word),
        _ => None,
    }
}

/// An expression that begins `indent` columns in, broken where it does not fit.
fn lay(expression: &Expression, indent: usize) -> String {
    let line = syntax::print(expression);
    if indent + line.chars().count() <= WIDTH {
        return line;
    }
    match &expression.node {
        Node::Call(call) if !call.arguments.is_empty() => lay_call(call, indent),
        Node::Group(inner) => format!("({})", lay(inner, indent + 1)),
        Node::Chain(first, rest) => {
            let mut text = lay(first, indent);
            for (operator, _, operand) in rest {
                match operator {
                    Operator::Compare(comparison) => text.push_str(comparison.sign()),
                    other => text.push_str(&format!("{}{} ", line_break(indent), other.sign())),
                }
                text.push_str(&lay(operand, indent));
            }
            text
        }
        _ => line,
    }
}

/// One line for each argument, or for each key with its value; empty slots stay with the argument before them.
fn lay_call(call: &Call, indent: usize) -> String {
    let matches = functions::find(&call.name).is_some_and(|function| matches!(function.body, Body::Switch));
    let inside = indent + STEP;
    let mut lines: Vec<Vec<String>> = Vec::new();
    for (slot, argument) in call.arguments.iter().enumerate() {
        let continues = argument.is_missing() || matches && slot % 2 == 1;
        let text = lay(argument, inside);
        match lines.last_mut().filter(|_| continues) {
            Some(line) => line.push(text),
            None => lines.push(vec![text]),
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| line.join(", ")).collect();
    let arguments = lines.join(&format!(",{}", line_break(inside)));
    format!("{}({}{}{})", call.name, line_break(inside), arguments.trim_end_matches(' '), line_break(indent))
}

fn line_break(indent: usize) -> String {
    format!("\n{:indent$}", "")
}
