//! Finds test files: named files, the files in named folders, or the files in the current folder. Does not read their
//! tests.

use crate::cli::error::CliError;
use crate::cli::files;
use attrflow::tool::FileKind;
use std::path::Path;

/// Folders that are skipped: their files are not the user's.
const PASSED_OVER: [&str; 3] = ["target", "node_modules", ".git"];

/// The test files that the arguments stand for, in order. Folders are searched in name order, without ignored files.
pub(super) fn tests(paths: &[String]) -> Result<Vec<String>, CliError> {
    let here = [".".to_owned()];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut found = Vec::new();
    for path in paths {
        if !Path::new(path).is_dir() {
            found.push(path.clone());
            continue;
        }
        let mut walk = ignore::WalkBuilder::new(path);
        let passed_over = |name: &std::ffi::OsStr| PASSED_OVER.iter().any(|folder| name == *folder);
        walk.filter_entry(move |entry| entry.depth() == 0 || !passed_over(entry.file_name()));
        let entries = walk.sort_by_file_name(Ord::cmp).build().filter_map(Result::ok);
        let entries = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
        found.extend(entries.map(|entry| plain(entry.path())).filter(|name| is_tests(name)));
    }
    Ok(found)
}

/// Whether a file has tests: by its name, or because it is JSON with cases.
fn is_tests(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    name.ends_with(".test.toml") || name.ends_with(".json") && files::kind(path) == FileKind::Tests
}

/// A path without the leading `./` of a search in the current folder.
fn plain(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
