//! The state of the target: what it has of each object, and which record each object belongs to.
//!
//! A record's object is found by the matching attributes in the order of their priority, then by the id of the record that an
//! envelope names. Without matching attributes it is found by `id`. Knows nothing of files.

use crate::diagnostic::{Diagnostic, registry};
use crate::engine::ObjectProgram;
use crate::text::Span;
use serde::Deserialize;
use serde_json::{Value as Json, value::RawValue};
use std::collections::HashMap;
use std::sync::Arc;

/// The objects of the target, as far as they are known.
#[derive(Debug, Default)]
pub struct TargetState {
    objects: Vec<TargetObject>,
    /// For each matching attribute, which objects have a value.
    by_value: Vec<HashMap<String, Vec<usize>>>,
    by_id: HashMap<String, Vec<usize>>,
}

/// An object of the target.
#[derive(Clone, Debug)]
pub struct TargetObject {
    /// The line that described it.
    pub line: u64,
    /// The id of its record if an envelope has it, else the payload's own id.
    pub id: Option<String>,
    /// What the target has of it.
    pub payload: Arc<RawValue>,
    /// The line of the record that it belongs to.
    record: Option<u64>,
    /// The line of another one that it cannot be distinguished from, so that neither must be changed.
    twin: Option<u64>,
}

/// The members of a line that matter here: a payload, or the envelope of one.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(default)]
    id: Option<Json>,
    #[serde(default)]
    status: Option<Json>,
    #[serde(borrow, default)]
    payload: Option<&'l RawValue>,
}

impl TargetObject {
    /// Whether it must not be changed, because a record matches it and another one alike.
    pub fn is_ambiguous(&self) -> bool {
        self.twin.is_some()
    }
}

impl TargetState {
    /// Adds an object: a payload, or the envelope of one, as JSON text. `line` is where it stands, for messages.
    ///
    /// # Errors
    /// No record can match it. The error has its id, where it has one.
    pub fn add(&mut self, program: &ObjectProgram, text: &str, line: u64) -> Result<(), Option<String>> {
        self.by_value.resize_with(program.matching().len(), HashMap::new);
        // Valid JSON can still be nested too deeply for a payload.
        let Ok(envelope) = serde_json::from_str::<Line<'_>>(text) else { return Err(None) };
        let (payload, record) = match (envelope.status, envelope.payload) {
            // An envelope without a payload belongs to a record that has no object.
            (Some(_), None) if envelope.id.is_some() && !text.contains("\"schemas\"") => return Ok(()),
            (Some(_), Some(payload)) => (payload.get(), envelope.id.as_ref().and_then(id_text)),
            _ => (text, None),
        };
        let Ok(json) = serde_json::from_str::<Json>(payload) else { return Err(record) };
        let own = json.get("id").and_then(id_text);
        let mut is_found = false;
        let index = self.objects.len();
        for (attribute, known) in program.matching().iter().zip(&mut self.by_value) {
            if let Some(value) = program.match_value_in(*attribute, &json) {
                known.entry(program.match_key(*attribute, &value)).or_default().push(index);
                is_found = true;
            }
        }
        let id = record.clone().or_else(|| own.clone());
        if let Some(id) = if program.matching().is_empty() { id.clone() } else { record } {
            self.by_id.entry(id).or_default().push(index);
            is_found = true;
        }
        let payload = RawValue::from_string(payload.to_owned()).ok().filter(|_| is_found);
        let Some(payload) = payload else { return Err(id) };
        self.objects.push(TargetObject { line, id, payload: payload.into(), record: None, twin: None });
        Ok(())
    }

    /// What objects are matched by, for messages: their matching attributes, or `id`.
    pub fn matched_by(program: &ObjectProgram) -> String {
        let target = |index: &usize| format!("`{}`", program.attributes().target(*index));
        let names: Vec<String> = program.matching().iter().map(target).collect();
        if names.is_empty() { "`id`".to_owned() } else { names.join(" or ") }
    }

    /// How many objects are known.
    pub fn len(&self) -> u64 {
        self.objects.len() as u64
    }

    /// Whether nothing is known of the target.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Finds the object of a record with these matching values and this id, and assigns it to the record.
    ///
    /// # Errors
    /// The record matches several objects, or one that another record has matched.
    pub(super) fn find(
        &mut self,
        program: &ObjectProgram,
        values: &[Option<String>],
        id: Option<&str>,
        line: u64,
    ) -> Result<Option<Arc<RawValue>>, Diagnostic> {
        let by_value =
            program.matching().iter().zip(&self.by_value).zip(values).find_map(|((attribute, known), value)| {
                let indexes = known.get(&program.match_key(*attribute, value.as_deref()?))?;
                Some((program.attributes().target(*attribute), indexes.clone()))
            });
        let found = by_value.or_else(|| Some(("id", self.by_id.get(id?)?.clone())));
        let Some((target, indexes)) = found else { return Ok(None) };
        if let [first, second, ..] = indexes.as_slice() {
            let line = |index: &usize| self.objects.get(*index).map_or(0, |object| object.line);
            let (one, other) = (line(first), line(second));
            for index in &indexes {
                let twin = if index == first { other } else { one };
                self.objects.get_mut(*index).into_iter().for_each(|object| object.twin = Some(twin));
            }
            return Err(registry::ambiguous_match(Span::default(), target, one, other));
        }
        let Some(object) = indexes.first().and_then(|index| self.objects.get_mut(*index)) else { return Ok(None) };
        if let Some(first) = object.record {
            return Err(registry::duplicate_match(Span::default(), target, first));
        }
        if let Some(twin) = object.twin {
            return Err(registry::ambiguous_match(Span::default(), target, object.line, twin));
        }
        object.record = Some(line);
        Ok(Some(object.payload.clone()))
    }

    /// The orphans: objects that belong to no record, in the order in which they were added.
    pub fn orphans(&self) -> impl Iterator<Item = &TargetObject> {
        self.objects.iter().filter(|object| object.record.is_none())
    }
}

fn id_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
