//! JSON that is not one record per line: arrays, responses that wrap an array, pretty-printed objects. One record is
//! held in memory at a time, however long the array is.
//!
//! The end of a record is found by its brackets; the record is parsed strictly afterwards, elsewhere. If brackets do
//! not match, the records that follow cannot be separated, and that is reported.

use super::input::{Input, trimmed};
use super::location::{RecordLocation, RejectedRecord};
use super::page::Pages;
use super::structure::{Followed, Structure, Wrapping, bulk_data, names_operations, wrapping};
use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;
use std::io::{self, Read};
use std::ops::Range;

pub(super) struct Document<R> {
    input: Input<R>,
    limit: usize,
    /// The line of the next byte, and the number of records so far.
    location: RecordLocation,
    state: State,
    /// Whether the array is inside an object.
    wrapped: bool,
    /// Whether that object is a bulk request.
    is_bulk: bool,
    pages: Pages,
    current: Range<usize>,
}

#[derive(Clone, Copy)]
enum State {
    /// Outside every array.
    Top,
    /// In an array, before its first record.
    First,
    /// In an array, after a record.
    Next,
    /// The end of a record can no longer be found.
    Lost,
    Ended,
}

/// What stopped the search for the next record.
enum Stop {
    Refused(Box<RejectedRecord>),
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Failed(error)
    }
}

impl<R: Read> Document<R> {
    pub fn new(input: Input<R>, limit: usize) -> Self {
        let location = RecordLocation { line: 1, entry: 0 };
        Self {
            input,
            limit,
            location,
            state: State::Top,
            wrapped: false,
            is_bulk: false,
            pages: Pages::default(),
            current: 0..0,
        }
    }

    /// Moves to the next record.
    pub fn advance(&mut self) -> Option<Result<RecordLocation, Box<RejectedRecord>>> {
        match self.find() {
            Ok(location) => location.map(Ok),
            Err(Stop::Refused(refused)) => Some(Err(refused)),
            Err(Stop::Failed(error)) => {
                self.state = State::Ended;
                Some(Err(RejectedRecord::unreadable(self.location, &error)))
            }
        }
    }

    /// The current record's text.
    pub fn current(&self) -> &[u8] {
        self.input.slice(self.current.clone())
    }

    /// Why there are more records than were read, if the input says so.
    pub fn missing(&self) -> Option<Diagnostic> {
        self.pages.missing(self.location.entry)
    }

    fn find(&mut self) -> Result<Option<RecordLocation>, Stop> {
        loop {
            let byte = match self.state {
                State::Ended => return Ok(None),
                State::Lost => {
                    self.state = State::Ended;
                    let reason = "the start of the next record cannot be found";
                    return Err(Stop::Refused(RejectedRecord::unreadable(self.location, &reason)));
                }
                _ => self.next_byte()?,
            };
            match (self.state, byte) {
                (State::Top, None) => return Ok(None),
                (State::Top, Some(b'[')) => self.enter(1, false),
                (State::Top, Some(b'{')) => match self.wrapper()? {
                    Some(length) => {
                        let before = self.input.unread().get(..length).unwrap_or_default();
                        self.is_bulk = names_operations(before);
                        self.pages.begin(before);
                        self.enter(length, true);
                    }
                    None => return self.record(State::Top).map(Some),
                },
                (State::Top, Some(_)) => return self.record(State::Lost).map(Some),
                (State::First | State::Next, Some(b']')) => {
                    self.pass(1);
                    if self.wrapped {
                        self.leave_wrapper()?;
                    }
                    self.state = State::Top;
                }
                (State::First, Some(b'{')) if !self.wrapped && self.holds_pages()? => {
                    self.state = State::Ended;
                    self.location.entry += 1;
                    let refused = RejectedRecord::new(self.location, registry::array_of_pages(Span::default()));
                    return Err(Stop::Refused(refused));
                }
                (State::First, Some(_)) => return self.record(State::Next).map(Some),
                (State::Next, Some(b',')) => {
                    self.pass(1);
                    return match self.next_byte()? {
                        None | Some(b']' | b',') => Err(self.expected("a record after `,`")),
                        Some(_) => self.record(State::Next).map(Some),
                    };
                }
                _ => return Err(self.expected("`,` or `]` after a record")),
            }
        }
    }

