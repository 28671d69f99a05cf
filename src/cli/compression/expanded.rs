//! Reading a stream that may be compressed. It may have several members or frames. Knows nothing of file names.

use super::Compression;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufReader, Read};

/// The number of bytes of an archive that are read at a time.
const BLOCK: usize = 128 << 10;

/// A stream that is decompressed if it is compressed. It may have several members or frames.
pub(in crate::cli) struct Expanded {
    /// The stream, until its first bytes have been read.
    unread: Option<Box<dyn Read>>,
    expanded: Box<dyn Read>,
    compression: Option<Compression>,
}

impl Expanded {
    pub(in crate::cli) fn new(stream: Box<dyn Read>) -> Self {
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
