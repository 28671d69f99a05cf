//! `attrflow map`: records in, SCIM payloads out.

use super::failure::Failure;
use super::world::{WorldOptions, dialect};
use super::{check, files, output};
use attrflow::bumpalo::Bump;
use attrflow::{AttributeFault, Dialect, Flavor, Mapping, ObjectProgram, Outcome, Report, RunLimits, Session, World};
use attrflow::{Diagnostic, Host, RawRecord, Reader, Slots};
use serde_json::{Value as Json, json, value::RawValue};
use std::io::Write;
use std::path::PathBuf;

/// Map records to SCIM payloads, one a line, in the order of the records
#[derive(Debug, clap::Args)]
pub(super) struct Map {
    /// A mapping file, or the name of a connector
    mapping: String,
    /// Records: NDJSON, a JSON array, CSV or LDIF; `-` is standard input
    #[arg(default_value = "-")]
    records: String,
    /// Where payloads go [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The object mapping to run, by its name or its target object [default: the first that is enabled]
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// Where records go that cannot be mapped, one JSON line an error [default: standard error, as text]
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Print a line for every record: its id, what became of it, the payload, the errors
    #[arg(long)]
    envelope: bool,
    /// Say for records out of scope which clause kept them out
    #[arg(long)]
    explain_scope: bool,
    /// Show the record's value where it is at fault
    #[arg(long)]
    show_values: bool,
    /// Which product's language it is [default: what the file's directories say]
    #[arg(long, value_parser = dialect)]
    dialect: Option<Dialect>,
    #[command(flatten)]
    world: WorldOptions,
}

impl Map {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (mapping, read) = files::mapping(&self.mapping)?;
        let program = self.program(&mapping, read)?;
        let settings = mapping.settings.iter().map(|(name, value)| (name.clone(), value.value.clone())).collect();
        let world = self.world.world(&settings)?;
        let slots = Slots::new(program.referenced_attributes().iter().map(|name| &**name));
        let mut run = Run {
            options: &self,
            program: &program,
            session: program.session(RunLimits::default()),
            world: &world,
            out: output::to(self.output.as_deref())?,
            errors: self.errors.as_deref().map(|path| output::to(Some(path))).transpose()?,
            payload: Vec::new(),
            counts: Counts::default(),
        };
        run.records(&self.records, &slots)?;
        run.out.flush()?;
        if let Some(errors) = &mut run.errors {
            errors.flush()?;
        }
        run.counts.report();
        if run.counts.failed > 0 { Err(Failure::Findings) } else { Ok(()) }
    }

    /// The object mapping to run, compiled; the file's errors are printed where there are any.
    fn program(&self, mapping: &Mapping, read: Report) -> Result<ObjectProgram, Failure> {
        let (program, findings) =
            attrflow::compile_object(mapping, self.object.as_deref(), self.dialect, Flavor::Rfc7644);
        let all: Vec<Diagnostic> = read.diagnostics.into_iter().chain(findings).collect();
        let report = Report::new(mapping.source.clone(), all);
        let program = program.filter(|_| !report.has_errors());
        if program.is_none() {
            check::print_errors(&report)?;
        }
        program.ok_or(Failure::Findings)
    }
}

/// How many records became what.
#[derive(Debug, Default)]
struct Counts {
    mapped: u64,
    out_of_scope: u64,
    failed: u64,
}

impl Counts {
    fn report(&self) {
        let Counts { mapped, out_of_scope, failed } = self;
        eprintln!("{mapped} mapped, {out_of_scope} out of scope, {failed} failed");
    }
}

/// One run of the command.
struct Run<'m> {
    options: &'m Map,
    program: &'m ObjectProgram,
    session: Session<'m>,
    world: &'m World,
    out: output::Output,
    errors: Option<output::Output>,
    payload: Vec<u8>,
    counts: Counts,
}

/// What a record is known by.
fn identity(record: &RawRecord<'_>) -> Option<String> {
    record.identity().map(|(_, value)| value)
}

/// An error of a record, as the errors file and the envelope have it.
fn error_line(line: u64, id: Option<&str>, attribute: Option<&str>, finding: &Diagnostic) -> Json {
    json!({"line": line, "id": id, "attribute": attribute, "code": finding.code(), "message": finding.message})
}

