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

/// Writes a text to a file, or to standard output where there is none or it is `-`. A file that exists is overwritten only by
/// force.
pub(super) fn write_new(path: Option<&Path>, force: bool, text: &str) -> Result<(), Failure> {
    if let Some(path) = path.filter(|path| *path != Path::new("-") && !force) {
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Failure::with_help(format!("`{}` exists", path.display()), "overwrite it with `--force`")
            }
            _ => Failure::usage(format!("`{}` cannot be written: {}", path.display(), plain(&error))),
        };
        let mut file = File::options().write(true).create_new(true).open(path).map_err(refused)?;
        return Ok(file.write_all(text.as_bytes())?);
    }
    let mut out = to(path)?;
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
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
