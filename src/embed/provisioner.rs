//! Records one after the other, and what is to be done about the object of each: owned, so that it can be kept between
//! calls.
//!
//! Sends nothing. What the target has is given once, in the beginning.

use super::Mapper;
use super::world::Moment;
use crate::engine::{ObjectProgram, Runner};
use crate::provision::{
    self, Action, Envelope, Operation, Orphan, RecordError, RecordId, TargetReader, TargetState, Unusable,
};
use crate::record::{RawRecord, RecordFormat, RecordLocation, Records, RejectedRecord};
use crate::stack::with_room;
use std::io::Read;
use std::sync::Arc;

/// Decides what is to be done about the objects of records: create, change, disable, delete or hold back.
///
/// ```
/// use attrflow::{Mapper, Operation, Options, Provisioner};
///
/// # let file = include_str!("../../examples/onboarding.toml");
/// let mapper = Mapper::from_bytes("onboarding.toml", file.as_bytes(), Options::default())?;
/// let before = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"bob@contoso.com"}"#;
/// let mut provisioner = Provisioner::new(mapper.into(), Operation::Patch, Some(before.as_bytes()));
///
/// // A record without an object is created …
/// let envelope = provisioner.step(r#"{"id": "1", "userPrincipalName": "ada@contoso.com", "employeeHireDate": "2026-02-01"}"#);
/// assert_eq!((envelope.status.word(), envelope.requests[0].method), ("created", "POST"));
///
/// // … and an object without a record goes, once all records were seen.
/// let mut words = Vec::new();
/// provisioner.finish(|envelope| {
///     words.push(envelope.status.word());
///     Ok::<_, std::convert::Infallible>(())
/// })?;
/// assert_eq!(words, ["deleted"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Provisioner {
    mapper: Arc<Mapper>,
    inner: provision::Provisioner<Arc<ObjectProgram>>,
    target: TargetState,
    unusable: Vec<RecordError<'static>>,
    /// How many records there were so far; it stands for the line of the next one.
    count: u64,
    /// The last one's action, which its envelope borrows.
    action: Option<Action>,
}

impl Provisioner {
    /// For the records of a mapper. `previous` is what the target has: payloads or envelopes of an earlier run as JSON,
    /// one per line or in an array. It is `None` where that is not known, and then PUT requests replace whatever there
    /// is. What cannot be used is [`unusable`](Self::unusable). Not every operation goes with both: see
    /// [`Operation::parse`]. How large an object may be is not limited: it is what an earlier run has sent, whose payload and
    /// requests may be larger than any record, and all of it is in memory.
    pub fn new(mapper: Arc<Mapper>, operation: Operation, previous: Option<&[u8]>) -> Self {
        with_room(|| Self::made(mapper, operation, previous))
    }

    fn made(mapper: Arc<Mapper>, operation: Operation, previous: Option<&[u8]>) -> Self {
        let program = mapper.shared_program();
        let (mut reader, mut unusable) = (TargetReader::new(&program), Vec::new());
        let known = previous.unwrap_or_default();
        let mut records = Records::new(known, Some(RecordFormat::Json), known.len());
        while let Some(record) = records.next_record() {
            if let Err(refused) = reader.add(record) {
                let Unusable { line, id, diagnostic } = *refused;
                unusable.push(RecordError::of_record(line, id, diagnostic));
            }
        }
        let target = reader.finish();
        let inner = provision::Provisioner::new(program, operation, previous.is_some(), &mapper.world().now());
        let inner = inner.with_limit(mapper.deletions());
        Self { mapper, inner, target, unusable, count: 0, action: None }
    }

    /// The objects of the target's state that no record can match, or that cannot be read; each has its line.
    pub fn unusable(&self) -> &[RecordError<'static>] {
        &self.unusable
    }

    /// What is to be done about a record, a JSON object in UTF-8.
    pub fn step(&mut self, record: impl AsRef<[u8]>) -> Envelope<'_> {
        self.count += 1;
        let location = RecordLocation { line: self.count, entry: self.count };
        let mapper = self.mapper.clone();
        let record = mapper.limits().record(record.as_ref(), location);
        let mut runner = mapper.program().runner(mapper.limits().of_a_run());
        let envelope = self.decide(record, &mut runner, &mapper.world().now());
        mapper.add_unseen(&runner);
        envelope
    }

    /// What is to be done about many records, in their order. `format` says what they are in; without it, how they
    /// begin does. `sink` gets the envelope of each; an error of its own ends the run.
    ///
    /// # Errors
    /// The sink's.
    pub fn step_all<R: Read, E>(
        &mut self,
        records: R,
        format: Option<RecordFormat>,
        mut sink: impl FnMut(Envelope<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mapper = self.mapper.clone();
        let (mut runner, world) = (mapper.program().runner(mapper.limits().of_a_run()), mapper.world().now());
        let mut records = Records::new(records, format, mapper.limits().largest_record);
        let mut done = Ok(());
        while done.is_ok()
            && let Some(record) = records.next_record()
        {
            done = sink(self.decide(record, &mut runner, &world));
        }
        mapper.add_unseen(&runner);
        done?;
        if records.missing().is_some() {
            self.inner.incomplete();
        }
        Ok(())
    }

    fn decide(
        &mut self,
        record: Result<RawRecord<'_>, Box<RejectedRecord>>,
        runner: &mut Runner<'_>,
        world: &Moment<'_>,
    ) -> Envelope<'_> {
        let Self { mapper, inner, target, action, .. } = self;
        let (id, line, decided) = match record {
            Err(refused) => (None, refused.location.line, Err(refused.diagnostic)),
            Ok(record) => {
                mapper.note(record.shape);
                let (id, line) = (RecordId::of(record), record.location.line);
                let step = || runner.with(record.shape, world, |_, input| inner.step(input, &id, line, target));
                let decided = with_room(step);
                (id.take(), line, decided.map_err(|malformed| malformed.diagnostic()))
            }
        };
        let decided = decided.unwrap_or_else(|diagnostic| {
            inner.failed();
            Action::rejected(diagnostic, None)
        });
        mapper.envelopes().of(id, line, action.insert(decided))
    }

    /// What is to be done about the objects that belong to no record; call it after all records, it ends the run.
    /// `sink` gets the envelope of each; an error of its own ends it earlier. They are deleted. After a record failed, they
    /// are kept: one may be that record's own; so are they where the records are one page of more, and where a record fits
    /// several of them. They are held back, with a reason, where the mapping or its settings do not allow a deletion, where
    /// there was no record, and where there are more of them than [`Options::max_deletions`](crate::Options) allows; 100 %
    /// allows all of it.
    ///
    /// # Errors
    /// The sink's.
    pub fn finish<E>(self, mut sink: impl FnMut(Envelope<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut emit = |orphan: Orphan| sink(self.mapper.envelopes().of(orphan.id, orphan.line, &orphan.action));
        with_room(|| self.inner.orphans(&self.target).try_for_each(&mut emit))
    }
}
