//! Errors of commands, and their exit codes. What is wrong inside an input is a diagnostic, and not one of these
//! errors.

use super::say::say;
use std::process::ExitCode;

/// Why a command ends without success.
#[derive(Debug)]
pub(super) enum CliError {
    /// The input has errors; they have been printed.
    Diagnostics,
    /// The command cannot run as it was given.
    Usage {
        /// What is wrong.
        message: String,
        /// How to fix it.
        help: Option<String>,
    },
    /// The reader of the output has closed the pipe.
    ClosedPipe,
    /// The output could not be written.
    Write(std::io::Error),
    /// The same, and the run can be resumed.
    Interrupted {
        /// The cause.
        error: std::io::Error,
        /// How to resume.
        help: String,
    },
    /// A signal with this number has stopped the run; where it stopped and how to resume has been printed.
    Stopped(u8),
    /// An internal error.
    Defect,
}

impl CliError {
    /// A command that cannot run.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        CliError::Usage { message: message.into(), help: None }
    }

    /// The same, with how to fix it.
    pub(super) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        CliError::Usage { message: message.into(), help: Some(help.into()) }
    }

    /// Prints the error and returns the exit code.
    pub(super) fn report(self) -> ExitCode {
        match self {
            CliError::Diagnostics => ExitCode::from(1),
            CliError::Usage { message, help } => {
                say!("error: {message}");
                if let Some(help) = help {
                    say!("  help: {help}");
                }
                ExitCode::from(2)
            }
            // The reader that closed the pipe has all it wanted: `attrflow … | head`.
            CliError::ClosedPipe => ExitCode::SUCCESS,
            CliError::Write(error) => {
                say!("error: the output cannot be written: {}", plain(&error));
                ExitCode::from(2)
            }
            CliError::Interrupted { error, help } => {
                say!("error: the output cannot be written: {}\n  help: {help}", plain(&error));
                ExitCode::from(2)
            }
            // 128 and the number of the signal, as shells report it.
            CliError::Stopped(signal) => ExitCode::from(128 + signal % 128),
            CliError::Defect => {
                say!("error: internal error in attrflow, not in your input; please report it with the command line");
                ExitCode::from(3)
            }
        }
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { CliError::ClosedPipe } else { CliError::Write(error) }
    }
}

/// An error of the operating system without its number.
pub(super) fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}
