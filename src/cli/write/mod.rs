//! Every write of the command line to a file. Nothing else creates, changes or removes one, except that the summary of
//! a GitHub job is a log, to which `pipeline` adds.
//!
//! | file   | what                                                                        |
//! |--------|-----------------------------------------------------------------------------|
//! | whole  | a file that is written whole or not at all                                  |
//! | stream | the outputs of `map`, which grow, and the file that holds their progress    |
//! | spool  | bytes that are read again in the same run, in a file without a name          |
//! | claims | no output is an input, or another output                                    |
//! | place  | where an output goes: links are followed, pipes and devices written straight |
//! | system | the calls to the operating system, each of which a test makes fail          |
//!
//! Knows nothing of what is written.

mod claims;
#[cfg(test)]
mod faults;
mod place;
mod spool;
mod stream;
mod system;
#[cfg(test)]
mod tests;
mod whole;

pub(super) use claims::Claims;
pub(super) use spool::{Spool, SpoolFailure};
pub(super) use stream::{Locked, Opened, open_all};
pub(super) use system::Disk;

use super::error::{CliError, plain};
use super::output;
use std::io::{self, Write};
use std::path::Path;

/// What happens to a file that exists already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    Replaced,
    Refused,
}

/// Writes a file whole or not at all; `-` is standard output.
pub(super) fn to(
    path: &Path,
    claims: &mut Claims,
    content: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    if path == Path::new("-") {
        let mut out = output::data();
        content(&mut out)?;
        return Ok(out.flush()?);
    }
    whole::write(path, Existing::Replaced, claims, content)
}

/// Writes text to a file, or to standard output if no file is named or it is `-`. An existing file is replaced only
/// with `force`, and an input never.
pub(super) fn text(path: Option<&Path>, force: bool, claims: &mut Claims, text: &str) -> Result<(), CliError> {
    let path = path.unwrap_or(Path::new("-"));
    claims.check([path])?;
    let content = |out: &mut dyn Write| Ok(out.write_all(text.as_bytes())?);
    if force || path == Path::new("-") {
        return to(path, claims, content);
    }
    whole::write(path, Existing::Refused, claims, content)
}

/// Replaces a file by bytes that were made of it.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    whole::write(path, Existing::Replaced, &mut Claims::default(), |out| Ok(out.write_all(bytes)?))
}

fn failed(path: &Path, error: &io::Error) -> CliError {
    CliError::usage(format!("`{}` cannot be written: {}", path.display(), plain(error)))
}
