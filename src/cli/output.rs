//! Where results go besides files: standard output, in large blocks. Files are written by [`write`](super::write).

pub(super) use super::error::plain;
use attrflow::tool::render::Style;
use std::io::{self, BufWriter, Write};

/// The size of buffers, in bytes.
pub(super) const BLOCK: usize = 1 << 20;

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

/// An output that goes elsewhere.
pub(super) fn buffered(out: Box<dyn Write>) -> Output {
    BufWriter::with_capacity(BLOCK, out)
}

/// How diagnostics look on a stream: in colour on a terminal that shows it, unless `NO_COLOR` says otherwise.
pub(super) fn style<S: anstream::stream::RawStream>(stream: &S) -> Style {
    let color = anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never;
    Style { color, ..Style::default() }
}
