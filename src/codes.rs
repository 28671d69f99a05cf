//! Every diagnostic that there is, by its code: those of the registry, and those that are declared beside their lints.
//!
//! Knows nothing of when they are reported.

use crate::check::lint_entries;
use crate::diagnostic::{DiagnosticInfo, registry};

/// All diagnostics, grouped by topic.
pub fn all() -> impl Iterator<Item = &'static DiagnosticInfo> {
    registry::all().chain(lint_entries())
}

/// All diagnostics, sorted by code.
pub fn sorted() -> Vec<&'static DiagnosticInfo> {
    let mut all: Vec<&DiagnosticInfo> = all().collect();
    crate::text::order::sort_by(&mut all, |one, other| one.code.cmp(other.code));
    all
}

/// The diagnostic with a code, such as `unknown-function`; `None` if there is none.
pub fn find(code: &str) -> Option<&'static DiagnosticInfo> {
    all().find(|entry| entry.code == code)
}
