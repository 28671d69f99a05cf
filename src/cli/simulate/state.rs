//! One of the two files of records: read once for the ids of its records, and once more for the records themselves, so that
//! they need not be held. What can be read only once is held. Does not know what is done with the records.

use super::keys::{Hashes, Key, Keys};
use crate::cli::error::CliError;
use crate::cli::fit::{self, Fit};
use crate::cli::say::say;
use crate::cli::{files, reports};
use attrflow::Diagnostic;
use attrflow::tool::{Batch, RawRecord, Records};
use std::collections::HashSet;
use std::io::Read;

/// How many records without an id, or that cannot be read, are told of one by one.
const MOST_TOLD: u64 = 20;

/// A file whose records are identified.
pub(super) struct State {
    path: String,
    pub keys: Keys,
    /// The numbers of the records without an id, or that cannot be read, among all of the file, counted from 1.
    left_out: Vec<u64>,
    /// The records of a file that can be read only once.
    held: Option<Batch>,
    /// The ids of records that cannot be read otherwise.
    unreadable: HashSet<Key>,
    /// Whether there are records whose ids are not known: they are on another page, or cannot be read.
    is_partial: bool,
    /// What there is to say of the records as a whole.
    pub about: Vec<Diagnostic>,
}

impl State {
    /// Reads the ids. Records that cannot be read or have none are reported and counted.
    pub fn read(path: &str, hashes: &Hashes, mut fit: Option<Fit<'_>>, broken: &mut u64) -> Result<Self, CliError> {
        let (mut unreadable, mut is_partial, mut bad) = (HashSet::new(), false, 0_u64);
        let mut held = (!is_read_again(path)).then(Batch::default);
        let (mut keys, mut left_out) = (Vec::new(), Vec::new());
        let (mut records, mut reader) = (files::records(path)?, RawRecord::identity_reader());
        while let Some(record) = records.next_record() {
            let why = match record {
                Err(refused) => {
                    is_partial = true;
                    (refused.location.line, refused.diagnostic.message)
                }
                Ok(record) => {
                    fit.iter_mut().for_each(|fit| fit.note(&record));
                    let why = match reader.read(&record) {
                        Ok(Some(id)) => {
                            keys.push(hashes.key(&id));
                            held.iter_mut().for_each(|held| held.push(Ok(record)));
                            continue;
                        }
                        Ok(None) => {
                            is_partial = true;
                            "the record has no id".to_owned()
                        }
                        Err(malformed) => {
                            // Another attribute than this may not be what identifies the record.
                            match record.identity() {
                                Some(("id", id)) => drop(unreadable.insert(hashes.key(&id))),
                                _ => is_partial = true,
                            }
                            malformed.diagnostic().message
                        }
                    };
                    left_out.push(record.location.entry);
                    (record.location.line, why)
                }
            };
            *broken += 1;
            bad += 1;
            if bad <= MOST_TOLD {
                say!("{path}: record {}: {}", why.0, why.1);
            }
        }
        if bad > MOST_TOLD {
            say!("{path}: {} more records have no id or cannot be read", bad - MOST_TOLD);
        }
        reports::print_errors(&files::about_records(path, &records));
        let mut about = fit.map(|fit| fit.diagnostics()).unwrap_or_default();
        about.extend(records.missing());
        is_partial |= records.missing().is_some();
        let too_many = || CliError::usage(format!("`{path}` has too many records"));
        let keys = Keys::new(keys).ok_or_else(too_many)?;
        Ok(Self { path: path.to_owned(), keys, left_out, held, unreadable, is_partial, about })
    }

    /// Whether a record of this id may be among those that were not read.
    pub fn may_have(&self, key: Key) -> bool {
        self.is_partial || self.unreadable.contains(&key)
    }

    /// Tells those of the diagnostics about the records; how many of them are errors.
    pub fn tell(&self, which: impl Fn(&Diagnostic) -> bool) -> u64 {
        fit::tell(&self.path, self.about.iter().filter(|diagnostic| which(diagnostic)))
    }

    /// The records that have an id, in the order of [`keys`](Self::keys).
    pub fn records(&self) -> Result<Again<'_>, CliError> {
        let source = match &self.held {
            Some(held) => Source::Held(Box::new(held.records().filter_map(Result::ok))),
            None => Source::Read(Box::new(files::records(&self.path)?)),
        };
        Ok(Again { state: self, left_out: &self.left_out, source, number: 0 })
    }

    /// The error of a file that has other records than when it was read first.
    pub fn has_changed(&self) -> CliError {
        CliError::usage(format!("`{}` has changed while it was read", self.path))
    }
}

/// Whether a file has the same records when it is opened once more: not standard input or a pipe.
fn is_read_again(path: &str) -> bool {
    path != "-" && std::fs::metadata(path).is_ok_and(|known| known.is_file())
}

/// The records of a file, read for the second time.
pub(super) struct Again<'s> {
    state: &'s State,
    left_out: &'s [u64],
    source: Source<'s>,
    /// The number of the next record among those that have an id.
    pub number: usize,
}

enum Source<'s> {
    Read(Box<Records<Box<dyn Read>>>),
    Held(Box<dyn Iterator<Item = RawRecord<'s>> + 's>),
}

impl Again<'_> {
    /// Hands on the next record.
    pub fn next<T>(&mut self, take: impl FnOnce(RawRecord<'_>) -> T) -> Result<T, CliError> {
        let Self { state, left_out, source, number } = self;
        *number += 1;
        let records = match source {
            Source::Held(records) => return records.next().map(take).ok_or_else(|| state.has_changed()),
            Source::Read(records) => records,
        };
        while let Some(record) = records.next_record() {
            let Ok(record) = record else { continue };
            match left_out {
                [first, rest @ ..] if *first == record.location.entry => *left_out = rest,
                _ => return Ok(take(record)),
            }
        }
        Err(state.has_changed())
    }
}
