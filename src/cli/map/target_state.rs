//! The state of the target: earlier payloads, and which record each belongs to.
//!
//! A line is a payload or the envelope of one. A record's payload is found by the matching attributes in the order of
//! their priority, then by the id of the envelope. Without matching attributes it is found by `id`.

use super::report::Reporter;
use crate::cli::error::CliError;
use crate::cli::files;
use attrflow::bumpalo::Bump;
use attrflow::{Diagnostic, ObjectProgram, RecordBody, RecordFormat, RecordReader, Slots, Span, registry};
use serde_json::{Value as Json, value::RawValue};
use std::collections::HashMap;

/// The state of the target, as far as earlier runs know it.
#[derive(Default)]
pub(super) struct TargetState {
    entries: Vec<TargetObject>,
    /// For each matching attribute, which entries have a value.
    by_value: Vec<HashMap<String, Vec<usize>>>,
    by_id: HashMap<String, Vec<usize>>,
}

/// One earlier payload.
pub(super) struct TargetObject {
    /// Its line in the file.
    pub line: u64,
    /// The id of its record if an envelope has it, else the payload's own id.
    pub id: Option<String>,
    pub payload: Box<RawValue>,
    /// The line of the record that it belongs to.
    pub record: Option<u64>,
    /// Whether it must not be changed, because it cannot be distinguished from another.
    pub doubtful: bool,
}

/// Why a record has no earlier payload of its own.
pub(super) enum MatchError {
    /// It matches more than one.
    Ambiguous(Diagnostic),
    /// Another record has matched it before.
    Taken(Diagnostic),
}

/// The members of a line that matter here.
#[derive(serde::Deserialize)]
struct Line<'l> {
    #[serde(default)]
    id: Option<Json>,
    #[serde(default)]
    status: Option<Json>,
    #[serde(borrow, default)]
    payload: Option<&'l RawValue>,
}

impl TargetState {
    /// Reads a file. Lines that cannot be used are reported.
    pub fn read(path: &str, program: &ObjectProgram, reporter: &mut Reporter<'_>) -> Result<Self, CliError> {
        let by_value = program.matching().iter().map(|_| HashMap::new()).collect();
        let mut previous = Self { by_value, ..Self::default() };
        let mut records = files::records_in(path, Some(RecordFormat::Json))?;
        let slots = Slots::new([]);
        let mut reader = RecordReader::new(&slots);
        let mut arena = Bump::new();
        let what = format!("{path}: line");
        let mut misfits = 0;
        while let Some(record) = records.next_record() {
            arena.reset();
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    misfits += 1;
                    reporter.report(&what, refused.location.line, None, refused.diagnostic)?;
                    continue;
                }
            };
            let values = reader.room(&arena);
            if let Err(malformed) = reader.read_shape(record.shape, &arena, values) {
                misfits += 1;
                reporter.report(&what, record.location.line, None, malformed.diagnostic())?;
                continue;
            }
            let RecordBody::Json(text) = record.shape else {
                return Err(CliError::with_help(
                    format!("`{path}` does not hold payloads"),
                    "pass the output of an earlier run, JSON lines",
                ));
            };
            if let Err(id) = previous.take(text, record.location.line, program)? {
                misfits += 1;
                let diagnostic = registry::previous_without_match(Span::default(), &wanted(program));
                reporter.report(&what, record.location.line, id.as_deref(), diagnostic)?;
            }
        }
        if misfits > 0 && previous.entries.is_empty() {
            return Err(CliError::with_help(
                format!("`{path}` does not fit the mapping: no line has {}", wanted(program)),
                "pass the payloads or envelopes of an earlier run of the same mapping",
            ));
        }
        Ok(previous)
    }

    /// Adds a line. The error is the id of a payload that no record can match.
    fn take(&mut self, text: &str, line: u64, program: &ObjectProgram) -> Result<Result<(), Option<String>>, CliError> {
        // The JSON is known to be valid: it can only be nested too deeply for a payload.
        let Ok(envelope) = serde_json::from_str::<Line<'_>>(text) else { return Ok(Err(None)) };
        let (payload, record) = match (envelope.status, envelope.payload) {
            // An envelope without a payload belongs to a record that has no object.
            (Some(_), None) if envelope.id.is_some() && !text.contains("\"schemas\"") => return Ok(Ok(())),
            (Some(_), Some(payload)) => (payload.get(), envelope.id.as_ref().and_then(id_text)),
            _ => (text, None),
        };
        let Ok(json) = serde_json::from_str::<Json>(payload) else { return Ok(Err(record)) };
        let own = json.get("id").and_then(id_text);
        let mut found = false;
        let index = self.entries.len();
        for (attribute, known) in program.matching().iter().zip(&mut self.by_value) {
            if let Some(value) = program.match_value_in(*attribute, &json) {
                known.entry(program.match_key(*attribute, &value)).or_default().push(index);
                found = true;
            }
        }
        let id = record.clone().or_else(|| own.clone());
        let by_id = if program.matching().is_empty() { id.clone() } else { record };
        if let Some(id) = by_id {
            self.by_id.entry(id).or_default().push(index);
            found = true;
        }
        if !found {
            return Ok(Err(id));
        }
        let payload = RawValue::from_string(payload.to_owned()).map_err(|_| CliError::Defect)?;
        self.entries.push(TargetObject { line, id, payload, record: None, doubtful: false });
        Ok(Ok(()))
    }

    /// Finds the payload of a record with these matching values and this id, and assigns it to the record.
    pub fn find(
        &mut self,
        program: &ObjectProgram,
        values: &[Option<String>],
        id: Option<&str>,
        line: u64,
    ) -> Result<Option<&TargetObject>, MatchError> {
        let by_value =
            program.matching().iter().zip(&self.by_value).zip(values).find_map(|((attribute, known), value)| {
                let entries = known.get(&program.match_key(*attribute, value.as_deref()?))?;
                Some((program.target(*attribute), entries.clone()))
            });
        let found = by_value.or_else(|| Some(("id", self.by_id.get(id?)?.clone())));
        let Some((target, entries)) = found else { return Ok(None) };
        if let [first, second, ..] = entries.as_slice() {
            let lines = [first, second].map(|index| self.entries.get(*index).map_or(0, |entry| entry.line));
            entries.iter().for_each(|index| {
                if let Some(entry) = self.entries.get_mut(*index) {
                    entry.doubtful = true;
                }
            });
            return Err(MatchError::Ambiguous(registry::ambiguous_match(Span::default(), target, lines[0], lines[1])));
        }
        let Some(entry) = entries.first().and_then(|index| self.entries.get_mut(*index)) else { return Ok(None) };
        if let Some(first) = entry.record {
            return Err(MatchError::Taken(registry::duplicate_match(Span::default(), target, first)));
        }
        entry.record = Some(line);
        Ok(Some(entry))
    }

    /// The orphans: payloads that belong to no record, in their order.
    pub fn left(&self) -> impl Iterator<Item = &TargetObject> {
        self.entries.iter().filter(|entry| entry.record.is_none())
    }
}

fn id_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What earlier payloads are matched by.
fn wanted(program: &ObjectProgram) -> String {
    let names: Vec<String> = program.matching().iter().map(|index| format!("`{}`", program.target(*index))).collect();
    if names.is_empty() { "`id`".to_owned() } else { names.join(" or ") }
}
