//! Records that are rows of a CSV file; the first row names the attributes.
//!
//! Columns are separated by commas, semicolons or tabs, whichever is most frequent in the first row, unless a line such
//! as `sep=|` before it names another separator. An empty cell is no value. A line of hyphens under the header is no
//! row. Does not know which columns are wanted.

use super::fields::{Cell, Fields, Names};
use super::input::Input;
use super::location::{RecordLocation, RejectedRecord};
use super::split::Splitter;
use crate::diagnostic::registry;
use crate::text::Span;
use std::io::{self, Read};
use std::ops::Range;

/// How many bytes are searched for the end of the header.
const HEADER_LENGTH: usize = 1 << 20;

pub(super) struct Rows<R> {
    input: Input<R>,
    limit: usize,
    location: RecordLocation,
    /// The lines before the next row.
    passed: u64,
    row: Splitter,
    /// Where the row is in the input's buffer.
    current: Range<usize>,
    header: String,
    columns: Vec<usize>,
    /// A row whose cells are text only one by one, because what is between them is none.
    values: String,
    cells: Vec<Cell>,
    ended: bool,
}

impl<R: Read> Rows<R> {
    /// The rows after the header.
    pub fn new(mut input: Input<R>, limit: usize) -> io::Result<Self> {
        let (passed, stated) = preamble(&mut input)?;
        let delimiter = match stated {
            Some(delimiter) => delimiter,
            None => delimiter(&mut input)?,
        };
        while input.unread().len() < MARK.len() && input.fill()? {}
        if input.unread().starts_with(MARK) {
            input.consume(MARK.len());
        }
        Ok(Self {
            input,
            limit,
            location: RecordLocation::default(),
            passed,
            row: Splitter::new(delimiter),
            current: 0..0,
            header: String::new(),
            columns: Vec::new(),
            values: String::new(),
            cells: Vec::new(),
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
            if let Err(refused) = self.read_header() {
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
        Some(self.check_row().map(|()| self.location))
    }

    /// Whether the names of the attributes were read.
    pub fn has_header(&self) -> bool {
        !self.columns.is_empty()
    }

    /// The current row's fields.
    pub fn current(&mut self) -> Result<Fields<'_>, Box<RejectedRecord>> {
        let names = Names { text: &self.header, ends: &self.columns, any_case: false };
        let row = self.input.slice(self.current.clone());
        // All cells at once, and what is between them.
        if self.row.delimiter.is_ascii()
            && let Ok(values) = simdutf8::basic::from_utf8(row)
        {
            return Ok(Fields { names, values, cells: &self.row.cells });
        }
        join(row, &self.row.cells, self.location, &mut self.values, &mut self.cells)?;
        Ok(Fields { names, values: &self.values, cells: &self.cells })
    }

    fn read_header(&mut self) -> Result<(), Box<RejectedRecord>> {
        let row = self.input.slice(self.current.clone());
        join(row, &self.row.cells, self.location, &mut self.header, &mut self.cells)?;
        let mut named = self.cells.iter().peekable();
        let mut end = 0;
        for column in 0..self.row.columns {
            end = named.next_if(|cell| cell.name == column).map_or(end, |cell| cell.to);
            self.columns.push(end);
        }
        Ok(())
    }

    /// Whether the row is the line that tools for databases draw under the header: hyphens in every column.
    fn is_rule(&self) -> bool {
        let is_line = |cell: &[u8]| cell.len() > 1 && cell.iter().all(|byte| *byte == b'-');
        let row = self.input.slice(self.current.clone());
        let count = self.columns.len();
        (self.row.columns, self.row.cells.len()) == (count, count)
            && self.row.cells.iter().all(|cell| is_line(cell_of(row, cell).trim_ascii()))
    }

    fn check_row(&mut self) -> Result<(), Box<RejectedRecord>> {
        if self.current.len() > self.limit {
            let length: usize = self.row.cells.iter().map(|cell| cell.to - cell.from).sum();
            if length > self.limit {
                return Err(RejectedRecord::too_large(self.location, self.limit));
            }
        }
        let (found, columns) = (self.row.columns, self.columns.len());
        if found != columns {
            return Err(RejectedRecord::new(self.location, registry::bad_csv_row(Span::default(), found, columns)));
        }
        Ok(())
    }

    /// Reads the next row that is not blank; false at the end.
    fn read_row(&mut self) -> Result<bool, Box<RejectedRecord>> {
        loop {
            match self.split_row() {
                Ok(Some(length)) => {
                    self.location.line = self.passed + 1;
                    self.passed += self.row.lines;
                    self.row.tidy(self.input.unread_mut().get_mut(..length).unwrap_or_default());
                    self.current = self.input.consume(length);
                    if self.take_return() {
                        return Ok(true);
                    }
                }
                Ok(None) => {
                    self.ended = true;
                    return Ok(false);
                }
                Err(error) => {
                    self.ended = true;
                    self.location.line += 1;
                    return Err(match error {
                        Some(error) => RejectedRecord::unreadable(self.location, &error),
                        None => RejectedRecord::too_large(self.location, self.limit),
                    });
                }
            }
        }
    }

    /// Finds the next row in the unread bytes, and returns its length; nothing at the end. If it is too large, which happens when
    /// a quote is not closed, there is no error to name.
    fn split_row(&mut self) -> Result<Option<usize>, Option<io::Error>> {
        self.row.clear();
        loop {
            if let Some(length) = self.row.split(self.input.unread()) {
                return Ok(Some(length));
            }
            let length = self.input.unread().len();
            if length > self.limit {
                return Err(None);
            }
            if !self.input.fill()? {
                return Ok(self.row.end(length).then_some(length));
            }
        }
    }

    /// Removes the carriage return before the line feed, which belongs to the last cell that is not empty: rows that end at line
    /// feeds only keep the count of lines right. False if the row is blank.
    fn take_return(&mut self) -> bool {
        let row = self.input.slice(self.current.clone());
        if let Some(cell) = self.row.cells.last_mut()
            && cell_of(row, cell).ends_with(b"\r")
        {
            cell.to -= 1;
            if cell.from == cell.to {
                self.row.cells.pop();
                return self.row.columns > 1;
            }
        }
        self.row.columns > 0
    }
}

/// Some programs write a byte order mark before the header and another one before everything.
const MARK: &[u8] = "\u{feff}".as_bytes();

fn cell_of<'r>(row: &'r [u8], cell: &Cell) -> &'r [u8] {
    row.get(cell.from..cell.to).unwrap_or_default()
}

