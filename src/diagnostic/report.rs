//! All findings about one text.

use super::{Diagnostic, Severity, render};
use crate::text::{Source, order};

/// A text and what there is to say about it, in the order of the places.
#[derive(Clone, Debug)]
pub struct Report {
    /// The text that the spans are in.
    pub source: Source,
    /// The findings.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The findings about a text, sorted by place, the graver first where places agree.
    pub fn new(source: Source, mut diagnostics: Vec<Diagnostic>) -> Self {
        let place = |finding: &Diagnostic| (finding.span.start, finding.severity(), finding.span.end);
        order::sort_by(&mut diagnostics, |one, other| place(one).cmp(&place(other)));
        Self { source, diagnostics }
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|finding| finding.severity() == severity).count()
    }
}

impl std::fmt::Display for Report {
    /// One line a finding, as the format `concise` has it: `name:line:column: severity[code]: message (help)`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&render::concise(self))
    }
}

impl std::error::Error for Report {}
