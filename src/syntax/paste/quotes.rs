//! Strings in single quotation marks, all of a text at once.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};
use crate::syntax::quote;

/// Writes `'text'` as `"text"`.
pub(super) fn layer(text: &str) -> Option<Layer> {
    let mut edits = Vec::new();
    let mut code = Code::new(text);
    while let Some((at, character)) = code.next() {
        if character != '\'' {
            continue;
        }
        let inner = code.from(at + 1).lines().next().unwrap_or_default();
        let inner = inner.get(..inner.find('\'')?)?;
        let end = at + inner.len() + 2;
        edits.push(edit(at, end, quote(inner)));
        code.skip_to(end);
    }
    a_layer(LayerKind::SingleQuotes, "strings in single quotation marks", edits)
}
