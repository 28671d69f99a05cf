//! The notices of the libraries that the program contains, as their licences ask for: one text of each, taken from the
//! packages themselves. Of a choice of licences, MIT is taken where it is offered.

use super::dependencies::{self, Library};
use super::failed;
use crate::shell::Failure;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the file.
pub(super) const FILE: &str = "THIRD-PARTY-NOTICES.md";

/// How names of licence files begin, in capitals.
const NAMES: [&str; 5] = ["LICEN", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];

/// What no package of cargo has.
const REST: &str = "\
## The Rust standard library

<https://github.com/rust-lang/rust> – MIT OR Apache-2.0. Copyright (c) The Rust Project Contributors. The programs for musl
also contain musl, <https://musl.libc.org> – MIT. Copyright (c) 2005-2020 Rich Felker, et al.
";

/// The whole text.
pub(super) fn text() -> Result<String, Failure> {
    let libraries = dependencies::all()?;
    let mut text =
        "# Third-party notices\n\nattrflow contains these libraries, under the licences that stand with them.\n\n"
            .to_owned();
    for library in libraries.iter().filter(|library| library.checksum.is_some()) {
        text += &section(library).map_err(|why| failed("Third-party notices", format!("{}: {why}", library.name)))?;
    }
    Ok(text + REST)
}

/// One library's.
fn section(library: &Library) -> io::Result<String> {
    let Library { name, version, licence, repository, .. } = library;
    let address = repository.as_ref().map(|it| format!("<{it}> – ")).unwrap_or_default();
    let mut text = format!("## {name} {version}\n\n{address}{licence}\n\n");
    let files = chosen(licence, files(&library.folder)?);
    for file in &files {
        let content = fs::read(file)?;
        let content = String::from_utf8_lossy(&content);
        text += &format!("~~~text\n{}\n~~~\n\n", content.trim_end().replace("\r\n", "\n"));
    }
    if files.is_empty() {
        text += "The package has no licence file.\n\n";
    }
    Ok(text)
}

/// The licence files of a package, and those of what it has in a folder of its own, as zstd's.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    for entry in fs::read_dir(folder)?.flatten().filter(|entry| entry.path().is_dir()) {
        folders.push(entry.path());
    }
    for entry in folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let is_source = path.extension().is_some_and(|it| ["rs", "toml", "json"].iter().any(|code| it == *code));
        if path.is_file() && !is_source && NAMES.iter().any(|begin| name.starts_with(begin)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Those that are needed: where MIT is one of several that may be chosen, not the texts of the others.
fn chosen(licence: &str, files: Vec<PathBuf>) -> Vec<PathBuf> {
    let mentions = |file: &PathBuf, word: &str| {
        file.to_string_lossy().to_uppercase().rsplit(['/', '\\']).next().is_some_and(|it| it.contains(word))
    };
    let offered =
        licence.split(" OR ").any(|choice| choice.trim_matches(['(', ')', ' ']) == "MIT") && !licence.contains(" AND ");
    if !offered || !files.iter().any(|file| mentions(file, "MIT")) {
        return files;
    }
    let others = ["APACHE", "ZLIB", "BOOST", "BSL", "UNLICENSE", "BSD", "CC0"];
    files.into_iter().filter(|file| !others.iter().any(|other| mentions(file, other))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_choice_mit_is_taken() {
        let both = ["a/LICENSE-APACHE", "a/LICENSE-MIT", "a/NOTICE"];
        let rows: [(&str, &[&str], &[&str]); 6] = [
            ("MIT OR Apache-2.0", &both, &["a/LICENSE-MIT", "a/NOTICE"]),
            ("Apache-2.0 OR MIT", &both, &["a/LICENSE-MIT", "a/NOTICE"]),
            ("MIT", &["a/LICENSE"], &["a/LICENSE"]),
            ("MIT OR Apache-2.0", &["a/LICENSE"], &["a/LICENSE"]),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", &both, &both),
            ("Unlicense OR MIT", &["a/COPYING", "a/LICENSE-MIT", "a/UNLICENSE"], &["a/COPYING", "a/LICENSE-MIT"]),
        ];
        for (licence, files, expected) in rows {
            let files = files.iter().map(PathBuf::from).collect();
            assert_eq!(chosen(licence, files), expected.iter().map(PathBuf::from).collect::<Vec<_>>(), "{licence}");
        }
    }
}
