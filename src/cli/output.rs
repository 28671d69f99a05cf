//! Where results go: standard output or a file, in large blocks.

use super::failure::Failure;
use attrflow::render::Style;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// How much is gathered before it is written.
const BLOCK: usize = 1 << 20;

/// A buffered output.
pub(super) type Output = BufWriter<Box<dyn Write>>;

/// Standard output.
pub(super) fn standard() -> Output {
    BufWriter::with_capacity(BLOCK, Box::new(io::stdout().lock()))
}

/// A file, or standard output where there is none or it is `-`.
pub(super) fn to(path: Option<&Path>) -> Result<Output, Failure> {
    match path.filter(|path| *path != Path::new("-")) {
        None => Ok(standard()),
        Some(path) => {
            let file = File::create(path).map_err(|error| {
                Failure::usage(format!("`{}` cannot be written: {}", path.display(), plain(&error)))
            })?;
            Ok(BufWriter::with_capacity(BLOCK, Box::new(file)))
        }
    }
}

/// How findings look on a stream: in colour on a terminal that shows it, unless `NO_COLOR` says otherwise.
pub(super) fn style<S: anstream::stream::RawStream>(stream: &S) -> Style {
    let color = anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never;
    Style { color, ..Style::default() }
}

/// An error of the operating system without its number.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}
