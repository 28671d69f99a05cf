//! All diagnostics about one text. Does not know how they are drawn.

use super::{Diagnostic, Severity, render};
use crate::text::{Source, order};

/// A source text and its diagnostics, sorted by location.
#[derive(Clone, Debug)]
pub struct Report {
    /// The text that the spans refer to.
    pub source: Source,
    /// The diagnostics.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The diagnostics about a text, sorted by location; at the same location, most severe first.
    pub fn new(source: Source, mut diagnostics: Vec<Diagnostic>) -> Self {
        let location = |diagnostic: &Diagnostic| (diagnostic.span.start, diagnostic.severity(), diagnostic.span.end);
        order::sort_by(&mut diagnostics, |one, other| location(one).cmp(&location(other)));
        Self { source, diagnostics }
    }

    /// The report as one line of JSON, in the form of `attrflow check --format json`. It has no values of records.
    pub fn to_json(&self) -> String {
        let Some(format) = render::find("json") else { return "null".to_owned() };
        let document = format.text(std::slice::from_ref(self), &render::Style::default());
        // The format is indented, for people; it is read back to write it on one line.
        serde_json::from_str::<serde_json::Value>(&document).map_or(document, |json| json.to_string())
    }

    /// Whether a diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The number of diagnostics with a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }
}

impl std::fmt::Display for Report {
    /// One line per diagnostic, as in the format `concise`: `name:line:column: severity[code]: message (help)`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&render::concise(self))
    }
}

impl std::error::Error for Report {}
