//! Severity levels and codes of diagnostics, as options and `attrflow.toml` name them.

use attrflow::Severity;
use clap::ValueEnum;

/// A severity on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Everything
    Info,
    /// Nothing
    Never,
}

impl Level {
    /// Whether a severity reaches the level.
    pub(super) fn reaches(self, severity: Severity) -> bool {
        match self {
            Level::Error => severity == Severity::Error,
            Level::Warning => severity <= Severity::Warning,
            Level::Info => true,
            Level::Never => false,
        }
    }
}

/// The code of a diagnostic.
pub(super) fn code(name: &str) -> Result<&'static str, String> {
    attrflow::diagnostics::find(name).map(|entry| entry.code).ok_or_else(|| {
        let near = attrflow::tool::nearest(name, attrflow::diagnostics::all().map(|entry| entry.code));
        near.map_or("there is no such code".to_owned(), |near| format!("there is no such code; did you mean `{near}`?"))
    })
}
