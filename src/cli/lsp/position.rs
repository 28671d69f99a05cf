//! Positions as the language server protocol counts them: lines from 0, columns in UTF-16 code units from 0.

use attrflow::{Source, Span};
use lsp_types::{Position, Range};

/// The byte offset of a position; a position after the end of a line is its end.
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

/// The position of a byte offset.
pub(super) fn position(source: &Source, offset: usize) -> Position {
    let location = source.position(offset);
    let count = |number: usize| u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
    Position { line: count(location.line), character: count(location.utf16) }
}

/// The range of a span.
pub(super) fn range(source: &Source, span: Span) -> Range {
    Range { start: position(source, span.start as usize), end: position(source, span.end as usize) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_go_there_and_back() {
        let source = Source::new("x", "ab\r\nd😀é!\nlast");
        // There is no position inside a line break of two characters.
        let inside = source.text().find('\r').map(|at| at + 1);
        for at in source.text().char_indices().map(|(at, _)| at).filter(|at| Some(*at) != inside) {
            assert_eq!(offset(&source, position(&source, at)), at, "{at}");
        }
        assert_eq!(offset(&source, Position { line: 1, character: 4 }), 4 + 1 + 4 + 2);
        assert_eq!(offset(&source, Position { line: 0, character: 99 }), 2);
        assert_eq!(offset(&source, Position { line: 9, character: 0 }), source.text().len());
    }
}
