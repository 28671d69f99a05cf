//! Payloads for a stream of records, on one thread or several, in the order of the records.
//!
//! With several threads the caller's reads, and hands batches to the others in turn and takes them back in turn, so the
//! results need no sorting. So many batches are under way and no more, whatever the size of the input.

use super::{ObjectProgram, Outcome, RunLimits, Session, Turn};
use crate::functions::Host;
use crate::record::{Batch, Malformed, RawRecord, Reader, Records, Refused, Slots};
use bumpalo::Bump;
use std::collections::VecDeque;
use std::io::Read;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many bytes of records make a batch: enough that handing it over costs nothing beside mapping it.
const BATCH: usize = 128 << 10;
/// How many batches a thread has at a time: one under way, one waiting.
const AHEAD: usize = 2;
/// The stack of a thread, the same as the main thread's mostly is.
const STACK: usize = 8 << 20;

/// What is to be done to every record.
#[derive(Clone, Copy)]
pub struct Stream<'j> {
    /// The object mapping.
    pub program: &'j ObjectProgram,
    /// The program's attributes, as readers find them.
    pub slots: &'j Slots,
    /// The world.
    pub world: &'j (dyn Host + Sync),
    /// What a record may cost.
    pub limits: RunLimits,
    /// How many threads map at most. A program whose result for a record depends on the records before it runs on one.
    pub threads: NonZeroUsize,
}

/// What became of one record.
pub struct Mapped<'b> {
    /// The record.
    pub record: RawRecord<'b>,
    /// Its outcome, or why it could not be read.
    pub outcome: Result<Outcome, Box<Malformed>>,
    /// Its payload; empty where it has none.
    pub payload: &'b [u8],
}

impl<'j> Stream<'j> {
    /// Maps all records. `sink` gets each in order, on the caller's thread; an error of its own ends the run.
    ///
    /// # Errors
    /// The sink's.
    pub fn map<R: Read, E>(
        &self,
        records: &mut Records<R>,
        mut sink: impl FnMut(Result<Mapped<'_>, &Refused>) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.threads.get() == 1 || self.program.program().depends_on_order() {
            let mut worker = Worker::new(self);
            while let Some(record) = records.next_record() {
                worker.one(record, &mut sink)?;
            }
            return Ok(());
        }
        // What fits into one batch is not worth a thread.
        let mut first = Load::default();
        if !first.fill(records) {
            Worker::new(self).load(&mut first);
            return first.give(&mut sink);
        }
        self.on_threads(first, records, &mut sink)
    }

