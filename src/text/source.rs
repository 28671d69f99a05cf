//! A named source text with its lines, so that a byte offset can be shown as a line and a column.
//!
//! Reads no file: whoever makes a source has its text already.

use std::sync::Arc;
use std::sync::OnceLock;

/// A text with a name to show in messages: a file's path, `<expression>`, `<stdin>`. A clone shares the text. Its lines end
/// with `\n`.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Arc<OnceLock<Vec<u32>>>,
}

/// The position of an offset, for people and for programs. Lines and columns are counted from 1, bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in code points, as people count.
    pub column: usize,
    /// The column in UTF-16 code units, as editors count.
    pub utf16: usize,
    /// The offset in bytes from the beginning of the text.
    pub byte: usize,
}

impl Source {
    /// A text with its name.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into(), line_starts: Arc::default() }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text behind a shared pointer; nothing is copied.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Line and column of a byte offset. An offset inside a character counts as the character's beginning, one beyond the
    /// end of the text as the end.
    pub fn position(&self, offset: usize) -> Position {
        let mut byte = offset.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start as usize <= byte);
        let start = starts.get(line.wrapping_sub(1)).map_or(0, |start| *start as usize);
        let before = self.text.get(start..byte).unwrap_or_default();
        // ASCII needs no counting. That matters: an export is often one long line, and this runs for each diagnostic in it.
        let (column, utf16) = match before.is_ascii() {
            true => (before.len(), before.len()),
            false => (before.chars().count(), before.encode_utf16().count()),
        };
        Position { line: line.max(1), column: column + 1, utf16: utf16 + 1, byte }
    }

    /// The byte offset where a line, counted from 1, begins; the end of the text if there is no such line.
    pub fn line_start(&self, number: usize) -> usize {
        let start = number.checked_sub(1).and_then(|index| self.line_starts().get(index));
        start.map_or(self.text.len(), |start| *start as usize)
    }

    /// The text of a line, counted from 1, without its line break.
    pub fn line(&self, number: usize) -> &str {
        let starts = self.line_starts();
        let Some(start) = number.checked_sub(1).and_then(|index| starts.get(index)) else { return "" };
        let end = starts.get(number).map_or(self.text.len(), |next| *next as usize);
        self.text.get(*start as usize..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX))).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_three_ways() {
        let source = Source::new("x", "ab\nd😀é!\r\nlast");
        let at = source.text().find('!').unwrap();
        assert_eq!(source.position(at), Position { line: 2, column: 4, utf16: 5, byte: 10 });
        assert_eq!(source.line(2), "d😀é!");
        assert_eq!(source.position(1_000).line, 3);
    }

    #[test]
    fn an_offset_inside_a_character_is_its_beginning() {
        assert_eq!(Source::new("x", "é").position(1).byte, 0);
    }
}
