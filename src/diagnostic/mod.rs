//! What there is to say about a text: diagnostics with a location, the registry of all of them, and how they are shown.
//!
//! Knows nothing of the language: the registry says what can be said, the floors above decide when.

mod diagnostic;
pub mod page;
pub mod registry;
pub mod render;
mod report;

pub use diagnostic::{Diagnostic, Edit, EvalError, Fix, Subject};
pub use registry::{DiagnosticInfo, Severity};
pub use report::Report;
