//! The source of an attribute mapping: as the TOML file states it, and as the service stores it. Does not check it.

use super::json::Json;
use crate::mapping::MappingSource;
use crate::syntax::{Expression, Node, Operator, Tree, TreeKind, parse, print, quote};
use crate::tree::{from_tree, to_tree};

/// The source as the TOML file states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// `value = 'Trim([mail])'`
    Value(String),
    /// `constant = 'sso'`
    Constant(String),
}

/// The content of a source, whichever file it is from.
pub fn says(source: &MappingSource) -> Says {
    let Some(expression) = &source.expression else {
        let name = source.name.as_ref().map_or("", |name| name.value.as_str());
        if source.kind == TreeKind::Constant {
            return Says::Constant(name.to_owned());
        }
        let tree = source.tree.clone();
        let tree = tree.unwrap_or_else(|| Tree { name: name.to_owned(), kind: source.kind, ..Tree::default() });
        return Says::Value(from_tree(&tree).map_or_else(|_| name.to_owned(), |whole| print(&whole)));
    };
    let text = &expression.value;
    if let Some(settings) = source.tree.as_ref().and_then(|tree| with_settings(text, tree)) {
        return Says::Value(settings);
    }
    match constant(text) {
        Some(constant) => Says::Constant(constant),
        None => Says::Value(text.clone()),
    }
}

/// The value of a constant that is the same when written without quotes.
fn constant(expression: &str) -> Option<String> {
    if MappingSource::kind_of(expression) != TreeKind::Constant {
        return None;
    }
    match parse(expression).root.node {
        // Between percent signs, an unquoted constant would be a setting.
        Node::Str(text) if quote(&text) == expression && !text.starts_with('%') => Some(text.into_string()),
        _ => None,
    }
}

/// The text of a tree that holds settings, which the service's text prints as empty slots.
fn with_settings(text: &str, tree: &Tree) -> Option<String> {
    let whole = from_tree(tree).ok().filter(|whole| holds(whole, |part| matches!(part.node, Node::Setting(_))))?;
    let ast = parse(text);
    let same = !ast.has_errors() && to_tree(&ast.root).expression == to_tree(&whole).expression;
    same.then(|| print(&whole))
}

fn holds(expression: &Expression, mut wanted: impl FnMut(&Expression) -> bool) -> bool {
    let mut found = false;
    expression.walk(&mut |part| found |= wanted(part));
    found
}

/// The meaning, for comparing.
pub fn meaning(says: &Says) -> Json {
    match says {
        Says::Value(text) => Json::object([("value", Json::text(text))]),
        Says::Constant(text) => Json::object([("constant", Json::text(text))]),
    }
}

/// The source as the service stores it: the text with its parameter tree.
pub fn to_graph(says: &Says) -> Json {
    match says {
        Says::Constant(text) => {
            let leaf = Tree { name: text.clone(), kind: TreeKind::Constant, ..Tree::default() };
            from_tree(&leaf).map_or_else(|_| Json::null(), |whole| node(&to_tree(&whole)))
        }
        Says::Value(text) => {
            let ast = parse(text);
            if !ast.has_errors() && fits_a_tree(&ast.root) {
                return node(&to_tree(&ast.root));
            }
            // What no tree can hold stays a string, valid or not.
            let name = match &ast.root.node {
                Node::Call(call) => call.name.to_string(),
                _ => String::new(),
            };
            let kind = TreeKind::Function;
            node(&Tree { expression: Some(text.clone()), name, kind, parameters: Vec::new() })
        }
    }
}

/// Trees have no operators except one comparison as an argument, and no variables.
fn fits_a_tree(root: &Expression) -> bool {
    let comparison = |part: &Expression| match &part.node {
        Node::Chain(_, rest) => matches!(rest.as_slice(), [(Operator::Compare(_), ..)]),
        _ => true,
    };
    let whole = matches!(root.node, Node::Chain(..) | Node::Missing);
    !whole && !holds(root, |part| matches!(part.node, Node::Variable(_)) || !comparison(part))
}

fn node(tree: &Tree) -> Json {
    let kind = TreeKind::ALL.into_iter().find(|(kind, _)| *kind == tree.kind).map_or("Attribute", |(_, name)| name);
    let parameters = tree.parameters.iter();
    let parameters = parameters.map(|(key, value)| Json::object([("key", Json::text(key)), ("value", node(value))]));
    Json::object([
        ("expression", tree.expression.as_deref().map_or_else(Json::null, Json::text)),
        ("name", Json::text(&tree.name)),
        ("type", Json::text(kind)),
        ("parameters", Json::List(parameters.collect())),
    ])
}
