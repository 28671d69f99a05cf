//! `cargo xtask dist version TAG`: whether a tag is the version of the sources, and these are ready to be released.

use super::failed;
use crate::shell::{Failure, root};

/// In a document as long as nothing is released; the version that is released must not say it any more.
const NOT_YET: &str = "not released yet";

/// The version in `Cargo.toml`.
pub(super) fn ours() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Whether the tag is that version, the changelog has a section of it, and the README does not say that there is no
/// release.
pub(super) fn check(tag: &str) -> Result<(), Failure> {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).map_err(|why| failed("Version", why));
    let problems = problems(tag, ours(), &read("CHANGELOG.md")?, &read("README.md")?);
    if problems.is_empty() { Ok(()) } else { Err(failed("Version", problems.join("; "))) }
}

/// Why the sources are not those of a release.
fn problems(tag: &str, version: &str, changelog: &str, readme: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if tag != format!("v{version}") {
        problems.push(format!("the tag `{tag}` is not `v{version}`, the version in Cargo.toml"));
    }
    if !changelog.lines().any(|line| line.starts_with(&format!("## [{version}]"))) {
        problems.push(format!("CHANGELOG.md has no section `## [{version}]`"));
    }
    if readme.contains(NOT_YET) {
        problems.push(format!("README.md says `{NOT_YET}`"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_the_version_and_the_documents_are_ready() {
        let ready = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-12-01\n";
        let rows: [(&str, &str, &str, usize); 6] = [
            ("v0.1.0", ready, "Install it.", 0),
            ("v0.1.1", ready, "Install it.", 1),
            ("0.1.0", ready, "Install it.", 1),
            ("v0.1.0", "## [Unreleased]\n", "Install it.", 1),
            ("v0.1.0", "## [0.1.0-rc.1]\n", "Install it.", 1),
            ("v1.0.0", "", "Version 0.1.0 is not released yet.", 3),
        ];
        for (tag, changelog, readme, count) in rows {
            assert_eq!(problems(tag, "0.1.0", changelog, readme).len(), count, "{tag} {changelog}");
        }
    }
}
