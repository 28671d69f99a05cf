//! String literals: from `"a\"b"` to its value, and back. Does not know other quotation marks.

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
                // `\r\n` is meant as one line break, so it is one mistake.
                let is_pair = other == 'r' && inner.get(offset + 2..).is_some_and(|rest| rest.starts_with("\\n"));
                if is_pair {
                    meant.push_str("\\n");
                    characters.nth(1);
                }
                let length = if is_pair { 4 } else { 1 + other.len_utf8() };
                let span = Span::new(at + offset, at + offset + length);
                let escape = inner.get(offset..offset + length).unwrap_or_default();
                let diagnostic = registry::unknown_escape(span, escape);
                let backslash = Span::new(at + offset, at + offset + 1);
                thin_out(diagnostics);
                diagnostics.push(match other {
                    // What was meant is a line break or a tab, which a doubled backslash would not make.
                    'n' | 'r' | 't' => diagnostic,
                    'u' if let Some(sign) = sign(inner.get(offset + 2..).unwrap_or_default()) => {
                        let whole = Span::new(at + offset, at + offset + 6);
                        let diagnostic = diagnostic.with_unsafe_fix(
                            format!("write `{sign}`"),
                            whole,
                            quote(&sign).trim_matches('"'),
                        );
                        Diagnostic { help: Some(format!("write `{sign}`, or `\\\\` for a backslash")), ..diagnostic }
                    }
                    _ => diagnostic.with_fix("double the backslash", backslash, "\\\\"),
                });
            }
            None => meant.push('\\'),
        }
    }
    meant.into()
}

/// The sign that the digits of JSON's `\u0026` stand for, if it can be seen.
fn sign(digits: &str) -> Option<String> {
    let digits = digits.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    let sign = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    let is_plain = sign.is_alphanumeric() || sign.is_ascii_punctuation() && !matches!(sign, '"' | '\\');
    is_plain.then(|| sign.to_string())
}

/// What was written between other quotation marks as a literal of the language. What is escaped there stays so: the text is
/// of this language, and only its marks are not.
pub fn requote(inner: &str) -> String {
    quote(&unquote(inner, 0, &mut Vec::new()))
}

/// Whether the inside of a string has a line break or a tab as other languages escape it; here it would be a letter.
pub fn has_line_escape(inner: &str) -> bool {
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        if character == '\\' && matches!(characters.next(), Some('n' | 'r' | 't')) {
            return true;
        }
    }
    false
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

/// A text whose strings have `\"` for each quotation mark that is doubled, as Visual Basic writes it. It is as long as before,
/// and every other character is where it was.
#[cfg(feature = "connect")]
pub fn with_escaped_quotes(text: &str) -> String {
    if !text.contains("\"\"") {
        return text.to_owned();
    }
    let (mut written, mut is_inside) = (String::with_capacity(text.len()), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if is_inside => {
                written.push(character);
                written.extend(characters.next());
            }
            '"' if is_inside && characters.peek() == Some(&'"') => {
                characters.next();
                written.push_str("\\\"");
            }
            '"' => {
                is_inside = !is_inside;
                written.push(character);
            }
            _ => written.push(character),
        }
    }
    written
}

#[cfg(all(test, feature = "connect"))]
mod tests {
    use super::with_escaped_quotes;

    #[test]
    fn doubled_quotes_become_escapes_where_they_are_inside() {
        for (text, expected) in [
            (r#""a""b""#, r#""a\"b""#),
            (r#""""#, r#""""#),
            (r#""""""#, r#""\"""#),
            (r#"f("","x")"#, r#"f("","x")"#),
            (r#""a\"" & "b""#, r#""a\"" & "b""#),
            (r#""""a""""#, r#""\"a\"""#),
        ] {
            assert_eq!(with_escaped_quotes(text), expected, "{text}");
        }
    }
}
