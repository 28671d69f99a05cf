//! What became of each record: the output, envelopes, errors, and how many there were of each.

use super::Map;
use crate::cli::failure::Failure;
use crate::cli::output::{self, Output};
use attrflow::{AttributeFault, Diagnostic, Miss, ObjectProgram, RawRecord, Span, catalogue};
use serde_json::{Value as Json, json, value::RawValue};
use std::io::Write;

/// How deep payloads may nest that are read again: serde_json's own limit.
const DEEPEST: usize = 127;

/// Writes what there is to say.
pub(super) struct Reporter<'m> {
    options: &'m Map,
    program: &'m ObjectProgram,
    pub out: Output,
    errors: Option<Output>,
    pub out_of_scope: u64,
    pub failed: u64,
    /// Findings about records that were mapped all the same, and about other files.
    pub remarked: u64,
}

/// What `--envelope` prints for every record.
#[derive(Default, serde::Serialize)]
pub(super) struct Envelope<'e> {
    pub id: Option<String>,
    pub status: &'static str,
    /// What the target holds then, as far as it is known.
    pub payload: Option<&'e RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Json>,
    /// Why nothing is sent though there was something to send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    pub skipped: Vec<&'e str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<&'e str>,
    pub errors: Vec<Json>,
}

/// What a record is known by.
pub(super) fn identity(record: &RawRecord<'_>) -> Option<String> {
    record.identity().map(|(_, value)| value)
}

/// A fault with the target that it is about.
type Fault<'p> = (Option<&'p str>, Diagnostic);

impl<'m> Reporter<'m> {
    pub fn new(options: &'m Map, program: &'m ObjectProgram) -> Result<Self, Failure> {
        let errors = options.errors.as_deref().map(|path| output::to(Some(path))).transpose()?;
        let out = output::to(options.output.as_deref())?;
        Ok(Self { options, program, out, errors, out_of_scope: 0, failed: 0, remarked: 0 })
    }

    /// Writes what is left and says how many records became what.
    pub fn finish(mut self, done: &str) -> Result<(), Failure> {
        self.out.flush()?;
        if let Some(errors) = &mut self.errors {
            errors.flush()?;
        }
        eprintln!("{done}, {} out of scope, {} failed", self.out_of_scope, self.failed);
        if self.failed > 0 || self.remarked > 0 { Err(Failure::Findings) } else { Ok(()) }
    }

    pub fn has_envelopes(&self) -> bool {
        self.options.envelope
    }

