//! Strings in single quotation marks or backticks, all of a text at once. Typographic marks are in `characters`.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};
use crate::syntax::quote;

/// The longest string, in characters.
const LONGEST_STRING: usize = 400;

/// Writes `'text'` as `"text"`.
pub(super) fn layer(text: &str) -> Option<Layer> {
    let mut edits = Vec::new();
    let mut backticks = false;
    let mut code = Code::new(text);
    while let Some((at, character)) = code.next() {
        if !matches!(character, '\'' | '`') {
            continue;
        }
        backticks |= character == '`';
        let rest = code.from(at + 1);
        let end = rest.char_indices().take(LONGEST_STRING).find(|(_, it)| *it == character || *it == '\n');
        let inner = rest.get(..end.filter(|(_, it)| *it == character)?.0)?;
        let is_expression = inner.ends_with(')') && inner.contains(['[', '"']);
        let has_escapes = ["\\n", "\\r", "\\t"].iter().any(|escape| inner.contains(escape));
        // A quoted expression is no string but a wrapping, and `\n` would not be a line break in a string of this language.
        if is_expression || has_escapes || character == '`' && inner.is_empty() {
            return None;
        }
        let end = at + inner.len() + 2;
        edits.push(edit(at, end, quote(inner)));
        code.skip_to(end);
    }
    match backticks {
        true => a_layer(LayerKind::Wrapping, "strings in backticks, not in quotation marks", edits),
        false => a_layer(LayerKind::SingleQuotes, "strings in single quotation marks", edits),
    }
}
