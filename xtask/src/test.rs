//! `cargo xtask test`: everything that has to pass before a change is accepted and needs only a Rust toolchain.

use crate::shell::{Failure, Step};

/// Runs the steps in order, quick ones first, and stops at the first that fails.
pub(crate) fn run() -> Result<(), Failure> {
    let steps = [
        Step::cargo("Format", "fmt --all --check"),
        Step::cargo("Lints", "clippy --workspace --all-targets --test servers --all-features -- -D warnings"),
        Step::cargo("The library without default features", "check --lib --no-default-features"),
        Step::cargo("Documentation", "doc --workspace --no-deps").with("RUSTDOCFLAGS", "-D warnings"),
        Step::cargo("Tests", "test --workspace"),
        Step::cargo("The main command", "run --release -- map meta-work-accounts examples/users.ndjson").quiet(),
    ];
    for step in &steps {
        step.run()?;
    }
    println!("\nAll steps passed.");
    Ok(())
}

/// What has to pass on every system: without servers, browsers, shells and what only Linux has.
pub(crate) fn portable() -> Result<(), Failure> {
    let steps = [
        Step::cargo("Lints", "clippy --package attrflow --package attrflow-dotnet --lib --bins -- -D warnings"),
        Step::cargo("Tests", "test --package attrflow --package attrflow-dotnet --lib --bins"),
        Step::cargo("The main command", "run --release -- map meta-work-accounts examples/users.ndjson").quiet(),
    ];
    steps.iter().try_for_each(Step::run)
}
