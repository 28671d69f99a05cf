//! A mapping file's object mapping, ready to run: owned, shared by threads, one record or a stream of them at a time.
//! Keeps nothing of a record but which attributes had a value, and names.

use super::options::{Limits, Options};
use super::world::Lasting;
use crate::diagnostic::{Diagnostic, Report};
use crate::engine::{AttributeError, Mapped, ObjectProgram, Outcome, Runner, Stream, Unseen};
use crate::engine::{compile_object, find_object};
use crate::functions::Host;
use crate::mapping::{self, Mapping};
use crate::provision::{DeletionLimit, Envelope, Envelopes, RecordError, Status};
use crate::record::{Malformed, RawRecord, RecordBody, RecordFormat, RecordLocation, Records, RejectedRecord};
use crate::stack::with_room;
use crate::text::Source;
use std::borrow::Cow;
use std::io::Read;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// A mapping file's object mapping, ready to run. It is `Send + Sync`: make one, share it, call it from any thread.
pub struct Mapper {
    mapping: Mapping,
    object: Option<String>,
    program: Arc<ObjectProgram>,
    world: Lasting,
    limits: Limits,
    deletions: DeletionLimit,
    report: Report,
    /// What the records so far did not have.
    unseen: Unseen,
}

impl Mapper {
    /// Reads, checks and compiles a mapping file, in JSON or TOML.
    ///
    /// # Errors
    /// Everything there is to say about the object mapping, if some of it is an error.
    pub fn new(source: Source, options: Options) -> Result<Self, Box<Report>> {
        with_room(|| Self::of(mapping::read(&source), options))
    }

