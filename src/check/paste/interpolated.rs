//! Strings of other languages that have attributes in them: `f"{givenName}.{surname}"`, `$"{user.mail}"` and
//! `` `${user.givenName} ${user.surname}` ``. Here they are calls of `Join`.
//!
//! Does not know strings of this language that have such marks in them: those are a lint's.

use super::foreign;
use crate::check::{Context, elsewhere};
use crate::syntax::paste::{Code, Layer, LayerKind, edit, layer as a_layer};
use crate::syntax::quote;

/// The longest string, in bytes.
const LONGEST: usize = 400;

/// How such a string begins, how it ends, and what stands before an attribute in it.
const FORMS: [(&str, char, &str); 8] = [
    ("`", '`', "${"),
    ("$@\"", '"', "{"),
    ("@$\"", '"', "{"),
    ("$\"", '"', "{"),
    ("f\"", '"', "{"),
    ("f'", '\'', "{"),
    ("F\"", '"', "{"),
    ("F'", '\'', "{"),
];

/// Rewrites the first of them.
pub(super) fn layer(text: &str, context: Context<'_>) -> Option<Layer> {
    let mut before = ' ';
    let (at, length, call) = Code::new(text).find_map(|(at, character)| {
        let is_first = !before.is_alphanumeric();
        before = character;
        let rest = text.get(at..).filter(|_| is_first)?;
        let (open, close, mark) = FORMS.into_iter().find(|(open, ..)| rest.starts_with(open))?;
        let inside = rest.get(open.len()..)?;
        let end = inside.char_indices().take(LONGEST).find(|(_, it)| *it == close || *it == '\n')?.0;
        let call = call_of(inside.get(..end)?, mark, context)?;
        Some((at, open.len() + end + close.len_utf8(), call))
    })?;
    let what = "a string with attributes in it";
    a_layer(LayerKind::Foreign, what, vec![edit(at, at + length, call)])
}

/// The inside of such a string as a call; nothing if it has no attributes, or something else between its marks.
fn call_of(inside: &str, mark: &str, context: Context<'_>) -> Option<String> {
    let (mut parts, mut left, mut count) = (Vec::new(), inside, 0);
    while let Some((text, behind)) = left.split_once(mark) {
        let (name, rest) = behind.split_once('}')?;
        parts.extend(Some(text).filter(|text| !text.is_empty()).map(quote));
        let (name, owned) = attribute(name.trim())?;
        parts.push(format!("[{}]", foreign::here(name, owned, context)));
        (left, count) = (rest, count + 1);
    }
    let is_plain = !left.contains(['{', '}']) && count > 0;
    parts.extend(Some(left).filter(|text| !text.is_empty()).map(quote));
    is_plain.then(|| elsewhere::together(&parts))
}

/// The attribute that is named between marks, and whether with its owner.
fn attribute(name: &str) -> Option<(&str, bool)> {
    let owned = foreign::owned(name).filter(|(_, length)| *length == name.len()).map(|(name, _)| name);
    let (name, is_owned) = (owned.unwrap_or(name), owned.is_some());
    let is_name = name.starts_with(char::is_alphabetic) && name.chars().all(|it| it.is_alphanumeric() || it == '_');
    is_name.then_some((name, is_owned))
}
