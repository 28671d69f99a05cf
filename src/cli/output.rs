//! Where results go besides files: standard output, in large blocks. Files are written by [`write`](super::write).

pub(super) use super::error::plain;
use attrflow::tool::page::links;
use attrflow::tool::render::{Style, printable};
use std::io::{self, BufWriter, IsTerminal, Write};

/// The size of buffers, in bytes.
pub(super) const BLOCK: usize = 1 << 20;

/// The environment variable that names a copy of the site: an address, or a path to its folder.
const SITE: &str = "ATTRFLOW_SITE";

/// A buffered output.
pub(super) type Output = BufWriter<Box<dyn Write>>;

/// Standard output.
pub(super) fn standard() -> Output {
    BufWriter::with_capacity(BLOCK, Box::new(io::stdout().lock()))
}

/// Standard output for data – JSON, a mapping file, a value: a terminal gets no character that would move its cursor or turn the
/// direction of its text, anything else gets every byte as it is.
pub(super) fn data() -> Output {
    let out = io::stdout().lock();
    let out: Box<dyn Write> = if out.is_terminal() { Box::new(ForTerminal::new(out)) } else { Box::new(out) };
    BufWriter::with_capacity(BLOCK, out)
}

/// Escapes what a terminal must not get.
struct ForTerminal<W> {
    inner: W,
    /// The beginning of a character whose end is still to come.
    begun: Vec<u8>,
}

impl<W> ForTerminal<W> {
    fn new(inner: W) -> Self {
        Self { inner, begun: Vec::new() }
    }
}

impl<W: Write> Write for ForTerminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        if let Err(error) = str::from_utf8(&all)
            && error.error_len().is_none()
        {
            self.begun = all.split_off(error.valid_up_to());
        }
        self.inner.write_all(printable::escaped(&String::from_utf8_lossy(&all)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// An output that discards everything.
pub(super) fn nowhere() -> Output {
    BufWriter::with_capacity(BLOCK, Box::new(io::sink()))
}

/// An output that goes elsewhere.
pub(super) fn buffered(out: Box<dyn Write>) -> Output {
    BufWriter::with_capacity(BLOCK, out)
}

/// How diagnostics look on a stream: in colour and with links on a terminal that shows them, unless `NO_COLOR` says otherwise.
pub(super) fn style<S: anstream::stream::RawStream>(stream: &S) -> Style {
    let color = anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never;
    let hyperlinks = color && stream.is_terminal() && supports_hyperlinks::supports_hyperlinks();
    Style { color, hyperlinks, ..file_style() }
}

/// How diagnostics look in a file.
pub(super) fn file_style() -> Style {
    Style { site: site(), ..Style::default() }
}

/// The copy of the site that links lead to, where another one than the public one is named. What could end a link of a terminal
/// is no address.
pub(super) fn site() -> String {
    let named =
        std::env::var(SITE).ok().filter(|site| !site.is_empty() && !site.chars().any(|c| c.is_control() || c == ' '));
    named.unwrap_or_else(|| links::SITE.to_owned())
}

#[cfg(test)]
mod tests {
    use super::ForTerminal;
    use std::io::Write;

    #[test]
    fn a_character_may_come_in_pieces() {
        let (text, expected) = ("é\u{9b}😀\u{202e}x\u{1b}\n", "é\\u009b😀\\u202ex\\u001b\n");
        for size in 1..=text.len() {
            let mut out = ForTerminal::new(Vec::new());
            text.as_bytes().chunks(size).for_each(|piece| out.write_all(piece).unwrap());
            assert_eq!(String::from_utf8(out.inner).unwrap(), expected, "by {size}");
        }
    }
}
