//! The dictionaries: the words that an input has to spell before the code behind them is reached. They are the strings
//! and the names of functions in the source that reads such inputs, so that no list is kept beside it.

use super::failed;
use crate::shell::{Failure, root};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How long a word is at most, in bytes.
const LONGEST: usize = 40;

/// Where the words of a target are.
fn folders(target: &str) -> &'static [&'static str] {
    match target {
        "expression" => &["src/functions", "src/language", "src/syntax/paste", "grammar"],
        "pattern" => &["crates/dotnet/src/regex"],
        "date" => &["crates/dotnet/src/datetime"],
        "mapping" => &["src/mapping", "src/scim", "grammar"],
        "records" => &["src/record"],
        // The others choose from lists.
        _ => &[],
    }
}

/// The words of a target in the form of libFuzzer: `"…"`, with what is not printed as `\xAB`.
pub(super) fn dictionary(target: &str) -> Result<String, Failure> {
    let mut words = BTreeSet::new();
    for folder in folders(target) {
        collect(&root().join(folder), &mut words)?;
    }
    Ok(words.iter().map(|word| format!("\"{}\"\n", escaped(word))).collect())
}

fn collect(path: &Path, words: &mut BTreeSet<String>) -> Result<(), Failure> {
    if path.is_dir() {
        return super::files(path)?.iter().try_for_each(|path| collect(path, words));
    }
    let text = fs::read_to_string(path).map_err(|error| failed(format!("{}: {error}", path.display())))?;
    for line in text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
        words.extend(line.split('"').skip(1).step_by(2).filter(|word| is_word(word)).map(str::to_owned));
        let name = line.strip_prefix("fn ").and_then(|rest| rest.split(['<', '(']).next());
        words.extend(name.filter(|name| name.starts_with(|first: char| first.is_uppercase())).map(str::to_owned));
    }
    Ok(())
}

fn is_word(word: &str) -> bool {
    (1..=LONGEST).contains(&word.len()) && !word.contains(['\\', '{', '$'])
}

fn escaped(word: &str) -> String {
    word.bytes()
        .map(|byte| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("\\x{byte:02X}") })
        .collect()
}
