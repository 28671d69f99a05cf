//! The journal of a run, for `--resume`: a small file next to the output that records how far the run has come.
//!
//! The file exists from before the output is cut until the output is complete. Its first line says what the run was
//! started with, and each further line is a checkpoint: the number of records done, and the lengths of the outputs at
//! that point. The last whole line counts: whenever the run is killed, the outputs can be truncated to it. The file is
//! locked while the run lasts, is for its owner only, and holds no setting's value. Does not know when a checkpoint is
//! due.

use crate::cli::error::CliError;
use crate::cli::output::plain;
use crate::cli::write::{Claims, Locked};
use attrflow::tool::{RawRecord, RecordBody, RejectedRecord};
use flate2::Crc;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// The inputs of a run; it can only be resumed with the same ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunInputs {
    /// attrflow's version.
    pub version: String,
    /// A digest of the mapping file.
    pub mapping: u32,
    /// The options that decide what is written, without the settings.
    pub options: String,
    /// A digest of the settings.
    pub settings: u32,
    /// A digest of the other files that decide it: earlier payloads, references, values already in use.
    pub files: u32,
    /// The current time that the run uses.
    pub now: String,
}

/// How much is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counters {
    /// The number of records, including rejected ones.
    pub records: u64,
    /// The line where the last of them began.
    pub line: u64,
    /// A digest of the records.
    pub input: u32,
    /// The lengths of the output and of the error file, in bytes.
    pub output: u64,
    pub errors: u64,
    /// The number of records by outcome.
    pub mapped: u64,
    pub out_of_scope: u64,
    pub failed: u64,
    pub skipped: u64,
    pub with_errors: u64,
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
struct Beginning {
    begun: RunInputs,
}

/// Each further line.
#[derive(Serialize, Deserialize)]
struct Checkpoint {
    done: Counters,
}

/// The journal file.
pub(super) struct Journal {
    file: Locked,
}

/// What an interrupted run has left.
pub(super) struct Left {
    pub journal: Journal,
    pub begun: RunInputs,
    pub done: Counters,
}

impl Journal {
    /// The path of the journal of an output.
    pub fn path(output: &Path) -> PathBuf {
        let mut path = output.as_os_str().to_owned();
        path.push(".progress");
        path.into()
    }

    /// The last checkpoint of an earlier run, if there is one.
    pub fn left(output: &Path, claims: &mut Claims) -> Result<Option<Left>, CliError> {
        let path = Self::path(output);
        let Some(mut file) = Locked::open(&path, false, claims)? else { return Ok(None) };
        let content = read(&mut file, &path)?;
        let help = "leave out `--resume` to map from the first record";
        if content.is_empty() {
            let message = format!("nothing to resume: the run of `{}` ended before it began", path.display());
            return Err(CliError::with_help(message, help));
        }
        let Some((begun, done, whole)) = parsed(&content) else {
            return Err(CliError::with_help(format!("`{}` is not the progress file of a run", path.display()), help));
        };
        file.keep(whole as u64);
        Ok(Some(Left { journal: Self { file }, begun, done: done.unwrap_or_default() }))
    }

    /// Creates the journal of a run, before anything is written. One that an interrupted run has left begins anew.
    pub fn begin(output: &Path, begun: RunInputs, claims: &mut Claims) -> Result<Self, CliError> {
        let path = Self::path(output);
        let failed =
            |error: &io::Error| CliError::usage(format!("`{}` cannot be written: {}", path.display(), plain(error)));
        let Some(mut file) = Locked::open(&path, true, claims)? else {
            return Err(failed(&io::ErrorKind::NotFound.into()));
        };
        let content = read(&mut file, &path)?;
        if !content.is_empty() && parsed(&content).is_none() && !is_torn(&content) {
            let message = format!("`{}` is not the progress file of a run, and would be overwritten", path.display());
            return Err(CliError::with_help(message, "give it another name, or write to another output"));
        }
        let line = serde_json::to_string(&Beginning { begun }).map_err(|_| CliError::Defect)?;
        file.add(&line).map_err(|error| failed(&error))?;
        Ok(Self { file })
    }

