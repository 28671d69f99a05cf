//! Two cursors for parsing a date: one over the text, one over the format.
//!
//! The format's cursor can skip white space inside a quoted literal at either end, as the styles for leading and
//! trailing white space require, without copying the format. Knows no specifiers and no dates.

use std::ops::Range;

/// A position in the text that is parsed.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextCursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> TextCursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The offset of this position, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The text that is not parsed yet.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn trim_end(&mut self) {
        self.text = self.text.trim_end();
    }

    pub(super) fn skip_white(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Consumes a blank, or one of the two no-break spaces that newer cultures print in its place.
    pub(super) fn take_blank(&mut self) -> bool {
        [' ', '\u{A0}', '\u{202F}'].into_iter().any(|blank| self.take(blank))
    }

    /// Consumes one character, if it is next.
    pub(super) fn take(&mut self, character: char) -> bool {
        let found = match character {
            '\0'..='\x7F' => self.text.as_bytes().get(self.at) == Some(&(character as u8)),
            _ => self.rest().starts_with(character),
        };
        if found {
            self.at += character.len_utf8();
        }
        found
    }

    /// Consumes a word of ASCII letters, if it is next in any case.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let bytes = self.text.as_bytes().get(self.at..).and_then(|rest| rest.get(..word.len()));
        let found = bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()));
        if found {
            self.at += word.len();
        }
        found
    }

    /// Consumes an ASCII digit and returns its value.
    pub(super) fn take_digit(&mut self) -> Option<u8> {
        let digit = self.text.as_bytes().get(self.at).filter(|byte| byte.is_ascii_digit())?;
        self.at += 1;
        Some(digit - b'0')
    }

    /// Consumes `fewest` to `most` digits and returns their number, or does not move if there are too few. A number
    /// beyond 32 bits wraps, as in .NET.
    pub(super) fn take_number(&mut self, fewest: usize, most: usize) -> Option<i32> {
        let start = self.at;
        let mut number = 0i32;
        while self.at - start < most {
            let Some(digit) = self.take_digit() else { break };
            number = number.wrapping_mul(10).wrapping_add(i32::from(digit));
        }
        if self.at - start < fewest {
            self.at = start;
            return None;
        }
        Some(number)
    }
}

/// A position in the format.
#[derive(Clone, Debug)]
pub(super) struct FormatCursor<'a> {
    format: &'a str,
    at: usize,
    /// Ignored white space, after the quote at the format's start.
    leading: Range<usize>,
    /// Ignored white space, before the quote at the format's end.
    trailing: Range<usize>,
}

impl<'a> FormatCursor<'a> {
    pub(super) fn new(format: &'a str) -> Self {
        Self { format, at: 0, leading: 0..0, trailing: 0..0 }
    }

    /// The offset of this position, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Ignores trailing white space, and white space before a quote at the end.
    pub(super) fn trim_end(&mut self) {
        self.format = self.format.trim_end();
        if let Some(inside) = self.format.strip_suffix(['\'', '"']) {
            self.trailing = inside.trim_end().len()..inside.len();
        }
    }

    /// Ignores leading white space, and white space after a quote at the start.
    pub(super) fn skip_white(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next();
        }
        if self.at == 0 && self.format.starts_with(['\'', '"']) {
            let mut inside = self.clone();
            inside.next();
            while inside.peek().is_some_and(char::is_whitespace) {
                inside.next();
            }
            self.leading = 1..inside.location();
        }
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.character(self.location())
    }

    /// Consumes and returns the next character.
    pub(super) fn next(&mut self) -> Option<char> {
        let location = self.location();
        let character = self.character(location)?;
        self.at = location + character.len_utf8();
        Some(character)
    }

    /// Consumes a run of the ASCII letter and returns its length. Like a word it cannot span ignored white space.
    pub(super) fn take_run(&mut self, letter: char) -> usize {
        let start = self.location();
        let rest = self.format.as_bytes().get(start..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| char::from(**byte) == letter).count();
        if count > 0 {
            self.at = start + count;
        }
        count
    }

    /// Consumes a word, if it is next in any case. A word cannot span ignored white space, since that is next to a
    /// quote.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let bytes = self.format.as_bytes().get(self.location()..).and_then(|rest| rest.get(..word.len()));
        let found = bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()));
        if found {
            self.at = self.location() + word.len();
        }
        found
    }

    #[inline]
    fn character(&self, location: usize) -> Option<char> {
        match self.format.as_bytes().get(location)? {
            byte @ 0..=0x7F => Some(char::from(*byte)),
            _ => self.format.get(location..)?.chars().next(),
        }
    }

    #[inline]
    fn location(&self) -> usize {
        // Few formats begin or end with a quote.
        if self.leading.end + self.trailing.end == 0 {
            return self.at;
        }
        let passed = |at: usize, gap: &Range<usize>| if gap.contains(&at) { gap.end } else { at };
        passed(passed(self.at, &self.leading), &self.trailing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_inside_the_outer_quotes_does_not_count() {
        for (format, expected) in [
            ("  ' a ' d ' b '  ", "' a ' d ' b'"),
            ("' a ' d ' b '", "'a ' d ' b'"),
            ("'   '", "''"),
            ("\"\u{a0}x", "\"x"),
            ("   '", "'"),
            ("", ""),
        ] {
            let mut cursor = FormatCursor::new(format);
            cursor.trim_end();
            cursor.skip_white();
            let seen: String = std::iter::from_fn(|| cursor.next()).collect();
            assert_eq!(seen, expected, "{format}");
        }
    }
}
