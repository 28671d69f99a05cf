//! Records: reading them from files and streams, one at a time, and keeping what a program needs of each.
//!
//! Knows JSON, CSV and LDIF, and that records have attributes; not what they mean or where they go.

#[cfg(any(test, fuzzing))]
pub mod agree;
mod attributes;
mod batch;
mod column;
mod directory;
mod document;
mod encoding;
mod fields;
mod format;
mod identity;
mod input;
mod json;
mod levels;
mod lines;
mod location;
mod malformed;
mod members;
mod names;
mod order;
mod page;
mod path;
#[cfg(any(test, fuzzing))]
pub mod reading;
mod scan;
mod skip;
mod source;
mod split;
mod string;
mod structure;
mod table;
#[cfg(test)]
mod tests;

pub use attributes::Slots;
pub use batch::Batch;
pub use column::with_column;
pub use fields::Fields;
pub use format::RecordFormat;
pub use json::RecordReader;
pub use location::{RecordLocation, RejectedRecord};
pub use malformed::Malformed;
pub use members::member_texts;
pub(crate) use path::each_name;
pub use source::{RECORD_LIMIT, RawRecord, Records};

/// A record as it was read.
#[derive(Clone, Copy, Debug)]
pub enum RecordBody<'r> {
    /// JSON text, not checked yet.
    Json(&'r str),
    /// Named values.
    Fields(Fields<'r>),
}

impl<'r> RecordBody<'r> {
    /// Whether a reader can read it.
    ///
    /// # Errors
    /// It is no JSON object.
    pub fn check(self) -> Result<(), Box<Malformed>> {
        let (slots, arena) = (Slots::default(), bumpalo::Bump::new());
        RecordReader::new(&slots).read_shape(self, &arena, &mut [])
    }

    /// The record as one string, for what must differ from record to record.
    pub fn text(self, arena: &'r bumpalo::Bump) -> &'r str {
        match self {
            RecordBody::Json(text) => text,
            RecordBody::Fields(fields) => {
                let mut text = bumpalo::collections::String::new_in(arena);
                for (name, value) in fields.iter() {
                    text.extend([name, ": ", value, "\n"]);
                }
                text.into_bump_str()
            }
        }
    }
}
