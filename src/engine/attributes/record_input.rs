//! One record and what it is run with. Knows nothing of what is made of it.

use super::super::Session;
use crate::functions::Host;
use crate::record::{Malformed, RecordBody, RecordReader};
use crate::value::Value;
use bumpalo::Bump;

/// The values of one record, and what they are run with. Everything that is made of the record borrows from here.
#[derive(Clone, Copy)]
pub struct RecordInput<'r> {
    /// A session of the program.
    pub session: &'r Session<'r>,
    /// The values of the attributes that the program names, in the program's order.
    pub values: &'r [Value<'r>],
    /// The record as one string, from which random values are drawn, and whose length says whether the record is large.
    /// Where the program is pure and the record is not JSON, only the values.
    pub text: &'r str,
    /// Where the strings are that functions make. It may be reset after the record.
    pub arena: &'r Bump,
    /// The clock, random values, settings and the target.
    pub host: &'r dyn Host,
}

impl<'r> RecordInput<'r> {
    /// A record, read by a reader of the program's slots.
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
        // Fields would have to be copied into one string, whose content nothing reads where there are no random values.
        let text = match record {
            RecordBody::Json(text) => text,
            RecordBody::Fields(fields) if session.program().is_pure() => fields.joined(),
            RecordBody::Fields(_) => record.text(arena),
        };
        Ok(Self { session, values, text, arena, host })
    }
}
