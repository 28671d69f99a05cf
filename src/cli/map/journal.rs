//! The journal of a run, for `--resume`: a small file next to the output that records how far the run has come.
//!
//! The file exists from before the output is opened until the output is complete. It holds the inputs of the run, the
//! number of records done, and the lengths of the outputs at that point. It is replaced atomically: whenever the run is
//! killed, the outputs can be truncated to the last checkpoint.

use crate::cli::error::CliError;
use crate::cli::output::plain;
use attrflow::tool::{RawRecord, RecordBody, RejectedRecord};
use flate2::Crc;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The inputs of a run; it can only be resumed with the same ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunInputs {
    /// attrflow's version.
    pub version: String,
    /// A digest of the mapping file.
    pub mapping: u32,
    /// The options that decide what is written.
    pub options: String,
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

/// The content of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Checkpoint {
    pub begun: RunInputs,
    pub done: Counters,
}

/// The journal file.
pub(super) struct Journal {
    path: PathBuf,
    begun: RunInputs,
}

impl Journal {
    /// The path of the journal of an output.
    pub fn path(output: &Path) -> PathBuf {
        let mut path = output.as_os_str().to_owned();
        path.push(".progress");
        path.into()
    }

    /// The last checkpoint of an earlier run, if there is one.
    pub fn left(output: &Path) -> Result<Option<Checkpoint>, CliError> {
        let path = Self::path(output);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(CliError::usage(format!("`{}` cannot be read: {}", path.display(), plain(&error))));
            }
        };
        serde_json::from_slice(&text).map(Some).map_err(|_| {
            let message = format!("`{}` is not the progress file of a run", path.display());
            CliError::with_help(message, "leave out `--resume` to map from the first record")
        })
    }

    /// Creates the journal of a run, before anything is written.
    pub fn begin(output: &Path, begun: RunInputs, done: &Counters) -> Result<Self, CliError> {
        let journal = Self { path: Self::path(output), begun };
        journal.write(done).map_err(|error| {
            CliError::usage(format!("`{}` cannot be written: {}", journal.path.display(), plain(&error)))
        })?;
        Ok(journal)
    }

    /// Writes a checkpoint. If this fails, the file still holds the previous one.
    pub fn write(&self, done: &Counters) -> io::Result<()> {
        let entry = Checkpoint { begun: self.begun.clone(), done: *done };
        let mut fresh = self.path.as_os_str().to_owned();
        fresh.push(".new");
        let fresh = PathBuf::from(fresh);
        let write = || {
            let mut file = File::create(&fresh)?;
            writeln!(file, "{}", serde_json::to_string(&entry)?)?;
            file.sync_data()?;
            fs::rename(&fresh, &self.path)
        };
        write().inspect_err(|_| drop(fs::remove_file(&fresh)))
    }

    /// Removes the file: the output is complete.
    pub fn end(&self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
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

/// A digest of records of any format, in their order.
#[derive(Default)]
pub(super) struct Digest(Crc);

impl Digest {
    pub fn add(&mut self, turn: Result<&RawRecord<'_>, &RejectedRecord>) {
        match turn {
            Ok(RawRecord { shape: RecordBody::Json(text), .. }) => self.text(text),
            Ok(RawRecord { shape: RecordBody::Fields(fields), .. }) => fields.iter().for_each(|(name, value)| {
                self.text(name);
                self.text(value);
            }),
            Err(refused) => self.text(refused.diagnostic.code()),
        }
        self.0.update(b"\n");
    }

    fn text(&mut self, text: &str) {
        self.0.update(text.as_bytes());
        self.0.update(b"\0");
    }

    pub fn sum(&self) -> u32 {
        self.0.sum()
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