/// The cells of a row as one string, and where they are in it.
fn join(
    row: &[u8],
    cells: &[Cell],
    location: RecordLocation,
    text: &mut String,
    joined: &mut Vec<Cell>,
) -> Result<(), Box<RejectedRecord>> {
    text.clear();
    joined.clear();
    let mut bytes = Vec::new();
    for cell in cells {
        let from = bytes.len();
        bytes.extend_from_slice(cell_of(row, cell));
        joined.push(Cell { name: cell.name, from, to: bytes.len() });
    }
    let all = str::from_utf8(&bytes).map_err(|error| RejectedRecord::invalid_utf8(location, error.valid_up_to()))?;
    // What is valid together can still be cut in the middle of a character.
    if let Some(cut) = joined.iter().find(|cell| !all.is_char_boundary(cell.to)) {
        return Err(RejectedRecord::invalid_utf8(location, cut.from));
    }
    text.push_str(all);
    Ok(())
}

/// Consumes the lines that tools write before the header: Excel's `sep=;`, which names the separator, and the `#TYPE …`
/// of PowerShell. Returns how many there are, and the separator that they name.
pub(super) fn preamble<R: Read>(input: &mut Input<R>) -> io::Result<(u64, Option<u8>)> {
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
pub(super) fn delimiter<R: Read>(input: &mut Input<R>) -> io::Result<u8> {
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
