//! Why a command ends without success, and what that means for the exit code.

use std::process::ExitCode;

/// Why a command ends without success.
#[derive(Debug)]
pub(super) enum CliError {
    /// What was looked at has errors; they have been printed.
    Diagnostics,
    /// The command cannot be carried out as it was given.
    Usage {
        /// What is the matter.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// Nobody reads the output any more.
    ClosedPipe,
    /// The output could not be written.
    Write(std::io::Error),
    /// The same, and the run can be resumed.
    Interrupted {
        /// Why.
        error: std::io::Error,
        /// How it goes on.
        help: String,
    },
    /// A signal of this number has stopped it; where and how it goes on has been printed.
    Stopped(u8),
    /// A defect of attrflow.
    Defect,
}

impl CliError {
    /// A command that cannot be carried out.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        CliError::Usage { message: message.into(), help: None }
    }

    /// The same, with what to do about it.
    pub(super) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        CliError::Usage { message: message.into(), help: Some(help.into()) }
    }

    /// Prints what there is to say and gives the exit code.
    pub(super) fn report(self) -> ExitCode {
        match self {
            CliError::Diagnostics => ExitCode::from(1),
            CliError::Usage { message, help } => {
                eprintln!("error: {message}");
                if let Some(help) = help {
                    eprintln!("  help: {help}");
                }
                ExitCode::from(2)
            }
            // Whoever closed the pipe has what they wanted: `attrflow … | head`.
            CliError::ClosedPipe => ExitCode::SUCCESS,
            CliError::Write(error) => {
                eprintln!("error: the output cannot be written: {}", plain(&error));
                ExitCode::from(2)
            }
            CliError::Interrupted { error, help } => {
                eprintln!("error: the output cannot be written: {}\n  help: {help}", plain(&error));
                ExitCode::from(2)
            }
            // As shells have it.
            CliError::Stopped(signal) => ExitCode::from(128 + signal % 128),
            CliError::Defect => {
                eprintln!(
                    "error: this is a defect of attrflow, not of your input; please report it with the command line"
                );
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
