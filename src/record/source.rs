//! Records from a stream, one at a time, in memory that does not grow with the stream. Knows no attributes but those
//! that identify a record.

use super::directory::Entries;
use super::document::Document;
use super::format::{Arrangement, RecordFormat, arrangement};
use super::input::Input;
use super::lines::Lines;
use super::location::{RecordLocation, RejectedRecord};
use super::path::each_member;
use super::table::Rows;
use super::{Malformed, RecordBody, scan::Scanner};
use crate::diagnostic::Diagnostic;
use crate::value::Value;
use bumpalo::Bump;
use std::io::Read;

/// How large a record may be, in bytes, unless another limit is given.
pub const RECORD_LIMIT: usize = 16 << 20;

/// The records of an input. Nothing is read before the first is requested.
pub struct Records<R> {
    source: Source<R>,
    format: Option<RecordFormat>,
    limit: usize,
    /// Whether there was a record, one that could not be read included.
    any: bool,
}

enum Source<R> {
    Unopened(Option<R>),
    Lines(Lines<R>),
    Document(Document<R>),
    Rows(Box<Rows<R>>),
    Entries(Entries<R>),
}

/// A record as it was read, with its location.
#[derive(Clone, Copy, Debug)]
pub struct RawRecord<'r> {
    /// Where it is.
    pub location: RecordLocation,
    /// Its content.
    pub shape: RecordBody<'r>,
}

impl<R: Read> Records<R> {
    /// The records of an input in this format, or in the detected one. Each may have up to `limit` bytes.
    pub fn new(input: R, format: Option<RecordFormat>, limit: usize) -> Self {
        Self { source: Source::Unopened(Some(input)), format, limit, any: false }
    }

    /// To be asked after the last record: why there are more records than were read, if the input says so. It then is
    /// one page of a response, or only what has changed.
    pub fn missing(&self) -> Option<Diagnostic> {
        match &self.source {
            Source::Document(document) => document.missing(),
            _ => None,
        }
    }

    /// After the last record: why there was none. An empty file is most likely an export that failed, an empty list may be
    /// what was asked for.
    pub fn why_none(&self) -> Option<&'static str> {
        let why = match &self.source {
            Source::Unopened(_) => return None,
            Source::Document(_) => "its list is empty",
            Source::Rows(rows) if rows.has_header() => "it has a header and no rows",
            Source::Entries(entries) if entries.has_text() => "it has no entries",
            Source::Lines(_) | Source::Rows(_) | Source::Entries(_) => "it is empty",
        };
        (!self.any).then_some(why)
    }

    /// The next record, `None` at the end. It is borrowed from the input's buffer until the next is requested.
    ///
    /// # Errors
    /// If the record cannot be read; the next call continues after it. JSON is not checked here but by the reader.
    pub fn next_record(&mut self) -> Option<Result<RawRecord<'_>, Box<RejectedRecord>>> {
        if let Source::Unopened(input) = &mut self.source {
            match open(Input::new(input.take()?), self.format, self.limit) {
                Ok(source) => self.source = source,
                Err(error) => return Some(Err(RejectedRecord::unreadable(RecordLocation::default(), &error))),
            }
        }
        let location = match &mut self.source {
            Source::Unopened(_) => return None,
            Source::Lines(lines) => lines.advance()?,
            Source::Document(document) => document.advance()?,
            Source::Rows(rows) => rows.advance()?,
            Source::Entries(entries) => entries.advance()?,
        };
        self.any = true;
        Some(location.and_then(|location| {
            let fields = |fields| RawRecord { location, shape: RecordBody::Fields(fields) };
            let text = match &mut self.source {
                Source::Unopened(_) => &[],
                Source::Lines(lines) => lines.current(),
                Source::Document(document) => document.current(),
                Source::Rows(rows) => return rows.current().map(fields),
                Source::Entries(entries) => return entries.current().map(fields),
            };
            // Checked once for the whole record, so that strings can be borrowed from it without another check.
            match simdutf8::basic::from_utf8(text) {
                Ok(text) => Ok(RawRecord { location, shape: RecordBody::Json(text) }),
                // The error has no offset; the standard library's has.
                Err(_) => {
                    let valid = str::from_utf8(text).map_or_else(|error| error.valid_up_to(), str::len);
                    Err(RejectedRecord::invalid_utf8(location, valid))
                }
            }
        }))
    }
}

fn open<R: Read>(mut input: Input<R>, format: Option<RecordFormat>, limit: usize) -> std::io::Result<Source<R>> {
    input.look_at_line_ends()?;
    Ok(match arrangement(&mut input, format)? {
        Arrangement::Lines => Source::Lines(Lines::new(input, limit)),
        Arrangement::Document => Source::Document(Document::new(input, limit)),
        Arrangement::Rows => Source::Rows(Box::new(Rows::new(input, limit)?)),
        Arrangement::Entries => Source::Entries(Entries::new(input, limit)),
    })
}

/// The attributes that identify a record, the best first.
pub(super) const IDENTITIES: [&str; 5] = ["id", "objectId", "userPrincipalName", "userName", "dn"];

impl RawRecord<'_> {
    /// The rejection of a record that was found to be malformed when it was read; its line is that of the error.
    pub fn refuse(&self, malformed: &Malformed) -> Box<RejectedRecord> {
        let before = match self.shape {
            RecordBody::Json(text) => text.as_bytes().get(..malformed.offset).unwrap_or_default(),
            RecordBody::Fields(_) => &[],
        };
        let lines = memchr::memchr_iter(b'\n', before).count() as u64;
        RejectedRecord::new(
            RecordLocation { line: self.location.line + lines, ..self.location },
            malformed.diagnostic(),
        )
    }

    /// The attribute that identifies the record, and its value; searched each time, for reports only. A malformed
    /// record is searched up to the error.
    pub fn identity(&self) -> Option<(&'static str, String)> {
        let mut found: [Option<String>; IDENTITIES.len()] = Default::default();
        let mut note = |name: &str, value: &dyn Fn() -> Option<String>| {
            let known = IDENTITIES.iter().position(|identity| *identity == name);
            if let Some(room) = known.and_then(|index| found.get_mut(index)) {
                *room = value();
            }
        };
        let arena = Bump::new();
        match self.shape {
            RecordBody::Json(text) => each_member(text, |key, value| {
                note(key.meant(&arena), &|| match Scanner::new(value).value(&arena).ok()? {
                    Value::Str(text) => Some(text.to_owned()),
                    Value::Int(number) => Some(number.to_string()),
                    _ => None,
                });
            }),
            RecordBody::Fields(fields) => {
                fields.iter().for_each(|(name, value)| note(name, &|| Some(value.to_owned())))
            }
        }
        IDENTITIES.into_iter().zip(found).find_map(|(name, value)| Some((name, value?)))
    }
}
