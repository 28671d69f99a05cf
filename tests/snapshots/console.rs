//! A terminal without colours: commands as a reader types them, and their output.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Separates the output of two commands. No command prints it.
const BETWEEN: char = '\u{1e}';

/// Environment variables that change how diagnostics are printed.
const FOREIGN: [&str; 5] = ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD", "CLICOLOR_FORCE", "COLUMNS"];

/// A program in a folder, in an environment that does not depend on the machine.
fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null()).env("NO_COLOR", "1");
    // The environment may contain options, and that of a CI server changes how diagnostics are printed.
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in names.filter(|name| name.starts_with("ATTRFLOW_") || FOREIGN.contains(&name.as_str())) {
        command.env_remove(name);
    }
    command
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("attrflow prints text")
}

/// Runs attrflow and returns its standard output and standard error.
pub fn attrflow(folder: &Path, arguments: &[&str]) -> (String, String) {
    let run = command(env!("CARGO_BIN_EXE_attrflow"), folder).args(arguments).output();
    let Output { stdout, stderr, .. } = run.expect("attrflow starts");
    (text(stdout), text(stderr))
}

/// Runs the commands of a session, which begin with `$ `, and returns the session with their current output.
pub fn replay(folder: &Path, session: &str) -> String {
    let commands = commands(session);
    let printed = run(folder, &commands);
    assert_eq!(printed.len(), commands.len(), "each command of the session ends:\n{session}");
    let entries = commands.iter().zip(printed);
    entries.map(|(command, printed)| format!("$ {command}\n{printed}")).collect()
}

/// The commands of a session. A command that ends in a backslash continues in the next line.
fn commands(session: &str) -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    let mut continues = false;
    for line in session.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) if !continues => commands.push(command.to_owned()),
            (_, Some(command)) if continues => *command += &format!("\n{line}"),
            _ => continue,
        }
        continues = line.ends_with('\\');
    }
    commands
}

/// Runs commands in one shell and returns the output of each. The README runs attrflow with cargo once; here the built
/// binary is used.
fn run(folder: &Path, commands: &[String]) -> Vec<String> {
    let mut script = "exec 2>&1\n".to_owned();
    for command in commands {
        let command = command.replace("cargo run --release --", "attrflow");
        // The parentheses pass on the exit code, for `echo $?`.
        script += &format!("{command}\nlast=$?; printf '{BETWEEN}'; (exit $last)\n");
    }
    let built = Path::new(env!("CARGO_BIN_EXE_attrflow")).parent().expect("it is in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = command("sh", folder);
    let run = shell.arg("-c").arg(script).env("PATH", format!("{}:{path}", built.display())).output();
    let printed = text(run.expect("there is a shell").stdout);
    printed.strip_suffix(BETWEEN).map(|printed| printed.split(BETWEEN).map(str::to_owned).collect()).unwrap_or_default()
}
