//! Finds mapping files: named files, the files in named folders, or the files in the current folder.

use crate::cli::error::CliError;
use attrflow::connectors;
use std::io::Read;
use std::path::Path;

/// The mapping files that the arguments stand for, in order. Folders are searched in name order, without ignored files.
pub(in crate::cli) fn mappings(paths: &[String]) -> Result<Vec<String>, CliError> {
    let mut found = Vec::new();
    for path in &or_here(paths) {
        if is_named(path) {
            found.push(path.clone());
            continue;
        }
        let before = found.len();
        found.extend(inside(path).filter(|path| is_mapping(path)));
        if found.len() == before {
            let help = "name a file, or `-` for standard input";
            return Err(CliError::with_help(format!("there is no mapping file in `{path}`"), help));
        }
    }
    Ok(found)
}

/// The files among which [`mappings`] searches: those with an extension that mappings have.
pub(in crate::cli) fn candidates(paths: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for path in &or_here(paths) {
        if is_named(path) {
            found.push(path.clone());
        } else {
            found.extend(inside(path).filter(|path| !signs(path).is_empty()));
        }
    }
    found
}

fn or_here(paths: &[String]) -> Vec<String> {
    if paths.is_empty() { vec![".".to_owned()] } else { paths.to_vec() }
}

/// Whether an argument is a file or connector, not a folder to search.
fn is_named(path: &str) -> bool {
    !Path::new(path).is_dir() || connectors::find(path).is_some()
}

/// The files in a folder and its folders.
fn inside(folder: &str) -> impl Iterator<Item = String> {
    let walk = ignore::WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build();
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(|entry| plain(entry.path()))
}

/// A path without the leading `./` of a search in the current folder.
fn plain(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// How much of a file is searched for what makes it a mapping. An export that is sorted by its keys has its directories,
/// which may be large, in front.
const HEAD: u64 = 4 << 20;

/// Whether a file looks like a mapping. Files that are named on the command line are read without this test.
fn is_mapping(path: &str) -> bool {
    let signs = signs(path);
    let Ok(file) = std::fs::File::open(path) else { return false };
    !signs.is_empty() && has_sign(file.take(HEAD), signs)
}

/// Whether a text has one of the signs; not more of it is read than has to be.
fn has_sign(mut text: impl Read, signs: &[&str]) -> bool {
    let longest = signs.iter().map(|sign| sign.len()).max().unwrap_or_default();
    let (mut held, mut block) = (Vec::new(), vec![0; 64 << 10]);
    loop {
        let Ok(count) = text.read(&mut block) else { return false };
        held.extend_from_slice(block.get(..count).unwrap_or_default());
        if signs.iter().any(|sign| memchr::memmem::find(&held, sign.as_bytes()).is_some()) {
            return true;
        }
        if count == 0 {
            return false;
        }
        // A sign may begin in this block and end in the next.
        held.drain(..held.len().saturating_sub(longest));
    }
}

/// Whether the text of a file looks like a mapping, given the file's name.
pub(in crate::cli) fn looks_like_mapping(path: &str, text: &str) -> bool {
    signs(path).iter().any(|sign| text.contains(sign))
}

/// The strings that show that a file is a mapping, by the file's extension.
fn signs(path: &str) -> &'static [&'static str] {
    match Path::new(path).extension().and_then(|extension| extension.to_str()) {
        Some("json") => &["synchronizationRules", "attributeMappings"],
        Some("toml") if !path.ends_with(".test.toml") => &["[[attribute]]", "[[object]]", "[[object.attribute]]"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_found_wherever_it_is_and_no_more_is_read() {
        let signs = signs("m.json");
        for before in [0, 1, 65_530, 65_536, 200_000] {
            let text = format!("{}attributeMappings", " ".repeat(before));
            assert!(has_sign(text.as_bytes(), signs), "{before}");
        }
        assert!(!has_sign(&b"{\"attributeMapping\": 1}"[..], signs));
        // A text without an end.
        assert!(has_sign((&b"attributeMappings"[..]).chain(std::io::repeat(b'x')), signs));
        assert!(!has_sign(std::io::repeat(b'x').take(HEAD), signs));
    }
}
