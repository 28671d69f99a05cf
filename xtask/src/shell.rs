//! Runs other programs, shows each command, and prints the command to repeat after a failure. Used by all tasks.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// One step of a task: a program with its arguments and environment variables.
pub(crate) struct Step<'s> {
    title: &'s str,
    program: &'s str,
    arguments: Vec<&'s str>,
    environment: Vec<(&'s str, &'s str)>,
    quiet: bool,
}

/// A step that did not succeed, displayed with the command that repeats it.
#[derive(Debug)]
pub(crate) struct Failure {
    title: String,
    command: String,
    why: String,
    help: Option<String>,
}

impl<'s> Step<'s> {
    /// A call of cargo. The arguments are separated by spaces.
    pub(crate) fn cargo(title: &'s str, arguments: &'s str) -> Self {
        let arguments = arguments.split(' ').collect();
        Step { title, program: "cargo", arguments, environment: Vec::new(), quiet: false }
    }

    /// A call of another program. The arguments are separated by spaces.
    pub(crate) fn program(title: &'s str, program: &'s str, arguments: &'s str) -> Self {
        Step { program, ..Self::cargo(title, arguments) }
    }

    /// The same with an environment variable.
    pub(crate) fn with(mut self, name: &'s str, value: &'s str) -> Self {
        self.environment.push((name, value));
        self
    }

    /// The same without its standard output.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// The command as a user would type it in the root of the repository.
    fn command(&self) -> String {
        let mut line = String::new();
        for (name, value) in &self.environment {
            line += &format!("{name}={} ", quoted(value));
        }
        line += self.program;
        for argument in &self.arguments {
            line += " ";
            line += &quoted(argument);
        }
        line
    }

    /// Runs the step for what it prints to standard output, which is not shown.
    pub(crate) fn output(&self) -> Result<Vec<u8>, Failure> {
        let output = Command::new(self.program)
            .args(&self.arguments)
            .envs(self.environment.iter().copied())
            .current_dir(root())
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output();
        let why = match output {
            Ok(output) if output.status.success() => return Ok(output.stdout),
            Ok(output) => output.status.to_string(),
            Err(error) => format!("`{}` cannot be started: {error}", self.program),
        };
        Err(Failure { title: self.title.to_owned(), command: self.command(), why, help: None })
    }

    /// Runs the step and passes its output through; prints its title and how long it took.
    pub(crate) fn run(&self) -> Result<(), Failure> {
        println!("\n── {} ──\n   {}", self.title, self.command());
        // The step runs even if standard output is closed.
        let _ = io::stdout().flush();
        let start = Instant::now();
        let status = Command::new(self.program)
            .args(&self.arguments)
            .envs(self.environment.iter().copied())
            .current_dir(root())
            .stdin(Stdio::null())
            .stdout(if self.quiet { Stdio::null() } else { Stdio::inherit() })
            .status();
        let why = match status {
            Ok(status) if status.success() => {
                println!("   passed in {:.1} s", start.elapsed().as_secs_f64());
                return Ok(());
            }
            Ok(status) => status.to_string(),
            Err(error) => format!("`{}` cannot be started: {error}", self.program),
        };
        Err(Failure { title: self.title.to_owned(), command: self.command(), why, help: None })
    }
}

impl Failure {
    /// A failure of a step that is more than one program.
    pub(crate) fn new(title: &str, command: &str, why: String) -> Self {
        Self { title: title.to_owned(), command: command.to_owned(), why, help: None }
    }

    /// The same with a hint how to fix it.
    pub(crate) fn with_help(self, help: &str) -> Self {
        Self { help: Some(help.to_owned()), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { title, command, why, help } = self;
        write!(f, "── {title} failed ({why}) ──\n   repeat it with: {command}")?;
        help.iter().try_for_each(|help| write!(f, "\n   {help}"))
    }
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// An argument quoted for a shell.
fn quoted(argument: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./=:,".contains(&byte);
    if argument.bytes().all(plain) { argument.to_owned() } else { format!("'{argument}'") }
}