    fn on_threads<R: Read, E>(
        &self,
        first: Load,
        records: &mut Records<R>,
        sink: &mut impl FnMut(Result<Mapped<'_>, &Refused>) -> Result<(), E>,
    ) -> Result<(), E> {
        thread::scope(|scope| {
            let lines: Vec<Line> = (0..self.threads.get()).map_while(|_| self.line(scope)).collect();
            if lines.is_empty() {
                // The system has no thread to give.
                let (mut worker, mut load) = (Worker::new(self), first);
                loop {
                    worker.load(&mut load);
                    load.give(sink)?;
                    if !load.fill(records) && load.batch.is_empty() {
                        return Ok(());
                    }
                }
            }
            let mut under_way: VecDeque<&Line> = VecDeque::new();
            let mut next = Some(first);
            for line in lines.iter().cycle() {
                let Some(mut load) = next.take() else { break };
                if line.go.send(load).is_err() {
                    // It has panicked, and the scope tells.
                    return Ok(());
                }
                under_way.push_back(line);
                load = if under_way.len() < lines.len() * AHEAD {
                    Load::default()
                } else {
                    let Some(done) = under_way.pop_front().and_then(Line::done) else { return Ok(()) };
                    done.given(sink)?
                };
                load.fill(records);
                next = Some(load).filter(|load| !load.batch.is_empty());
            }
            for line in under_way {
                let Some(done) = line.done() else { return Ok(()) };
                done.given(sink)?;
            }
            Ok(())
        })
    }

    /// A thread that maps what it is sent; nothing where the system has none to give.
    fn line<'scope>(&self, scope: &'scope thread::Scope<'scope, '_>) -> Option<Line>
    where
        'j: 'scope,
    {
        let (go, loads) = sync_channel::<Load>(AHEAD);
        let (results, come) = sync_channel(AHEAD);
        let stream = *self;
        let work = move || {
            let mut worker = Worker::new(&stream);
            for mut load in loads {
                worker.load(&mut load);
                if results.send(load).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        Some(Line { go, come })
    }
}

/// The way to a thread and back.
struct Line {
    go: SyncSender<Load>,
    come: Receiver<Load>,
}

impl Line {
    /// What it has done; nothing where it has panicked.
    fn done(&self) -> Option<Load> {
        self.come.recv().ok()
    }
}

/// A batch and what became of it.
#[derive(Default)]
struct Load {
    batch: Batch,
    payloads: Vec<u8>,
    /// For each record that was not refused: its outcome, and where its payload ends.
    outcomes: Vec<(Result<Outcome, Box<Malformed>>, usize)>,
}

impl Load {
    /// Takes records in until there are enough; false when there are no more.
    fn fill<R: Read>(&mut self, records: &mut Records<R>) -> bool {
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

    fn give<E>(&mut self, sink: &mut impl FnMut(Result<Mapped<'_>, &Refused>) -> Result<(), E>) -> Result<(), E> {
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
            let Some((outcome, end)) = outcomes.next() else { break };
            let payload = self.payloads.get(start..end).unwrap_or_default();
            start = end;
            sink(Ok(Mapped { record, outcome, payload }))?;
        }
        Ok(())
    }

    /// The same, and the buffers for other records.
    fn given<E>(mut self, sink: &mut impl FnMut(Result<Mapped<'_>, &Refused>) -> Result<(), E>) -> Result<Self, E> {
        self.give(sink)?;
        Ok(self)
    }
}

/// What one thread keeps from record to record.
struct Worker<'j> {
    stream: Stream<'j>,
    session: Session<'j>,
    reader: Reader<'j>,
    arena: Bump,
    payload: Vec<u8>,
}

impl<'j> Worker<'j> {
    fn new(stream: &Stream<'j>) -> Self {
        let session = stream.program.session(stream.limits);
        Self { stream: *stream, session, reader: Reader::new(stream.slots), arena: Bump::new(), payload: Vec::new() }
    }

    /// Maps a record and appends its payload to `out`.
    fn record(&mut self, record: RawRecord<'_>, out: &mut Vec<u8>) -> Result<Outcome, Box<Malformed>> {
        let Self { stream: Stream { program, world, .. }, session, reader, arena, .. } = self;
        arena.reset();
        let turn = Turn::read(record.shape, reader, session, arena, *world)?;
        Ok(program.create(&turn, out))
    }

    fn one<E>(
        &mut self,
        record: Result<RawRecord<'_>, Box<Refused>>,
        sink: &mut impl FnMut(Result<Mapped<'_>, &Refused>) -> Result<(), E>,
    ) -> Result<(), E> {
        match record {
            Ok(record) => {
                let mut payload = std::mem::take(&mut self.payload);
                payload.clear();
                let outcome = self.record(record, &mut payload);
                let result = sink(Ok(Mapped { record, outcome, payload: &payload }));
                self.payload = payload;
                result
            }
            Err(refused) => sink(Err(&refused)),
        }
    }

    fn load(&mut self, load: &mut Load) {
        let Load { batch, payloads, outcomes } = load;
        for record in batch.records().filter_map(Result::ok) {
            let outcome = self.record(record, payloads);
            outcomes.push((outcome, payloads.len()));
        }
    }
}
