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
