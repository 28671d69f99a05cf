//! The tags of HTML and XML: `<span class="…">`, `</code>`, `<br>`, `<![CDATA[`.
//!
//! What stands in a string stays.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};
use std::collections::HashSet;

/// The longest tag, in bytes.
const LONGEST: usize = 2_000;

/// Tags that end a line of the page.
const BLOCKS: [&str; 8] = ["br", "p", "div", "li", "tr", "td", "th", "pre"];

/// Tags that need no partner, beside those of blocks.
const ALONE: [&str; 20] = [
    "hr", "wbr", "nobr", "img", "input", "tbody", "table", "xml", "span", "code", "em", "strong", "font", "kbd",
    "samp", "mark", "small", "sub", "sup", "body",
];

/// Takes off the tags. A name in angle brackets that is no known tag, and has neither attributes nor a partner, stays: it
/// may stand for an attribute.
pub(super) fn layer(text: &str) -> Option<Layer> {
    let mut edits = Vec::new();
    let mut code = Code::new(text);
    let mut first = None;
    let closing = text.match_indices("</").filter_map(|(at, _)| tag(text.get(at..)?));
    let partners: HashSet<&str> = closing.map(|(name, _)| name).collect();
    while let Some((at, _)) = code.next() {
        let rest = code.from(at);
        let Some((name, length)) = tag(rest) else { continue };
        let is_known = |known: &[&str]| known.iter().any(|known| name.eq_ignore_ascii_case(known));
        let is_block = is_known(&BLOCKS);
        let is_alone =
            is_block || name.is_empty() || is_known(&ALONE) || rest.starts_with("</") || has_attributes(rest, length);
        if !is_alone && !partners.contains(name) {
            continue;
        }
        let first_tag = first.get_or_insert(name);
        if first_tag.is_empty() {
            *first_tag = name;
        }
        let inserted = if is_block { "\n" } else { "" };
        edits.push(edit(at, at + length, inserted));
        code.skip_to(at + length);
    }
    let what = match first {
        Some(name) if !name.is_empty() => format!("HTML tags such as `<{name}>`"),
        _ => "HTML tags".to_owned(),
    };
    a_layer(LayerKind::Wrapping, what, edits)
}

fn has_attributes(rest: &str, length: usize) -> bool {
    rest.get(..length).is_some_and(|tag| tag.contains("=\"") || tag.contains("='"))
}

/// The name and the length of the tag that a text begins with.
fn tag(rest: &str) -> Option<(&str, usize)> {
    for bare in ["<![CDATA[", "]]>"] {
        if rest.starts_with(bare) {
            return Some(("", bare.len()));
        }
    }
    let inner = rest.strip_prefix('<')?;
    let inner = inner.strip_prefix(['/', '?']).unwrap_or(inner);
    let named = |character: char| character.is_ascii_alphanumeric() || matches!(character, ':' | '-' | '_' | '.');
    let name = inner.split(|character| !named(character)).next().unwrap_or_default();
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut quoted = None;
    let attributes = inner.get(name.len()..)?;
    if !attributes.starts_with(|next: char| next.is_whitespace() || matches!(next, '>' | '/' | '?')) {
        return None;
    }
    for (at, character) in attributes.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match (character, quoted) {
            ('"' | '\'', None) => quoted = Some(character),
            (_, Some(mark)) if mark == character => quoted = None,
            ('>', None) => return Some((name, rest.len() - attributes.len() + at + 1)),
            ('<' | '(' | '[', None) => return None,
            _ => {}
        }
    }
    None
}