    /// The same from a file's bytes, in UTF-8 or UTF-16; its name says whether it is JSON or TOML, else its beginning.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn from_bytes(name: &str, bytes: &[u8], options: Options) -> Result<Self, Box<Report>> {
        with_room(|| Self::of(mapping::read_bytes(name, bytes), options))
    }

    fn of((mapping, mut read): (Mapping, Vec<Diagnostic>), options: Options) -> Result<Self, Box<Report>> {
        let over = over_limits(&mapping, options.limits);
        if !over.is_empty() {
            read.extend(over);
            return Err(Box::new(Report::new(mapping.source.clone(), read)));
        }
        let object = options.object.as_deref();
        let (program, found) = compile_object(&mapping, object, options.dialect, options.flavor);
        let report = mapping.report(read, found);
        let Some(program) = program.filter(|_| !report.has_errors()) else { return Err(Box::new(report)) };
        let settings = mapping.settings.iter().map(|(name, value)| (name.as_str(), value.value.as_str()));
        let world = Lasting::new(&options, settings);
        let Options { object, limits, max_deletions: deletions, .. } = options;
        let (program, unseen) = (Arc::new(program), Unseen::default());
        Ok(Self { object, mapping, program, world, limits, deletions, report, unseen })
    }

    /// What there is to say about the mapping, none of it an error.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The compiled object mapping, for those who want more than payloads.
    pub fn program(&self) -> &ObjectProgram {
        &self.program
    }

    /// The attributes that are read from a record: fetch these, and no others.
    pub fn referenced_attributes(&self) -> &[Box<str>] {
        self.program.attributes().referenced_attributes()
    }

    /// What there is to say about all records so far, those of [provisioners](super::Provisioner) among them:
    /// attributes that the mapping reads and that no record had a value for, as an error where records have the name in
    /// another spelling. Ask when some records are through; it looks at no record again.
    ///
    /// ```
    /// use attrflow::{Mapper, Options};
    ///
    /// # let file = include_str!("../../examples/onboarding.toml");
    /// let mapper = Mapper::from_bytes("onboarding.toml", file.as_bytes(), Options::default())?;
    /// mapper.map(r#"{"id": "1", "UserPrincipalName": "ada@contoso.com", "employeeHireDate": "2026-02-01"}"#);
    /// assert_eq!(mapper.unread().diagnostics[0].code(), "attribute-spelled-otherwise");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unread(&self) -> Report {
        Report::new(self.mapping.source.clone(), self.program.attributes().unread(&self.unseen))
    }

    /// Notes the names of a record for [`unread`](Self::unread).
    pub(super) fn note(&self, record: RecordBody<'_>) {
        self.unseen.note(record);
    }

    /// Notes what the records of a runner did not have.
    pub(super) fn add_unseen(&self, runner: &Runner<'_>) {
        self.unseen.add(runner);
    }

    /// The same program, shared.
    pub(super) fn shared_program(&self) -> Arc<ObjectProgram> {
        self.program.clone()
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    pub(super) fn deletions(&self) -> DeletionLimit {
        self.deletions
    }

    pub(super) fn world(&self) -> &Lasting {
        &self.world
    }

    /// Whether the outcome of a record may depend on the records before it. Then the records must not be divided among
    /// several mappers.
    pub fn depends_on_order(&self) -> bool {
        self.program.attributes().program().depends_on_order()
    }

    /// Maps one record, a JSON object in UTF-8, as that of a new object. What is wrong with the record is in the
    /// envelope.
    pub fn map(&self, record: impl AsRef<[u8]>) -> Envelope<'_> {
        self.map_in(record, &self.world.now())
    }

    /// The same with a host of the caller's own, instead of the clock, the settings and the rest of the options.
    pub fn map_in(&self, record: impl AsRef<[u8]>, host: &dyn Host) -> Envelope<'_> {
        with_room(|| self.run(record.as_ref(), host))
    }

    fn run(&self, record: &[u8], host: &dyn Host) -> Envelope<'_> {
        let location = RecordLocation { line: 1, entry: 1 };
        let raw = match self.limits.record(record, location) {
            Ok(raw) => raw,
            Err(refused) => return self.refused(&refused),
        };
        self.note(raw.shape);
        let (mut payload, mut runner) = (Vec::new(), self.program.runner(self.limits.of_a_run()));
        let outcome = match host.is_cancelled() {
            true => Ok(Outcome::cancelled()),
            false => runner.create(raw.shape, host, &mut payload),
        };
        self.add_unseen(&runner);
        self.envelope(&raw, outcome, Cow::Owned(String::from_utf8(payload).unwrap_or_default()))
    }

    /// Maps many records, on this thread or more. `format` says what they are in; without it, how they begin does.
    /// `sink` gets each envelope in the order of the records, on the caller's thread; an error of its own ends the run.
    ///
    /// # Errors
    /// The sink's.
    pub fn map_all<R: Read, E>(
        &self,
        records: R,
        format: Option<RecordFormat>,
        threads: NonZeroUsize,
        mut sink: impl FnMut(Envelope<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let world = self.world.now();
        let stream = Stream {
            program: &self.program,
            world: &world,
            limits: self.limits.of_a_run(),
            threads,
            matches: false,
            unseen: Some(&self.unseen),
            digest: None,
        };
        let mut records = Records::new(records, format, self.limits.largest_record);
        let mut emit = |turn: Result<Mapped<'_>, &RejectedRecord>| match turn {
            Ok(Mapped { record, outcome, payload, .. }) => {
                self.note(record.shape);
                sink(self.envelope(&record, outcome, String::from_utf8_lossy(payload)))
            }
            Err(refused) => sink(self.refused(refused)),
        };
        with_room(|| stream.map(&mut records, &mut emit))
    }

    fn envelope<'e>(
        &'e self,
        record: &RawRecord<'_>,
        outcome: Result<Outcome, Box<Malformed>>,
        payload: Cow<'e, str>,
    ) -> Envelope<'e> {
        let id = || record.identity().map(|(_, value)| value);
        let line = record.location.line;
        let envelopes = self.envelopes();
        let named = |errors: &[AttributeError]| errors.iter().map(|error| envelopes.error(line, id(), error)).collect();
        let failed = |errors| envelopes.empty(id(), Status::Error, errors);
        match outcome {
            Ok(Outcome::Payload { skipped, deferred, unresolved, fit }) => {
                if let Some(why) = self.program.why_skipped(fit) {
                    let errors = vec![RecordError::of_record(line, id(), why)];
                    return envelopes.empty(id(), Status::Skipped, errors);
                }
                Envelope {
                    payload: Some(payload),
                    skipped: envelopes.targets(&skipped),
                    deferred: envelopes.targets(&deferred),
                    ..envelopes.empty(id(), Status::Ok, named(&unresolved))
                }
            }
            Ok(Outcome::OutOfScope(_)) => envelopes.empty(id(), Status::OutOfScope, Vec::new()),
            Ok(Outcome::Failed(errors)) => failed(named(&errors)),
            Err(malformed) => failed(vec![RecordError::of_record(line, id(), malformed.diagnostic())]),
        }
    }

    fn refused(&self, refused: &RejectedRecord) -> Envelope<'_> {
        let error = RecordError::of_record(refused.location.line, None, refused.diagnostic.clone());
        self.envelopes().empty(None, Status::Error, vec![error])
    }

    pub(super) fn envelopes(&self) -> Envelopes<'_> {
        let object = find_object(&self.mapping, self.object.as_deref()).ok().map(|(_, object)| object);
        Envelopes::new(&self.program, &self.mapping, object)
    }
}

impl std::fmt::Debug for Mapper {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let attributes = self.referenced_attributes();
        out.debug_struct("Mapper").field("file", &self.mapping.source.name()).field("reads", &attributes).finish()
    }
}

/// The expressions that are beyond a limit, in whatever object mapping.
fn over_limits(mapping: &Mapping, limits: Limits) -> Vec<Diagnostic> {
    let attributes = mapping.object_mappings().flat_map(|(_, object)| &object.attribute_mappings);
    let expressions = attributes.filter_map(|attribute| attribute.source.as_ref()?.expression.as_ref());
    let refused = expressions.filter_map(|expression| {
        let diagnostic = limits.refuse(&expression.value)?;
        Some(Diagnostic { span: expression.location.locate(mapping.source.text(), diagnostic.span), ..diagnostic })
    });
    refused.collect()
}
