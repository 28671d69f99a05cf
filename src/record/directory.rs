//! Records that are entries of an LDIF file (RFC 2849): content, not changes. Does not know which attributes are
//! wanted.
//!
//! More tolerant than the RFC: values may be plain UTF-8, and `version` may be missing. Attribute names are not
//! case-sensitive in a directory; they are looked up as written first, then ignoring case.

use super::fields::{Cell, Fields};
use super::input::Input;
use super::location::{RecordLocation, RejectedRecord};
use super::names::{NameKind, NameTable};
use crate::diagnostic::registry;
use crate::dotnet::encoding::base64;
use crate::text::Span;
use std::io::{self, Read};
use std::ops::Range;

/// How much more of an entry is held than it may have, as line ends, comments and folds take some: so many times as much, and so
/// many bytes.
const HELD: (usize, usize) = (4, 64 << 10);

/// Entries, one after the other. The current one is decoded where it stands in the input's buffer: lines that are folded are
/// moved together, base64 is replaced by its bytes, and what is left over becomes spaces.
pub(super) struct Entries<R> {
    input: Input<R>,
    limit: usize,
    location: RecordLocation,
    /// The line that was read last.
    line: u64,
    entry: Entry,
    /// Where the entry is in the input's buffer.
    current: Range<usize>,
    names: NameTable,
    has_text: bool,
    ended: bool,
}

/// The lines of an entry, unfolded and without comments.
#[derive(Default)]
struct Entry {
    /// Where each line begins among the bytes of the input, and where it would if the lines stood without anything between.
    lines: Vec<(usize, usize)>,
    /// The last one, which may go on.
    open: Option<OpenLine>,
    /// How long they are together.
    length: usize,
    cells: Vec<Cell>,
    /// The name of the last line.
    last: usize,
    /// What is wrong first: the line's number, where it is in the entry, and what was expected.
    wrong: Option<(u64, Span, &'static str)>,
}

/// A line that may be continued: its number, where it is, and where what was moved to it was.
struct OpenLine {
    number: u64,
    range: Range<usize>,
    moved: Option<usize>,
}

/// The outcome of reading the lines of an entry.
enum Gathered {
    Entry,
    TooLarge,
    Nothing,
}

/// What is next in the input.
enum Next {
    /// A line, up to its line feed, and where the next begins.
    Line(Range<usize>, usize),
    TooLarge,
    End,
}

impl<R: Read> Entries<R> {
    pub fn new(input: Input<R>, limit: usize) -> Self {
        Self {
            input,
            limit,
            location: RecordLocation::default(),
            line: 0,
            entry: Entry::default(),
            current: 0..0,
            names: NameTable::default(),
            has_text: false,
            ended: false,
        }
    }

    /// Moves to the next entry.
    pub fn advance(&mut self) -> Option<Result<RecordLocation, Box<RejectedRecord>>> {
        while !self.ended {
            match self.gather() {
                Ok(Gathered::Nothing) => {}
                Ok(Gathered::TooLarge) => {
                    self.location.entry += 1;
                    return Some(Err(RejectedRecord::too_large(self.location, self.limit)));
                }
                Ok(Gathered::Entry) => {
                    self.location.entry += 1;
                    return Some(Ok(self.location));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(RejectedRecord::unreadable(self.location, &error)));
                }
            }
        }
        None
    }

    /// Whether there is anything but blank lines, a comment or a version at least.
    pub fn has_text(&self) -> bool {
        self.has_text
    }

