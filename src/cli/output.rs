//! Where results go: standard output or a file, in large blocks.

use super::compression::{Compressed, Compression};
use super::error::CliError;
pub(super) use super::error::plain;
use attrflow::tool::render::Style;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

/// The size of the buffer, in bytes.
const BLOCK: usize = 1 << 20;

/// A buffered output.
pub(super) type Output = BufWriter<Box<dyn Write>>;

/// Standard output.
pub(super) fn standard() -> Output {
    BufWriter::with_capacity(BLOCK, Box::new(io::stdout().lock()))
}

/// A file, or standard output where there is none or it is `-`.
pub(super) fn to(path: Option<&Path>) -> Result<Output, CliError> {
    match path.filter(|path| *path != Path::new("-")) {
        None => Ok(standard()),
        Some(path) => {
            let file = File::create(path).map_err(|error| {
                CliError::usage(format!("`{}` cannot be written: {}", path.display(), plain(&error)))
            })?;
            Ok(BufWriter::with_capacity(BLOCK, Box::new(file)))
        }
    }
}

/// An output that discards everything.
pub(super) fn nowhere() -> Output {
    BufWriter::with_capacity(BLOCK, Box::new(io::sink()))
}

/// The same as [`to`], compressed if the file's name says so. With `keep`, an existing file is truncated to so many
/// bytes and continued. Also returns the file itself if it can be truncated.
pub(super) fn compressed(path: Option<&Path>, keep: Option<u64>) -> Result<(Output, Option<File>), CliError> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok((standard(), None)) };
    let failed =
        |error: io::Error| CliError::usage(format!("`{}` cannot be written: {}", path.display(), plain(&error)));
    let (mut file, kept) = match keep {
        None => (File::create(path).map_err(failed)?, 0),
        Some(length) => {
            let file = File::options().write(true).create(true).truncate(false).open(path).map_err(failed)?;
            let found = file.metadata().map_err(failed)?;
            if found.is_file() && found.len() < length {
                return Err(CliError::with_help(
                    format!("`{}` is shorter than the interrupted run has left it", path.display()),
                    "leave out `--resume` to map from the first record",
                ));
            }
            (file, length)
        }
    };
    let is_file = file.metadata().map_err(failed)?.is_file();
    let own = is_file.then(|| file.try_clone()).transpose().map_err(failed)?;
    if is_file {
        file.set_len(kept).map_err(failed)?;
        file.seek(io::SeekFrom::Start(kept)).map_err(failed)?;
    }
    let file: Box<dyn Write> = match Compression::of_path(path) {
        Some(compression) => Box::new(Compressed::new(compression, file, kept > 0)),
        None => Box::new(file),
    };
    Ok((BufWriter::with_capacity(BLOCK, file), own))
}

/// Writes text to a file, or to standard output where there is none or it is `-`. An existing file is overwritten only
/// with `force`.
pub(super) fn write_new(path: Option<&Path>, force: bool, text: &str) -> Result<(), CliError> {
    if let Some(path) = path.filter(|path| *path != Path::new("-") && !force) {
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                CliError::with_help(format!("`{}` already exists", path.display()), "overwrite it with `--force`")
            }
            _ => CliError::usage(format!("`{}` cannot be written: {}", path.display(), plain(&error))),
        };
        let mut file = File::options().write(true).create_new(true).open(path).map_err(refused)?;
        return Ok(file.write_all(text.as_bytes())?);
    }
    let mut out = to(path)?;
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// How diagnostics look on a stream: in colour on a terminal that shows it, unless `NO_COLOR` says otherwise.
pub(super) fn style<S: anstream::stream::RawStream>(stream: &S) -> Style {
    let color = anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never;
    Style { color, ..Style::default() }
}
