//! `cargo xtask policy`, `msrv` and `semver`: checks the dependencies with `deny.toml`, the sources with the minimum
//! supported Rust version, and the library's interface with that of an earlier revision. Needs `cargo-deny`, rustup
//! with that toolchain, and `cargo-semver-checks`; if one is missing, the error says how to install it.
//!
//! The licences are in `deny.toml` and the version is in `Cargo.toml`, not here.

use crate::shell::{Failure, Step, root};

/// Checks licences, sources and bans; with `--advisories` also known vulnerabilities, whose list is downloaded.
pub(crate) fn dependencies(advisories: bool) -> Result<(), Failure> {
    let checks = if advisories { "" } else { " licenses bans sources" };
    let arguments = format!("deny --workspace --locked check{checks}");
    let step = Step::cargo("Licences and sources of the dependencies", &arguments);
    step.run().map_err(|failure| failure.with_help("`cargo install cargo-deny --locked` installs what it needs"))
}

/// Compiles everything that is shipped with the minimum supported Rust version.
pub(crate) fn oldest_rust() -> Result<(), Failure> {
    let failed = |why: String| Failure::new("Minimum supported Rust version", "cargo xtask msrv", why);
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).map_err(|why| failed(why.to_string()))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \""));
    let version = line.and_then(|rest| rest.strip_suffix('"'));
    let version = version.ok_or_else(|| failed("`rust-version` is not in Cargo.toml".to_owned()))?;
    let arguments = format!("run {version} cargo check --locked --workspace --all-features --target-dir target/msrv");
    let help = format!("`rustup toolchain install {version} --profile minimal` installs what it needs");
    Step::program("Minimum supported Rust version", "rustup", &arguments).run().map_err(|why| why.with_help(&help))
}

/// Compares the public interface with that of an earlier revision: breaking changes need a new version.
pub(crate) fn interface(revision: &str) -> Result<(), Failure> {
    let arguments = format!("semver-checks --package attrflow --baseline-rev {revision}");
    let step = Step::cargo("Public interface compared with an earlier revision", &arguments);
    step.run()
        .map_err(|failure| failure.with_help("`cargo install cargo-semver-checks --locked` installs what it needs"))
}
