//! A stream read in blocks of 1 MiB; lines and records are borrowed from the buffer.
//!
//! Knows bytes and line ends only.

use super::encoding::Decoded;
use std::io::{self, Read};
use std::ops::Range;

/// How much is read at a time.
const BLOCK: usize = 1 << 20;

pub(super) struct Input<R> {
    inner: Decoded<R>,
    buffer: Vec<u8>,
    /// The bytes that are read and not consumed.
    start: usize,
    end: usize,
    /// Whether lines end at carriage returns alone, as old tools for the Mac write them: these are read as line feeds.
    returns_end_lines: bool,
}

/// How many bytes are searched for a line feed where there are carriage returns.
const LINE_END_LOOK: usize = 1 << 20;

/// A line of the input, without its line feed.
pub(super) enum Line {
    /// It stays in the buffer until more is read.
    At(Range<usize>),
    /// It was longer than the limit and is skipped.
    TooLarge,
    /// The input has ended.
    End,
}

impl<R: Read> Input<R> {
    pub fn new(inner: R) -> Self {
        Self { inner: Decoded::new(inner), buffer: Vec::new(), start: 0, end: 0, returns_end_lines: false }
    }

    /// Finds out what ends lines, before anything is consumed: carriage returns alone, if there is no line feed among them.
    pub fn look_at_line_ends(&mut self) -> io::Result<()> {
        while memchr::memchr(b'\n', self.unread()).is_none() {
            if self.unread().len() >= LINE_END_LOOK || !self.fill()? {
                self.returns_end_lines = memchr::memchr(b'\r', self.unread()).is_some();
                break;
            }
        }
        if self.returns_end_lines {
            feed(self.buffer.get_mut(self.start..self.end).unwrap_or_default());
        }
        Ok(())
    }

    /// The bytes that are read and not consumed.
    pub fn unread(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// The same, for what is decoded in its place.
    pub fn unread_mut(&mut self) -> &mut [u8] {
        self.buffer.get_mut(self.start..self.end).unwrap_or_default()
    }

    /// A range of the buffer; valid until more is read.
    pub fn slice(&self, location: Range<usize>) -> &[u8] {
        self.buffer.get(location).unwrap_or_default()
    }

    /// Consumes so many of the unread bytes and returns their range.
    pub fn consume(&mut self, count: usize) -> Range<usize> {
        let start = self.start;
        self.start = (start + count).min(self.end);
        start..self.start
    }

    /// Reads more after the unread bytes; false at the end. The buffer grows only when it is mostly unread.
    pub fn fill(&mut self) -> io::Result<bool> {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
        if self.end == self.buffer.len() {
            if self.start > self.end / 2 {
                self.buffer.copy_within(self.start..self.end, 0);
                (self.start, self.end) = (0, self.end - self.start);
            } else {
                self.grow();
            }
        }
        loop {
            match self.inner.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                Ok(count) => {
                    if self.returns_end_lines {
                        feed(self.buffer.get_mut(self.end..self.end + count).unwrap_or_default());
                    }
                    self.end += count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Makes the buffer larger. Its first block comes zeroed from the system, which zeroes a page when it is first
    /// used: for a few records that is nearly none of it.
    fn grow(&mut self) {
        if self.buffer.is_empty() {
            self.buffer = vec![0; BLOCK];
        } else {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
    }

    /// Reads until a line ends or the data has doubled, for callers that scan everything again; false at the end.
    pub fn fill_on(&mut self) -> io::Result<bool> {
        let before = self.unread().len();
        loop {
            let had = self.unread().len();
            if !self.fill()? {
                return Ok(had > before);
            }
            let unread = self.unread();
            let more = unread.get(had..).unwrap_or_default();
            if unread.len() >= before * 2 || memchr::memchr(b'\n', more).is_some() {
                return Ok(true);
            }
        }
    }

    /// The next line. A line longer than the limit is never held whole.
    pub fn line(&mut self, limit: usize) -> io::Result<Line> {
        let mut searched = 0;
        loop {
            let unread = self.unread();
            if let Some(at) = memchr::memchr(b'\n', unread.get(searched..).unwrap_or_default()) {
                let line = self.consume(searched + at + 1);
                let length = searched + at;
                return Ok(if length > limit { Line::TooLarge } else { Line::At(line.start..line.start + length) });
            }
            searched = unread.len();
            if searched > limit {
                self.pass_line()?;
                return Ok(Line::TooLarge);
            }
            if !self.fill()? {
                return Ok(if searched == 0 { Line::End } else { Line::At(self.consume(searched)) });
            }
        }
    }

    /// Consumes everything up to the end of the line.
    pub fn pass_line(&mut self) -> io::Result<()> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', self.unread()) {
                self.consume(at + 1);
                return Ok(());
            }
            self.start = self.end;
            if !self.fill()? {
                return Ok(());
            }
        }
    }
}

/// Makes line feeds of carriage returns.
fn feed(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
}

/// The range of `bytes` without surrounding white space, as JSON defines it.
pub(super) fn trimmed(bytes: &[u8]) -> Range<usize> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let start = bytes.iter().position(|byte| !blank(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !blank(byte)).map_or(start, |last| last + 1);
    start..end
}
