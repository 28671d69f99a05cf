//! Lines and columns of many locations in one text, even if the text is a single line of several megabytes.
//!
//! Counting from the beginning of the line for every location would then take quadratic time, so counts are kept every
//! few thousand bytes. Gives the same positions as `Source::position`.

use crate::text::{Position, Source, Span};
use serde::Serialize;

/// How many bytes apart the counts are kept.
const STEP: usize = 4096;

/// A source with its line and column counts every few thousand bytes.
pub(super) struct Locations<'a> {
    text: &'a str,
    known: Vec<Position>,
}

/// A range of the text, as programs read it. Lines and columns are counted from 1, bytes from 0; the end is exclusive.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Range {
    pub start: Location,
    pub end: Location,
}

/// A location in a text: the column in code points and in UTF-16 code units, and the offset in bytes.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Location {
    pub line: usize,
    pub column: usize,
    pub utf16: usize,
    pub byte: usize,
}

/// The locations of the text that was asked for last: diagnostics about the same text follow each other.
#[derive(Default)]
pub(super) struct LastLocations<'a>(Option<Locations<'a>>);

impl<'a> LastLocations<'a> {
    pub fn of(&mut self, text: &'a str) -> &Locations<'a> {
        let known = self.0.take().filter(|known| std::ptr::eq(known.text, text));
        self.0.insert(known.unwrap_or_else(|| Locations::of(text)))
    }
}

impl<'a> Locations<'a> {
    pub fn new(source: &'a Source) -> Self {
        Self::of(source.text())
    }

    pub fn of(text: &'a str) -> Self {
        let mut at = Position { line: 1, column: 1, utf16: 1, byte: 0 };
        let mut known = vec![at];
        while at.byte + STEP < text.len() {
            let next = floor(text, at.byte + STEP);
            at = forward(text, at, next);
            known.push(at);
        }
        Self { text, known }
    }

    /// The position of an offset; inside a character it is the start of the character, beyond the end it is the end.
    pub fn at(&self, offset: usize) -> Position {
        let byte = floor(self.text, offset);
        let beyond = self.known.partition_point(|known| known.byte <= byte);
        let from = self.known.get(beyond.saturating_sub(1)).copied();
        forward(self.text, from.unwrap_or(Position { line: 1, column: 1, utf16: 1, byte: 0 }), byte)
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.at(span.start as usize).into(), end: self.at(span.end as usize).into() }
    }
}

/// The offset, or the start of the character that contains it, or the end of the text.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn forward(text: &str, from: Position, byte: usize) -> Position {
    let between = text.get(from.byte..byte).unwrap_or_default();
    let mut at = Position { byte, ..from };
    for character in between.chars() {
        if character == '\n' {
            (at.line, at.column, at.utf16) = (at.line + 1, 1, 1);
        } else {
            at.column += 1;
            at.utf16 += character.len_utf16();
        }
    }
    at
}

impl From<Position> for Location {
    fn from(at: Position) -> Self {
        Self { line: at.line, column: at.column, utf16: at.utf16, byte: at.byte }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_source_everywhere() {
        let text = "aé😀\r\n".repeat(1_700) + &"x😀".repeat(5_000) + "\nlast";
        let source = Source::new("x", text.as_str());
        let locations = Locations::new(&source);
        for offset in (0..text.len() + 3).step_by(7) {
            assert_eq!(locations.at(offset), source.position(offset), "at {offset}");
        }
    }
}
