//! The parameters that the service stores beside an expression, made anew where they say something else.
//!
//! The expression's text has precedence. Only the members of the source that repeat it are edited, in the file's own
//! style.

use super::json::Json;
use super::pattern::respelt_as;
use super::sources::{says, to_graph};
use crate::diagnostic::Edit;
use crate::mapping::json::{Index, Node, check};
use crate::mapping::{Mapping, MappingFormat, MappingSource};
use crate::syntax::{TreeKind, parse};
use crate::tree::{from_tree, to_tree};
use std::collections::HashMap;

/// The edits that make parameters agree with their expressions, in the order of their positions. If the mapping as it
/// was before is given, only expressions that are different now have edits.
pub fn tree_edits(mapping: &Mapping, before: Option<&Mapping>) -> Vec<Edit> {
    if mapping.format != MappingFormat::Graph {
        return Vec::new();
    }
    let (Some(text), _) = check(mapping.source.text()) else { return Vec::new() };
    let index = Index::new(&text);
    let old: Option<HashMap<(usize, &str), &str>> = before.map(|before| expressions(before).collect());
    let is_changed = |place: &(usize, &str), text: &str| old.as_ref().is_none_or(|old| old.get(place) != Some(&text));
    let mut edits = Vec::new();
    for (rule, object) in mapping.object_mappings() {
        for attribute in &object.attribute_mappings {
            let Some(source) = &attribute.source else { continue };
            let Some(expression) = &source.expression else { continue };
            let place = (rule.document, attribute.pointer.as_str());
            if let Some(node) = index.at(source.span)
                && is_changed(&place, &expression.value)
                && disagrees(source, &expression.value)
            {
                rebuilt(node, source, &text, &mut edits);
            }
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// The expressions of a mapping by their locations: the document, and the pointer in it.
fn expressions(mapping: &Mapping) -> impl Iterator<Item = ((usize, &str), &str)> {
    mapping.object_mappings().flat_map(|(rule, object)| {
        object.attribute_mappings.iter().filter_map(|attribute| {
            let expression = attribute.source.as_ref()?.expression.as_ref()?;
            Some(((rule.document, attribute.pointer.as_str()), expression.value.as_str()))
        })
    })
}

/// Whether the stored parameters are those of another expression. The printed forms are compared: the service's text
/// has empty arguments in the place of a tree's settings. A text with errors has no parameters.
fn disagrees(source: &MappingSource, text: &str) -> bool {
    let ast = parse(text);
    if ast.has_errors() {
        return false;
    }
    let Some(tree) = &source.tree else { return false };
    match from_tree(tree) {
        Ok(stored) => to_tree(&stored).expression != to_tree(&ast.root).expression,
        Err(_) => true,
    }
}

fn rebuilt(node: Node<'_>, source: &MappingSource, text: &str, edits: &mut Vec<Edit>) {
    // A call that stores nothing beside its text stays as it is; an attribute and a constant have no more than their name.
    if node.get("parameters").is_none() && source.kind == TreeKind::Function {
        return;
    }
    let is_broken = node.raw().contains('\n');
    let stored = Json::of(node).unwrap_or_else(|_| Json::null());
    let fresh = respelt_as(&to_graph(&says(source)), &stored);
    for key in ["name", "type", "parameters"] {
        let Some((name, value)) = node.member(key) else { continue };
        let Some(new) = name.text().and_then(|name| fresh.get(&name).cloned()) else { continue };
        if Json::of(value).as_ref() == Ok(&new) {
            continue;
        }
        let start = name.span().start as usize;
        let line = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let indent = text.get(line..start).map_or(0, |before| before.len() - before.trim_start().len());
        let written = if is_broken { new.indented(indent) } else { new.compact() };
        edits.push(Edit { span: value.span(), text: written });
    }
}
