//! `--watch`: checks again whenever a file changes, appears or disappears.
//!
//! Folders are asked again and again, which also works where changes are not announced: network drives, containers.

use crate::cli::discover;
use crate::cli::error::CliError;
use crate::cli::say::say;
use std::time::{Duration, SystemTime};

/// The polling interval.
const PAUSE: Duration = Duration::from_millis(300);

/// Runs a check now and after each change of a mapping file or of the `others`, until the user stops it.
pub(super) fn forever(
    paths: &[String],
    others: &[String],
    mut check: impl FnMut() -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut is_first = true;
    loop {
        let seen = Seen::now(paths, others);
        match check() {
            Ok(()) | Err(CliError::Diagnostics) => {}
            // While a file is being replaced it may be missing: the next change is that it is back.
            Err(failure @ CliError::Usage { .. }) if !is_first => {
                failure.report();
            }
            Err(failure) => return Err(failure),
        }
        is_first = false;
        let count = seen.mappings.len();
        let files = if count == 1 { "file" } else { "files" };
        say!("waiting for changes in {count} {files}; press Ctrl-C to stop");
        seen.wait(paths, others);
    }
}

/// Files, and when each was last changed.
type Stamps = Vec<(String, Option<SystemTime>)>;

struct Seen {
    /// All files that could be mappings by their names.
    candidates: Stamps,
    /// Those that are, and the other files.
    mappings: Stamps,
}

impl Seen {
    fn now(paths: &[String], others: &[String]) -> Self {
        let candidates = stamps(discover::candidates(paths), others);
        // Without any mapping file the check has said so.
        let mappings = stamps(discover::mappings(paths).unwrap_or_default(), others);
        Seen { candidates, mappings }
    }

    /// Waits for a change. The content of files is only read after one: a report that is written into the folder is a
    /// change, but not one of a mapping.
    fn wait(mut self, paths: &[String], others: &[String]) {
        loop {
            std::thread::sleep(PAUSE);
            if stamps(discover::candidates(paths), others) == self.candidates {
                continue;
            }
            let now = Seen::now(paths, others);
            if now.mappings != self.mappings {
                return;
            }
            self = now;
        }
    }
}

fn stamps(paths: Vec<String>, others: &[String]) -> Stamps {
    let stamped = |path: String| {
        let changed = std::fs::metadata(&path).and_then(|meta| meta.modified()).ok();
        (path, changed)
    };
    paths.into_iter().chain(others.iter().cloned()).map(stamped).collect()
}
