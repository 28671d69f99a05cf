//! JSON, one record per line. A line that is not a record does not affect the next. Does not look into a line.

use super::input::{Input, Line, trimmed};
use super::location::{RecordLocation, RejectedRecord};
use std::io::Read;
use std::ops::Range;

pub(super) struct Lines<R> {
    input: Input<R>,
    limit: usize,
    location: RecordLocation,
    current: Range<usize>,
    ended: bool,
}

impl<R: Read> Lines<R> {
    pub fn new(input: Input<R>, limit: usize) -> Self {
        Self { input, limit, location: RecordLocation::default(), current: 0..0, ended: false }
    }

    /// Moves to the next line that is not blank.
    pub fn advance(&mut self) -> Option<Result<RecordLocation, Box<RejectedRecord>>> {
        while !self.ended {
            let line = self.input.line(self.limit);
            self.location.line += 1;
            match line {
                Ok(Line::At(range)) => {
                    let line = self.input.slice(range.clone());
                    let mut kept = trimmed(line);
                    // An object of an array that was cut into lines; a comma is never part of one.
                    if line.get(..kept.end).is_some_and(|line| line.ends_with(b"},")) {
                        kept.end -= 1;
                    }
                    if !kept.is_empty() {
                        self.current = range.start + kept.start..range.start + kept.end;
                        self.location.entry += 1;
                        return Some(Ok(self.location));
                    }
                }
                Ok(Line::TooLarge) => {
                    self.location.entry += 1;
                    return Some(Err(RejectedRecord::too_large(self.location, self.limit)));
                }
                Ok(Line::End) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(RejectedRecord::unreadable(self.location, &error)));
                }
            }
        }
        None
    }

    /// The current line.
    pub fn current(&self) -> &[u8] {
        self.input.slice(self.current.clone())
    }
}
