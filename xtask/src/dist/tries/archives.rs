//! Tries the archives: those whose programs run here, and with wine those for Windows.

use super::{Try, left_out};
use crate::dist::targets::{self, Target};
use crate::dist::{failed, host, package};
use crate::shell::Failure;
use std::path::Path;

/// What stands in every archive, beside the program.
const PARTS: [&str; 8] = [
    "README.md",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "THIRD-PARTY-NOTICES.md",
    "man/attrflow-check.1",
    "completions/attrflow.bash",
    "completions/_attrflow.ps1",
];

pub(super) fn run() -> Result<(), Failure> {
    for target in targets::ALL.into_iter().filter(|target| package(&target.archive()).is_file()) {
        let trial = Try::new(target.triple)?;
        unpack(&trial, target)?;
        let folder = trial.folder().join(target.folder());
        if let Some(part) = PARTS.iter().find(|part| !folder.join(part).is_file()) {
            return Err(trial.failed(&format!("the archive has no `{part}`")));
        }
        let program = folder.join(target.program());
        if host::runs(target) {
            trial.works(&program, &[])?;
        } else if target.is_windows() && host::exists("wine") {
            if is_young(&trial.run(Path::new("wine"), &["--version"])?) {
                in_wine(trial, &program)?;
            } else {
                left_out(target.triple, "wine is too old: Rust needs a library that version 9 was the first to have")?;
            }
        } else {
            left_out(target.triple, "its program does not run on this machine")?;
        }
    }
    Ok(())
}

/// As people unpack it.
fn unpack(trial: &Try, target: Target) -> Result<(), Failure> {
    let archive = package(&target.archive()).display().to_string();
    if target.is_windows() && cfg!(not(windows)) {
        return trial.run(Path::new("unzip"), &["-q", &archive]).map(drop);
    }
    // Git Bash has another tar on the path, which does not know ZIP.
    let system = std::env::var("SystemRoot").map(|windows| format!("{windows}\\System32\\tar.exe"));
    let tar = if cfg!(windows) { system.unwrap_or_default() } else { "tar".to_owned() };
    trial.run(Path::new(&tar), &["-xf", &archive]).map(drop)
}

/// Whether wine, which prints `wine-9.0 (Debian …)`, has the library that Rust's standard library takes random bytes from.
fn is_young(version: &str) -> bool {
    let number = version.trim_start_matches("wine-").split('.').next();
    number.and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| number >= 9)
}

/// A program for Windows on Linux. Wine prepares its folder first, which takes a while.
fn in_wine(mut trial: Try, program: &Path) -> Result<(), Failure> {
    trial.set("WINEDEBUG", "-all");
    let program = program.to_str().ok_or_else(|| failed("wine", "the path is not UTF-8"))?;
    trial.run(Path::new("wine"), &[program, "--version"])?;
    trial.works(Path::new("wine"), &[program])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wine_is_asked_for_its_version() {
        for (version, expected) in
            [("wine-8.0 (Debian 8.0~repack-4)\n", false), ("wine-10.0\n", true), ("wine-9.0-rc1", true), ("", false)]
        {
            assert_eq!(is_young(version), expected, "{version}");
        }
    }
}
