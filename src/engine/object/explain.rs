//! What each attribute mapping makes of a record, for callers that show which mapping made which part of a payload.
//! Knows nothing of how it is shown.

use super::super::attributes::{RecordInput, Stage};
use super::ObjectProgram;
use crate::diagnostic::EvalError;
use crate::value::Value;

/// What one attribute mapping made of a record.
pub struct AttributeResult<'r> {
    /// Its value, with the default put in; absent after ignore flow and after an error.
    pub value: Value<'r>,
    /// Whether it gave ignore flow.
    pub skipped: bool,
    /// What stopped it.
    pub error: Option<EvalError>,
    /// The payload that it makes alone: JSON, empty where it makes none.
    pub alone: Vec<u8>,
}

impl ObjectProgram {
    /// What each attribute mapping makes of a record, in the file's order, whatever the scope says.
    pub fn explain<'r>(&'r self, input: &RecordInput<'r>) -> Vec<AttributeResult<'r>> {
        let RecordInput { session, values, text, arena, host } = self.attributes.complete(input);
        let scope = arena.alloc(session.scope(arena, host, text));
        let machine = session.machine(values, scope);
        let mut locations = vec![Value::Absent; self.attributes.plans().len()];
        let made = self.attributes.plans().iter().enumerate().map(|(index, plan)| {
            let mut made = AttributeResult { value: Value::Absent, skipped: false, error: None, alone: Vec::new() };
            match plan.value((index, Stage::Create), &machine, &mut ()) {
                Ok(Value::Skip) => made.skipped = true,
                Ok(value) => made.value = value,
                Err(error) => made.error = Some(error),
            }
            if !made.value.is_absent()
                && let Some(location) = locations.get_mut(index)
            {
                *location = made.value;
                let mut mismatches = Vec::new();
                self.template.write(&locations, &mut made.alone, &mut mismatches);
                if let Some((_, error)) = mismatches.into_iter().next() {
                    (made.error, made.alone) = (Some(error), Vec::new());
                }
                locations.fill(Value::Absent);
            }
            made
        });
        made.collect()
    }
}
