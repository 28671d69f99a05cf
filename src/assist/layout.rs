//! Formatting of expressions: on one line as the service prints it, or over several lines for readers. Corrects no mistake:
//! a text with errors stays as it is.

use crate::functions::{Body, Function};
use crate::language::{Language, Word};
use crate::syntax::{self, Call, Expression, Node, Operator};
use crate::tree;

/// How an expression is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// On one line, as the service prints it if that means the same.
    Line,
    /// On one line if it fits, otherwise one argument per line.
    Multi,
}

/// How wide a line may be before it is broken, in characters.
const WIDTH: usize = 100;

/// The indentation of the parts of a broken call.
const STEP: usize = 4;

/// The formatted text. It means the same, including every constant; a text with errors is returned unchanged.
pub fn format(text: &str, layout: Layout, language: &Language) -> String {
    let ast = language.parse(text);
    if ast.has_errors() {
        return text.to_owned();
    }
    let plain = || syntax::print(&ast.root);
    let candidates = match layout {
        // The service's form puts words in quotation marks and leaves settings out. If that changes the meaning, as for
        // `IgnoreAttributeFlow`, the plain form is used.
        Layout::Line => [tree::to_tree(&ast.root).expression.unwrap_or_default(), plain()],
        Layout::Multi => [lay(&ast.root, 0, language), plain()],
    };
    let means_the_same = |line: &String| {
        let other = syntax::parse(line);
        !other.has_errors() && same(&ast.root, &other.root, [language; 2])
    };
    candidates.into_iter().find(means_the_same).unwrap_or_else(|| text.to_owned())
}

/// Whether two expressions mean the same: equal except for locations, the form of constants, and empty slots at the end
/// of a call. Each is in a language of its own.
pub fn same(left: &Expression, right: &Expression, languages: [&Language; 2]) -> bool {
    match (&left.node, &right.node) {
        (Node::Call(left), Node::Call(right)) => left.name == right.name && same_arguments(left, right, languages),
        (Node::Attribute(left), Node::Attribute(right))
        | (Node::Setting(left), Node::Setting(right))
        | (Node::Variable(left), Node::Variable(right)) => left == right,
        (Node::Group(left), Node::Group(right)) => same(left, right, languages),
        (Node::Chain(left, left_rest), Node::Chain(right, right_rest)) => {
            let pairs = || left_rest.iter().zip(right_rest);
            left_rest.len() == right_rest.len()
                && same(left, right, languages)
                && pairs().all(|((left_sign, _, left), (right_sign, _, right))| {
                    left_sign == right_sign && same(left, right, languages)
                })
        }
        (Node::Missing, Node::Missing) => true,
        (left, right) => match (constant(left, languages[0]), constant(right, languages[1])) {
            (Some(left), Some(right)) => left == right,
            _ => matches!((left, right), (Node::Word(left), Node::Word(right)) if left == right),
        },
    }
}

fn same_arguments(left: &Call, right: &Call, languages: [&Language; 2]) -> bool {
    let counts = languages.into_iter().filter_map(|it| it.resolve(&left.name)).any(Function::counts_slots);
    let length = left.arguments.len().max(right.arguments.len());
    let fits = |slot| match (left.arguments.get(slot), right.arguments.get(slot)) {
        (Some(left), Some(right)) => same(left, right, languages),
        (Some(only), None) | (None, Some(only)) => only.is_missing() && !counts,
        (None, None) => true,
    };
    (0..length).all(fits)
}

/// The string that a constant stands for.
fn constant<'n>(node: &'n Node, language: &Language) -> Option<&'n str> {
    match node {
        Node::Str(text) | Node::Number(text) => Some(text),
        Node::Word(word) => (language.word(word) == Some(Word::Str)).then_some(word),
        _ => None,
    }
}

/// An expression that begins at column `indent`, broken if it does not fit.
fn lay(expression: &Expression, indent: usize, language: &Language) -> String {
    let line = syntax::print(expression);
    if indent + line.chars().count() <= WIDTH {
        return line;
    }
    match &expression.node {
        Node::Call(call) if !call.arguments.is_empty() => lay_call(call, indent, language),
        Node::Group(inner) => format!("({})", lay(inner, indent + 1, language)),
        Node::Chain(first, rest) => {
            let mut text = lay(first, indent, language);
            for (operator, _, operand) in rest {
                match operator {
                    Operator::Compare(comparison) => text.push_str(comparison.sign()),
                    other => text.push_str(&format!("{}{} ", line_break(indent), other.sign())),
                }
                text.push_str(&lay(operand, indent, language));
            }
            text
        }
        _ => line,
    }
}

/// One line for each argument, or for each key with its value; empty slots stay with the previous argument.
fn lay_call(call: &Call, indent: usize, language: &Language) -> String {
    let matches = language.resolve(&call.name).is_some_and(|function| matches!(function.body, Body::Switch));
    let inside = indent + STEP;
    let mut lines: Vec<Vec<String>> = Vec::new();
    for (slot, argument) in call.arguments.iter().enumerate() {
        let continues = argument.is_missing() || matches && slot % 2 == 1;
        let text = lay(argument, inside, language);
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
