//! Writing a compressed stream, on one thread or several.
//!
//! The stream is cut into blocks, and each becomes a gzip member or a zstd frame of its own, so that they can be
//! compressed at the same time. Decompressing them one after the other gives the whole (RFC 1952, 2.2; RFC 8878, 3.1).
//! Nothing is written but by the caller's thread, in order, so a failure to write is told where it happens. The bytes do
//! not depend on the number of threads. Knows nothing of files.

use super::Compression;
use flate2::write::GzEncoder;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, channel, sync_channel};
use std::thread;

/// The number of bytes that are compressed together. What a block repeats of the one before it is written again: with
/// blocks of this size, an archive of payloads is less than 1 % larger than one member.
const BLOCK: usize = 1 << 20;
/// How many blocks wait for a thread.
const QUEUE_DEPTH: usize = 1;

/// Compresses what is written to it. A flush ends a member or a frame: what was written up to there can be read, and
/// continued by another writer.
pub(in crate::cli) struct Compressed<W: Write> {
    file: W,
    compression: Compression,
    threads: NonZeroUsize,
    /// Those besides the caller's. They are started when there is more than one block.
    workers: Vec<Worker>,
    /// What is not a whole block yet.
    waiting: Vec<u8>,
    /// The blocks that are not written yet, in order.
    under_way: VecDeque<InFlight>,
    /// How many blocks there were. Each thread is the first to be asked in turn.
    blocks: usize,
    /// Whether the file has a member or a frame: without one it is not a valid archive.
    begun: bool,
    /// Whether writing has failed: what is in the file then is not known.
    broken: bool,
}

/// A thread that compresses blocks, in order.
struct Worker {
    to_worker: SyncSender<Vec<u8>>,
    from_worker: Receiver<io::Result<Vec<u8>>>,
}

/// A block that is not written yet.
enum InFlight {
    /// The worker with this number has it, and its next result is this one.
    At(usize),
    Done(Vec<u8>),
}

impl<W: Write> Compressed<W> {
    /// `begun` says that the file has members or frames already, and `threads` how many compress at most, the caller's
    /// among them.
    pub(in crate::cli) fn new(compression: Compression, file: W, begun: bool, threads: NonZeroUsize) -> Self {
        let (workers, waiting, under_way) = (Vec::new(), Vec::new(), VecDeque::new());
        Self { file, compression, threads, workers, waiting, under_way, blocks: 0, begun, broken: false }
    }

    /// Compresses what waits, on a thread that has room for it or on this one, and writes what is done.
    fn end_block(&mut self) -> io::Result<()> {
        self.begun = true;
        let block = std::mem::take(&mut self.waiting);
        // What fits into one block is not worth a thread.
        if self.blocks == 1 {
            self.workers = (1..self.threads.get()).map_while(|_| Worker::start(self.compression)).collect();
        }
        let turn = match self.dispatch(block) {
            Ok(worker) => InFlight::At(worker),
            Err(block) => InFlight::Done(self.compression.compress(&block)?),
        };
        self.blocks += 1;
        self.under_way.push_back(turn);
        // For each thread those that wait for it and the one that it compresses, and some that this one has compressed
        // meanwhile; beyond that, this thread waits.
        self.write_done(1 + self.workers.len() * (QUEUE_DEPTH + 2))
    }

    /// Gives a block to a thread that has room for it, or back to the caller.
    fn dispatch(&self, mut block: Vec<u8>) -> Result<usize, Vec<u8>> {
        let workers = &self.workers;
        let first = self.blocks.checked_rem(workers.len()).unwrap_or(0);
        for (number, worker) in workers.iter().enumerate().cycle().skip(first).take(workers.len()) {
            match worker.to_worker.try_send(block) {
                Ok(()) => return Ok(number),
                Err(TrySendError::Full(back) | TrySendError::Disconnected(back)) => block = back,
            }
        }
        Err(block)
    }

    /// Writes, in order, the blocks that are done, and waits for them until at most `most` are left.
    fn write_done(&mut self, most: usize) -> io::Result<()> {
        while let Some(turn) = self.under_way.pop_front() {
            let done = match turn {
                InFlight::Done(done) => done,
                InFlight::At(number) => {
                    let worker = self.workers.get(number).ok_or_else(lost)?;
                    match worker.result(self.under_way.len() >= most)? {
                        Some(done) => done?,
                        None => {
                            self.under_way.push_front(turn);
                            return Ok(());
                        }
                    }
                }
            };
            self.file.write_all(&done)?;
        }
        Ok(())
    }

    /// Runs a step unless one has failed before.
    fn unless_broken(&mut self, step: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("an earlier write has failed"));
        }
        let result = step(self);
        self.broken = result.is_err();
        result
    }
}

impl<W: Write> Write for Compressed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = BLOCK.saturating_sub(self.waiting.len());
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.waiting.extend_from_slice(taken);
        self.unless_broken(|all| if all.waiting.len() < BLOCK { Ok(()) } else { all.end_block() })?;
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_broken(|all| {
            if !all.begun || !all.waiting.is_empty() {
                all.end_block()?;
            }
            all.write_done(0)?;
            all.file.flush()
        })
    }
}

impl Worker {
    /// Nothing where the system has no thread to give.
    fn start(compression: Compression) -> Option<Self> {
        let (to_worker, blocks) = sync_channel::<Vec<u8>>(QUEUE_DEPTH);
        // Without a bound, so that a thread never waits to hand back: there are never more results than blocks.
        let (results, from_worker) = channel();
        let work = move || {
            for block in blocks {
                if results.send(compression.compress(&block)).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().spawn(work).ok()?;
        Some(Self { to_worker, from_worker })
    }

    /// Its next result, waited for if `wait`; otherwise nothing if there is none yet.
    fn result(&self, wait: bool) -> io::Result<Option<io::Result<Vec<u8>>>> {
        if wait {
            return self.from_worker.recv().map(Some).map_err(|_| lost());
        }
        match self.from_worker.try_recv() {
            Ok(done) => Ok(Some(done)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(lost()),
        }
    }
}

#[cold]
fn lost() -> io::Error {
    io::Error::other("a thread that compresses has ended")
}

impl Compression {
    /// A block as a whole member or frame.
    fn compress(self, block: &[u8]) -> io::Result<Vec<u8>> {
        let room = Vec::with_capacity(block.len() / 4);
        match self {
            Compression::Gzip => {
                let mut encoder = GzEncoder::new(room, flate2::Compression::default());
                encoder.write_all(block)?;
                encoder.finish()
            }
            Compression::Zstd => {
                let mut encoder = zstd::stream::write::Encoder::new(room, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                // Every gzip member has a checksum; a zstd frame has one only on request.
                encoder.include_checksum(true)?;
                encoder.set_pledged_src_size(Some(block.len() as u64))?;
                encoder.write_all(block)?;
                encoder.finish()
            }
        }
    }
}