    /// The current entry's fields.
    pub fn current(&self) -> Result<Fields<'_>, Box<RejectedRecord>> {
        let bytes = self.input.slice(self.current.clone());
        let Ok(values) = simdutf8::basic::from_utf8(bytes) else {
            let valid = str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let before = self.entry.lines.iter().take_while(|(start, _)| *start <= valid).last();
            let offset = before.map_or(valid, |(start, unfolded)| unfolded + (valid - start));
            return Err(RejectedRecord::invalid_utf8(self.location, offset));
        };
        if let Some((line, span, expected)) = self.entry.wrong {
            let location = RecordLocation { line, ..self.location };
            return Err(RejectedRecord::new(location, registry::bad_ldif(span, expected)));
        }
        Ok(Fields { names: self.names.names(), values, cells: &self.entry.cells })
    }

    /// Reads the lines up to the next empty one.
    fn gather(&mut self) -> io::Result<Gathered> {
        self.entry.clear();
        self.names.keep_small();
        let (mut in_comment, mut too_large, mut any) = (false, false, false);
        // Where the next line begins in the unread bytes; those before it are the entry's.
        let mut at = 0;
        loop {
            self.line += 1;
            let (line, behind) = match self.next_line(at)? {
                Next::Line(range, behind) => (range, behind),
                Next::TooLarge => {
                    (too_large, at) = (true, 0);
                    self.entry.clear();
                    if !std::mem::replace(&mut any, true) {
                        self.location.line = self.line;
                    }
                    continue;
                }
                Next::End => {
                    self.ended = true;
                    break;
                }
            };
            let bytes = self.input.unread().get(line.clone()).unwrap_or_default();
            let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
            let line = line.start..line.start + bytes.len();
            self.has_text |= !bytes.is_empty();
            match bytes {
                [] => {
                    at = behind;
                    break;
                }
                [b' ', _, ..] if in_comment => erase(self.input.unread_mut(), line),
                // Only the lines of an entry can be continued.
                [b' ', ..] if any => self.entry.fold(self.input.unread_mut(), line),
                [b'#', ..] => {
                    in_comment = true;
                    erase(self.input.unread_mut(), line);
                }
                // Skipped like a comment, with the lines that continue it.
                _ if self.location.entry == 0 && !any && bytes.starts_with(b"version:") => in_comment = true,
                _ => {
                    in_comment = false;
                    if !std::mem::replace(&mut any, true) {
                        self.location.line = self.line;
                    }
                    self.entry.close(self.input.unread_mut(), &mut self.names);
                    self.entry.begin(self.line, line);
                }
            }
            at = behind;
            let held = at > self.limit.saturating_mul(HELD.0).saturating_add(HELD.1);
            too_large |= self.entry.length + self.entry.lines.len() > self.limit || held;
            // What belongs to no entry, or to one that is too large, is not held.
            if too_large || !any {
                self.input.consume(at);
                self.entry.clear();
                at = 0;
            }
        }
        self.entry.close(self.input.unread_mut(), &mut self.names);
        self.current = self.input.consume(at);
        Ok(match (too_large, any) {
            (true, _) => Gathered::TooLarge,
            (false, true) => Gathered::Entry,
            (false, false) => Gathered::Nothing,
        })
    }

    /// The next line. One that is longer than the limit is never held whole; nor is then what came before.
    fn next_line(&mut self, start: usize) -> io::Result<Next> {
        let mut searched = start;
        loop {
            let unread = self.input.unread();
            if let Some(found) = memchr::memchr(b'\n', unread.get(searched..).unwrap_or_default()) {
                let end = searched + found;
                if end - start > self.limit {
                    self.input.consume(end + 1);
                    return Ok(Next::TooLarge);
                }
                return Ok(Next::Line(start..end, end + 1));
            }
            searched = unread.len();
            if searched - start > self.limit {
                self.input.consume(searched);
                self.input.pass_line()?;
                return Ok(Next::TooLarge);
            }
            if !self.input.fill()? {
                return Ok(if searched == start { Next::End } else { Next::Line(start..searched, searched) });
            }
        }
    }
}

impl Entry {
    fn clear(&mut self) {
        self.lines.clear();
        self.cells.clear();
        (self.open, self.length, self.last, self.wrong) = (None, 0, 0, None);
    }

