//! What is to be done about each of a stream of records, on one thread or several, in the order of the records. Knows nothing
//! of what becomes of the actions.

use super::payloads::Window;
use super::rules::{Proposal, Rules};
use super::{Action, Provisioner, RecordId, TargetState};
use crate::engine::{ObjectProgram, Runner, Stream, Work, in_order};
use crate::record::{Malformed, RawRecord, Records, RejectedRecord};
use std::io::Read;

/// What is to be done about one record.
pub struct Step<'b> {
    /// The record.
    pub record: RawRecord<'b>,
    /// The action, or why the record could not be read.
    pub action: Result<Action, Box<Malformed>>,
    /// The record's digest, where one is wanted.
    pub digest: Option<u32>,
}

impl Provisioner<&ObjectProgram> {
    /// Goes through all records of a stream of this provisioner's program. `sink` gets each in order, on the caller's thread; an
    /// error of its own ends the run.
    ///
    /// # Errors
    /// The sink's.
    pub fn steps<R: Read, E>(
        &mut self,
        stream: &Stream<'_>,
        records: &mut Records<R>,
        target: &TargetState,
        mut sink: impl FnMut(Result<Step<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<(), E> {
        if stream.threads.get() == 1 || stream.program.attributes().program().depends_on_order() {
            return self.one_by_one(stream, records, target, sink);
        }
        let rules = self.rules.clone();
        let start = || Proposer::new(stream, &rules, target);
        in_order(stream.threads, records, start, stream.world, |turn| match turn {
            Err(refused) => {
                self.failed();
                sink(Err(refused))
            }
            Ok((record, (proposal, digest), _)) => {
                let action = proposal.map(|proposal| self.accept(proposal, record.location.line, target));
                self.noted(Step { record, action, digest }, &mut sink)
            }
        })
    }

    fn one_by_one<R: Read, E>(
        &mut self,
        stream: &Stream<'_>,
        records: &mut Records<R>,
        target: &TargetState,
        mut sink: impl FnMut(Result<Step<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut runner = stream.program.runner(stream.limits);
        let mut one = |record: Result<RawRecord<'_>, Box<RejectedRecord>>, runner: &mut Runner<'_>| match record {
            Err(refused) => {
                self.failed();
                sink(Err(&refused))
            }
            Ok(record) => {
                let (id, line) = (RecordId::of(record), record.location.line);
                let action = runner.with(record.shape, stream.world, |_, input| self.step(input, &id, line, target));
                self.noted(Step { record, action, digest: stream.digest.map(|digest| digest(&record)) }, &mut sink)
            }
        };
        let mut done = Ok(());
        while let (Ok(()), Some(record)) = (&done, records.next_record()) {
            done = one(record, &mut runner);
        }
        if let Some(unseen) = stream.unseen {
            unseen.add(&runner);
        }
        done
    }

    fn noted<E>(
        &mut self,
        step: Step<'_>,
        sink: &mut impl FnMut(Result<Step<'_>, &RejectedRecord>) -> Result<(), E>,
    ) -> Result<(), E> {
        if step.action.is_err() {
            self.failed();
        }
        sink(Ok(step))
    }
}

/// What one thread proposes.
struct Proposer<'p> {
    runner: Runner<'p>,
    stream: &'p Stream<'p>,
    rules: &'p Rules<&'p ObjectProgram>,
    target: &'p TargetState,
    window: Window,
}

impl<'p> Proposer<'p> {
    fn new(stream: &'p Stream<'p>, rules: &'p Rules<&'p ObjectProgram>, target: &'p TargetState) -> Self {
        Self { runner: stream.program.runner(stream.limits), stream, rules, target, window: Window::default() }
    }
}

impl Work for Proposer<'_> {
    /// With the record's digest, where one is wanted.
    type Made = (Result<Proposal, Box<Malformed>>, Option<u32>);

    fn record(&mut self, record: RawRecord<'_>, _: &mut Vec<u8>) -> Self::Made {
        let Self { runner, stream, rules, target, window } = self;
        let id = RecordId::of(record);
        let proposal = runner.with(record.shape, stream.world, |_, input| rules.propose(input, &id, target, window));
        (proposal, stream.digest.map(|digest| digest(&record)))
    }
}

impl Drop for Proposer<'_> {
    fn drop(&mut self) {
        if let Some(unseen) = self.stream.unseen {
            unseen.add(&self.runner);
        }
    }
}
