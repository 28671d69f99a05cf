//! `cargo xtask editors`: the extension for Visual Studio Code and the module for PowerShell. Needs Node with npm, and Python; what
//! PowerShell itself runs is only run where it is installed, and the step says so.
//!
//! This file has the order of the steps; the tests are beside what they test, in `editors`.

use crate::shell::{Failure, Step, root};

/// Install scripts are not run: they would download what the tests do not use.
const PACKAGES: &str = "--prefix editors/vscode ci --ignore-scripts --no-audit --no-fund";

/// Tests all of it.
pub(crate) fn run() -> Result<(), Failure> {
    let program = root().join("target/debug/attrflow").display().to_string();
    Step::cargo("The command line that editors start", "build --bin attrflow").run()?;
    let steps = [
        Step::program("The extension's packages", "npm", PACKAGES),
        Step::program("The extension's types", "npm", "--prefix editors/vscode run --silent check"),
        Step::program("The extension", "npm", "--prefix editors/vscode run --silent build"),
        Step::program("The grammars", "npm", "--prefix editors/vscode run --silent test:grammar"),
        Step::program("The extension with the server", "npm", "--prefix editors/vscode run --silent test"),
        Step::program("The PowerShell module", "python3", "editors/powershell/tests/run.py"),
    ];
    steps.into_iter().try_for_each(|step| step.with("ATTRFLOW", &program).run())
}