    /// Writes a checkpoint. If this fails, the file still holds the previous one.
    pub fn write(&mut self, done: &Counters) -> io::Result<()> {
        self.file.add(&serde_json::to_string(&Checkpoint { done: *done })?)
    }

    /// Removes the file: the output is complete, or nothing has been written.
    pub fn end(&self) -> io::Result<()> {
        self.file.remove()
    }
}

fn read(file: &mut Locked, path: &Path) -> Result<Vec<u8>, CliError> {
    file.content().map_err(|error| CliError::usage(format!("`{}` cannot be read: {}", path.display(), plain(&error))))
}

/// The first line, the last checkpoint, and up to where the lines are whole.
fn parsed(content: &[u8]) -> Option<(RunInputs, Option<Counters>, usize)> {
    let mut lines = content.split_inclusive(|byte| *byte == b'\n').take_while(|line| line.ends_with(b"\n"));
    let first = lines.next()?;
    let Beginning { begun } = serde_json::from_slice(first).ok()?;
    let (mut done, mut whole) = (None, first.len());
    for line in lines {
        let Ok(checkpoint) = serde_json::from_slice::<Checkpoint>(line) else { break };
        done = Some(checkpoint.done);
        whole += line.len();
    }
    Some((begun, done, whole))
}

/// Whether it is the beginning of a first line: the run was killed while it wrote it.
fn is_torn(content: &[u8]) -> bool {
    let begins = b"{\"begun\":{";
    !content.contains(&b'\n') && content.iter().zip(begins).all(|(one, other)| one == other)
}

impl RunInputs {
    /// Rejects resuming a run with other inputs.
    pub fn refuse_other(&self, now: &Self) -> Result<(), CliError> {
        let differs = match () {
            () if self.version != now.version => format!("attrflow is version {}, not {}", now.version, self.version),
            () if self.mapping != now.mapping => "the mapping has changed".to_owned(),
            () if self.options != now.options => {
                format!("the options have changed: they were `{}`", self.options)
            }
            () if self.settings != now.settings => "the settings have changed".to_owned(),
            () if self.files != now.files => {
                "the earlier payloads, the references or the values in use have changed".to_owned()
            }
            () if self.now != now.now => format!("`--now` is not {}", self.now),
            () => return Ok(()),
        };
        let message = format!("the interrupted run cannot be resumed: {differs}");
        Err(CliError::with_help(message, "resume with the same inputs, or leave out `--resume` to start again"))
    }
}

/// A digest of records of any format, in their order. It finds a wrong file, not one that is made to deceive.
#[derive(Default)]
pub(super) struct Digest(u32);

impl Digest {
    /// Adds a record by its digest, or one that was refused by its error. This has to be done in the order of the
    /// records, on one thread: the digest of each comes from the thread that maps it.
    pub fn add(&mut self, turn: Result<u32, &RejectedRecord>) {
        let one = turn.unwrap_or_else(|refused| digest([refused.diagnostic.code().as_bytes()]));
        // Each step can be undone, so what differs stays different.
        self.0 = (self.0.rotate_left(5) ^ one).wrapping_mul(0x9E37_79B1);
    }

    pub fn sum(&self) -> u32 {
        self.0
    }
}

/// The digest of a record: a CRC-32.
pub(super) fn record_digest(record: &RawRecord<'_>) -> u32 {
    match record.shape {
        RecordBody::Json(text) => digest([text.as_bytes()]),
        RecordBody::Fields(fields) => {
            digest(fields.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]))
        }
    }
}

/// A digest of byte strings or whole files, in their order.
pub(super) fn digest<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> u32 {
    let mut crc = Crc::new();
    for part in parts {
        crc.update(part);
        crc.update(b"\0");
    }
    crc.sum()
}
