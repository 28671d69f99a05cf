//! `cargo xtask policy`: the dependencies against `deny.toml`, and the oldest Rust that is promised against the sources.
//! Needs `cargo-deny` and rustup with a toolchain of that age; says how to get what is not there.
//!
//! Knows no licence and no version: the first stand in `deny.toml`, the second in `Cargo.toml`.

use crate::shell::{Failure, Step, root};

/// Licences, sources, and what is banned; with `--advisories` also what is known to be vulnerable, which is fetched.
pub(crate) fn dependencies(advisories: bool) -> Result<(), Failure> {
    let checks = if advisories { "" } else { " licenses bans sources" };
    let arguments = format!("deny --workspace --locked check{checks}");
    let step = Step::cargo("Licences and sources of what is built upon", &arguments);
    step.run().map_err(|failure| failure.with_help("`cargo install cargo-deny --locked` installs what it needs"))
}

/// Everything that is shipped, with the oldest Rust that is promised.
pub(crate) fn oldest_rust() -> Result<(), Failure> {
    let failed = |why: String| Failure::new("The oldest Rust", "cargo xtask msrv", why);
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).map_err(|why| failed(why.to_string()))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \""));
    let version = line.and_then(|rest| rest.strip_suffix('"'));
    let version = version.ok_or_else(|| failed("`rust-version` is not in Cargo.toml".to_owned()))?;
    let arguments = format!("run {version} cargo check --locked --workspace --all-features --target-dir target/msrv");
    let help = format!("`rustup toolchain install {version} --profile minimal` installs what it needs");
    Step::program("The oldest Rust that is promised", "rustup", &arguments).run().map_err(|why| why.with_help(&help))
}

/// The public interface against that of an earlier revision: what breaks programs needs another version.
pub(crate) fn interface(revision: &str) -> Result<(), Failure> {
    let arguments = format!("semver-checks --package attrflow --baseline-rev {revision}");
    let step = Step::cargo("The public interface against an earlier one", &arguments);
    step.run()
        .map_err(|failure| failure.with_help("`cargo install cargo-semver-checks --locked` installs what it needs"))
}
