//! Reads what the target has: payloads, or the envelopes of an earlier run, a line each.
//!
//! A line is scanned once for what finds its object. It is taken apart only where that is no plain attribute of the payload.
//! Knows nothing of files.

use super::payloads::Payloads;
use super::state::{FoundBy, TargetState};
use crate::diagnostic::{Diagnostic, registry};
use crate::engine::{MatchKey, ObjectProgram, Previous};
use crate::record::{RawRecord, RecordBody, RecordReader, RejectedRecord};
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;
use std::borrow::Cow;

/// A line that cannot be read, or that no record can match.
#[derive(Debug)]
pub struct Unusable {
    /// The line.
    pub line: u64,
    /// The id of its record or its own, where it has one.
    pub id: Option<String>,
    /// Why.
    pub diagnostic: Diagnostic,
}

/// Reads the lines of the target's state, one after the other.
pub struct TargetReader<'p> {
    program: &'p ObjectProgram,
    /// Whole lines, and the payloads in envelopes: each has its own order of keys.
    lines: RecordReader<'p>,
    payloads: RecordReader<'p>,
    arena: Bump,
    state: TargetState,
}

impl<'p> TargetReader<'p> {
    /// For the objects of an object mapping. Their payloads are kept in memory.
    pub fn new(program: &'p ObjectProgram) -> Self {
        Self::keeping(program, Payloads::Memory(String::new()))
    }

    /// The same with payloads that are kept elsewhere.
    #[cfg(not(target_family = "wasm"))]
    pub fn with_store(program: &'p ObjectProgram, store: Box<dyn super::PayloadStore>) -> Self {
        Self::keeping(program, Payloads::Elsewhere(store))
    }

    fn keeping(program: &'p ObjectProgram, payloads: Payloads) -> Self {
        let reader = RecordReader::new(program.scanned());
        let state = TargetState::new(program.matching().len(), payloads);
        Self { program, lines: reader.clone(), payloads: reader, arena: Bump::new(), state }
    }

    /// Reads a line: a payload, or the envelope of one.
    ///
    /// # Errors
    /// It cannot be read, or no record can match it.
    pub fn add(&mut self, record: Result<RawRecord<'_>, Box<RejectedRecord>>) -> Result<(), Box<Unusable>> {
        let unusable = |line, id, diagnostic| Err(Box::new(Unusable { line, id, diagnostic }));
        let record = match record {
            Ok(record) => record,
            Err(refused) => {
                self.state.lacks_one();
                return unusable(refused.location.line, None, refused.diagnostic);
            }
        };
        let line = record.location.line;
        match self.line(record.shape, line) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(id)) => {
                let diagnostic =
                    registry::previous_without_match(Span::default(), &TargetState::matched_by(self.program));
                unusable(line, id, diagnostic)
            }
            Err(malformed) => {
                self.state.lacks_one();
                unusable(line, None, malformed)
            }
        }
    }

    /// What the target has, when all lines are read.
    pub fn finish(self) -> TargetState {
        self.state
    }

    /// Whether no line could be used so far.
    pub fn is_empty(&self) -> bool {
        self.state.is_empty()
    }

    /// The inner result tells the id of a line that no record can match.
    fn line(&mut self, body: RecordBody<'_>, line: u64) -> Result<Result<(), Option<String>>, Diagnostic> {
        let Self { program, lines, payloads, arena, state } = self;
        arena.reset();
        let RecordBody::Json(text) = body else { return Ok(Err(None)) };
        let mut values = lines.room(arena);
        lines.read(text, arena, values).map_err(|malformed| malformed.diagnostic())?;
        let (mut payload, mut record) = (text, None);
        if let [id, status, inner, ..] = values
            && !status.is_absent()
        {
            match inner {
                // An envelope without a payload belongs to a record that has no object.
                Value::Absent if !id.is_absent() && !text.contains("\"schemas\"") => return Ok(Ok(())),
                Value::Absent => {}
                Value::Complex(inner) => {
                    (payload, record) = (inner, id_text(*id));
                    values = payloads.room(arena);
                    if payloads.read(payload, arena, values).is_err() {
                        return Ok(Err(record.map(Cow::into_owned)));
                    }
                }
                _ => return Ok(Err(id_text(*id).map(Cow::into_owned))),
            }
        }
        let [id, _, _, plain @ ..] = values else { return Ok(Err(record.map(Cow::into_owned))) };
        let previous = Previous::new(payload);
        let key = |(number, value): (&usize, &mut Value<'_>)| -> Option<MatchKey> {
            match scanned_text(*value) {
                Some(text) => Some(program.match_key(*number, &text)),
                None => Some(program.match_key(*number, &program.match_value_in(*number, previous.parts()?)?)),
            }
        };
        let found: &[Option<MatchKey>] = arena.alloc_slice_fill_iter(program.matching().iter().zip(plain).map(key));
        let id = record.as_deref().map(Cow::Borrowed).or_else(|| id_text(*id));
        let by_id = if program.matching().is_empty() { &id } else { &record };
        let by = FoundBy { values: found, id: by_id.as_deref().map(|id| program.id_key(id)) };
        Ok(state.add(line, (id.as_deref(), payload), by).ok_or_else(|| id.map(Cow::into_owned)))
    }
}

/// The text of a scanned value that is the same in a payload that is taken apart: not of numbers with a decimal point, which
/// may be written in several ways.
fn scanned_text(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value {
        Value::Multi([first, ..]) => scanned_text(*first),
        Value::Str(text) => Some(Cow::Borrowed(text)).filter(|text| !text.is_empty()),
        Value::Bool(true) => Some(Cow::Borrowed("True")),
        Value::Bool(false) => Some(Cow::Borrowed("False")),
        Value::Int(number) => Some(Cow::Owned(number.to_string())),
        Value::Absent | Value::Skip | Value::Number(_) | Value::Multi([]) => None,
        Value::Complex(_) | Value::Typed(_) => None,
    }
}

fn id_text(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value {
        Value::Str(text) | Value::Number(text) => Some(Cow::Borrowed(text)),
        Value::Int(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}
