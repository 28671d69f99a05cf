//! Records: reading them from files and streams, one at a time, and keeping what a program needs of each.
//!
//! Knows JSON, CSV and LDIF, and that records have attributes; not what they mean or where they go.

mod attributes;
mod fields;
mod json;
mod malformed;
mod path;
mod scan;
mod unescape;

pub use attributes::Slots;
pub use fields::Fields;
pub use json::Reader;
pub use malformed::{Malformed, NESTING_LIMIT, Problem};
pub use path::Path;

/// A record as it came.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'r> {
    /// JSON text, not checked yet.
    Json(&'r str),
    /// Named values.
    Fields(Fields<'r>),
}
