//! One diagnostic: what is wrong, where, and how to fix it. Knows nothing of the texts that its spans are in.

use super::registry::{DiagnosticInfo, Severity};
use crate::text::Span;
use std::sync::Arc;

/// A diagnostic about a source text. The functions of the registry create it, one function for each code.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its entry in the registry: code, severity, page.
    pub entry: &'static DiagnosticInfo,
    /// Where it is, in bytes of the text that was checked: the file, or the expression alone.
    pub span: Span,
    /// What is wrong: lower case, without a full stop. Contains parts of the mapping, never values of a record.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// Other locations that belong to it, each with a description.
    pub related: Vec<(Span, String)>,
    /// The edit that fixes it.
    pub fix: Option<Fix>,
    /// The invalid value of the record. It is personal data: it is shown only on request, and never part of `message`.
    pub value: Option<String>,
    /// The part of a mapping file that it is about, if it is in one.
    pub subject: Option<Box<Subject>>,
}

/// The part of a mapping file that a diagnostic is about. It survives a new export, which moves every line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The location in the structure of the file, as an RFC 6901 JSON pointer; empty for TOML files.
    pub pointer: String,
    /// The object mapping's name.
    pub object: String,
    /// The target attribute.
    pub target: String,
    /// The expression, which all diagnostics about it share, and the diagnostic's location in it.
    pub expression: Option<(Arc<str>, Span)>,
}

/// An edit that fixes a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// What it replaces. The edits belong together, and none overlaps another.
    pub edits: Vec<Edit>,
    /// Whether the fixed text gives the same result for every record, if the original text gave one.
    pub safe: bool,
}

/// A span of the text and its replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The span that is removed.
    pub span: Span,
    /// The text that replaces it.
    pub text: String,
}

/// The error that stops one attribute mapping at run time; boxed because it is rare and the path without it is hot.
pub type EvalError = Box<Diagnostic>;

impl Diagnostic {
    /// A diagnostic of the registry; only for the registry.
    pub(crate) fn new(entry: &'static DiagnosticInfo, span: Span, message: String, help: Option<String>) -> Self {
        Self { entry, span, message, help, related: Vec::new(), fix: None, value: None, subject: None }
    }

    /// The kebab-case name, such as `unknown-function`.
    pub fn code(&self) -> &'static str {
        self.entry.code
    }

    /// How severe it is.
    pub fn severity(&self) -> Severity {
        self.entry.severity
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// With another location that belongs to it.
    pub fn with_related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }

    /// With an edit that does not change the result.
    pub fn with_fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.with_edit(title.into(), span, text.into(), true)
    }

    /// With edits in several locations that belong together and do not change the result.
    pub fn with_edits(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits, safe: true });
        self
    }

    /// With edits in several locations that belong together and that the user should review.
    pub fn with_unsafe_edits(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits, safe: false });
        self
    }

    /// With an edit that the user should review.
    pub fn with_unsafe_fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.with_edit(title.into(), span, text.into(), false)
    }

    /// With the invalid value.
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    fn with_edit(mut self, title: String, span: Span, text: String, safe: bool) -> Self {
        self.fix = Some(Fix { title, edits: vec![Edit { span, text }], safe });
        self
    }
}
