//! The expression that a command is given: as an argument, in a file, or on standard input.
//!
//! A file and standard input pass by the shell, which has its own meaning for quotation marks. Does not know what the
//! expression is for.

use super::error::CliError;
use super::{files, quotes};
use attrflow::{Diagnostic, Report, Source};

/// What a command calls such a file.
const EXPRESSION: &str = "an expression";

/// The name of an expression that is an argument.
const ARGUMENT: &str = "<expression>";

/// An expression with the name of where it stands.
#[derive(Debug)]
pub(super) struct GivenExpression {
    source: Source,
}

impl GivenExpression {
    /// Reads the expression of an argument, where `-` is standard input, or of a file. Line breaks at its end are not part of
    /// it.
    pub(super) fn read(argument: Option<&str>, file: Option<&str>) -> Result<Self, CliError> {
        let source = match (file, argument) {
            (Some(path), _) | (None, Some(path @ "-")) => files::source_of(path, EXPRESSION, &[])?,
            (None, argument) => return Ok(Self { source: Source::new(ARGUMENT, argument.unwrap_or_default()) }),
        };
        let text = source.text().trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return Err(CliError::usage(format!("{} has no expression", files::subject(source.name()))));
        }
        Ok(Self { source: Source::new(source.name(), text) })
    }

    /// The expression.
    pub(super) fn text(&self) -> &str {
        self.source.text()
    }

    /// The expression with its name.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// A report about the expression.
    pub(super) fn report(&self, diagnostics: Vec<Diagnostic>) -> Report {
        Report::new(self.source.clone(), diagnostics)
    }

    /// The error that a file is named in place of an expression.
    pub(super) fn is_file(&self) -> Option<CliError> {
        (self.source.name() == ARGUMENT).then(|| files::no_expression(self.text())).flatten()
    }

    /// Says, below a report of errors, that a shell may have taken the quotation marks of an argument; nothing if there is no
    /// sign of that.
    pub(super) fn tell_of_quotes(&self, report: &Report) {
        if self.source.name() == ARGUMENT && quotes::may_be_lost(self.text(), &report.diagnostics) {
            quotes::tell();
        }
    }
}