    /// A line begins.
    fn begin(&mut self, number: u64, range: Range<usize>) {
        self.lines.push((range.start, self.length));
        self.length += range.len();
        self.open = Some(OpenLine { number, range, moved: None });
    }

    /// A line goes on: the space is removed, and what is behind it moved to the line's end.
    fn fold(&mut self, bytes: &mut [u8], more: Range<usize>) {
        let more = more.start + 1..more.end;
        self.length += more.len();
        let Some(open) = &mut self.open else { return };
        let end = open.range.end;
        open.range.end += more.len();
        open.moved = Some(more.end);
        bytes.copy_within(more, end);
    }

    /// The last line is whole: takes its name and value.
    fn close(&mut self, bytes: &mut [u8], names: &mut NameTable) {
        let Some(OpenLine { number, range, moved }) = self.open.take() else { return };
        if let Some(end) = moved {
            erase(bytes, range.end..end);
        }
        if self.wrong.is_some() {
            return;
        }
        let line = bytes.get_mut(range.clone()).unwrap_or_default();
        if let Err(expected) = self.take(line, range.start, names) {
            let start = self.lines.last().map_or(0, |(_, unfolded)| *unfolded);
            self.wrong = Some((number, Span::new(start, start + range.len()), expected));
        }
    }

    /// Adds the field of a line.
    fn take(&mut self, line: &mut [u8], offset: usize, names: &mut NameTable) -> Result<(), &'static str> {
        let expected = if self.cells.is_empty() { None } else { names.expected(self.last, line) };
        let (name, length) = match expected {
            Some(found) => found,
            None => {
                let length = memchr::memchr(b':', line).ok_or("`attribute: value`")?;
                let name = line.get(..length).unwrap_or_default();
                if name.is_empty() || name.contains(&b' ') {
                    return Err("an attribute name before `:`");
                }
                // The entry is refused for not being text, then.
                let name = str::from_utf8(name).map_err(|_| "text")?;
                (names.find((!self.cells.is_empty()).then_some(self.last), name), length)
            }
        };
        let (encoded, start) = match line.get(length + 1) {
            Some(b':') => (true, length + 2),
            Some(b'<') => return Err("a value, not a reference to a file or URL"),
            _ => (false, length + 1),
        };
        let value = line.get_mut(start..).unwrap_or_default();
        let blank = value.iter().take_while(|byte| **byte == b' ').count();
        let value = value.get_mut(blank..).unwrap_or_default();
        match (names.kind(name), self.cells.len()) {
            (NameKind::Entry, _) => {}
            (_, 0) => return Err("`dn:` as the first line of an entry"),
            (NameKind::Change, 1) if *value == *b"add" => return Ok(()),
            (NameKind::Change, 1) => return Err("entries, not changes of entries"),
            _ => {}
        }
        let kept = if encoded { decode(value).ok_or("base64 after `::`")? } else { value.len() };
        let from = offset + start + blank;
        self.cells.push(Cell { name, from, to: from + kept });
        self.last = name;
        Ok(())
    }
}

/// Overwrites what is no part of an entry any more: it may be half a character.
fn erase(bytes: &mut [u8], range: Range<usize>) {
    bytes.get_mut(range).unwrap_or_default().fill(b' ');
}

/// Replaces base64 by its bytes, and returns how many there are. Bytes that are not UTF-8 stay base64, which is the form that typed
/// targets accept.
fn decode(value: &mut [u8]) -> Option<usize> {
    // If it is not text, the entry is refused for that.
    let length = str::from_utf8(value).map_or(0, |text| text.trim_end().len());
    let value = value.get_mut(..length)?;
    let bytes = base64::decode(value, true)?;
    if str::from_utf8(&bytes).is_err() {
        return Some(length);
    }
    value.get_mut(..bytes.len())?.copy_from_slice(&bytes);
    Some(bytes.len())
}
