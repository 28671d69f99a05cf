//! Checkpoints of a run: how far it has come, and where an interrupted run resumes.
//!
//! If the output is a file, it is flushed to whole records about every second, and a checkpoint is written to the
//! journal. A resumed run truncates the outputs to the last checkpoint. It skips the records that are done or, if
//! records depend on those before them, runs them again without writing anything.

use super::journal::{Counters, Digest, Journal, Left, RunInputs, record_digest};
use super::progress::Progress;
use crate::cli::error::CliError;
use crate::cli::interrupt::Interrupt;
use crate::cli::write::{Claims, Disk};
use attrflow::tool::{RawRecord, RejectedRecord};
use std::path::Path;
use std::time::{Duration, Instant};

/// The minimum time between two checkpoints; the unit tests want one at every record.
const EVERY: Duration = if cfg!(test) { Duration::ZERO } else { Duration::from_secs(1) };
/// The minimum time between two looks at whether it is time for one.
const LOOK: Duration = if cfg!(test) { Duration::ZERO } else { Duration::from_millis(100) };
/// A checkpoint is followed by at least this many times its own duration without another one, so that a run on a slow
/// disk spends less than a tenth of its time on them.
const SHARE: u32 = if cfg!(test) { 0 } else { 10 };
/// The number of records between two checks of the clock: no record asks for the time by itself.
const STRIDE: u64 = if cfg!(test) { 1 } else { 64 };

/// The progress of a run, with its checkpoints.
pub(super) struct Checkpointer {
    pub interrupt: Interrupt,
    pub progress: Progress,
    pub progress_made: Counters,
    digest: Digest,
    /// The last checkpoint of the run that is resumed, until it is reached.
    resume_target: Option<Counters>,
    /// Whether an earlier run has done some of the records.
    pub has_resumed: bool,
    journal: Option<Journal>,
    files: Files,
    /// The last checkpoint: the outputs hold whole records up to there, and the journal says so or something earlier.
    last_checkpoint: Counters,
    next_look: Instant,
    next_note: Instant,
    /// Whether reading stopped before the end of the input.
    pub broken: bool,
}

/// The outputs that can be truncated.
#[derive(Default)]
pub(super) struct Files {
    pub output: Option<Disk>,
    pub errors: Option<Disk>,
}

/// What to do before a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckpointStep {
    Nothing,
    /// Flush the outputs and write a checkpoint.
    Checkpoint,
    /// The records of the earlier run are done again: start writing.
    Write,
}

impl Checkpointer {
    pub fn new(interrupt: Interrupt, progress: Progress) -> Self {
        let now = Instant::now();
        Self {
            interrupt,
            progress,
            progress_made: Counters::default(),
            digest: Digest::default(),
            resume_target: None,
            has_resumed: false,
            journal: None,
            files: Files::default(),
            last_checkpoint: Counters::default(),
            next_look: now,
            next_note: now + EVERY,
            broken: false,
        }
    }

    /// Starts a run whose output is a file, or resumes one.
    pub fn start(
        &mut self,
        output: &Path,
        begun: RunInputs,
        left: Option<Left>,
        claims: &mut Claims,
    ) -> Result<(), CliError> {
        let journal = match left {
            Some(Left { journal, begun: earlier, done }) => {
                earlier.refuse_other(&begun)?;
                self.resume_target = Some(done).filter(|done| done.records > 0);
                self.has_resumed = self.resume_target.is_some();
                journal
            }
            None => Journal::begin(output, begun, claims)?,
        };
        self.last_checkpoint = self.resume_target.unwrap_or_default();
        self.journal = Some(journal);
        Ok(())
    }

    /// The outputs cannot be opened: a run that has written nothing leaves nothing to resume.
    pub fn abandon(&mut self) {
        if let Some(journal) = self.journal.take().filter(|_| self.last_checkpoint.records == 0) {
            // If it cannot be removed, the next run overwrites it.
            let _ = journal.end();
        }
    }

    /// The checkpoint to which the outputs are truncated before anything is written.
    pub fn last_checkpoint(&self) -> &Counters {
        &self.last_checkpoint
    }

    /// Whether the run can be resumed.
    pub fn can_resume(&self) -> bool {
        self.journal.is_some()
    }

    /// Sets the outputs, once they are open.
    pub fn set_outputs(&mut self, files: Files) {
        self.files = files;
    }

    /// Whether the next record was done by an earlier run.
    pub fn is_behind(&self) -> bool {
        self.resume_target.is_some()
    }

    /// What to do before the next record.
    ///
    /// # Errors
    /// If the run has to stop, or the input is not that of the interrupted run.
    #[inline]
    pub fn due(&mut self) -> Result<CheckpointStep, CliError> {
        self.stop_if_told()?;
        if self.caught_up()? {
            return Ok(CheckpointStep::Write);
        }
        Ok(if self.progress_made.records.is_multiple_of(STRIDE) { self.poll() } else { CheckpointStep::Nothing })
    }