impl Run<'_> {
    fn records(&mut self, path: &str, slots: &Slots) -> Result<(), Failure> {
        let mut records = files::records(path)?;
        let mut reader = Reader::new(slots);
        let mut arena = Bump::new();
        while let Some(record) = records.next_record() {
            arena.reset();
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    self.failed(refused.place.line, None, &[(None, refused.diagnostic)])?;
                    continue;
                }
            };
            let values = reader.room(&arena);
            if let Err(malformed) = reader.read_shape(record.shape, &arena, values) {
                self.failed(record.place.line, identity(&record), &[(None, malformed.diagnostic())])?;
                continue;
            }
            self.payload.clear();
            let text = if self.program.program().is_pure() { "" } else { record.shape.text(&arena) };
            let host: &dyn Host = self.world;
            let outcome = self.program.create(&self.session, values, text, &arena, host, &mut self.payload);
            self.outcome(&record, outcome)?;
        }
        Ok(())
    }

    fn outcome(&mut self, record: &RawRecord<'_>, outcome: Outcome) -> Result<(), Failure> {
        match outcome {
            Outcome::Payload { skipped, .. } => {
                self.counts.mapped += 1;
                if self.options.envelope {
                    let payload: &RawValue = serde_json::from_slice(&self.payload).map_err(|_| Failure::Defect)?;
                    let skipped: Vec<&str> = skipped.iter().map(|index| self.program.target(*index)).collect();
                    let envelope = Envelope {
                        id: identity(record),
                        status: "ok",
                        payload: Some(payload),
                        skipped,
                        errors: vec![],
                    };
                    serde_json::to_writer(&mut self.out, &envelope).map_err(std::io::Error::from)?;
                } else {
                    self.out.write_all(&self.payload)?;
                }
                Ok(self.out.write_all(b"\n")?)
            }
            Outcome::OutOfScope(misses) => {
                self.counts.out_of_scope += 1;
                let clauses: Vec<String> = misses.iter().map(|miss| self.program.describe(miss)).collect();
                if self.options.explain_scope {
                    let id = identity(record).unwrap_or_default();
                    eprintln!("record {} ({id}) is out of scope: {}", record.place.line, clauses.join("; "));
                }
                if self.options.envelope {
                    let envelope = Envelope { id: identity(record), status: "out-of-scope", ..Envelope::default() };
                    serde_json::to_writer(&mut self.out, &envelope).map_err(std::io::Error::from)?;
                    self.out.write_all(b"\n")?;
                }
                Ok(())
            }
            Outcome::Faulty(faults) => {
                let program = self.program;
                let faults: Vec<(Option<&str>, Diagnostic)> = faults
                    .into_iter()
                    .map(|AttributeFault { attribute, fault }| (attribute.map(|index| program.target(index)), *fault))
                    .collect();
                self.failed(record.place.line, identity(record), &faults)
            }
        }
    }

    /// Reports a record that could not be mapped, and goes on.
    fn failed(&mut self, line: u64, id: Option<String>, faults: &[(Option<&str>, Diagnostic)]) -> Result<(), Failure> {
        self.counts.failed += 1;
        let errors: Vec<Json> =
            faults.iter().map(|(attribute, finding)| error_line(line, id.as_deref(), *attribute, finding)).collect();
        if let Some(file) = &mut self.errors {
            errors.iter().try_for_each(|error| writeln!(file, "{error}"))?;
        } else if !self.options.envelope {
            for (attribute, finding) in faults {
                self.print(line, id.as_deref(), *attribute, finding);
            }
        }
        if self.options.envelope {
            let envelope = Envelope { id, status: "error", errors, ..Envelope::default() };
            serde_json::to_writer(&mut self.out, &envelope).map_err(std::io::Error::from)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn print(&self, line: u64, id: Option<&str>, attribute: Option<&str>, finding: &Diagnostic) {
        let id = id.map(|id| format!(" ({id})")).unwrap_or_default();
        let attribute = attribute.map(|attribute| format!(", `{attribute}`")).unwrap_or_default();
        eprintln!("record {line}{id}{attribute}: error[{}]: {}", finding.code(), finding.message);
        if let Some(value) = finding.value.as_ref().filter(|_| self.options.show_values) {
            eprintln!("  value: {value}");
        }
        if let Some(help) = &finding.help {
            eprintln!("  help: {help}");
        }
    }
}

/// What `--envelope` prints for every record.
#[derive(Default, serde::Serialize)]
struct Envelope<'e> {
    id: Option<String>,
    status: &'static str,
    payload: Option<&'e RawValue>,
    skipped: Vec<&'e str>,
    errors: Vec<Json>,
}
