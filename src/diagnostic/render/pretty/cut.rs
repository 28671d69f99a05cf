//! The piece of a line that is shown: as many columns as fit, around the relevant location. Does not choose the line.

use super::super::locations::floor;
use super::super::printable;
use textwrap::core::display_width;

/// A piece of a line, safe for a terminal.
#[derive(Debug)]
pub(super) struct Cut {
    /// The text that is shown.
    pub text: String,
    /// For every character shown, and for the end: its offset in the line and in `text`.
    pub offsets: Vec<(usize, usize)>,
    /// Whether the line continues after the piece.
    pub goes_on: bool,
}

/// The maximum number of columns of a tab.
pub(super) const TAB: usize = 4;

/// Whether a line needs more columns than `room`.
pub(super) fn too_long(line: &str, room: usize) -> bool {
    // Only combining characters take bytes without a column, at most four bytes each.
    line.len() > room * 16 || line.chars().map(columns).sum::<usize>() > room
}

/// The piece of a line around the bytes from `start` to `end`, in `room` columns, with `mark` at each cut.
pub(super) fn cut(line: &str, start: usize, end: usize, room: usize, mark: &str) -> Cut {
    let start = floor(line, start);
    let end = ceiling(line, end).max(start);
    let long = too_long(line, room);
    // The character after the location must fit too.
    let kept = room.saturating_sub(2 * display_width(mark));
    let from_beginning = !long || !too_long(line.get(..end).unwrap_or_default(), kept.saturating_sub(TAB));
    let first = if from_beginning { 0 } else { back(line, start, kept / 3) };
    let mut piece = Cut { text: String::new(), offsets: Vec::new(), goes_on: false };
    let mut left = if long { kept } else { usize::MAX };
    if first > 0 {
        piece.text.push_str(mark);
    }
    let mut at = first;
    for character in line.get(first..).unwrap_or_default().chars() {
        if columns(character) > left {
            piece.goes_on = true;
            break;
        }
        left -= columns(character);
        piece.offsets.push((at, piece.text.len()));
        piece.text.push(if character == '\t' { character } else { printable::shown(character) });
        at += character.len_utf8();
    }
    piece.offsets.push((at, piece.text.len()));
    if piece.goes_on {
        piece.text.push_str(mark);
    }
    piece
}

impl Cut {
    /// The offset in the piece for an offset in the line: none before the piece, and none after it for the start of a
    /// span; the end of a span is cut off there.
    pub fn find(&self, offset: usize, end: bool) -> Option<usize> {
        let (last, last_shown) = *self.offsets.last()?;
        if offset > last || (offset == last && self.goes_on) {
            return (end || !self.goes_on).then_some(last_shown);
        }
        let index = self.offsets.partition_point(|(at, _)| *at <= offset).checked_sub(1)?;
        self.offsets.get(index).map(|(_, shown)| *shown)
    }
}

/// The offset, or the end of the character that contains it, or the end of the text.
pub(super) fn ceiling(text: &str, offset: usize) -> usize {
    (offset.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The offset that is `room` columns before `start`.
fn back(line: &str, start: usize, room: usize) -> usize {
    let mut left = room;
    let mut at = start;
    for character in line.get(..start).unwrap_or_default().chars().rev() {
        if columns(character) > left {
            break;
        }
        left -= columns(character);
        at -= character.len_utf8();
    }
    at
}

fn columns(character: char) -> usize {
    if character == '\t' { TAB } else { display_width(printable::shown(character).encode_utf8(&mut [0; 4])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_stay_as_they_are() {
        let piece = cut("a\té\u{1b}b", 4, 5, 40, "…");
        assert_eq!(piece.text, "a\té␛b");
        assert_eq!((piece.find(4, false), piece.find(5, false), piece.find(6, true)), (Some(4), Some(7), Some(8)));
    }

    #[test]
    fn long_lines_are_cut_around_the_location() {
        let line = format!("{}[mail]{}", "é,".repeat(50_000), "😀".repeat(50_000));
        let piece = cut(&line, 150_000, 150_006, 40, "…");
        assert_eq!(piece.text, format!("…{}[mail]{}…", "é,".repeat(6), "😀".repeat(10)));
        let start = piece.find(150_000, false).unwrap();
        assert_eq!(&piece.text[start..piece.find(150_006, true).unwrap()], "[mail]");
        assert_eq!(piece.find(0, false), None);
        assert_eq!(piece.find(line.len() - 4, false), None);
        assert!(piece.text[..piece.find(line.len(), true).unwrap()].ends_with('😀'));
    }
}
