//! The output of a run that goes on where another one stopped. Does not know what is written.

use crate::cli::compression::{Compressed, Compression};
use crate::cli::error::CliError;
use crate::cli::output::{self, Output};
use crate::cli::write::{Disk, Opened};
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;

/// An output that goes on behind the bytes that an earlier run has left, and its file if it can be cut.
pub(super) fn continued(
    path: Option<&Path>,
    opened: Option<Opened>,
    kept: u64,
    threads: NonZeroUsize,
) -> Result<(Output, Option<Disk>), CliError> {
    let (Some(path), Some(mut opened)) = (path, opened) else { return Ok((output::data(), None)) };
    if opened.is_shorter(kept)? {
        return Err(CliError::with_help(
            format!("`{}` is shorter than the interrupted run has left it", path.display()),
            "leave out `--resume` to map from the first record",
        ));
    }
    opened.keep(kept)?;
    let file = if opened.is_file { Some(opened.disk.again()?) } else { None };
    let kept = if opened.is_file { kept } else { 0 };
    let out: Box<dyn Write> = match Compression::of_path(path) {
        Some(compression) => Box::new(Compressed::new(compression, opened.disk, kept > 0, threads)),
        None => Box::new(opened.disk),
    };
    Ok((output::buffered(out), file))
}
