//! Diagnostics with a location in a source text, the registry of all of them, and the formats that show them.
//!
//! Knows nothing of the language: the registry declares the diagnostics, the modules above decide when to report them.

mod most;
pub mod page;
pub mod registry;
pub mod render;
mod report;
mod types;

pub(crate) use most::{MOST_DIAGNOSTICS, cut_words, keep_most, thin_out};
pub use registry::{DiagnosticInfo, Severity};
pub use report::Report;
pub use types::{Diagnostic, Edit, EvalError, Fix, Subject};
