//! The files of a command: what it reads must not be what it writes, and no two outputs are one file.
//!
//! Files are told apart by what the system knows them by, and not by their names: links, `./` and letters of another
//! case lead to the same file. A file that does not exist yet has only its name; it is compared again once it is there.

use super::place::Place;
use crate::cli::error::CliError;
use same_file::Handle;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What a command reads, and what it has written.
#[derive(Debug, Default)]
pub(in crate::cli) struct Claims {
    inputs: Vec<String>,
    written: Vec<(PathBuf, Handle)>,
}

impl Claims {
    /// The inputs of a command; `-` is standard input. Names of connectors and files that are missing do no harm.
    pub(in crate::cli) fn of<'i>(inputs: impl IntoIterator<Item = &'i str>) -> Self {
        Self { inputs: inputs.into_iter().map(str::to_owned).collect(), written: Vec::new() }
    }

    /// Refuses outputs that are inputs or each other, before anything is written. Standard output is one of them.
    pub(in crate::cli) fn check<'o>(&self, outputs: impl IntoIterator<Item = &'o Path>) -> Result<(), CliError> {
        let mut files: Vec<(&Path, Handle)> = Vec::new();
        let mut places: Vec<(&Path, PathBuf)> = Vec::new();
        let standard = Path::new("-");
        for output in std::iter::once(standard).chain(outputs.into_iter().filter(|output| *output != standard)) {
            let handle = if output == standard { Handle::stdout().ok().and_then(plain) } else { handle(output) };
            if let Some(handle) = handle {
                self.refuse_input(output, &handle)?;
                if let Some((other, _)) = files.iter().find(|(_, other)| *other == handle) {
                    return Err(refused(output, other));
                }
                files.push((output, handle));
            } else if let Some(place) = Place::of(output).ok().and_then(|place| place.absolute()) {
                if let Some((other, _)) = places.iter().find(|(_, other)| *other == place) {
                    return Err(refused(output, other));
                }
                places.push((output, place));
            }
        }
        Ok(())
    }

    /// Refuses a file that has been opened and not been written to yet, if it is an input or an output already;
    /// otherwise it is an output from now on.
    pub(super) fn claim(&mut self, name: &Path, file: &File) -> Result<(), CliError> {
        let Some(handle) = file.try_clone().ok().and_then(|file| Handle::from_file(file).ok()).and_then(plain) else {
            return Ok(());
        };
        self.refuse_input(name, &handle)?;
        if let Some((other, _)) = self.written.iter().find(|(_, other)| *other == handle) {
            return Err(refused(name, other));
        }
        self.written.push((name.to_owned(), handle));
        Ok(())
    }

    fn refuse_input(&self, output: &Path, written: &Handle) -> Result<(), CliError> {
        let is_same = |input: &str| match input {
            "-" => Handle::stdin().ok().and_then(plain),
            path => handle(Path::new(path)),
        };
        match self.inputs.iter().find(|input| is_same(input).as_ref() == Some(written)) {
            Some(input) => Err(refused_input(output, input)),
            None => Ok(()),
        }
    }
}

/// The handle of a plain file; terminals, pipes and `/dev/null` may be both read and written. A pipe is not opened,
/// because that waits for its other end.
fn handle(path: &Path) -> Option<Handle> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Handle::from_path(path).ok()
}

fn plain(handle: Handle) -> Option<Handle> {
    handle.as_file().metadata().is_ok_and(|known| known.is_file()).then_some(handle)
}

fn shown(output: &Path) -> String {
    if output == Path::new("-") { "standard output".to_owned() } else { format!("`{}`", output.display()) }
}

fn refused(output: &Path, other: &Path) -> CliError {
    let message = format!("{} would overwrite {}: they are the same file", shown(output), shown(other));
    CliError::with_help(message, "write to another file")
}

fn refused_input(output: &Path, input: &str) -> CliError {
    let input = if input == "-" { "standard input".to_owned() } else { format!("`{input}`") };
    let message = format!("{} would overwrite {input}: they are the same file", shown(output));
    CliError::with_help(message, "write to another file")
}
