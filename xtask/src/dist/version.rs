//! `cargo xtask dist version TAG`: whether a tag is the version of the sources, and these are ready to be released.

use super::failed;
use crate::shell::{Failure, root};

/// In a document as long as nothing is released; the version that is released must not say it any more.
const NOT_YET: &str = "not released yet";

/// Examples that people copy, with the version.
const PIPELINES: &str = "docs/ci.md";

/// The version in `Cargo.toml`.
pub(super) fn ours() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Whether the tag is that version, the changelog has a section of it, and the README does not say that there is no
/// release.
pub(super) fn check(tag: &str) -> Result<(), Failure> {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).map_err(|why| failed("Version", why));
    let documents =
        Documents { changelog: read("CHANGELOG.md")?, readme: read("README.md")?, pipelines: read(PIPELINES)? };
    let problems = problems(tag, ours(), &documents);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::new("Version", &format!("cargo xtask dist version {tag}"), problems.join("; ")))
    }
}

/// What says which version there is.
struct Documents {
    changelog: String,
    readme: String,
    pipelines: String,
}

/// Why the sources are not those of a release.
fn problems(tag: &str, version: &str, documents: &Documents) -> Vec<String> {
    let Documents { changelog, readme, pipelines } = documents;
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
    if !pipelines.contains(&format!("attrflow/attrflow@v{version}\n")) {
        problems.push(format!("{PIPELINES} has another version than `{version}`"));
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
            let (changelog, readme) = (changelog.to_owned(), readme.to_owned());
            let documents = Documents { changelog, readme, pipelines: "uses: attrflow/attrflow@v0.1.0\n".to_owned() };
            assert_eq!(problems(tag, "0.1.0", &documents).len(), count, "{tag}");
        }
        let (changelog, readme) = (ready.to_owned(), String::new());
        let documents = Documents { changelog, readme, pipelines: "uses: attrflow/attrflow@v0.1.0-rc.1\n".to_owned() };
        assert_eq!(problems("v0.1.0", "0.1.0", &documents), ["docs/ci.md has another version than `0.1.0`"]);
    }
}
