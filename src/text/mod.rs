//! Source texts and locations in them: spans, named sources with their lines, and where a quoted string is in a file.
//!
//! Knows nothing of what the texts mean.

mod block;
pub mod characters;
mod decode;
mod flattened;
mod json;
mod nearest;
pub mod order;
mod quoted;
mod resources;
mod source;
mod span;

pub use block::{BLOCK, first_special, is_plain, is_special};
pub use decode::decode;
pub use flattened::is_flattened;
pub use json::{as_json, from_json, members, object_of, string_of, written_json};
pub use nearest::nearest;
pub use quoted::{Quoted, Quoting};
pub(crate) use resources::{File, file_of_project, resource, text};
#[cfg(attrflow_external_resources)]
pub use resources::{are_installed, install};
pub use source::{Position, Source};
pub use span::Span;
