//! Where results go besides files: standard output, in large blocks. Files are written by [`write`](super::write).

use super::compression::{Compressed, Compression};
pub(super) use super::error::plain;
use super::write::{BLOCK, Opened};
use attrflow::tool::render::Style;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A buffered output.
pub(super) type Output = BufWriter<Box<dyn Write>>;

/// Standard output.
pub(super) fn standard() -> Output {
    BufWriter::with_capacity(BLOCK, Box::new(io::stdout().lock()))
}

/// An output that discards everything.
pub(super) fn nowhere() -> Output {
    BufWriter::with_capacity(BLOCK, Box::new(io::sink()))
}

/// An output that is open and goes on behind so many bytes, compressed if the file's name says so.
pub(super) fn opened(path: &Path, output: Opened, kept: u64) -> Output {
    let file: Box<dyn Write> = match Compression::of_path(path) {
        Some(compression) => Box::new(Compressed::new(compression, output.disk, kept > 0)),
        None => Box::new(output.disk),
    };
    BufWriter::with_capacity(BLOCK, file)
}

/// How diagnostics look on a stream: in colour on a terminal that shows it, unless `NO_COLOR` says otherwise.
pub(super) fn style<S: anstream::stream::RawStream>(stream: &S) -> Style {
    let color = anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never;
    Style { color, ..Style::default() }
}
