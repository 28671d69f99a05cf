//! Compressed streams: reading and writing gzip and zstd.
//!
//! The format of an input is detected from its first bytes, that of an output from the file's name. This module knows
//! nothing about records, but each flush ends a gzip member or a zstd frame, so that the file up to there is complete
//! and can be continued.

use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// The number of bytes of an archive that are read at a time.
const BLOCK: usize = 128 << 10;

/// How a stream is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    /// The compression of a file's extension, such as `.gz`; `None` for others.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "gz" | "gzip" => Some(Self::Gzip),
            "zst" | "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// Detects the compression from the first bytes: a gzip member (RFC 1952), a zstd frame, or a skippable zstd frame
    /// (RFC 8878).
    fn of_beginning(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// A stream that is decompressed if it is compressed. It may have several members or frames.
pub(super) struct Expanded {
    /// The stream, until its first bytes have been read.
    unread: Option<Box<dyn Read>>,
    expanded: Box<dyn Read>,
    compression: Option<Compression>,
}

impl Expanded {
    pub(super) fn new(stream: Box<dyn Read>) -> Self {
        Self { unread: Some(stream), expanded: Box::new(io::empty()), compression: None }
    }

    /// Reads the first bytes and chooses the decoder.
    fn open(&mut self, mut stream: Box<dyn Read>) -> io::Result<()> {
        let mut beginning = Vec::with_capacity(4);
        stream.by_ref().take(4).read_to_end(&mut beginning)?;
        self.compression = Compression::of_beginning(&beginning);
        let whole = io::Cursor::new(beginning).chain(stream);
        self.expanded = match self.compression {
            None => Box::new(whole),
            Some(Compression::Gzip) => Box::new(MultiGzDecoder::new(BufReader::with_capacity(BLOCK, whole))),
            Some(Compression::Zstd) => Box::new(zstd::stream::read::Decoder::new(whole)?),
        };
        Ok(())
    }
}

impl Read for Expanded {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if let Some(stream) = self.unread.take() {
            self.open(stream)?;
        }
        self.expanded.read(room).map_err(|error| match self.compression {
            // An error of the operating system is not an error of the archive.
            Some(compression) if error.raw_os_error().is_none() && error.kind() != io::ErrorKind::Interrupted => {
                let what = match error.kind() {
                    io::ErrorKind::UnexpectedEof => "is cut off",
                    _ => "is damaged",
                };
                io::Error::new(error.kind(), format!("the {} archive {what}", compression.name()))
            }
            _ => error,
        })
    }
}

/// Compresses what is written to it. Each flush ends a member or a frame.
pub(super) struct Compressed<W: Write> {
    compression: Compression,
    state: State<W>,
    /// Whether the file has a member or a frame: without one it is not a valid archive.
    begun: bool,
}

enum State<W: Write> {
    Between(W),
    Gzip(GzEncoder<W>),
    Zstd(zstd::stream::write::Encoder<'static, W>),
    /// Writing has failed before.
    Broken,
}

impl<W: Write> Compressed<W> {
    /// `begun` says that the file has members or frames already.
    pub(super) fn new(compression: Compression, file: W, begun: bool) -> Self {
        Self { compression, state: State::Between(file), begun }
    }

    /// Begins a member or a frame where none is open.
    fn begin(&mut self) -> io::Result<()> {
        let file = match std::mem::replace(&mut self.state, State::Broken) {
            State::Between(file) => file,
            open => {
                self.state = open;
                return Ok(());
            }
        };
        self.begun = true;
        self.state = match self.compression {
            Compression::Gzip => State::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Compression::Zstd => {
                let mut encoder = zstd::stream::write::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                // Every gzip member has a checksum; a zstd frame has one only on request.
                encoder.include_checksum(true)?;
                State::Zstd(encoder)
            }
        };
        Ok(())
    }
}

impl<W: Write> Write for Compressed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begin()?;
        match &mut self.state {
            State::Gzip(encoder) => encoder.write(bytes),
            State::Zstd(encoder) => encoder.write(bytes),
            State::Between(_) | State::Broken => Err(io::Error::other("an earlier write has failed")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begin()?;
        }
        let mut file = match std::mem::replace(&mut self.state, State::Broken) {
            State::Gzip(encoder) => encoder.finish()?,
            State::Zstd(encoder) => encoder.finish()?,
            State::Between(file) => file,
            State::Broken => return Err(io::Error::other("an earlier write has failed")),
        };
        file.flush()?;
        self.state = State::Between(file);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    /// A file whose content the test can read.
    #[derive(Clone, Default)]
    struct Shared(Rc<RefCell<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn expanded(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Expanded::new(Box::new(io::Cursor::new(bytes.to_vec()))).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn every_flush_ends_what_can_be_read_by_itself() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let file = Shared::default();
            let mut out = Compressed::new(compression, file.clone(), false);
            out.write_all(b"one\n").unwrap();
            out.flush().unwrap();
            let first = file.0.borrow().clone();
            assert_eq!(expanded(&first).unwrap(), "one\n");
            out.write_all(b"two\n").unwrap();
            out.flush().unwrap();
            out.flush().unwrap();
            let second = file.0.borrow().clone();
            assert_eq!(expanded(&second).unwrap(), "one\ntwo\n");
            // Another writer appends to the same file.
            let mut later = Compressed::new(compression, file.clone(), true);
            later.flush().unwrap();
            assert_eq!(file.0.borrow().len(), second.len());
            later.write_all(b"three\n").unwrap();
            later.flush().unwrap();
            assert_eq!(expanded(&file.0.borrow()).unwrap(), "one\ntwo\nthree\n");
        }
    }

    #[test]
    fn an_archive_of_nothing_is_an_archive() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let file = Shared::default();
            Compressed::new(compression, file.clone(), false).flush().unwrap();
            assert!(!file.0.borrow().is_empty());
            assert_eq!(expanded(&file.0.borrow()).unwrap(), "");
        }
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_told() {
        for (compression, name) in [(Compression::Gzip, "gzip"), (Compression::Zstd, "zstd")] {
            let file = Shared::default();
            let mut out = Compressed::new(compression, file.clone(), false);
            (0..2_000).for_each(|number| writeln!(out, "{}", number * 7_919 % 10_007).unwrap());
            out.flush().unwrap();
            let whole = file.0.borrow().clone();
            for end in [5, whole.len() / 2, whole.len() - 1] {
                assert_eq!(expanded(&whole[..end]).unwrap_err().to_string(), format!("the {name} archive is cut off"));
            }
            let mut damaged = whole.clone();
            let middle = damaged.len() / 2;
            damaged[middle..middle + 16].fill(0xA5);
            let told = expanded(&damaged).unwrap_err().to_string();
            assert!(told == format!("the {name} archive is damaged"), "{told}");
        }
        assert_eq!(expanded(b"").unwrap(), "");
        assert_eq!(expanded(b"{}\n").unwrap(), "{}\n");
        assert_eq!(expanded(b"\x1f").unwrap(), "\x1f");
    }
}
