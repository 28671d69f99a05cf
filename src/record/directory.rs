//! Records that are entries of an LDIF file (RFC 2849): content, not changes. Does not know which attributes are
//! wanted.
//!
//! More tolerant than the RFC: values may be plain UTF-8, and `version` may be missing. Attribute names are not
//! case-sensitive in a directory; they are looked up as written first, then ignoring case.

use super::fields::{Field, Fields};
use super::input::{Input, Line};
use super::location::{RecordLocation, RejectedRecord};
use crate::diagnostic::registry;
use crate::dotnet::encoding::base64;
use crate::text::Span;
use std::io::{self, Read};

pub(super) struct Entries<R> {
    input: Input<R>,
    limit: usize,
    location: RecordLocation,
    /// The line that was read last.
    line: u64,
    /// The entry's lines, unfolded and without comments, one directly after the other.
    raw: Vec<u8>,
    /// For each of these lines its number in the file, and where it begins in `raw`.
    lines: Vec<(u64, usize)>,
    names: String,
    values: String,
    fields: Vec<Field>,
    has_text: bool,
    ended: bool,
}

/// The outcome of reading the lines of an entry.
enum Gathered {
    Entry,
    TooLarge,
    Nothing,
}

impl<R: Read> Entries<R> {
    pub fn new(input: Input<R>, limit: usize) -> Self {
        Self {
            input,
            limit,
            location: RecordLocation::default(),
            line: 0,
            raw: Vec::new(),
            lines: Vec::new(),
            names: String::new(),
            values: String::new(),
            fields: Vec::new(),
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
                    return Some(self.understand().map(|()| self.location));
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
    pub fn current(&self) -> Fields<'_> {
        Fields { names: &self.names, values: &self.values, locations: &self.fields, any_case: true }
    }

    /// Reads the lines up to the next empty one, unfolding them.
    fn gather(&mut self) -> io::Result<Gathered> {
        self.raw.clear();
        self.lines.clear();
        let (mut in_comment, mut too_large) = (false, false);
        loop {
            self.line += 1;
            let range = match self.input.line(self.limit)? {
                Line::At(range) => range,
                Line::TooLarge => {
                    too_large = true;
                    self.begin_at(self.line);
                    continue;
                }
                Line::End => {
                    self.ended = true;
                    break;
                }
            };
            let line = self.input.slice(range);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            self.has_text |= !line.is_empty();
            match line {
                [] => break,
                [b' ', _, ..] if in_comment => {}
                // Only the lines of an entry can be continued.
                [b' ', folded @ ..] if !self.lines.is_empty() => self.raw.extend_from_slice(folded),
                [b'#', ..] => in_comment = true,
                // Skipped like a comment, with the lines that continue it.
                _ if self.location.entry == 0 && self.lines.is_empty() && line.starts_with(b"version:") => {
                    in_comment = true
                }
                _ => {
                    in_comment = false;
                    if self.lines.is_empty() && !too_large {
                        self.location.line = self.line;
                    }
                    self.lines.push((self.line, self.raw.len()));
                    self.raw.extend_from_slice(line);
                }
            }
            if self.raw.len() + self.lines.len() > self.limit {
                too_large = true;
                self.raw.clear();
                self.lines.truncate(1);
            }
        }
        Ok(match (too_large, self.lines.is_empty()) {
            (true, _) => Gathered::TooLarge,
            (false, true) => Gathered::Nothing,
            (false, false) => Gathered::Entry,
        })
    }

    fn begin_at(&mut self, line: u64) {
        if self.lines.is_empty() {
            self.location.line = line;
            self.lines.push((line, 0));
        }
    }

    /// Parses the entry's lines into fields.
    fn understand(&mut self) -> Result<(), Box<RejectedRecord>> {
        self.names.clear();
        self.values.clear();
        self.fields.clear();
        let raw = match str::from_utf8(&self.raw) {
            Ok(raw) => raw,
            Err(error) => return Err(RejectedRecord::invalid_utf8(self.location, error.valid_up_to())),
        };
        let ends = self.lines.iter().skip(1).map(|(_, start)| *start).chain([raw.len()]);
        for ((number, start), end) in self.lines.iter().zip(ends) {
            let refuse = |expected: &str| {
                let location = RecordLocation { line: *number, ..self.location };
                Err(RejectedRecord::new(location, registry::bad_ldif(Span::new(*start, end), expected)))
            };
            let Some((name, value)) = raw.get(*start..end).unwrap_or_default().split_once(':') else {
                return refuse("`attribute: value`");
            };
            if name.is_empty() || name.contains(' ') {
                return refuse("an attribute name before `:`");
            }
            let (encoded, value) = match value.as_bytes().first() {
                Some(b':') => (true, value.get(1..).unwrap_or_default()),
                Some(b'<') => return refuse("a value, not a reference to a file or URL"),
                _ => (false, value),
            };
            let value = value.trim_start_matches(' ');
            if self.fields.is_empty() && !name.eq_ignore_ascii_case("dn") {
                return refuse("`dn:` as the first line of an entry");
            }
            if name.eq_ignore_ascii_case("changetype") && self.fields.len() == 1 {
                match value {
                    "add" => continue,
                    _ => return refuse("entries, not changes of entries"),
                }
            }
            let (names, values) = (self.names.len(), self.values.len());
            self.names.push_str(name);
            match encoded.then(|| base64::decode(value.trim_end().as_bytes(), true)) {
                Some(None) => return refuse("base64 after `::`"),
                // Bytes that are not UTF-8 stay base64, which is the form that typed targets accept.
                Some(Some(bytes)) => self.values.push_str(str::from_utf8(&bytes).unwrap_or(value.trim_end())),
                None => self.values.push_str(value),
            }
            let field = Field { name: (names, self.names.len()), value: (values, self.values.len()) };
            self.fields.push(field);
        }
        Ok(())
    }
}
