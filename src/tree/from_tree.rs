//! From a tree to its expression. Knows no text: the expression has no locations, and the `expression` of a node is only
//! looked at for whether it is there.

use crate::functions::{Function, Mode};
use crate::syntax::{Call, Expression, Node, Operator, Tree, TreeKind};
use crate::text::Span;
use crate::value::Comparison;

/// The expression of a tree, or why the tree cannot be an expression. The expression's parts have no source locations.
pub fn from_tree(tree: &Tree) -> Result<Expression, String> {
    Ok(part(match tree.kind {
        TreeKind::Attribute => Node::Attribute(tree.name.as_str().into()),
        TreeKind::Constant => constant(&tree.name, tree.expression.is_some()),
        TreeKind::Function => Node::Call(call(tree)?),
    }))
}

fn part(node: Node) -> Expression {
    Expression { span: Span::default(), node }
}

/// A constant; `%Name%` without an expression is a setting. The service stores it so, because its text has an empty slot.
fn constant(name: &str, has_expression: bool) -> Node {
    let setting = name.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')).filter(|inner| !inner.is_empty());
    match setting.filter(|_| !has_expression) {
        Some(setting) => Node::Setting(setting.into()),
        None => Node::Str(name.into()),
    }
}

fn call(tree: &Tree) -> Result<Call, String> {
    let arguments = match super::function(&tree.name) {
        Some(function) => known_arguments(tree, function)?,
        None => tree.parameters.iter().map(|(_, value)| from_tree(value)).collect::<Result<_, _>>()?,
    };
    Ok(Call { name: tree.name.as_str().into(), name_span: Span::default(), arguments, broken: false })
}

/// The arguments by position: each parameter's keys are looked up; a repeating one takes all that have its key.
fn known_arguments(tree: &Tree, function: &'static Function) -> Result<Vec<Expression>, String> {
    let mut arguments = Vec::new();
    for parameter in function.slots() {
        let values =
            |key: &'static str| tree.parameters.iter().filter(move |(known, _)| known == key).map(|(_, value)| value);
        let [key, others @ ..] = parameter.keys else { continue };
        if parameter.ty.mode == Mode::Variadic {
            for value in values(key) {
                arguments.push(from_tree(value)?);
            }
            continue;
        }
        arguments.push(match (values(key).next(), others) {
            (Some(left), [sign, right]) => compared(left, values(sign).next(), values(right).next())?,
            (Some(value), _) => from_tree(value)?,
            (None, _) => part(Node::Missing),
        });
    }
    for (key, _) in &tree.parameters {
        if !function.slots().any(|parameter| parameter.keys.contains(&key.as_str())) {
            return Err(format!("`{}` has no parameter `{key}`", tree.name));
        }
    }
    Ok(shortened(arguments, function))
}

/// A condition: one value, or two with a comparison between.
fn compared(left: &Tree, sign: Option<&Tree>, right: Option<&Tree>) -> Result<Expression, String> {
    let left = from_tree(left)?;
    let Some(sign) = sign else { return Ok(left) };
    let Some(comparison) = Comparison::parse(&sign.name) else {
        return Err(format!("`{}` is not a comparison", sign.name));
    };
    let right = right.map_or(Ok(part(Node::Missing)), from_tree)?;
    Ok(part(Node::Chain(Box::new(left), vec![(Operator::Compare(comparison), Span::default(), right)])))
}

/// The tree does not say how many slots a call has. A function that counts them gets one fewer, as in old exports, if its
/// first two optional parameters are empty.
fn shortened(mut arguments: Vec<Expression>, function: &Function) -> Vec<Expression> {
    let skippable = arguments.get(1..3).is_some_and(|slots| slots.iter().all(Expression::is_missing));
    if function.counts_slots() && skippable {
        arguments.remove(1);
    }
    arguments
}
