//! A mapping file's object mapping, ready to run: owned, shared by threads, one record or a stream of them at a time.

use super::options::{Limits, Options};
use super::world::Lasting;
use crate::diagnostic::{Diagnostic, Report};
use crate::engine::{AttributeError, Mapped, ObjectProgram, Outcome, Stream, compile_object, find_object};
use crate::functions::Host;
use crate::mapping::{self, Mapping};
use crate::provision::{self, DeletionLimit, Envelope, Envelopes, RecordError, Status};
use crate::record::{Malformed, RawRecord, RecordFormat, RecordLocation, Records, RejectedRecord};
use crate::text::Source;
use serde_json::value::RawValue;
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
}

impl Mapper {
    /// Reads, checks and compiles a mapping file, in JSON or TOML.
    ///
    /// # Errors
    /// Everything there is to say about the object mapping, where some of it is an error.
    pub fn new(source: Source, options: Options) -> Result<Self, Box<Report>> {
        Self::of(mapping::read(&source), options)
    }

    /// The same from a file's bytes, in UTF-8 or UTF-16; its name says whether it is JSON or TOML, else its beginning.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn from_bytes(name: &str, bytes: &[u8], options: Options) -> Result<Self, Box<Report>> {
        Self::of(mapping::read_bytes(name, bytes), options)
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
        Ok(Self { object, mapping, program: Arc::new(program), world, limits, deletions, report })
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

    /// Whether what a record becomes may depend on the records before it. Then records must not be shared out among
    /// mappers.
    pub fn depends_on_order(&self) -> bool {
        self.program.attributes().program().depends_on_order()
    }

    /// Maps one record, a JSON object in UTF-8.
    pub fn map(&self, record: impl AsRef<[u8]>) -> Envelope<'_> {
        self.map_in(record, &self.world.now())
    }

    /// The same in a world of the caller's.
    pub fn map_in(&self, record: impl AsRef<[u8]>, host: &dyn Host) -> Envelope<'_> {
        let location = RecordLocation { line: 1, entry: 1 };
        let raw = match self.limits.record(record.as_ref(), location) {
            Ok(raw) => raw,
            Err(refused) => return self.refused(&refused),
        };
        let mut payload = Vec::new();
        let outcome = self.program.runner(self.limits.of_a_run()).create(raw.shape, host, &mut payload);
        let payload = || RawValue::from_string(String::from_utf8(payload).ok()?).ok().map(Cow::Owned);
        self.envelope(&raw, outcome, payload)
    }

    /// Maps many records, on this thread or more. `format` says what they are in; without it, how they begin does. `sink`
    /// gets each envelope in the order of the records, on the caller's thread; an error of its own ends the run.
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
            unseen: None,
        };
        stream.map(&mut Records::new(records, format, self.limits.largest_record), |turn| match turn {
            Ok(Mapped { record, outcome, payload, .. }) => {
                sink(self.envelope(&record, outcome, || crate::text::from_json(payload).map(Cow::Borrowed)))
            }
            Err(refused) => sink(self.refused(refused)),
        })
    }

    fn envelope<'e>(
        &'e self,
        record: &RawRecord<'_>,
        outcome: Result<Outcome, Box<Malformed>>,
        payload: impl FnOnce() -> Option<Cow<'e, RawValue>>,
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
                let Some(payload) = payload() else {
                    return failed(vec![RecordError::of_record(line, id(), provision::too_deep())]);
                };
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
