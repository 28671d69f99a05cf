//! Limits on a source text, checked before it is parsed, so that no text can exhaust the stack.
//!
//! Does not parse: it only has to see parentheses and brackets where the grammar sees them, so every token that the grammar
//! can read over them is skipped here too, to the same end. A test compares both.

use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;

/// How deep an expression may be nested. In WebAssembly it is less: the stack is the browser's, and its size is not known.
const NESTING: usize = if cfg!(target_family = "wasm") { 64 } else { 128 };

/// How large an expression may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest text, in bytes. The service's own limit, 10,000 characters, is only a warning.
    pub bytes: usize,
    /// How deep parentheses and brackets may be nested.
    pub nesting: usize,
    /// How many arguments one call may have.
    pub arguments: usize,
    /// How many characters of operators there may be: a text that is little else takes the most memory for its length.
    pub operators: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1_000_000, nesting: NESTING, arguments: 4_096, operators: 250_000 }
    }
}

impl Limits {
    /// Why a text is not parsed.
    pub(crate) fn refuse(&self, text: &str) -> Option<Diagnostic> {
        if text.len() > self.bytes {
            return Some(registry::expression_over_limit(Span::new(0, text.len()), text.len(), "bytes", self.bytes));
        }
        let mut scanner = Scanner { text, at: 0, operators: 0 };
        if let Some(at) = scanner.too_deep(self.nesting) {
            return Some(registry::expression_nested_too_deep(Span::new(at, at + 1), self.nesting));
        }
        let (count, limit) = (scanner.operators, self.operators);
        (count > limit).then(|| registry::expression_over_limit(Span::new(0, text.len()), count, "operators", limit))
    }
}

/// Scans a text token by token, with the tokens of the grammar, without recursion. What it skips, the grammar must not read
/// as parentheses; what it counts too much is only refused too early.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
    operators: usize,
}

impl Scanner<'_> {
    /// The offset where the nesting exceeds a limit.
    fn too_deep(&mut self, limit: usize) -> Option<usize> {
        let mut depth = 0usize;
        while let Some(character) = self.rest().chars().next() {
            let here = self.at;
            self.at += character.len_utf8();
            match character {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                '[' if self.attribute(limit.saturating_sub(depth)).is_err() => return Some(here),
                '"' => self.skip_text(),
                '\'' => self.skip_line_until(&['\'']),
                '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' => self.skip_line_until(&QUOTES),
                '/' if self.rest().starts_with('/') => self.at += self.rest().find(LINE).unwrap_or(self.rest().len()),
                '&' | '+' | '-' | '*' | '/' | '=' | '<' | '>' | '|' => self.operators += 1,
                _ => {}
            }
            if depth > limit {
                return Some(here);
            }
        }
        None
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips `name]`, with brackets inside, or the part that is read as the name if no bracket closes it. Fails if brackets
    /// nest deeper than `limit`.
    fn attribute(&mut self, limit: usize) -> Result<(), ()> {
        let mut depth = 1usize;
        for (offset, byte) in self.rest().bytes().enumerate() {
            if depth > limit {
                return Err(());
            }
            match byte {
                b'[' => depth += 1,
                b']' if depth == 1 => {
                    self.at += offset + 1;
                    return Ok(());
                }
                b']' => depth -= 1,
                _ => {}
            }
        }
        if depth > limit {
            return Err(());
        }
        self.at += self.rest().find(OPEN_NAME).unwrap_or(self.rest().len());
        Ok(())
    }

    fn skip_text(&mut self) {
        let mut escaped = false;
        let end = self.rest().bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        self.at = end.map_or(self.text.len(), |offset| self.at + offset + 1);
    }

    /// Skips a string in foreign quotation marks, which ends at the latest with its line.
    fn skip_line_until(&mut self, ends: &[char]) {
        let rest = self.rest();
        let end = rest.char_indices().find(|(_, character)| LINE.contains(character) || ends.contains(character));
        self.at += match end {
            Some((at, character)) if LINE.contains(&character) => at,
            Some((at, character)) => at + character.len_utf8(),
            None => rest.len(),
        };
    }
}

/// What ends a line.
const LINE: [char; 2] = ['\n', '\r'];
/// What ends a string in typographic quotation marks.
const QUOTES: [char; 10] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '"'];
/// What ends the name of an attribute whose bracket is not closed.
const OPEN_NAME: [char; 9] = [',', ')', '"', '=', '<', '>', '[', '\n', '\r'];

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        Limits::default().refuse(text).is_some()
    }

    #[test]
    fn depth_counts_and_length_does_not() {
        assert!(!refused(&"f(".repeat(128)));
        assert!(refused(&"f(".repeat(129)));
        assert!(refused(&"[".repeat(1_000_000)));
        assert!(!refused(&"f([a[b]], \"(((\") ".repeat(10_000)));
        assert!(!refused(&format!("f(\"{}\")", "(".repeat(500))));
    }

    #[test]
    fn operators_count_outside_of_strings() {
        for (unit, is_over) in
            [("&", true), ("1+", true), ("a=", true), ("[-]&", false), ("1 + ", false), ("\"=\",", false)]
        {
            let text = unit.repeat(1_000_000 / unit.len());
            assert_eq!(refused(&text), is_over, "{unit}");
        }
        assert!(!refused(&format!("\"{}\"", "&".repeat(900_000))) && !refused(&format!("// {}", "-".repeat(900_000))));
    }

    #[test]
    fn parentheses_inside_tokens_do_not_hide_depth() {
        for token in ["\")\"", "[)]", "[a\"b)]", "“)”", "')'", "[a\"b]", "[a'", "[a//"] {
            assert!(refused(&format!("f({token},").repeat(129)), "{token}");
        }
    }
}
