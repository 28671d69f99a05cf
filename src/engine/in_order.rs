//! Records on several threads, and what was made of them in the order of the records.
//!
//! The caller's thread reads, hands batches to the others, and does itself what they have no room for. It takes them back in
//! the order of the records. The number of batches under way is limited, whatever the size of the input. Knows nothing of
//! what is made.

use crate::functions::Host;
use crate::record::{Batch, RawRecord, Records, RejectedRecord};
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
/// How long another thread is waited for before the caller is asked whether to go on.
const PATIENCE: Duration = Duration::from_millis(50);
/// The stack of a thread, in bytes: as large as that of a main thread usually is. Rust's default is a quarter of it.
const STACK: usize = 8 << 20;

/// What one thread does with each record. It stays on its thread.
pub trait Work {
    /// What it makes.
    type Made: Send;

    /// Makes something of a record, and appends its bytes to `out`.
    fn record(&mut self, record: RawRecord<'_>, out: &mut Vec<u8>) -> Self::Made;
}

/// What was made of a record, and its bytes; or why there is no record.
pub type Turn<'t, M> = Result<(RawRecord<'t>, M, &'t [u8]), &'t RejectedRecord>;

/// Works on all records, on so many threads at most, the caller's among them. `start` is called on each thread. `sink` gets
/// what was made, in order, on the caller's thread; an error of its own ends the run. `world` is asked there now and then
/// whether the run is cancelled: some hosts learn it only there.
///
/// # Errors
/// The sink's.
pub fn in_order<R: Read, W: Work, E>(
    threads: NonZeroUsize,
    records: &mut Records<R>,
    start: impl Fn() -> W + Sync,
    world: &dyn Host,
    mut sink: impl FnMut(Turn<'_, W::Made>) -> Result<(), E>,
) -> Result<(), E> {
    let (start, sink) = (&start, &mut sink);
    // What fits into one batch is not worth a thread.
    let mut first = Chunk::default();
    if !first.fill(records) {
        first.work(&mut start());
        return first.emit(sink);
    }
    thread::scope(|scope| {
        // The caller's thread is one of them. What it does itself never leaves its processor.
        let workers: Vec<WorkerHandle<W::Made>> = (1..threads.get()).map_while(|_| worker::<W>(scope, start)).collect();
        // For each thread those that wait for it and the one that it works on, and some that this thread has done
        // meanwhile.
        let most = QUEUE_DEPTH + workers.len() * (QUEUE_DEPTH + 1);
        let (mut own, mut under_way, mut spare) = (start(), VecDeque::new(), Vec::new());
        let (mut next, mut count) = (Some(first), 0);
        while let Some(chunk) = next.take() {
            count += 1;
            under_way.push_back(match dispatch(&workers, count, chunk) {
                Ok(worker) => InFlight::At(worker),
                Err(mut chunk) => {
                    chunk.work(&mut own);
                    InFlight::Done(chunk)
                }
            });
            // What is done goes to the sink, in the order of the records. The first that is not done is waited for
            // only where too many are under way.
            while let Some(turn) = under_way.pop_front() {
                match turn.done(under_way.len() >= most, world) {
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
            let Ok(done) = turn.done(true, world) else { return Ok(()) };
            done.emitted(sink)?;
        }
        Ok(())
    })
}

/// A thread that works on what it is sent; nothing where the system has none to give.
fn worker<'scope, W: Work>(
    scope: &'scope thread::Scope<'scope, '_>,
    start: &'scope (impl Fn() -> W + Sync),
) -> Option<WorkerHandle<W::Made>>
where
    W::Made: 'scope,
{
    let (to_worker, chunks) = sync_channel::<Chunk<W::Made>>(QUEUE_DEPTH);
    // Without a bound, so that a thread never waits to hand back: there are never more results than it was handed
    // batches.
    let (results, from_worker) = channel();
    let work = move || {
        let mut worker = start();
        for mut chunk in chunks {
            chunk.work(&mut worker);
            if results.send(chunk).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
    Some(WorkerHandle { to_worker, from_worker })
}

/// The way to a thread and back.
struct WorkerHandle<M> {
    to_worker: SyncSender<Chunk<M>>,
    from_worker: Receiver<Chunk<M>>,
}

/// Gives a batch to a thread that has room for it, or back to the caller. Each thread is the first to be asked in turn;
/// one that has panicked has no room.
fn dispatch<M>(workers: &[WorkerHandle<M>], turn: usize, mut chunk: Chunk<M>) -> Result<&WorkerHandle<M>, Chunk<M>> {
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
enum InFlight<'l, M> {
    /// A thread has it. The thread works on its batches in order, and batches are taken back in order, so that its next
    /// result is this one.
    At(&'l WorkerHandle<M>),
    /// This thread has done it.
    Done(Chunk<M>),
}

impl<M> InFlight<'_, M> {
    /// The batch, waited for if `wait`. The error is the batch itself if it is not done yet, nothing if its thread has
    /// panicked.
    fn done(self, wait: bool, world: &dyn Host) -> Result<Chunk<M>, Option<Self>> {
        match self {
            InFlight::Done(chunk) => Ok(chunk),
            InFlight::At(worker) if wait => loop {
                match worker.from_worker.recv_timeout(PATIENCE) {
                    Ok(chunk) => return Ok(chunk),
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

/// A batch and what was made of it.
struct Chunk<M> {
    batch: Batch,
    bytes: Vec<u8>,
    /// For each record that was not refused: what was made, and where its bytes end.
    made: Vec<(M, usize)>,
}

impl<M> Default for Chunk<M> {
    fn default() -> Self {
        Self { batch: Batch::default(), bytes: Vec::new(), made: Vec::new() }
    }
}

impl<M> Chunk<M> {
    /// Takes records in until there are enough; false when there are no more.
    fn fill<R: Read>(&mut self, records: &mut Records<R>) -> bool {
        // One large record makes the buffers large; what most batches do not need is freed.
        self.batch.clear(BATCH * 2);
        self.bytes.clear();
        self.bytes.shrink_to(BATCH * 2);
        self.made.clear();
        while self.batch.bytes() < BATCH {
            match records.next_record() {
                Some(record) => self.batch.push(record),
                None => return false,
            }
        }
        true
    }

    fn work(&mut self, worker: &mut impl Work<Made = M>) {
        let Self { batch, bytes, made } = self;
        for record in batch.records().filter_map(Result::ok) {
            let one = worker.record(record, bytes);
            made.push((one, bytes.len()));
        }
    }

    fn emit<E>(&mut self, sink: &mut impl FnMut(Turn<'_, M>) -> Result<(), E>) -> Result<(), E> {
        let mut made = self.made.drain(..);
        let mut start = 0;
        for record in self.batch.records() {
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    sink(Err(refused))?;
                    continue;
                }
            };
            let Some((one, end)) = made.next() else { break };
            let bytes = self.bytes.get(start..end).unwrap_or_default();
            start = end;
            sink(Ok((record, one, bytes)))?;
        }
        Ok(())
    }

    /// The same; returns the buffers, for other records.
    fn emitted<E>(mut self, sink: &mut impl FnMut(Turn<'_, M>) -> Result<(), E>) -> Result<Self, E> {
        self.emit(sink)?;
        Ok(self)
    }
}
