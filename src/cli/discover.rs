//! Finds mapping files: named files, the files in named folders, or the files in the current folder.
//!
//! Does not read mappings: in a folder, a file is one if it has certain strings.

use crate::cli::error::CliError;
use attrflow::connectors;
use attrflow::tool::decode;
use std::collections::HashSet;
use std::fs::File;
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
            let help = match ignored(std::slice::from_ref(path), &found).as_slice() {
                [] => "name a file, or `-` for standard input".to_owned(),
                [first, ..] => format!("git ignores `{first}`: name it to read it"),
            };
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

/// Folders whose files are nobody's mappings, although git may ignore them.
const PASSED_OVER: [&str; 3] = ["target", "node_modules", ".git"];

/// How many files are searched for mappings that git ignores. The search is for a hint only, and ignored folders may be
/// large.
const MOST_IGNORED: usize = 10_000;

/// The mapping files in the named folders that are passed over because git ignores them.
pub(in crate::cli) fn ignored(paths: &[String], found: &[String]) -> Vec<String> {
    let known: HashSet<&str> = found.iter().map(String::as_str).collect();
    let folders = or_here(paths).into_iter().filter(|path| !is_named(path));
    let all = folders.flat_map(|folder| {
        let mut walk = ignore::WalkBuilder::new(&folder);
        walk.git_ignore(false).git_exclude(false).git_global(false).ignore(false).parents(false);
        walk.filter_entry(|entry| entry.depth() == 0 || !PASSED_OVER.iter().any(|name| entry.file_name() == *name));
        files(&walk).take(MOST_IGNORED).filter(|path| is_mapping(path)).collect::<Vec<_>>()
    });
    all.filter(|path| !known.contains(path.as_str())).collect()
}

/// That `--stdin-filename` is given only where standard input is read.
pub(in crate::cli) fn names_input(paths: &[String], name: Option<&str>) -> Result<(), CliError> {
    match name {
        Some(name) if !paths.iter().any(|path| path == "-") => {
            let message = format!("`--stdin-filename {name}` names standard input, and it is not read");
            Err(CliError::with_help(message, "add `-` to read it"))
        }
        _ => Ok(()),
    }
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
    files(&ignore::WalkBuilder::new(folder))
}

/// The files of a search, in the order of their names.
fn files(walk: &ignore::WalkBuilder) -> impl Iterator<Item = String> + use<> {
    let walk = walk.clone().sort_by_file_name(Ord::cmp).build();
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(|entry| plain(entry.path()))
}

/// A path without the leading `./` of a search in the current folder.
fn plain(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// How many bytes of a file are searched for the signs of a mapping. An export that is sorted by its keys begins with
/// its directories, which may be large.
const HEAD: u64 = 4 << 20;

/// Whether a file looks like a mapping. Files that are named on the command line are read without this test.
fn is_mapping(path: &str) -> bool {
    let signs = signs(path);
    let (Ok(mut file), false) = (File::open(path), signs.is_empty()) else { return false };
    let mut first = Vec::new();
    if file.by_ref().take(2).read_to_end(&mut first).is_err() {
        return false;
    }
    // In UTF-16 the same sign has other bytes. Without a byte order mark, a zero shows the encoding: signs are ASCII,
    // and so is what begins a mapping.
    let is_wide = matches!(*first, [0xFF, 0xFE] | [0xFE, 0xFF]) || first.contains(&0);
    let mut text = first.as_slice().chain(file.take(HEAD));
    if !is_wide {
        return has_sign(text, signs);
    }
    let mut head = Vec::new();
    text.read_to_end(&mut head).is_ok() && looks_like_mapping(path, &decode(&head).unwrap_or_else(|wrong| wrong.text))
}

/// Whether a text has one of the signs. Reading stops at the first one.
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
    let name = path.to_ascii_lowercase();
    match Path::new(&name).extension().and_then(|extension| extension.to_str()) {
        // With a capital letter they are from PowerShell's cmdlets.
        Some("json") => &["synchronizationRules", "attributeMappings", "SynchronizationRules", "AttributeMappings"],
        Some("toml") if !name.ends_with(".test.toml") => &["[[attribute]]", "[[object]]", "[[object.attribute]]"],
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
