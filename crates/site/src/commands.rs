//! The page of commands: what `--help` prints for each, run with the program. Knows no command.

use crate::{Failures, failed};
use std::path::Path;
use std::process::Command;

/// The page.
pub(crate) fn page(program: &Path) -> Result<String, Failures> {
    let help = help(program, &["--help"])?;
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    // A summary that is too long goes on in a line with more spaces.
    let lines = list.lines().take_while(|line| line.starts_with("  ")).filter_map(|line| line.strip_prefix("  "));
    let names = lines.filter(|line| !line.starts_with(' ')).filter_map(|line| line.split_whitespace().next());
    let names: Vec<&str> = names.filter(|name| *name != "help").collect();
    if names.is_empty() {
        return Err(vec![format!("{} lists no commands", program.display())]);
    }
    let mut page = format!(
        "# Commands\n\nWhat `attrflow --help` and `attrflow COMMAND --help` print. `attrflow man FOLDER` writes the same as man \
        pages, and `attrflow completions SHELL` prints completions for bash, zsh, fish, PowerShell and elvish.\n\n```text\n{help}```\n"
    );
    for name in names {
        let text = self::help(program, &[name, "--help"])?;
        page += &format!("\n## {name}\n\n```text\n{text}```\n");
    }
    Ok(page)
}

/// What a command prints, in the environment of nobody.
fn help(program: &Path, arguments: &[&str]) -> Result<String, Failures> {
    let run = Command::new(program).args(arguments).env_clear().env("COLUMNS", "86").output();
    let run = run.map_err(|error| failed(program, &error))?;
    if !run.status.success() {
        return Err(vec![format!("{} {}: {}", program.display(), arguments.join(" "), run.status)]);
    }
    let text = String::from_utf8_lossy(&run.stdout).replace("\r\n", "\n");
    Ok(text.lines().map(|line| line.trim_end().to_owned() + "\n").collect())
}