    /// The targets of attribute mappings.
    pub fn targets(&self, attributes: &[usize]) -> Vec<&'m str> {
        attributes.iter().map(|index| self.program.target(*index)).collect()
    }

    pub fn envelope(&mut self, envelope: &Envelope<'_>) -> Result<(), Failure> {
        serde_json::to_writer(&mut self.out, envelope).map_err(std::io::Error::from)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// A record that takes no part.
    pub fn out_of_scope(
        &mut self,
        record: &RawRecord<'_>,
        misses: &[Miss],
        payload: Option<&RawValue>,
    ) -> Result<(), Failure> {
        self.out_of_scope += 1;
        self.explain(record, misses);
        if self.options.envelope {
            let id = identity(record);
            self.envelope(&Envelope { id, status: "out-of-scope", payload, ..Envelope::default() })?;
        }
        Ok(())
    }

    /// Says which clauses kept a record out, where that is wanted.
    pub fn explain(&self, record: &RawRecord<'_>, misses: &[Miss]) {
        if self.options.explain_scope {
            let clauses: Vec<String> = misses.iter().map(|miss| self.program.describe(miss)).collect();
            let id = identity(record).map(|id| format!(" ({id})")).unwrap_or_default();
            eprintln!("record {}{id} is out of scope: {}", record.place.line, clauses.join("; "));
        }
    }

    /// A record with attribute mappings that cannot be run.
    pub fn faulty(
        &mut self,
        record: &RawRecord<'_>,
        faults: Vec<AttributeFault>,
        payload: Option<&RawValue>,
    ) -> Result<(), Failure> {
        let faults = self.named(faults);
        self.failed(record.place.line, identity(record), &faults, payload)
    }

    /// A record with a value that nests deeper than JSON is read here.
    pub fn too_deep(&mut self, record: &RawRecord<'_>) -> Result<(), Failure> {
        let finding = catalogue::nested_too_deep_record(Span::default(), DEEPEST);
        self.failed(record.place.line, identity(record), &[(None, finding)], None)
    }

    fn named(&self, faults: Vec<AttributeFault>) -> Vec<Fault<'m>> {
        let named = |AttributeFault { attribute, fault }| (attribute.map(|it| self.program.target(it)), *fault);
        faults.into_iter().map(named).collect()
    }

    /// Reports a record that could not be mapped; `payload` is what the target holds of it.
    pub fn failed(
        &mut self,
        line: u64,
        id: Option<String>,
        faults: &[Fault<'_>],
        payload: Option<&RawValue>,
    ) -> Result<(), Failure> {
        self.failed += 1;
        let errors = self.findings("record", line, id.as_deref(), faults)?;
        if self.options.envelope {
            self.envelope(&Envelope { id, status: "error", payload, errors, ..Envelope::default() })?;
        }
        Ok(())
    }

    /// Reports what is the matter with a record that is mapped all the same, and gives it for the envelope.
    pub fn remarks(&mut self, line: u64, id: Option<&str>, faults: Vec<AttributeFault>) -> Result<Vec<Json>, Failure> {
        self.remarked += u64::from(!faults.is_empty());
        let faults = self.named(faults);
        self.findings("record", line, id, &faults)
    }

    /// Reports a finding about something that is not a record of the input.
    pub fn remark(&mut self, what: &str, line: u64, id: Option<&str>, finding: Diagnostic) -> Result<(), Failure> {
        self.remarked += u64::from(finding.is_error());
        let faults = [(None, finding)];
        let errors = self.errors_of(line, id, &faults);
        if self.errors.is_none() && self.options.envelope {
            // It has no envelope of its own.
            self.print_all(what, line, id, &faults);
        }
        self.write_errors(&errors, what, line, id, &faults)
    }

    fn errors_of(&self, line: u64, id: Option<&str>, faults: &[Fault<'_>]) -> Vec<Json> {
        let error = |(attribute, finding): &Fault<'_>| json!({"line": line, "id": id, "attribute": attribute, "code": finding.code(), "message": finding.message});
        faults.iter().map(error).collect()
    }

    fn findings(
        &mut self,
        what: &str,
        line: u64,
        id: Option<&str>,
        faults: &[Fault<'_>],
    ) -> Result<Vec<Json>, Failure> {
        let errors = self.errors_of(line, id, faults);
        self.write_errors(&errors, what, line, id, faults)?;
        Ok(errors)
    }

    fn write_errors(
        &mut self,
        errors: &[Json],
        what: &str,
        line: u64,
        id: Option<&str>,
        faults: &[Fault<'_>],
    ) -> Result<(), Failure> {
        if let Some(file) = &mut self.errors {
            errors.iter().try_for_each(|error| writeln!(file, "{error}"))?;
        } else if !self.options.envelope {
            self.print_all(what, line, id, faults);
        }
        Ok(())
    }

    fn print_all(&self, what: &str, line: u64, id: Option<&str>, faults: &[Fault<'_>]) {
        faults.iter().for_each(|(attribute, finding)| self.print(what, line, id, *attribute, finding));
    }

    fn print(&self, what: &str, line: u64, id: Option<&str>, attribute: Option<&str>, finding: &Diagnostic) {
        let id = id.map(|id| format!(" ({id})")).unwrap_or_default();
        let attribute = attribute.map(|attribute| format!(", `{attribute}`")).unwrap_or_default();
        let (severity, code) = (finding.severity(), finding.code());
        eprintln!("{what} {line}{id}{attribute}: {severity}[{code}]: {}", finding.message);
        if let Some(value) = finding.value.as_ref().filter(|_| self.options.show_values) {
            eprintln!("  value: {value}");
        }
        if let Some(help) = &finding.help {
            eprintln!("  help: {help}");
        }
    }
}
