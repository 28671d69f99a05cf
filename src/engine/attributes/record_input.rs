//! One record's turn. Knows nothing of what is made of it.

use super::super::Session;
use crate::functions::Host;
use crate::record::{Malformed, RecordBody, RecordReader};
use crate::value::Value;
use bumpalo::Bump;

/// One record's turn: its values, and what they are run with. Everything that is made of it borrows from here.
#[derive(Clone, Copy)]
pub struct RecordInput<'r> {
    /// A session of the program.
    pub session: &'r Session<'r>,
    /// The values of the attributes that the program names, in the program's order.
    pub values: &'r [Value<'r>],
    /// The record's text, for chance that repeats; it may be empty where the program is pure and the record is no JSON.
    pub text: &'r str,
    /// Where texts live that functions make. It may be reset after the turn.
    pub arena: &'r Bump,
    /// What the run sees of the world.
    pub host: &'r dyn Host,
}

impl<'r> RecordInput<'r> {
    /// The turn of a record, read by a reader of the program's slots.
    ///
    /// # Errors
    /// Where the record is no JSON object.
    pub fn read(
        record: RecordBody<'r>,
        reader: &mut RecordReader<'_>,
        session: &'r Session<'r>,
        arena: &'r Bump,
        host: &'r dyn Host,
    ) -> Result<Self, Box<Malformed>> {
        let values = reader.room(arena);
        reader.read_shape(record, arena, values)?;
        // Code without chance needs the text of a large record only.
        let text = match record {
            RecordBody::Json(text) => text,
            RecordBody::Fields(_) if session.program().is_pure() => "",
            RecordBody::Fields(_) => record.text(arena),
        };
        Ok(Self { session, values, text, arena, host })
    }
}
