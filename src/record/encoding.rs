//! Decodes the bytes of a file as UTF-8: a byte order mark is removed, UTF-16 is converted to UTF-8 as a stream.
//!
//! Does not check UTF-8; that is done record by record. Invalid UTF-16 (half a surrogate pair, half a unit) becomes
//! bytes that are not valid UTF-8, so that the record that contains them is rejected.

use std::io::{self, Read};

/// How many bytes of UTF-16 are converted at a time.
const BLOCK: usize = 64 << 10;

pub(super) struct Decoded<R> {
    inner: R,
    encoding: Encoding,
    /// Bytes that are read but not passed on yet, and how many of them are passed on.
    ready: Vec<u8>,
    given: usize,
}

enum Encoding {
    Unknown,
    Utf8,
    Utf16(Turning),
}

/// How two bytes make a code unit.
type Unit = fn([u8; 2]) -> u16;

/// The state of a UTF-16 stream that is being converted.
struct Turning {
    unit: Unit,
    /// The first half of a surrogate pair whose second half has not been read yet.
    high: Option<u16>,
    /// The first byte of a code unit whose second byte has not been read yet.
    byte: Option<u8>,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, encoding: Encoding::Unknown, ready: Vec::new(), given: 0 }
    }

    /// Looks at the first bytes. Without a byte order mark, a NUL next to an ASCII character means UTF-16.
    fn recognise(&mut self) -> io::Result<()> {
        let mut head = Vec::with_capacity(3);
        self.inner.by_ref().take(3).read_to_end(&mut head)?;
        let (mark, unit): (usize, Option<Unit>) = match *head.as_slice() {
            [0xEF, 0xBB, 0xBF] => (3, None),
            [0xFF, 0xFE, ..] => (2, Some(u16::from_le_bytes)),
            [0xFE, 0xFF, ..] => (2, Some(u16::from_be_bytes)),
            [1..=0x7F, 0, ..] => (0, Some(u16::from_le_bytes)),
            [0, 1..=0x7F, ..] => (0, Some(u16::from_be_bytes)),
            _ => (0, None),
        };
        head.drain(..mark);
        self.encoding = match unit {
            None => {
                self.ready = head;
                Encoding::Utf8
            }
            Some(unit) => {
                let mut turning = Turning { unit, high: None, byte: None, ended: false };
                turning.turn(&head, &mut self.ready);
                Encoding::Utf16(turning)
            }
        };
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let waiting = self.ready.get(self.given..).unwrap_or_default();
            if !waiting.is_empty() {
                let count = (&mut &*waiting).read(room)?;
                self.given += count;
                return Ok(count);
            }
            self.ready.clear();
            self.given = 0;
            match &mut self.encoding {
                Encoding::Unknown => self.recognise()?,
                Encoding::Utf8 => return self.inner.read(room),
                Encoding::Utf16(turning) if turning.ended => return Ok(0),
                Encoding::Utf16(turning) => {
                    let mut block = vec![0; BLOCK];
                    let count = self.inner.read(&mut block)?;
                    if count == 0 {
                        turning.end(&mut self.ready);
                    }
                    turning.turn(block.get(..count).unwrap_or_default(), &mut self.ready);
                }
            }
        }
    }
}

impl Turning {
    fn turn(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for byte in bytes {
            match self.byte.take() {
                None => self.byte = Some(*byte),
                Some(first) => {
                    let unit = (self.unit)([first, *byte]);
                    self.push(unit, out);
                }
            }
        }
    }

    fn push(&mut self, unit: u16, out: &mut Vec<u8>) {
        if let Some(high) = self.high.take() {
            if let Some(Ok(character)) = char::decode_utf16([high, unit]).next() {
                push_character(character, out);
                return;
            }
            out.push(0xFF);
        }
        match unit {
            0xD800..0xDC00 => self.high = Some(unit),
            _ => match char::from_u32(u32::from(unit)) {
                Some(character) => push_character(character, out),
                None => out.push(0xFF),
            },
        }
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        self.ended = true;
        if self.high.take().is_some() || self.byte.take().is_some() {
            out.push(0xFF);
        }
    }
}

fn push_character(character: char, out: &mut Vec<u8>) {
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}
