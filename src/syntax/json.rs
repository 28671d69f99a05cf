//! A tree as JSON, for tools: every node with its kind, its location in bytes and its parts. Does not read JSON.

use super::{Expression, Node};
use serde_json::{Value, json};

/// The tree as JSON.
pub fn to_json(expression: &Expression) -> Value {
    let mut object = match &expression.node {
        Node::Call(call) => json!({"node": "call", "name": call.name, "arguments": parts(&call.arguments)}),
        Node::Attribute(name) => json!({"node": "attribute", "name": name}),
        Node::Str(text) => json!({"node": "string", "value": text}),
        Node::Number(digits) => json!({"node": "number", "value": digits}),
        Node::Word(word) => json!({"node": "word", "value": word}),
        Node::Setting(name) => json!({"node": "setting", "name": name}),
        Node::Variable(name) => json!({"node": "variable", "name": name}),
        Node::Group(inner) => json!({"node": "group", "inner": to_json(inner)}),
        Node::Chain(first, rest) => {
            let rest: Vec<Value> = rest
                .iter()
                .map(|(operator, _, operand)| json!({"operator": operator.sign(), "operand": to_json(operand)}))
                .collect();
            json!({"node": "operators", "first": to_json(first), "rest": rest})
        }
        Node::Missing => json!({"node": "missing"}),
    };
    object["span"] = json!([expression.span.start, expression.span.end]);
    object
}

fn parts(parts: &[Expression]) -> Vec<Value> {
    parts.iter().map(to_json).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{outline, parse};

    #[test]
    fn a_node_has_the_name_that_the_outline_gives_it() {
        let mut names = std::collections::BTreeSet::new();
        parse("f([a], \"b\", 1, c, %d%, $e, (1 + 2), )").root.walk(&mut |part| {
            let (json, outline) = (to_json(part), outline(part));
            assert_eq!(json["node"].as_str(), outline.split(' ').next());
            names.insert(json["node"].to_string());
        });
        assert_eq!(names.len(), 10, "{names:?}");
    }
}
