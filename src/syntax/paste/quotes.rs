//! Strings in single quotation marks or backticks, all of a text at once, and those that begin with two backticks and end
//! with two single quotation marks, as in LaTeX. Typographic marks are in `characters`.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};
use crate::syntax::{has_line_escape, requote};

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
        let is_double = character == '`' && rest.starts_with('`');
        let rest = code.from(at + 1 + usize::from(is_double));
        let is_end = |(here, it): &(usize, char)| match is_double {
            true => rest.get(*here..).is_some_and(|rest| rest.starts_with("''")) || *it == '\n',
            false => *it == character && !is_escaped(rest, *here) || *it == '\n',
        };
        let end = rest.char_indices().take(LONGEST_STRING).find(is_end);
        let inner = rest.get(..end.filter(|(_, it)| *it != '\n')?.0)?;
        let is_expression = inner.ends_with(')') && inner.contains(['[', '"']);
        // A quoted expression is no string but a wrapping, and `\n` would not be a line break in a string of this language.
        let is_template = character == '`' && inner.contains("${") || text.get(..at)?.ends_with(['f', 'F']);
        if is_expression || is_template || has_line_escape(inner) || character == '`' && inner.is_empty() && !is_double
        {
            return None;
        }
        let end = at + inner.len() + 2 + 2 * usize::from(is_double);
        let meant = if character == '\'' { inner.replace("''", "'").replace("\\'", "'") } else { inner.to_owned() };
        edits.push(edit(at, end, requote(&meant)));
        code.skip_to(end);
    }
    match backticks {
        true => a_layer(LayerKind::Wrapping, "strings in backticks, not in quotation marks", edits),
        false => a_layer(LayerKind::SingleQuotes, "strings in single quotation marks", edits),
    }
}

/// Whether a single quotation mark in a string stands for itself: doubled as in SQL and Visual Basic, or behind a backslash.
fn is_escaped(rest: &str, at: usize) -> bool {
    let (before, after) = rest.split_at_checked(at).unwrap_or_default();
    let bare = before.trim_end_matches('\'');
    let (first, more) = (before.len() - bare.len(), after.len() - after.trim_start_matches('\'').len());
    let is_doubled = first % 2 == 1 || more > 1;
    is_doubled || before.ends_with('\\') && !before.ends_with("\\\\")
}
