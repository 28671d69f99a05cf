//! Payloads for a stream of records, on one thread or several, in the order of the records.
//!
//! With several threads the caller's thread reads, hands batches to the others, and maps itself what they have no room
//! for. It takes them back in the order of the records. The number of batches under way is limited, whatever the size
//! of the input. Knows nothing of what becomes of the payloads.

use super::{ObjectProgram, Outcome, RunLimits, Runner, Unseen};
use crate::functions::Host;
use crate::record::{Batch, Malformed, RawRecord, Records, RejectedRecord};
use std::collections::VecDeque;
use std::io::Read;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, channel, sync_channel};
use std::thread;
use std::time::Duration;

/// How many bytes of records make a batch: enough that handing it over costs nothing beside mapping it.
const BATCH: usize = 128 << 10;
/// How many batches wait for a thread.
const QUEUE_DEPTH: usize = 2;
/// Once in so many records the host is asked whether the run is cancelled; a record that takes long asks by itself.
const ASKED: u32 = 32;
/// How long another thread is waited for before the host is asked whether to go on.
const PATIENCE: Duration = Duration::from_millis(50);
/// The stack of a thread, in bytes: as large as that of a main thread usually is. Rust's default is a quarter of it.
const STACK: usize = 8 << 20;

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
    pub matched: Option<Box<(usize, String)>>,
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
        // What fits into one batch is not worth a thread.
        let mut first = Chunk::default();
        if !first.fill(records) {
            Worker::new(self).chunk(&mut first);
            return first.emit(&mut sink);
        }
        self.on_threads(first, records, &mut sink)
    }

    fn on_threads<R: Read, E>(
        &self,
        first: Chunk,
        records: &mut Records<R>,
        sink: &mut impl FnMut(Result<Mapped<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<(), E> {
        thread::scope(|scope| {
            // The caller's thread is one of them. What it maps itself never leaves its processor.
            let workers: Vec<WorkerHandle> = (1..self.threads.get()).map_while(|_| self.worker(scope)).collect();
            // For each thread those that wait for it and the one that it maps, and some that this thread has mapped
            // meanwhile.
            let most = QUEUE_DEPTH + workers.len() * (QUEUE_DEPTH + 1);
            let (mut own, mut under_way, mut spare) = (Worker::new(self), VecDeque::new(), Vec::new());
            let (mut next, mut count) = (Some(first), 0);
            while let Some(chunk) = next.take() {
                count += 1;
                under_way.push_back(match dispatch(&workers, count, chunk) {
                    Ok(worker) => InFlight::At(worker),
                    Err(mut chunk) => {
                        own.chunk(&mut chunk);
                        InFlight::Done(chunk)
                    }
                });
                // What is done goes to the sink, in the order of the records. The first that is not done is waited for
                // only where too many are under way.
                while let Some(turn) = under_way.pop_front() {
                    match turn.done(under_way.len() >= most, self.world) {
                        Ok(done) => spare.push(done.emitted(sink)?),
                        Err(Some(turn)) => {
                            under_way.push_front(turn);
                            break;
                        }
                        // Its thread has panicked: the scope panics too when it ends.
                        Err(None) => return Ok(()),
                    }
                }
                // Used again: in a prototype, new buffers for each batch cost 8 to 15 % more processor time, and more
                // memory.
                let mut chunk = spare.pop().unwrap_or_default();
                chunk.fill(records);
                next = Some(chunk).filter(|chunk| !chunk.batch.is_empty());
            }
            for turn in under_way {
                let Ok(done) = turn.done(true, self.world) else { return Ok(()) };
                done.emitted(sink)?;
            }
            Ok(())
        })
    }

    /// A thread that maps what it is sent; nothing where the system has none to give.
    fn worker<'scope>(&self, scope: &'scope thread::Scope<'scope, '_>) -> Option<WorkerHandle>
    where
        'j: 'scope,
    {
        let (to_worker, chunks) = sync_channel::<Chunk>(QUEUE_DEPTH);
        // Without a bound, so that a thread never waits to hand back: there are never more results than it was handed
        // batches.
        let (results, from_worker) = channel();
        let stream = *self;
        let work = move || {
            let mut worker = Worker::new(&stream);
            for mut chunk in chunks {
                worker.chunk(&mut chunk);
                if results.send(chunk).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        Some(WorkerHandle { to_worker, from_worker })
    }
}

/// The way to a thread and back.
struct WorkerHandle {
    to_worker: SyncSender<Chunk>,
    from_worker: Receiver<Chunk>,
}

/// Gives a batch to a thread that has room for it, or back to the caller. Each thread is the first to be asked in turn;
/// one that has panicked has no room.
fn dispatch(workers: &[WorkerHandle], turn: usize, mut chunk: Chunk) -> Result<&WorkerHandle, Chunk> {
    let first = turn.checked_rem(workers.len()).unwrap_or(0);
    for worker in workers.iter().cycle().skip(first).take(workers.len()) {
        match worker.to_worker.try_send(chunk) {
            Ok(()) => return Ok(worker),
            Err(TrySendError::Full(back) | TrySendError::Disconnected(back)) => chunk = back,
        }
    }
    Err(chunk)
}

/// A batch whose records the sink has not got yet.
enum InFlight<'l> {
    /// A thread has it. The thread maps its batches in order, and batches are taken back in order, so that its next
    /// result is this one.
    At(&'l WorkerHandle),
    /// This thread has mapped it.
    Done(Chunk),
}

impl InFlight<'_> {
    /// The mapped batch, waited for if `wait`. The error is the batch itself if it is not done yet, nothing if its
    /// thread has panicked.
    fn done(self, wait: bool, world: &dyn Host) -> Result<Chunk, Option<Self>> {
        match self {
            InFlight::Done(chunk) => Ok(chunk),
            InFlight::At(worker) if wait => loop {
                match worker.from_worker.recv_timeout(PATIENCE) {
                    Ok(chunk) => return Ok(chunk),
                    // Some hosts only learn on this thread that the run is cancelled; the others find it out
                    // themselves.
                    Err(RecvTimeoutError::Timeout) => drop(world.is_cancelled()),
                    Err(RecvTimeoutError::Disconnected) => return Err(None),
                }
            },
            InFlight::At(worker) => worker.from_worker.try_recv().map_err(|error| match error {
                TryRecvError::Empty => Some(self),
                TryRecvError::Disconnected => None,
            }),
        }
    }
}

/// A batch and its outcomes.
#[derive(Default)]
struct Chunk {
    batch: Batch,
    payloads: Vec<u8>,
    /// For each record that was not refused: its outcome, where its payload ends, and its digest.
    outcomes: Vec<(MappedOutcome, usize, Option<u32>)>,
}

impl Chunk {
    /// Takes records in until there are enough; false when there are no more.
    fn fill<R: Read>(&mut self, records: &mut Records<R>) -> bool {
        // One large record makes the buffers large; what most batches do not need is freed.
        self.batch.clear(BATCH * 2);
        self.payloads.clear();
        self.payloads.shrink_to(BATCH * 2);
        self.outcomes.clear();
        while self.batch.bytes() < BATCH {
            match records.next_record() {
                Some(record) => self.batch.push(record),
                None => return false,
            }
        }
        true
    }

    fn emit<E>(
        &mut self,
        sink: &mut impl FnMut(Result<Mapped<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut outcomes = self.outcomes.drain(..);
        let mut start = 0;
        for record in self.batch.records() {
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    sink(Err(refused))?;
                    continue;
                }
            };
            let Some(((outcome, matched), end, digest)) = outcomes.next() else { break };
            let payload = self.payloads.get(start..end).unwrap_or_default();
            start = end;
            sink(Ok(Mapped { record, outcome, matched, payload, digest }))?;
        }
        Ok(())
    }

    /// The same; returns the buffers, for other records.
    fn emitted<E>(
        mut self,
        sink: &mut impl FnMut(Result<Mapped<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<Self, E> {
        self.emit(sink)?;
        Ok(self)
    }
}

/// An outcome, or why the record could not be read; and the matching value.
type MappedOutcome = (Result<Outcome, Box<Malformed>>, Option<Box<(usize, String)>>);

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

    /// Maps a record and appends its payload to `out`.
    fn record(&mut self, record: RawRecord<'_>, out: &mut Vec<u8>) -> MappedOutcome {
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
                let (outcome, matched) = self.record(record, &mut payload);
                let digest = self.digest.map(|digest| digest(&record));
                let result = sink(Ok(Mapped { record, outcome, matched, payload: &payload, digest }));
                self.payload = payload;
                result
            }
            Err(refused) => sink(Err(&refused)),
        }
    }

    fn chunk(&mut self, chunk: &mut Chunk) {
        let Chunk { batch, payloads, outcomes } = chunk;
        for record in batch.records().filter_map(Result::ok) {
            let outcome = self.record(record, payloads);
            outcomes.push((outcome, payloads.len(), self.digest.map(|digest| digest(&record))));
        }
    }
}