    /// What digests a record, where that is needed: for the threads, which have more time for it than this one.
    pub fn record_digest(&self) -> Option<fn(&RawRecord<'_>) -> u32> {
        if self.can_resume() { Some(record_digest) } else { None }
    }

    /// Counts a record. `digest` is its digest, where that is known.
    #[inline]
    pub fn count(&mut self, turn: Result<&RawRecord<'_>, &RejectedRecord>, digest: Option<u32>) {
        self.progress_made.records += 1;
        self.progress_made.line = turn.map_or_else(|refused| refused.location, |record| record.location).line;
        if self.journal.is_some() {
            self.digest.add(turn.map(|record| digest.unwrap_or_else(|| record_digest(record))));
        }
    }

    /// Reading stopped before the end of the input. This is not counted as a record: a resumed run reads there again.
    pub fn unreadable(&mut self, refused: &RejectedRecord) -> Result<(), CliError> {
        self.broken = true;
        if self.is_behind() {
            let reason = &refused.diagnostic.message;
            return Err(CliError::usage(format!("the input cannot be read up to where the run stopped: {reason}")));
        }
        Ok(())
    }

    /// Stops the run if a signal was caught.
    #[inline]
    pub fn stop_if_told(&self) -> Result<(), CliError> {
        match self.interrupt.caught() {
            Some(signal) => Err(CliError::Stopped(signal)),
            None => Ok(()),
        }
    }

    /// Whether the last checkpoint of the earlier run has just been reached; true once.
    #[inline]
    pub fn caught_up(&mut self) -> Result<bool, CliError> {
        if self.is_behind() { self.catches_up() } else { Ok(false) }
    }

    fn catches_up(&mut self) -> Result<bool, CliError> {
        let Some(goal) = self.resume_target.filter(|goal| self.progress_made.records >= goal.records) else {
            return Ok(false);
        };
        if self.digest.sum() != goal.input {
            let message = format!("the first {} records are not those of the interrupted run", goal.records);
            return Err(other_input(message));
        }
        self.resume_target = None;
        self.progress_made = Counters { records: self.progress_made.records, line: self.progress_made.line, ..goal };
        self.progress.begin(self.progress_made.records);
        self.next_note = Instant::now() + EVERY;
        Ok(true)
    }

    /// To be called after the last record.
    pub fn end_of_records(&mut self) -> Result<CheckpointStep, CliError> {
        self.stop_if_told()?;
        let caught_up = self.caught_up()?;
        if let Some(goal) = self.resume_target {
            let message = format!(
                "the input ends after {} records, but {} were done before",
                self.progress_made.records, goal.records
            );
            return Err(other_input(message));
        }
        Ok(if caught_up { CheckpointStep::Write } else { CheckpointStep::Nothing })
    }

    fn poll(&mut self) -> CheckpointStep {
        let now = Instant::now();
        if now < self.next_look {
            return CheckpointStep::Nothing;
        }
        self.next_look = now + LOOK;
        self.progress.show(self.progress_made.records);
        if self.journal.is_some() && self.resume_target.is_none() && now >= self.next_note {
            CheckpointStep::Checkpoint
        } else {
            CheckpointStep::Nothing
        }
    }

    /// Writes a checkpoint; the outputs have been flushed and hold whole records.
    pub fn checkpoint(&mut self, mut done: Counters) -> std::io::Result<()> {
        let Some(journal) = self.journal.as_mut().filter(|_| self.resume_target.is_none()) else { return Ok(()) };
        let begun = Instant::now();
        let length = |file: &Option<Disk>| match file {
            Some(file) => file.sync().and_then(|()| file.length()),
            None => Ok(0),
        };
        done.input = self.digest.sum();
        done.output = length(&self.files.output)?;
        done.errors = length(&self.files.errors)?;
        // Before the line is written: even if that fails, the line may have been stored, and then the outputs must not
        // be cut to fewer bytes than it names.
        self.last_checkpoint = done;
        journal.write(&done)?;
        let now = Instant::now();
        self.next_note = now + EVERY.max((now - begun) * SHARE);
        Ok(())
    }

    /// Truncates the outputs to the last checkpoint: whole records.
    pub fn cut_back(&self) -> std::io::Result<()> {
        for (file, length) in
            [(&self.files.output, self.last_checkpoint.output), (&self.files.errors, self.last_checkpoint.errors)]
        {
            file.as_ref().map_or(Ok(()), |file| file.shorten(length))?;
        }
        Ok(())
    }

    /// The outputs are complete: nothing is left to resume, unless reading stopped before the end of the input.
    pub fn end(&self) -> std::io::Result<()> {
        self.journal.as_ref().filter(|_| !self.broken).map_or(Ok(()), Journal::end)
    }
}

fn other_input(message: String) -> CliError {
    CliError::with_help(
        format!("the input differs from that of the interrupted run: {message}"),
        "pass the whole input again, or leave out `--resume` to map from the first record",
    )
}
