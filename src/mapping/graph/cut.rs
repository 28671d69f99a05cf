//! What PowerShell's `ConvertTo-Json` writes where its `-Depth` ends: the text of an object in the place of the object.

use super::index::Node;

/// Whether a node is the text of an object or array that was cut off: `@{name=…}`, or the name of a type.
pub fn is_cut(node: Node<'_>) -> bool {
    node.text().is_some_and(|text| crate::text::is_flattened(&text))
}
