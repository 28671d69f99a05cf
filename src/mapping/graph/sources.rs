//! Where an attribute's value comes from: the expression's text, and the parameter tree beside it. Does not compare the
//! two.

use super::index::{Node, NodeShape};
use super::rules::is_blank;
use super::values::{GraphReader, present};
use crate::diagnostic::registry;
use crate::mapping::model::{Located, MappingSource};
use crate::syntax::{Tree, TreeKind};

/// How deep a parameter tree may be nested: as deep as an expression.
const DEEPEST_TREE: usize = if cfg!(target_family = "wasm") { 64 } else { 128 };

impl GraphReader {
    pub fn mapping_source(&mut self, node: Node<'_>, target: &str) -> Option<MappingSource> {
        if !self.is_object(node) {
            return None;
        }
        let expression = self.text(node, "expression").filter(|text| !text.value.trim().is_empty());
        let name = self.text(node, "name").filter(|text| !text.value.is_empty());
        if is_blank(node) || (expression.is_none() && name.is_none()) {
            self.report(registry::empty_source(node.span(), target));
            return None;
        }
        let kind = self.tree_kind(node, expression.as_ref());
        Some(MappingSource { kind, tree: self.tree(node, 0), expression, name, span: node.span() })
    }

    /// The stated kind, else the one that the expression shows.
    fn tree_kind(&mut self, node: Node<'_>, expression: Option<&Located<String>>) -> TreeKind {
        let shown = expression.map_or(TreeKind::Attribute, |text| MappingSource::kind_of(&text.value));
        let Some(written) = self.text(node, "type") else { return shown };
        TreeKind::parse(&written.value).unwrap_or_else(|| {
            self.unknown_word("type", &written.value, written.span(), &TreeKind::ALL.map(|(_, name)| name));
            shown
        })
    }

    /// The tree at a node; if a part cannot be read, the whole tree is dropped, since half a tree has another meaning.
    fn tree(&mut self, node: Node<'_>, depth: usize) -> Option<Tree> {
        if !self.is_object(node) {
            return None;
        }
        if depth >= DEEPEST_TREE {
            self.refuse(node, "a tree that is nested less deeply");
            return None;
        }
        let expression = self.text(node, "expression");
        let kind = match depth {
            0 => self.quiet_kind(node, expression.as_ref()),
            _ => self.tree_kind(node, expression.as_ref()),
        };
        let name = present(node, "name").and_then(Node::text).unwrap_or_default();
        let mut tree = Tree { expression: expression.map(|text| text.value), name, kind, parameters: Vec::new() };
        for parameter in self.items(node, "parameters") {
            if !self.is_object(parameter) {
                return None;
            }
            let Some(value) = present(parameter, "value") else {
                self.refuse(parameter, "a `key` and a `value`");
                return None;
            };
            let key = self.text(parameter, "key")?;
            tree.parameters.push((key.value, self.tree(value, depth + 1)?));
        }
        Some(tree)
    }

    /// The kind of the outermost node, without diagnostics, since they were already reported.
    fn quiet_kind(&self, node: Node<'_>, expression: Option<&Located<String>>) -> TreeKind {
        let written = node.get("type").filter(|kind| kind.shape() == NodeShape::String).and_then(Node::text);
        let shown = expression.map_or(TreeKind::Attribute, |text| MappingSource::kind_of(&text.value));
        written.and_then(|written| TreeKind::parse(&written)).unwrap_or(shown)
    }
}
