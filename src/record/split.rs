//! Where the cells of a row of CSV are, in the bytes as they were read: a block of 32 at a time is searched for what can end a
//! cell, and nothing is copied but cells with quotation marks inside.
//!
//! Held equal to the `csv` crate by a test. Knows neither columns nor text.

use super::fields::Cell;

/// How many bytes are looked at together.
const BLOCK: usize = 32;

const QUOTE: u8 = b'"';

/// Splits one row after another.
#[derive(Debug)]
pub(super) struct Splitter {
    pub delimiter: u8,
    /// The cells of the row that are not empty, each with the number of its column.
    pub cells: Vec<Cell>,
    /// How many columns the row has.
    pub columns: usize,
    /// How many lines end in the row.
    pub lines: u64,
    /// Which of the cells have to be unquoted.
    untidy: Vec<usize>,
    place: Place,
}

/// How far a row was read, so that reading goes on when there are more bytes.
#[derive(Clone, Copy, Debug)]
struct Place {
    state: State,
    /// Where the cell begins.
    start: usize,
    /// The first byte that was not looked at.
    next: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A cell without quotation marks around it, or its beginning.
    Plain,
    /// Inside quotation marks. Whether a doubled one was before.
    Quoted { doubled: bool },
    /// After a quotation mark that is there: it ends the quoted text, unless another is right behind it.
    Closed { at: usize, doubled: bool },
    /// Behind quoted text in the same cell.
    Behind,
}

const BEGINNING: Place = Place { state: State::Plain, start: 0, next: 0 };

impl Splitter {
    pub fn new(delimiter: u8) -> Self {
        Self { delimiter, cells: Vec::new(), columns: 0, lines: 0, untidy: Vec::new(), place: BEGINNING }
    }

    /// Forgets the row, before the next.
    pub fn clear(&mut self) {
        self.cells.clear();
        (self.columns, self.lines, self.place) = (0, 0, BEGINNING);
        self.untidy.clear();
    }

    /// Looks for the row's end in bytes that begin with the row, and returns its length with the line feed; `None` where it goes
    /// on behind the bytes. A blank line is a row without columns.
    pub fn split(&mut self, bytes: &[u8]) -> Option<usize> {
        let Place { mut state, mut start, mut next } = self.place;
        while let Some((mut found, length)) = self.specials(bytes.get(next..).unwrap_or_default()) {
            while found != 0 {
                let at = next + found.trailing_zeros() as usize;
                found &= found - 1;
                let byte = bytes.get(at).copied().unwrap_or_default();
                match state {
                    State::Plain if byte == QUOTE && at == start => state = State::Quoted { doubled: false },
                    State::Quoted { doubled } if byte == QUOTE => state = State::Closed { at, doubled },
                    State::Quoted { .. } => self.lines += u64::from(byte == b'\n'),
                    State::Closed { at: before, .. } if byte == QUOTE && at == before + 1 => {
                        state = State::Quoted { doubled: true };
                    }
                    _ if byte == self.delimiter || byte == b'\n' => {
                        if byte == b'\n' && at == 0 {
                            self.lines += 1;
                            return Some(1);
                        }
                        self.push(state, start, at);
                        (state, start) = (State::Plain, at + 1);
                        if byte == b'\n' {
                            self.lines += 1;
                            return Some(start);
                        }
                    }
                    // A quotation mark inside of a cell that has none around it.
                    State::Plain | State::Behind => {}
                    State::Closed { .. } => state = State::Behind,
                }
            }
            next += length;
        }
        self.place = Place { state, start, next };
        None
    }

    /// Ends the row where the bytes end, which have no line feed behind the row. False if there is none.
    pub fn end(&mut self, length: usize) -> bool {
        let Place { state, start, .. } = self.place;
        if length > 0 {
            self.push(state, start, length);
        }
        length > 0
    }

    /// Keeps the cell that ends before `end`, if there is anything in it.
    #[inline(always)]
    fn push(&mut self, state: State, start: usize, end: usize) {
        let (from, to, tidy) = match state {
            State::Plain => (start, end, true),
            State::Closed { at, doubled: false } if at + 1 == end => (start + 1, at, true),
            State::Quoted { doubled: false } => (start + 1, end, true),
            _ => (start, end, false),
        };
        if from < to {
            if !tidy {
                self.untidy.push(self.cells.len());
            }
            self.cells.push(Cell { name: self.columns, from, to });
        }
        self.columns += 1;
    }

    /// Takes off the quotation marks that [`split`](Self::split) could not pass over, in the bytes of the row. They have the same
    /// length afterwards.
    pub fn tidy(&mut self, row: &mut [u8]) {
        for number in &self.untidy {
            if let Some(cell) = self.cells.get_mut(*number) {
                cell.to = cell.from + row.get_mut(cell.from..cell.to).map_or(0, unquoted);
            }
        }
    }

