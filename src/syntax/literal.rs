//! String literals: from `"a\"b"` to its value, and back.

use crate::diagnostic::{Diagnostic, registry, thin_out};
use crate::text::Span;

/// The value of the inside of a string literal; `at` is where it begins. `\\` and `\"` are escapes; any other backslash
/// stays and gets a warning.
pub(super) fn unquote(inner: &str, at: usize, diagnostics: &mut Vec<Diagnostic>) -> Box<str> {
    if !inner.contains('\\') {
        return inner.into();
    }
    let mut meant = String::with_capacity(inner.len());
    let mut characters = inner.char_indices();
    while let Some((offset, character)) = characters.next() {
        if character != '\\' {
            meant.push(character);
            continue;
        }
        match characters.next() {
            Some((_, escaped @ ('\\' | '"'))) => meant.push(escaped),
            Some((_, other)) => {
                meant.push('\\');
                meant.push(other);
                let span = Span::new(at + offset, at + offset + 1 + other.len_utf8());
                let diagnostic = registry::unknown_escape(span, span_text(inner, offset, other));
                thin_out(diagnostics);
                diagnostics.push(diagnostic.with_fix(
                    "double the backslash",
                    Span::new(at + offset, at + offset + 1),
                    "\\\\",
                ));
            }
            None => meant.push('\\'),
        }
    }
    meant.into()
}

fn span_text(inner: &str, offset: usize, other: char) -> &str {
    inner.get(offset..offset + 1 + other.len_utf8()).unwrap_or_default()
}

/// A string as a literal of the language.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        if matches!(character, '\\' | '"') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}
