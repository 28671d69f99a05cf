//! Lints: what works, but probably not as intended. Topics as in `check/lints`, which decides when to report them.

mod choice;
mod dates;
mod filters;
mod flow;
mod mapped;
mod matching;
mod replace;
mod roles;
mod schema;
mod targets;
mod text;
mod unique;

pub use choice::*;
pub use dates::*;
pub use filters::*;
pub use flow::*;
pub use mapped::*;
pub use matching::*;
pub use replace::*;
pub use roles::*;
pub use schema::*;
pub use targets::*;
pub use text::*;
pub use unique::*;

// The declarations name these through `super`.
use super::{DiagnosticInfo, Help, Severity, diagnostics, kebab};

/// The entries of the lints, grouped by topic.
pub(super) const ENTRIES: [&[&DiagnosticInfo]; 12] = [
    replace::ENTRIES,
    dates::ENTRIES,
    choice::ENTRIES,
    text::ENTRIES,
    flow::ENTRIES,
    unique::ENTRIES,
    roles::ENTRIES,
    targets::ENTRIES,
    mapped::ENTRIES,
    matching::ENTRIES,
    filters::ENTRIES,
    schema::ENTRIES,
];