    /// Which of the first bytes may end a cell, the first as the lowest bit, and how many bytes were looked at.
    #[inline(always)]
    fn specials(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        if let Some(block) = bytes.first_chunk() {
            return Some((specials(block, self.delimiter), BLOCK));
        }
        let (mut block, length) = ([0; BLOCK], bytes.len());
        block.get_mut(..length)?.copy_from_slice(bytes);
        (length > 0).then(|| (specials(&block, self.delimiter) & ((1 << length) - 1), length))
    }
}

/// Removes the quotation marks around a cell's text, and one of two inside, and returns how long the text is then. What is left
/// behind it is overwritten, so that no character is cut.
fn unquoted(cell: &mut [u8]) -> usize {
    let (mut length, mut state) = (0, State::Plain);
    for at in 0..cell.len() {
        let byte = cell.get(at).copied().unwrap_or_default();
        state = match state {
            State::Plain => State::Quoted { doubled: false },
            State::Quoted { doubled } if byte == QUOTE => State::Closed { at, doubled },
            State::Closed { doubled, .. } if byte == QUOTE => State::Quoted { doubled },
            State::Closed { .. } => State::Behind,
            other => other,
        };
        // Neither the first one nor one that may close the text is a part of it.
        if at > 0
            && !matches!(state, State::Closed { .. })
            && let Some(room) = cell.get_mut(length)
        {
            *room = byte;
            length += 1;
        }
    }
    cell.get_mut(length..).unwrap_or_default().fill(b' ');
    length
}

#[cfg(not(target_family = "wasm"))]
#[inline(always)]
fn specials(block: &[u8; BLOCK], delimiter: u8) -> u32 {
    use wide::u8x16;
    let half = |bytes: Option<&[u8; BLOCK / 2]>| {
        let bytes = u8x16::new(bytes.copied().unwrap_or_default());
        let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
        (is(delimiter) | is(QUOTE) | is(b'\n')).to_bitmask()
    };
    half(block.first_chunk()) | half(block.last_chunk()) << (BLOCK / 2)
}

/// The same in WebAssembly, byte by byte.
#[cfg(target_family = "wasm")]
fn specials(block: &[u8; BLOCK], delimiter: u8) -> u32 {
    let is = |byte: u8| byte == delimiter || byte == QUOTE || byte == b'\n';
    block.iter().rev().fold(0, |bits, byte| bits << 1 | u32::from(is(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Row = Vec<Vec<u8>>;

    /// All rows, where so many bytes more are there each time; and how many lines were counted.
    fn rows(text: &[u8], delimiter: u8, step: usize) -> (Vec<Row>, u64) {
        let (mut splitter, mut rows, mut lines) = (Splitter::new(delimiter), Vec::new(), 0);
        let (mut start, mut there) = (0, 0);
        loop {
            let bytes = &text[start..there];
            let length = match splitter.split(bytes) {
                Some(length) => length,
                None if there < text.len() => {
                    there = (there + step).min(text.len());
                    continue;
                }
                None if splitter.end(bytes.len()) => bytes.len(),
                None => return (rows, lines),
            };
            let mut row = bytes[..length].to_vec();
            splitter.tidy(&mut row);
            let mut cells = vec![Vec::new(); splitter.columns];
            for cell in &splitter.cells {
                cells[cell.name] = row[cell.from..cell.to].to_vec();
            }
            lines += splitter.lines;
            // A blank line is no row to the `csv` crate.
            rows.extend((!cells.is_empty()).then_some(cells));
            splitter.clear();
            start += length;
        }
    }

    fn rows_of_crate(text: &[u8], delimiter: u8) -> Vec<Row> {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter).terminator(csv::Terminator::Any(b'\n'));
        let rows = builder.from_reader(text).into_byte_records();
        rows.map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]
        #[test]
        fn rows_are_those_of_the_csv_crate(
            parts in prop::collection::vec(
                prop_oneof![
                    6 => Just(","), 6 => Just("\""), 3 => Just("\n"), 2 => Just("\r\n"), 2 => Just("\"\""), 2 => Just("a"), 1 => Just(" "),
                    1 => Just("é"), 1 => Just("a cell of more than thirty-two bytes, with \"all\" in it;"), 1 => Just(";"),
                ],
                0..40,
            ),
            step in 1_usize..70,
            delimiter in prop_oneof![Just(b','), Just(b';')],
        ) {
            let text = parts.concat();
            let (found, lines) = rows(text.as_bytes(), delimiter, step);
            prop_assert_eq!(&found, &rows_of_crate(text.as_bytes(), delimiter), "{:?}", text);
            prop_assert_eq!(lines, text.matches('\n').count() as u64, "{:?}", text);
        }
    }
}
