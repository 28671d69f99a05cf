//! How far a run has come, in a small file beside its output, for `--resume`.
//!
//! The file is there from before the output is touched until the output is whole. It says what was begun and how long the
//! outputs were when so many records were done, and it is replaced in one step: whenever the run is killed, the outputs
//! can be cut back to what it says.

use crate::cli::error::CliError;
use crate::cli::output::plain;
use attrflow::{RawRecord, RecordBody, RejectedRecord};
use flate2::Crc;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What was begun; only the same is continued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunInputs {
    /// attrflow's version.
    pub version: String,
    /// A digest of the mapping file.
    pub mapping: u32,
    /// The options that decide what is written.
    pub options: String,
    /// A digest of the other files that decide it: earlier payloads, references, taken values.
    pub files: u32,
    /// The present that the run works with.
    pub now: String,
}

/// What is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counters {
    /// How many records, refused ones included.
    pub records: u64,
    /// The line that the last of them began in.
    pub line: u64,
    /// A digest of the records.
    pub input: u32,
    /// How long the output is, in bytes, and the file of errors.
    pub output: u64,
    pub errors: u64,
    /// What became of the records.
    pub mapped: u64,
    pub out_of_scope: u64,
    pub failed: u64,
    pub with_errors: u64,
}

/// Everything that the file says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Checkpoint {
    pub begun: RunInputs,
    pub done: Counters,
}

/// The file.
pub(super) struct Journal {
    path: PathBuf,
    begun: RunInputs,
}

impl Journal {
    /// The file beside an output.
    pub fn path(output: &Path) -> PathBuf {
        let mut path = output.as_os_str().to_owned();
        path.push(".progress");
        path.into()
    }

    /// What an earlier run has left; nothing where it has left nothing.
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
            let message = format!("`{}` does not say how far a run has come", path.display());
            CliError::with_help(message, "leave `--resume` out to map from the first record")
        })
    }

    /// A run's own, before anything is written.
    pub fn begin(output: &Path, begun: RunInputs, done: &Counters) -> Result<Self, CliError> {
        let journal = Self { path: Self::path(output), begun };
        journal.write(done).map_err(|error| {
            CliError::usage(format!("`{}` cannot be written: {}", journal.path.display(), plain(&error)))
        })?;
        Ok(journal)
    }

    /// Says how far the run has come. Either the file says it then, or what it said before.
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

    /// Takes the file away: the output is whole.
    pub fn end(&self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

impl RunInputs {
    /// Refuses to continue what is not the same.
    pub fn refuse_other(&self, now: &Self) -> Result<(), CliError> {
        let differs = match () {
            () if self.version != now.version => format!("attrflow is version {}, not {}", now.version, self.version),
            () if self.mapping != now.mapping => "the mapping is not the same".to_owned(),
            () if self.options != now.options => {
                format!("the options are not the same: they were `{}`", self.options)
            }
            () if self.files != now.files => {
                "the earlier payloads, the references or the taken values are not the same".to_owned()
            }
            () if self.now != now.now => format!("`--now` is not {}", self.now),
            () => return Ok(()),
        };
        let message = format!("the run that was stopped cannot be resumed: {differs}");
        Err(CliError::with_help(message, "resume with what it was begun with, or leave `--resume` out to begin anew"))
    }
}

/// A digest of records as they come, whatever they are.
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

/// A digest of texts, or of whole files, in their order.
pub(super) fn digest<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> u32 {
    let mut crc = Crc::new();
    for part in parts {
        crc.update(part);
        crc.update(b"\0");
    }
    crc.sum()
}
