//! The lines of a snippet: which ones are shown, and where the marks are in them. Does not know what the marks are about.

use super::super::printable;
use super::cut::{Cut, cut};
use super::snippet::{Frame, Mark, Text};
use crate::text::Span;

/// Some consecutive lines.
#[derive(Debug)]
pub(super) struct Window {
    /// `file:line:column`, and the subject.
    pub heading: String,
    /// The number of the first line, counted from 1.
    pub first_line: usize,
    /// The offset of its text; the windows follow each other.
    pub offset: usize,
    /// The lines, each with its `\n`.
    pub text: String,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    /// The line in its source, including the line break.
    source: Span,
    /// The offset of its piece, counted over all windows.
    offset: usize,
    piece: Cut,
}

/// A text with at most this many lines is shown as a whole.
const WHOLE: usize = 6;

/// The windows around the marks of a text. The first mark decides how a long line is cut.
pub(super) fn windows(shown: &Text<'_>, marks: &[Mark], frame: &Frame<'_>) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    let total = shown.locations.at(shown.source.text().len()).line;
    for (first, last) in pieces(shown, marks) {
        let offset = windows.last().map_or(0, |before| before.offset + before.text.len());
        let mut window =
            Window { heading: String::new(), first_line: first, offset, text: String::new(), lines: vec![] };
        for number in first..=last {
            let start = shown.source.line_start(number);
            // After the last line comes the end of the text, which is also a location.
            let next = if number < total { shown.source.line_start(number + 1) } else { shown.source.text().len() + 1 };
            window.add(shown.source.line(number), Span::new(start, next), marks, frame);
        }
        windows.push(window);
    }
    windows
}

/// The first and the last line of each window.
fn pieces(shown: &Text<'_>, marks: &[Mark]) -> Vec<(usize, usize)> {
    let line_of = |offset: u32| shown.locations.at(offset as usize).line;
    let end = shown.source.text().len();
    // The text after the last line break is a line only if something is marked there.
    let marked = marks.iter().any(|mark| mark.span.end as usize == end);
    let last = line_of(Span::at(end).start) - usize::from(shown.source.text().ends_with('\n') && !marked);
    let around = |mark: &Mark| {
        let (first, end) = (line_of(mark.span.start), line_of(mark.span.end));
        if last <= WHOLE { (1, last) } else { (first.saturating_sub(1).max(1), (end + 1).min(last)) }
    };
    let mut pieces: Vec<(usize, usize)> = marks.iter().map(around).collect();
    pieces.sort_unstable();
    pieces.dedup_by(|next, before| {
        let touches = next.0 <= before.1 + 1;
        if touches {
            before.1 = before.1.max(next.1);
        }
        touches
    });
    pieces
}

impl Window {
    fn add(&mut self, line: &str, source: Span, marks: &[Mark], frame: &Frame<'_>) {
        let here = |mark: &&Mark| mark.span.start < source.end && mark.span.end >= source.start;
        let focus = marks.iter().find(here).map_or(Span::new(0, 0), |mark| mark.span);
        let within = |offset: u32| (offset.saturating_sub(source.start) as usize).min(line.len());
        let piece = cut(line, within(focus.start), within(focus.end), frame.room, frame.cut);
        let offset = self.offset + self.text.len();
        self.text.push_str(&piece.text);
        self.text.push('\n');
        self.lines.push(Line { source, offset, piece });
    }

    /// The location in the windows for a location in the text; `None` if it is not shown.
    pub fn find(&self, span: Span) -> Option<Span> {
        let start = self.offset_of(span.start, false)?;
        let end = if span.is_empty() { start } else { self.offset_of(span.end, true)? };
        (start < end || span.is_empty()).then(|| Span::new(start, end))
    }

    fn offset_of(&self, offset: u32, end: bool) -> Option<usize> {
        let line = self.lines.iter().find(|line| {
            let source = line.source;
            source.start <= offset && offset < source.end || end && source.start < offset && offset == source.end
        })?;
        let inside = offset.saturating_sub(line.source.start) as usize;
        line.piece.find(inside, end).map(|at| line.offset + at)
    }

    /// Sets the heading: the name of the file, the location, and the subject.
    pub fn head(&mut self, name: &str, location: &str, about: &str) {
        self.heading = printable::line(&format!("{name}:{location}{about}")).into_owned();
    }
}
