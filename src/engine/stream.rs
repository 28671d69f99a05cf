//! Payloads for a stream of records, on one thread or several, in the order of the records. Knows nothing of what becomes of
//! the payloads.

use super::in_order::{Work, in_order};
use super::{MatchKey, ObjectProgram, Outcome, RunLimits, Runner, Unseen};
use crate::functions::Host;
use crate::record::{Malformed, RawRecord, Records, RejectedRecord};
use std::io::Read;
use std::num::NonZeroUsize;

/// Once in so many records the host is asked whether the run is cancelled; a record that takes long asks by itself.
const ASKED: u32 = 32;

/// What is to be done to every record.
#[derive(Clone, Copy)]
pub struct Stream<'j> {
    /// The object mapping.
    pub program: &'j ObjectProgram,
    /// The clock, random values, settings and the target.
    pub world: &'j (dyn Host + Sync),
    /// What a record may cost.
    pub limits: RunLimits,
    /// How many threads map at most, the caller's among them. A program whose result for a record depends on the
    /// records before it runs on one.
    pub threads: NonZeroUsize,
    /// Whether [`Mapped::matched`] is wanted.
    pub matches: bool,
    /// Where it is noted which attributes no record had a value for.
    pub unseen: Option<&'j Unseen>,
    /// What [`Mapped::digest`] is; computed by the thread that maps the record.
    pub digest: Option<fn(&RawRecord<'_>) -> u32>,
}

/// What became of one record.
pub struct Mapped<'b> {
    /// The record.
    pub record: RawRecord<'b>,
    /// Its outcome, or why it could not be read.
    pub outcome: Result<Outcome, Box<Malformed>>,
    /// The first matching attribute that has a value, with the key that it is looked up by; only where that is wanted
    /// and there is a payload. Boxed: it is rare, and every record is moved with it.
    pub matched: Option<Box<(usize, MatchKey)>>,
    /// Its payload; empty where it has none.
    pub payload: &'b [u8],
    /// The record's digest, where one is wanted.
    pub digest: Option<u32>,
}

impl<'j> Stream<'j> {
    /// Maps all records. `sink` gets each in order, on the caller's thread; an error of its own ends the run.
    ///
    /// # Errors
    /// The sink's.
    pub fn map<R: Read, E>(
        &self,
        records: &mut Records<R>,
        mut sink: impl FnMut(Result<Mapped<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.threads.get() == 1 || self.program.attributes().program().depends_on_order() {
            let mut worker = Worker::new(self);
            while let Some(record) = records.next_record() {
                worker.one(record, &mut sink)?;
            }
            return Ok(());
        }
        in_order(
            self.threads,
            records,
            || Worker::new(self),
            self.world,
            |turn| {
                sink(turn.map(|(record, Made { outcome, matched, digest }, payload)| Mapped {
                    record,
                    outcome,
                    matched,
                    payload,
                    digest,
                }))
            },
        )
    }
}

/// An outcome, or why the record could not be read; and the matching value.
type MappedOutcome = (Result<Outcome, Box<Malformed>>, Option<Box<(usize, MatchKey)>>);

/// What a thread makes of a record besides its payload: the fields of [`Mapped`].
struct Made {
    outcome: Result<Outcome, Box<Malformed>>,
    matched: Option<Box<(usize, MatchKey)>>,
    digest: Option<u32>,
}

/// What one thread keeps from record to record.
struct Worker<'j> {
    runner: Runner<'j>,
    world: &'j (dyn Host + Sync),
    matches: bool,
    unseen: Option<&'j Unseen>,
    digest: Option<fn(&RawRecord<'_>) -> u32>,
    payload: Vec<u8>,
    /// How many records it was handed, and whether the run was cancelled when that was last asked.
    records: u32,
    is_cancelled: bool,
}

impl Drop for Worker<'_> {
    fn drop(&mut self) {
        if let Some(unseen) = self.unseen {
            unseen.add(&self.runner);
        }
    }
}

impl Work for Worker<'_> {
    type Made = Made;

    /// Maps a record and appends its payload to `out`.
    fn record(&mut self, record: RawRecord<'_>, out: &mut Vec<u8>) -> Made {
        let (outcome, matched) = self.mapped(record, out);
        Made { outcome, matched, digest: self.digest.map(|digest| digest(&record)) }
    }
}

impl<'j> Worker<'j> {
    fn new(stream: &Stream<'j>) -> Self {
        Self {
            runner: stream.program.runner(stream.limits),
            world: stream.world,
            matches: stream.matches,
            unseen: stream.unseen,
            digest: stream.digest,
            payload: Vec::new(),
            records: 0,
            is_cancelled: false,
        }
    }

    fn mapped(&mut self, record: RawRecord<'_>, out: &mut Vec<u8>) -> MappedOutcome {
        if self.records.is_multiple_of(ASKED) {
            self.is_cancelled = self.world.is_cancelled();
        }
        self.records = self.records.wrapping_add(1);
        if self.is_cancelled {
            return (Ok(Outcome::cancelled()), None);
        }
        if !self.matches {
            return (self.runner.create(record.shape, self.world, out), None);
        }
        let both = self.runner.with(record.shape, self.world, |program, input| {
            let outcome = program.create(input, out);
            let is_mapped = matches!(outcome, Outcome::Payload { .. });
            let matched = is_mapped.then(|| program.first_match(program.match_keys(input))).flatten();
            (outcome, matched.map(Box::new))
        });
        match both {
            Ok((outcome, matched)) => (Ok(outcome), matched),
            Err(malformed) => (Err(malformed), None),
        }
    }

    fn one<E>(
        &mut self,
        record: Result<RawRecord<'_>, Box<RejectedRecord>>,
        sink: &mut impl FnMut(Result<Mapped<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<(), E> {
        match record {
            Ok(record) => {
                let mut payload = std::mem::take(&mut self.payload);
                payload.clear();
                let Made { outcome, matched, digest } = self.record(record, &mut payload);
                let result = sink(Ok(Mapped { record, outcome, matched, payload: &payload, digest }));
                self.payload = payload;
                result
            }
            Err(refused) => sink(Err(&refused)),
        }
    }
}
