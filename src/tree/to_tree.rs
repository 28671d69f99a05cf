//! From an expression to its tree. Does not check the expression: a call of an unknown function has a tree, too.

use crate::functions::{self, Function, Parameter};
use crate::syntax::{Call, Expression, Node, Operator, Tree, TreeKind, quote};
use crate::value::{Comparison, ValueKind};

/// The tree of an expression, with the service's form of the text in every node.
pub fn to_tree(expression: &Expression) -> Tree {
    match &expression.node {
        Node::Attribute(name) => leaf(TreeKind::Attribute, name, Some(format!("[{name}]"))),
        Node::Str(text) | Node::Number(text) | Node::Word(text) => constant(text),
        Node::Setting(name) => leaf(TreeKind::Constant, &format!("%{name}%"), None),
        Node::Call(call) => function(call),
        Node::Group(inner) => to_tree(inner),
        // What the tree cannot hold stays as text, so that nothing is lost.
        Node::Chain(..) | Node::Variable(_) | Node::Missing => constant(&crate::syntax::print(expression)),
    }
}

fn leaf(kind: TreeKind, name: &str, expression: Option<String>) -> Tree {
    Tree { expression, name: name.to_owned(), kind, parameters: Vec::new() }
}

fn constant(text: &str) -> Tree {
    leaf(TreeKind::Constant, text, Some(quote(text)))
}

fn function(call: &Call) -> Tree {
    let known = super::function(&call.name);
    let mut parameters = Vec::new();
    for (slot, argument) in call.arguments.iter().enumerate().filter(|(_, argument)| !argument.is_missing()) {
        let keys = match known.and_then(|function| function.parameter_of(slot, call.arguments.len())) {
            Some(parameter) => parameter.keys,
            None => &["source"],
        };
        match (keys, comparison(argument)) {
            ([left_key, sign_key, right_key], Some((left, sign, right))) => {
                parameters.push(((*left_key).to_owned(), to_tree(left)));
                parameters.push(((*sign_key).to_owned(), constant(sign.sign())));
                parameters.push(((*right_key).to_owned(), to_tree(right)));
            }
            ([first, ..], _) => parameters.push(((*first).to_owned(), to_tree(argument))),
            ([], _) => {}
        }
    }
    let expression = Some(line(call, known));
    Tree { expression, name: call.name.to_string(), kind: TreeKind::Function, parameters }
}

/// The two sides of an argument that is one comparison.
fn comparison(argument: &Expression) -> Option<(&Expression, Comparison, &Expression)> {
    match &argument.node {
        Node::Chain(left, rest) => match rest.as_slice() {
            [(Operator::Compare(sign), _, right)] => Some((left, *sign, right)),
            _ => None,
        },
        _ => None,
    }
}

/// The service's form of a call.
fn line(call: &Call, known: Option<&'static Function>) -> String {
    let given = call.arguments.len();
    let mut slots: Vec<String> = call
        .arguments
        .iter()
        .enumerate()
        .map(|(slot, argument)| {
            let parameter = known.and_then(|function| function.parameter_of(slot, given));
            argument_line(argument, parameter)
        })
        .collect();
    if let Some(function) = known.filter(|function| !function.counts_slots()) {
        let optional = function.slots().skip(given).take_while(|parameter| parameter.ty.mode.may_be_left_out());
        slots.extend(optional.map(|_| String::new()));
    }
    format!("{}({})", call.name, slots.join(", "))
}

fn argument_line(argument: &Expression, parameter: Option<&Parameter>) -> String {
    match &argument.node {
        Node::Missing | Node::Setting(_) => String::new(),
        Node::Str(text) | Node::Number(text) | Node::Word(text) => {
            let integer = parameter.is_some_and(|parameter| parameter.ty.kind == ValueKind::Integer);
            if integer && functions::integer(text).is_some() { text.to_string() } else { quote(text) }
        }
        _ => match comparison(argument) {
            Some((left, sign, right)) => {
                format!("{}{}{}", argument_line(left, None), sign.sign(), argument_line(right, None))
            }
            None => to_tree(argument).expression.unwrap_or_default(),
        },
    }
}
