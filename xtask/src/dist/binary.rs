//! `cargo xtask dist archive TARGET`: the stripped program of one target with everything that belongs beside it.

use super::archive::{self, Entry};
use super::targets::Target;
use super::{STAGING, failed, host, notices, package};
use crate::shell::{Failure, Step, root};
use std::fs;
use std::path::{Path, PathBuf};

/// Beside the program, from the root of the repository.
const DOCUMENTS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];
/// Shells with the names that their completions have.
const COMPLETIONS: [(&str, &str); 5] = [
    ("bash", "attrflow.bash"),
    ("elvish", "attrflow.elv"),
    ("fish", "attrflow.fish"),
    ("powershell", "_attrflow.ps1"),
    ("zsh", "_attrflow"),
];

/// Builds the program and packs it.
pub(super) fn pack(target: Target) -> Result<(), Failure> {
    let program = build(target)?;
    let title = "Archive";
    let mut entries = Vec::new();
    let name = |inside: &str| format!("{}/{inside}", target.folder());
    let read = |inside: &str, path: &Path| Entry::read(name(inside), path).map_err(|why| failed(title, why));
    entries.push(Entry { is_program: true, ..read(target.program(), &program)? });
    for document in DOCUMENTS {
        entries.push(read(document, &root().join(document))?);
    }
    entries.push(Entry { name: name(notices::FILE), content: notices::text()?.into(), is_program: false });
    for (inside, path) in beside(target, &program)? {
        entries.push(read(&inside, &path)?);
    }
    archive::write(&package(&target.archive()), &entries).map_err(|why| failed(title, why))?;
    println!("   {} has {} files", target.archive(), entries.len());
    Ok(())
}

/// Builds the program of a target and returns its path.
fn build(target: Target) -> Result<PathBuf, Failure> {
    // Without `--target` the build is that of the benchmarks, and is made once.
    let (arguments, folder) = match host::is_default(target) {
        true => ("build --profile dist --bin attrflow --locked".to_owned(), "target/dist".to_owned()),
        false => (
            format!("build --profile dist --bin attrflow --locked --target {}", target.triple),
            format!("target/{}/dist", target.triple),
        ),
    };
    let step = Step::cargo("Release build", &arguments);
    // Without it, a program for Windows needs a runtime that Windows does not come with.
    let step =
        if target.triple.ends_with("-msvc") { step.with("RUSTFLAGS", "-C target-feature=+crt-static") } else { step };
    step.run()?;
    Ok(root().join(folder).join(target.program()))
}

/// Manual pages and completions, written by the program itself or, if it does not run here, by that of this machine.
/// Returns their names in the archive with the files.
fn beside(target: Target, program: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let ours = root().join(super::PROGRAM);
    let program = if host::runs(target) { program } else { &ours };
    if !program.is_file() {
        super::step().run()?;
    }
    let program = program.display().to_string();
    let staging = format!("{STAGING}/{}", target.triple);
    let pages = format!("{staging}/man");
    // Pages of commands that are gone would stay.
    let _ = fs::remove_dir_all(root().join(&staging));
    fs::create_dir_all(root().join(&pages)).map_err(|why| failed("Manual pages", why))?;
    Step::program("Manual pages", &program, &format!("man {pages}")).run()?;
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join(&pages)).map_err(|why| failed("Manual pages", why))?.flatten() {
        files.push((format!("man/{}", entry.file_name().display()), entry.path()));
    }
    for (shell, name) in COMPLETIONS {
        let script = Step::program("Completions", &program, &format!("completions {shell}")).output()?;
        let path = root().join(&staging).join(name);
        fs::write(&path, script).map_err(|why| failed("Completions", why))?;
        files.push((format!("completions/{name}"), path));
    }
    files.sort();
    Ok(files)
}
