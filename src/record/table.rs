//! Records that are rows of a CSV file; the first row names the attributes.
//!
//! Columns are separated by commas, semicolons or tabs, whichever is most frequent in the first row, unless a line such
//! as `sep=|` before it names another separator. An empty cell is no value. A line of hyphens under the header is no
//! row. Does not know which columns are wanted.

use super::fields::{Field, Fields};
use super::input::Input;
use super::location::{RecordLocation, RejectedRecord};
use crate::diagnostic::registry;
use crate::text::Span;
use csv::{ByteRecord, ErrorKind, ReaderBuilder, Terminator};
use std::io::{self, Read};

/// How many bytes are searched for the end of the header.
const HEADER_LENGTH: usize = 1 << 20;

pub(super) struct Rows<R> {
    rows: csv::Reader<Metered<R>>,
    limit: usize,
    location: RecordLocation,
    /// The lines before the header.
    skipped: u64,
    row: ByteRecord,
    header: String,
    columns: Vec<(usize, usize)>,
    values: String,
    cells: Vec<(usize, usize)>,
    fields: Vec<Field>,
    ended: bool,
}

/// Stops reading a row that is too large, which happens when a quote is not closed.
struct Metered<R> {
    input: Input<R>,
    left: usize,
    exceeded: bool,
    /// How many bytes were returned, and whether the last of them ended a line.
    given: u64,
    line_ended: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            self.exceeded = true;
            return Err(io::Error::other("the row is too large"));
        }
        let count = self.input.read(room)?;
        self.left = self.left.saturating_sub(count);
        self.given += count as u64;
        if let Some(last) = room.get(..count).and_then(<[u8]>::last) {
            self.line_ended = *last == b'\n';
        }
        Ok(count)
    }
}

impl<R: Read> Rows<R> {
    /// The rows after the header.
    pub fn new(mut input: Input<R>, limit: usize) -> io::Result<Self> {
        let (skipped, stated) = preamble(&mut input)?;
        let delimiter = match stated {
            Some(delimiter) => delimiter,
            None => delimiter(&mut input)?,
        };
        let metered = Metered { input, left: limit, exceeded: false, given: 0, line_ended: false };
        // Ending rows at line feeds only keeps the line count right; a carriage return before it is removed here.
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter).terminator(Terminator::Any(b'\n'));
        let rows = builder.from_reader(metered);
        Ok(Self {
            rows,
            limit,
            location: RecordLocation::default(),
            skipped,
            row: ByteRecord::new(),
            header: String::new(),
            columns: Vec::new(),
            values: String::new(),
            cells: Vec::new(),
            fields: Vec::new(),
            ended: false,
        })
    }

    /// Moves to the next row.
    pub fn advance(&mut self) -> Option<Result<RecordLocation, Box<RejectedRecord>>> {
        if self.columns.is_empty() && !self.ended {
            match self.read_row() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(refused) => return Some(Err(refused)),
            }
            if let Err(refused) = decode(&self.row, self.location, &mut self.header, &mut self.columns) {
                self.ended = true;
                return Some(Err(refused));
            }
        }
        if self.ended {
            return None;
        }
        self.location.entry += 1;
        loop {
            match self.read_row() {
                Ok(true) if self.location.entry == 1 && self.is_rule() => {}
                Ok(true) => break,
                Ok(false) => return None,
                Err(refused) => return Some(Err(refused)),
            }
        }
        Some(self.take_row().map(|()| self.location))
    }

    /// Whether the names of the attributes were read.
    pub fn has_header(&self) -> bool {
        !self.columns.is_empty()
    }

    /// The current row's fields.
    pub fn current(&self) -> Fields<'_> {
        Fields { names: &self.header, values: &self.values, locations: &self.fields, any_case: false }
    }

    /// Whether the row is the line that tools for databases draw under the header: hyphens in every column.
    fn is_rule(&self) -> bool {
        let is_line = |cell: &[u8]| cell.len() > 1 && cell.iter().all(|byte| *byte == b'-');
        self.row.len() == self.columns.len() && self.row.iter().all(|cell| is_line(cell.trim_ascii()))
    }

    fn take_row(&mut self) -> Result<(), Box<RejectedRecord>> {
        if self.row.as_slice().len() > self.limit {
            return Err(RejectedRecord::too_large(self.location, self.limit));
        }
        let (found, columns) = (self.row.len(), self.columns.len());
        if found != columns {
            return Err(RejectedRecord::new(self.location, registry::bad_csv_row(Span::default(), found, columns)));
        }
        decode(&self.row, self.location, &mut self.values, &mut self.cells)?;
        self.fields.clear();
        let cells = self.columns.iter().zip(&self.cells).filter(|(_, value)| value.0 < value.1);
        self.fields.extend(cells.map(|(name, value)| Field { name: *name, value: *value }));
        Ok(())
    }

    fn read_row(&mut self) -> Result<bool, Box<RejectedRecord>> {
        let read = loop {
            self.rows.get_mut().left = self.limit;
            let read = self.rows.read_byte_record(&mut self.row);
            if !matches!(read, Ok(true)) || self.row.len() != 1 || self.row.get(0) != Some(b"\r") {
                break read;
            }
        };
        match read {
            Ok(true) => {
                // The start of the row is computed from its end, since blank lines before it belong to no row.
                let inside = memchr::memchr_iter(b'\n', self.row.as_slice()).count() as u64;
                let (behind, bytes) = (self.rows.position(), self.rows.get_ref());
                let unended = behind.byte() == bytes.given && !bytes.line_ended;
                self.location.line = self.skipped + behind.line().saturating_sub(inside + u64::from(!unended));
                Ok(true)
            }
            Ok(false) => {
                self.ended = true;
                Ok(false)
            }
            Err(error) => {
                self.ended = true;
                self.location.line += 1;
                if self.rows.get_ref().exceeded {
                    return Err(RejectedRecord::too_large(self.location, self.limit));
                }
                Err(match error.into_kind() {
                    ErrorKind::Io(error) => RejectedRecord::unreadable(self.location, &error),
                    _ => RejectedRecord::unreadable(self.location, &"the file is not CSV"),
                })
            }
        }
    }
}

