//! Diagnostics with a location in a source text, the registry of all of them, and the formats that show them.
//!
//! Knows nothing of the language: the registry declares the diagnostics, the modules above decide when to report them.

mod diagnostic;
pub mod page;
pub mod registry;
pub mod render;
mod report;

pub use diagnostic::{Diagnostic, Edit, EvalError, Fix, Subject};
pub use registry::{DiagnosticInfo, Severity};
pub use report::Report;
