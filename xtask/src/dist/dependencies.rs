//! The libraries that are part of the program, on any system: from `cargo tree`, which knows what is linked, with what
//! `cargo metadata` and `Cargo.lock` say of each.
//!
//! What only compiles the program, as macros do, is not part of it.

use super::failed;
use crate::shell::{Failure, Step, root};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One crate of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Library {
    pub(super) name: String,
    pub(super) version: String,
    /// As an SPDX expression.
    pub(super) licence: String,
    pub(super) description: String,
    pub(super) repository: Option<String>,
    pub(super) folder: PathBuf,
    /// SHA-256 of the package; the project's own crates have none.
    pub(super) checksum: Option<String>,
    /// Positions of the libraries that it uses itself.
    pub(super) uses: Vec<usize>,
}

/// The name and the version of a crate.
type Id = (String, String);

/// All of them; the first is attrflow.
pub(super) fn all() -> Result<Vec<Library>, Failure> {
    let tree = "tree --locked --package attrflow --edges normal,no-proc-macro --target all --prefix depth --format {p}";
    let tree = Step::cargo("Libraries of the program", tree).output()?;
    let metadata = Step::cargo("What is known of them", "metadata --locked --format-version 1").output()?;
    let metadata: Json = serde_json::from_slice(&metadata).map_err(|why| failed("Libraries", why))?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).map_err(|why| failed("Libraries", why))?;
    let checksums = checksums(&lock);
    let known: BTreeMap<Id, &Json> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| ((text(it, "name"), text(it, "version")), it))
        .collect();
    let edges = edges(&String::from_utf8_lossy(&tree));
    let mut libraries = Vec::new();
    for (id, uses) in edges {
        let package = known.get(&id).ok_or_else(|| failed("Libraries", format!("{} {} is unknown", id.0, id.1)))?;
        libraries.push(Library {
            // Before there were expressions, a slash stood for `OR`.
            licence: text(package, "license").replace(" / ", " OR ").replace('/', " OR "),
            description: text(package, "description").split_whitespace().collect::<Vec<_>>().join(" "),
            repository: package["repository"].as_str().map(str::to_owned),
            folder: PathBuf::from(text(package, "manifest_path").trim_end_matches("Cargo.toml")),
            checksum: checksums.get(&id).cloned(),
            name: id.0,
            version: id.1,
            uses,
        });
    }
    Ok(libraries)
}

fn text(package: &Json, key: &str) -> String {
    package[key].as_str().unwrap_or_default().to_owned()
}

/// The crates of a tree in the order of their first lines, each with the positions of those below it. A line is
/// `1memchr v2.8.3 (*)`: how deep it stands, and perhaps that its own branches stand elsewhere.
fn edges(tree: &str) -> Vec<(Id, Vec<usize>)> {
    let mut found: Vec<(Id, Vec<usize>)> = Vec::new();
    let mut above: Vec<usize> = Vec::new();
    for line in tree.lines() {
        let digits = line.len() - line.trim_start_matches(|it: char| it.is_ascii_digit()).len();
        let (depth, rest) = line.split_at(digits);
        let Ok(depth) = depth.parse::<usize>() else { continue };
        let mut words = rest.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        let id = (name.to_owned(), version.trim_start_matches('v').to_owned());
        let place = found.iter().position(|(known, _)| *known == id).unwrap_or_else(|| {
            found.push((id, Vec::new()));
            found.len() - 1
        });
        above.truncate(depth);
        if let Some((_, uses)) = above.last().and_then(|parent| found.get_mut(*parent))
            && !uses.contains(&place)
        {
            uses.push(place);
        }
        above.push(place);
    }
    found
}

/// The checksums in `Cargo.lock`, which is written by cargo: one key a line, in one order.
fn checksums(lock: &str) -> BTreeMap<Id, String> {
    let value = |entry: &str, key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    let entries = lock.split("[[package]]").skip(1);
    entries.filter_map(|it| Some(((value(it, "name")?, value(it, "version")?), value(it, "checksum")?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_each_crate_once() {
        let tree = "0attrflow v0.1.0 (/a b)\n1csv v1.4.0\n2csv-core v0.1.12\n3memchr v2.8.3\n2itoa v1.0.0\n1memchr v2.8.3\n1csv v1.4.0 (*)\n";
        let found: Vec<(String, Vec<usize>)> = edges(tree).into_iter().map(|((name, _), uses)| (name, uses)).collect();
        let expected: [(&str, &[usize]); 5] =
            [("attrflow", &[1, 3]), ("csv", &[2, 4]), ("csv-core", &[3]), ("memchr", &[]), ("itoa", &[])];
        assert_eq!(found, expected.map(|(name, uses)| (name.to_owned(), uses.to_vec())));
        assert_eq!(edges(tree)[3].0.1, "2.8.3");
    }

    #[test]
    fn own_crates_have_no_checksum() {
        let lock = "version = 4\n\n[[package]]\nname = \"attrflow\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"csv\"\nversion = \"1.4.0\"\nsource = \"registry\"\nchecksum = \"ab\"\ndependencies = [\n \"itoa\",\n]\n";
        let found: Vec<(Id, String)> = checksums(lock).into_iter().collect();
        assert_eq!(found, [(("csv".to_owned(), "1.4.0".to_owned()), "ab".to_owned())]);
    }
}