/// The cells of a row as one string and the locations in it.
fn decode(
    row: &ByteRecord,
    location: RecordLocation,
    text: &mut String,
    locations: &mut Vec<(usize, usize)>,
) -> Result<(), Box<RejectedRecord>> {
    text.clear();
    locations.clear();
    let bytes = row.as_slice();
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    // All cells at once; what is valid together can still be cut in the middle of a character.
    let joined = simdutf8::basic::from_utf8(bytes).ok();
    for column in 0..row.len() {
        let range = row.range(column).unwrap_or_default();
        let range = range.start.min(bytes.len())..range.end.min(bytes.len());
        if joined.and_then(|joined| joined.get(range.clone())).is_none() {
            let cell = str::from_utf8(bytes.get(range.clone()).unwrap_or_default());
            let valid = cell.map_or_else(|error| error.valid_up_to(), str::len);
            if cell.is_err() {
                return Err(RejectedRecord::invalid_utf8(location, range.start + valid));
            }
        }
        locations.push((range.start, range.end));
    }
    text.push_str(joined.unwrap_or_default());
    Ok(())
}

/// Consumes the lines that tools write before the header: Excel's `sep=;`, which names the separator, and the `#TYPE …`
/// of PowerShell. Returns how many there are, and the separator that they name.
fn preamble<R: Read>(input: &mut Input<R>) -> io::Result<(u64, Option<u8>)> {
    let (mut skipped, mut stated) = (0, None);
    loop {
        let unread = input.unread();
        let Some(end) = memchr::memchr(b'\n', unread) else {
            if unread.len() < HEADER_LENGTH && input.fill_on()? {
                continue;
            }
            return Ok((skipped, stated));
        };
        let line = unread.get(..end).unwrap_or_default().trim_ascii();
        let bare = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
        match bare {
            [name @ .., separator] if name.eq_ignore_ascii_case(b"sep=") => stated = Some(*separator),
            // The separator is a tab, and was trimmed.
            name if name.eq_ignore_ascii_case(b"sep=") => stated = Some(b'\t'),
            [b'#', rest @ ..] if rest.get(..5).is_some_and(|word| word.eq_ignore_ascii_case(b"TYPE ")) => {}
            _ => return Ok((skipped, stated)),
        }
        input.consume(end + 1);
        skipped += 1;
    }
}

/// The separator that occurs most often in the first line, outside quoted cells; of equals the first.
fn delimiter<R: Read>(input: &mut Input<R>) -> io::Result<u8> {
    loop {
        let (mut quoted, mut ended, mut counts) = (false, false, [(b',', 0), (b';', 0), (b'\t', 0)]);
        for byte in input.unread().trim_ascii_start() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => {
                    ended = true;
                    break;
                }
                _ if quoted => {}
                _ => counts.iter_mut().filter(|(separator, _)| separator == byte).for_each(|(_, count)| *count += 1),
            }
        }
        if ended || input.unread().len() >= HEADER_LENGTH || !input.fill_on()? {
            let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
            return Ok(most.map_or(b',', |(separator, _)| separator));
        }
    }
}
