//! Places as the language server protocol counts them: lines from 0, columns in UTF-16 code units from 0.

use attrflow::{Source, Span};
use lsp_types::{Position, Range};

/// The offset in bytes of a place; beyond a line's end is its end.
pub(super) fn offset(source: &Source, position: Position) -> usize {
    let line = position.line as usize + 1;
    let (start, mut units) = (source.line_start(line), position.character as usize);
    let mut width = 0;
    for character in source.line(line).chars() {
        if units < character.len_utf16() {
            break;
        }
        units -= character.len_utf16();
        width += character.len_utf8();
    }
    start + width
}

/// The place of an offset in bytes.
pub(super) fn position(source: &Source, offset: usize) -> Position {
    let place = source.position(offset);
    let count = |number: usize| u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
    Position { line: count(place.line), character: count(place.utf16) }
}

/// The stretch of a span.
pub(super) fn range(source: &Source, span: Span) -> Range {
    Range { start: position(source, span.start as usize), end: position(source, span.end as usize) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_there_and_back() {
        let source = Source::new("x", "ab\r\nd😀é!\nlast");
        // The line feed of a CRLF has no place of its own: lines end before the break.
        for at in [0, 1, 2, 4, 5, 9, 11, 12, 13, 16, 17] {
            assert_eq!(offset(&source, position(&source, at)), at, "{at}");
        }
        assert_eq!(offset(&source, Position { line: 1, character: 4 }), 4 + 1 + 4 + 2);
        assert_eq!(offset(&source, Position { line: 0, character: 99 }), 2);
        assert_eq!(offset(&source, Position { line: 9, character: 0 }), source.text().len());
    }
}
