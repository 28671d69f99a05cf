//! Trees as text: the canonical line as the service prints it, and an outline for people who inspect the tree.
//!
//! Does not know the parameters of functions: what the service prints for slots that are left out is in `tree`.

use super::literal::quote;
use super::{Expression, Node, Operator};
use std::fmt::Write;

/// The canonical line: `, ` between arguments, an empty slot as nothing, no spaces around a comparison.
pub fn print(expression: &Expression) -> String {
    let mut line = String::new();
    write_line(expression, &mut line);
    line
}

fn write_line(expression: &Expression, line: &mut String) {
    match &expression.node {
        Node::Call(call) => {
            line.push_str(&call.name);
            line.push('(');
            for (index, argument) in call.arguments.iter().enumerate() {
                if index > 0 {
                    line.push_str(", ");
                }
                write_line(argument, line);
            }
            line.push(')');
        }
        Node::Attribute(name) => wrap(line, "[", name, "]"),
        Node::Str(text) => line.push_str(&quote(text)),
        Node::Number(text) | Node::Word(text) => line.push_str(text),
        Node::Setting(name) => wrap(line, "%", name, "%"),
        Node::Variable(name) => wrap(line, "$", name, ""),
        Node::Group(inner) => {
            line.push('(');
            write_line(inner, line);
            line.push(')');
        }
        Node::Chain(first, rest) => {
            write_line(first, line);
            let mut before = &**first;
            for (operator, _, operand) in rest {
                match operator {
                    // Next to a missing operand, two operators would join to form a third.
                    Operator::Compare(comparison) if !before.is_missing() && !operand.is_missing() => {
                        line.push_str(comparison.sign());
                    }
                    other => wrap(line, " ", other.sign(), " "),
                }
                write_line(operand, line);
                before = operand;
            }
        }
        Node::Missing => {}
    }
}

fn wrap(line: &mut String, before: &str, inner: &str, after: &str) {
    line.push_str(before);
    line.push_str(inner);
    line.push_str(after);
}

/// One line per node, indented by depth, with the node's location in bytes.
pub fn outline(expression: &Expression) -> String {
    let mut text = String::new();
    write_outline(expression, 0, &mut text);
    text
}

fn write_outline(expression: &Expression, depth: usize, text: &mut String) {
    let label = match &expression.node {
        Node::Call(call) => format!("call {}", call.name),
        Node::Attribute(name) => format!("attribute [{name}]"),
        Node::Str(value) => format!("string {}", quote(value)),
        Node::Number(digits) => format!("number {digits}"),
        Node::Word(word) => format!("word {word}"),
        Node::Setting(name) => format!("setting %{name}%"),
        Node::Variable(name) => format!("variable ${name}"),
        Node::Group(_) => "group".to_owned(),
        Node::Chain(_, rest) => {
            let signs: Vec<&str> = rest.iter().map(|(operator, _, _)| operator.sign()).collect();
            format!("operators {}", signs.join(" "))
        }
        Node::Missing => "missing".to_owned(),
    };
    let (start, end) = (expression.span.start, expression.span.end);
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{:indent$}{label}  {start}..{end}", "", indent = depth * 2);
    for child in expression.children() {
        write_outline(child, depth + 1, text);
    }
}
