//! `cargo xtask dist`: what a release consists of, made and tried on the machine at hand. The release workflow calls the
//! same tasks, one target after the other. Also the release build itself, used by the benchmark gate, the soak test and
//! the server tests, which share one build because its link-time optimisation takes minutes.
//!
//! Cargo's profile `dist` has `target/dist`; what is packed goes to `target/dist-packages`. Nothing is published here.

mod archive;
mod binary;
mod check;
mod checksums;
mod container;
mod crates;
mod dependencies;
mod host;
mod manifests;
mod notices;
mod npm;
mod sbom;
mod serve;
mod targets;
mod template;
mod tries;
mod version;
mod wheel;

use crate::shell::{Failure, Step, root};
use std::fmt::Display;
use std::path::PathBuf;
use targets::Target;

/// The program, from the root of the repository.
pub(crate) const PROGRAM: &str = "target/dist/attrflow";

/// Where the packages are, from the root of the repository.
const PACKAGES: &str = "target/dist-packages";
/// What packages are made from; may be deleted at any time.
const STAGING: &str = "target/dist-staging";

/// The step that builds the program.
pub(crate) fn step() -> Step<'static> {
    Step::cargo("Release build", "build --profile dist --bin attrflow")
}

/// Builds the program and returns its path.
pub(crate) fn build() -> Result<String, Failure> {
    step().run()?;
    Ok(root().join(PROGRAM).display().to_string())
}

/// One of the tasks below `cargo xtask dist`; nothing if there is none of that name.
pub(crate) fn run(arguments: &[&str]) -> Option<Result<(), Failure>> {
    let done = match arguments {
        [] => everything(),
        ["--try"] => tries::run(),
        ["check"] => check::run(),
        ["archive", triple] => target(triple).and_then(binary::pack),
        ["wheel", triple] => target(triple).and_then(wheel::pack),
        ["packages"] => packages(),
        ["crates"] => crates::pack(),
        ["version", tag] => version::check(tag),
        _ => return None,
    };
    Some(done)
}

/// All that this machine can build, and then what is left to others.
fn everything() -> Result<(), Failure> {
    let (here, elsewhere): (Vec<Target>, Vec<Target>) = targets::ALL.into_iter().partition(host::builds);
    here.iter().copied().try_for_each(binary::pack)?;
    here.iter().copied().filter(|target| target.has_wheel).try_for_each(wheel::pack)?;
    crates::pack()?;
    packages()?;
    for target in elsewhere {
        println!("   left to the release workflow: {} ({})", target.triple, target.runner.unwrap_or("no runner"));
    }
    Ok(())
}

/// What is made of the archives that are there, whoever has built them.
fn packages() -> Result<(), Failure> {
    if !targets::ALL.iter().any(|target| package(&target.archive()).is_file()) {
        return Err(failed("Packages", "there is no archive: `cargo xtask dist archive TARGET` makes one"));
    }
    npm::pack()?;
    container::pack()?;
    sbom::write()?;
    manifests::write()?;
    checksums::write()
}

/// The target of a name.
fn target(triple: &str) -> Result<Target, Failure> {
    let known = || targets::ALL.map(|target| target.triple).join(", ");
    targets::find(triple).ok_or_else(|| failed("Target", format!("`{triple}` is not among {}", known())))
}

/// The file of a package.
fn package(name: &str) -> PathBuf {
    root().join(PACKAGES).join(name)
}

/// A failure of a task that is not one program.
fn failed(title: &str, why: impl Display) -> Failure {
    Failure::new(title, "cargo xtask dist", why.to_string())
}
