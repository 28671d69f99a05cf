//! One diagnostic: what, where, what to do about it.

use super::registry::{DiagnosticInfo, Severity};
use crate::text::Span;

/// A diagnostic about a text. Made by the functions of the registry, one for each thing there is to say.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its entry in the registry: code, severity, page.
    pub entry: &'static DiagnosticInfo,
    /// Where it is, in bytes of the text that was looked at.
    pub span: Span,
    /// What is the matter, lower case, without a full stop. Holds parts of the mapping, never values of a record.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other locations that belong to it, each with what it is.
    pub related: Vec<(Span, String)>,
    /// The edit that mends it.
    pub fix: Option<Fix>,
    /// The record's value at fault; shown only to those who ask for values.
    pub value: Option<String>,
    /// What of a mapping file it is about, where it stands in one.
    pub subject: Option<Box<Subject>>,
}

/// What of a mapping file a diagnostic is about. It survives a new export, which moves every line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Where in the file's structure, as an RFC 6901 JSON pointer; empty for TOML files.
    pub pointer: String,
    /// The object mapping's name.
    pub object: String,
    /// The target attribute.
    pub target: String,
    /// The expression and the diagnostic's location in it.
    pub expression: Option<(String, Span)>,
}

/// An edit that mends a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// What it replaces.
    pub edits: Vec<Edit>,
    /// Whether the meaning stays the same wherever the text had one.
    pub safe: bool,
}

/// A span of the text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// What stops one attribute mapping at run time; boxed because it is rare and the way past it is hot.
pub type EvalError = Box<Diagnostic>;

impl Diagnostic {
    /// A diagnostic of the registry; for the registry's own use.
    pub(super) fn new(entry: &'static DiagnosticInfo, span: Span, message: String, help: Option<String>) -> Self {
        Self { entry, span, message, help, related: Vec::new(), fix: None, value: None, subject: None }
    }

    /// The kebab-case name, such as `unknown-function`.
    pub fn code(&self) -> &'static str {
        self.entry.code
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.entry.severity
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// With another place that belongs to it.
    pub fn with_related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }

    /// With an edit that keeps the meaning.
    pub fn with_fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.with_edit(title.into(), span, text.into(), true)
    }

    /// With an edit that somebody should look at.
    pub fn with_unsafe_fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.with_edit(title.into(), span, text.into(), false)
    }

    /// With the value at fault.
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    fn with_edit(mut self, title: String, span: Span, text: String, safe: bool) -> Self {
        self.fix = Some(Fix { title, edits: vec![Edit { span, text }], safe });
        self
    }
}
