//! `--watch`: checks again whenever a file changes.

use crate::cli::error::CliError;
use std::time::{Duration, SystemTime};

/// The polling interval.
const PAUSE: Duration = Duration::from_millis(300);

/// Runs a check now and after each change of a file, until the user stops it or the check cannot run.
pub(super) fn forever(paths: &[String], mut check: impl FnMut() -> Result<(), CliError>) -> Result<(), CliError> {
    loop {
        let seen = stamps(paths);
        match check() {
            Ok(()) | Err(CliError::Diagnostics) => {}
            Err(failure) => return Err(failure),
        }
        eprintln!("waiting for changes in {} files; press Ctrl-C to stop", paths.len());
        while stamps(paths) == seen {
            std::thread::sleep(PAUSE);
        }
    }
}

/// When each file was last changed.
fn stamps(paths: &[String]) -> Vec<Option<SystemTime>> {
    paths.iter().map(|path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok()).collect()
}
