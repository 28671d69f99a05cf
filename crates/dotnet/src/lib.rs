//! Parts of .NET's base library, result for result: regular expressions, dates, letter case, Visual Basic's string
//! functions. Written against tables of what .NET 9 prints.
//!
//! Everything is in the invariant culture unless a culture is a parameter, and the local time zone is UTC. Knows nothing
//! of who asks: no languages, no records, no diagnostics.
#![forbid(unsafe_code)]
#![warn(missing_docs, clippy::panic, clippy::unwrap_used)]

pub mod casing;
pub mod datetime;
pub mod encoding;
pub mod regex;
pub mod split;
pub mod vb;

/// The crate whose arenas texts are built in: `lower_in`, `format_in`, `replace_class`.
pub use bumpalo;
