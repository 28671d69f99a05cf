//! Lints: what works, and probably not as meant. Themes as in `check/lints`, which decides when to say it.

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

// What the declarations name through `super`.
use super::{DiagnosticInfo, Help, Severity, diagnostics, kebab};

/// The lints' entries, theme by theme.
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