    fn enter(&mut self, length: usize, wrapped: bool) {
        self.pass(length);
        self.state = State::First;
        self.wrapped = wrapped;
    }

    /// Cuts out the value that begins here. If it does not end, what there is of it is returned, and its reader reports
    /// the error.
    fn record(&mut self, then: State) -> Result<RecordLocation, Stop> {
        self.location.entry += 1;
        let location = self.location;
        self.state = then;
        let mut structure = Structure::default();
        let (mut length, mut too_large) = (0, false);
        loop {
            let unread = self.input.unread();
            match structure.follow(unread.get(length..).unwrap_or_default()) {
                Followed::Whole(more) => {
                    length += more;
                    break;
                }
                Followed::Lost(more) => {
                    length += more;
                    self.state = State::Lost;
                    break;
                }
                Followed::More => length = unread.len(),
            }
            // A record that is too large is not kept: only its end is looked for.
            if length > self.limit {
                too_large = true;
                self.pass(length);
                length = 0;
            }
            if !self.input.fill()? {
                self.state = State::Ended;
                break;
            }
        }
        too_large |= length > self.limit;
        self.current = self.pass(length);
        if self.is_bulk
            && let Some(data) = str::from_utf8(self.current()).ok().and_then(bulk_data)
        {
            let start = self.current.start;
            self.current = start + data.start..start + data.end;
        }
        if too_large { Err(Stop::Refused(RejectedRecord::too_large(location, self.limit))) } else { Ok(location) }
    }

    /// The length of a wrapper's beginning, if the object here is one.
    fn wrapper(&mut self) -> io::Result<Option<usize>> {
        loop {
            match wrapping(self.input.unread()) {
                Wrapping::Array(length) => return Ok(Some(length)),
                Wrapping::None => return Ok(None),
                Wrapping::Unclear => {
                    if !self.input.fill_on()? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Whether the first value of an array is a page and no record: it wraps an array, and says so before it.
    fn holds_pages(&mut self) -> io::Result<bool> {
        let length = self.wrapper()?;
        let before = length.and_then(|length| self.input.unread().get(..length)).unwrap_or_default();
        let marks = [&b"\"@odata."[..], b"\"odata.", b"\"totalResults\"", b"ListResponse", b"\"nextPageToken\""];
        Ok(marks.iter().any(|mark| before.windows(mark.len()).any(|part| part == *mark)))
    }

    /// Skips what follows a wrapper's array, up to the closing brace.
    fn leave_wrapper(&mut self) -> Result<(), Stop> {
        let mut structure = Structure::inside_object();
        loop {
            match structure.follow(self.input.unread()) {
                Followed::Whole(length) => {
                    let end = self.pass(length);
                    self.pages.more(self.input.slice(end));
                    self.pages.end();
                    return Ok(());
                }
                Followed::Lost(length) => {
                    // The error is at the byte that shows it, however the input was split into blocks.
                    self.pass(length.saturating_sub(1));
                    return Err(self.expected("`}` at the end of the response"));
                }
                Followed::More => {
                    let part = self.pass(self.input.unread().len());
                    self.pages.more(self.input.slice(part));
                    if !self.input.fill()? {
                        return Err(self.expected("`}` at the end of the response, but the text ends"));
                    }
                }
            }
        }
    }

    fn expected(&mut self, what: &str) -> Stop {
        self.state = State::Ended;
        let what = if self.input.unread().is_empty() && !what.contains("ends") {
            format!("{what}, but the text ends")
        } else {
            what.to_owned()
        };
        Stop::Refused(RejectedRecord::new(self.location, registry::bad_json(Span::default(), &what)))
    }

    /// The next byte that is not white space; `None` at the end.
    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        loop {
            self.pass(trimmed(self.input.unread()).start);
            if let Some(byte) = self.input.unread().first() {
                return Ok(Some(*byte));
            }
            if !self.input.fill()? {
                return Ok(None);
            }
        }
    }

    /// Consumes bytes and counts their lines.
    fn pass(&mut self, length: usize) -> Range<usize> {
        let location = self.input.consume(length);
        let lines = memchr::memchr_iter(b'\n', self.input.slice(location.clone())).count();
        self.location.line += lines as u64;
        location
    }
}
