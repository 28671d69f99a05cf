//! Records in another encoding than UTF-8, decoded as they are read.
//!
//! What is no character in the encoding becomes a byte that no UTF-8 has, so that the record with it is rejected as any other
//! that cannot be decoded. Knows nothing of records.

use attrflow::tool::registry;
use attrflow::{Diagnostic, Span};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, Read};

/// How many bytes are decoded at a time.
const BLOCK: usize = 64 << 10;

/// Stands for what cannot be decoded.
const INVALID: u8 = 0xFF;

/// A stream as UTF-8.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    /// What is read, and how much of it is decoded.
    block: Vec<u8>,
    done: usize,
    /// What is decoded, and how much of it is passed on.
    ready: Vec<u8>,
    given: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// All is read, and the decoder has to be told.
    Read,
    Ended,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        let (block, ready) = (Vec::new(), Vec::new());
        Self { inner, decoder, block, done: 0, ready, given: 0, state: State::Reading }
    }

    /// Decodes more of what is read.
    fn decode(&mut self) {
        self.ready.resize(BLOCK, 0);
        // One byte is left for what is invalid.
        let room = self.ready.get_mut(..BLOCK - 1).unwrap_or_default();
        let bytes = self.block.get(self.done..).unwrap_or_default();
        let is_last = self.state == State::Read;
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(bytes, room, is_last);
        self.done += read;
        self.given = 0;
        self.ready.truncate(written);
        match result {
            DecoderResult::Malformed(..) => self.ready.push(INVALID),
            DecoderResult::InputEmpty if is_last => self.state = State::Ended,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
        }
    }
}

/// What is said of a record that cannot be read. Where it was decoded first, UTF-8 is not what it should have been.
pub(super) fn said_of(diagnostic: Diagnostic, encoding: Option<&'static Encoding>) -> Diagnostic {
    match encoding.filter(|encoding| *encoding != UTF_8 && diagnostic.code() == "invalid-utf8") {
        Some(encoding) => registry::undecodable_record(Span::default(), encoding.name()),
        None => diagnostic,
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let mut waiting = self.ready.get(self.given..).unwrap_or_default();
            if !waiting.is_empty() {
                let count = waiting.read(room)?;
                self.given += count;
                return Ok(count);
            }
            if self.state == State::Reading && self.done == self.block.len() {
                self.block.resize(BLOCK, 0);
                self.done = 0;
                let read = self.inner.read(&mut self.block);
                self.block.truncate(*read.as_ref().unwrap_or(&0));
                if read? == 0 {
                    self.state = State::Read;
                }
            }
            if self.state == State::Ended {
                return Ok(0);
            }
            self.decode();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decoded;
    use encoding_rs::Encoding;
    use std::io::{BufReader, Read};

    /// Gives a few bytes at a time, so that every boundary occurs.
    fn dribbled(bytes: &[u8], size: usize, encoding: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap();
        let pieces = bytes.chunks(size).map(|piece| Box::new(piece) as Box<dyn Read>);
        let whole = pieces.fold(Box::new(&b""[..]) as Box<dyn Read>, |all, next| Box::new(all.chain(next)));
        let mut out = Vec::new();
        BufReader::with_capacity(size, Decoded::new(whole, encoding)).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn what_cannot_be_decoded_is_no_text_and_takes_nothing_else() {
        let rows: [(&str, &[u8], &[u8]); 16] = [
            ("windows-1252", b"Zo\xEB\n", "Zoë\n".as_bytes()),
            ("iso-8859-2", b"\xA3\xF3d\xBC\n", "Łódź\n".as_bytes()),
            ("shift_jis", b"\x83A\n", "ア\n".as_bytes()),
            ("utf-16le", b"a\0\n\0", b"a\n"),
            ("utf-16be", b"\xFE\xFF\0a", b"a"),
            ("gbk", b"\xC4\xE3\n", "你\n".as_bytes()),
            ("windows-1253", b"a\xD2b\nc\n", b"a\xFFb\nc\n"),
            ("shift_jis", b"a\x81\nb\n", b"a\xFF\nb\n"),
            ("shift_jis", b"a\x81", b"a\xFF"),
            ("euc-jp", b"a\x8F\nb\n", b"a\xFF\nb\n"),
            ("gbk", b"a\x81\nb\n", b"a\xFF\nb\n"),
            ("big5", b"a\x87\nb\n", b"a\xFF\nb\n"),
            ("euc-kr", b"a\xC8\nb\n", b"a\xFF\nb\n"),
            ("utf-16le", b"a", b"\xFF"),
            ("utf-16le", b"a\0b", b"a\xFF"),
            ("utf-16le", b"\x3D\xD8a\0", b"\xFFa"),
        ];
        for (encoding, bytes, expected) in rows {
            for size in [1, 2, 3, 100] {
                assert_eq!(dribbled(bytes, size, encoding), expected, "{encoding} {bytes:?} by {size}");
            }
        }
        let long = [b"a".repeat(200_000), b"\xD2".repeat(70_000)].concat();
        let expected = [b"a".repeat(200_000), b"\xFF".repeat(70_000)].concat();
        assert!(dribbled(&long, 100_000, "windows-1253") == expected);
    }
}
