//! Every fix that is offered for the cases, expressions and mapping files, applied alone: it makes no error that was not there,
//! and what it was offered for is gone or rarer.

use crate::fixes::edited;
use crate::shared::{rows, shared};
use attrflow::tool::trees::parse;
use attrflow::tool::{Context, check_expression, check_mapping, read_mapping};
use attrflow::{Diagnostic, Language, Source};
use std::path::{Path, PathBuf};

/// How many fixes of a file are tried at most; a file with many has many of a kind.
const MOST: usize = 12;

/// Tries fixes of a text one by one: how many, and what is wrong with them.
fn tried(what: &str, text: &str, found: impl Fn(&str) -> Vec<Diagnostic>) -> (usize, Vec<String>) {
    let (before, mut fixes, mut failures) = (found(text), 0, Vec::new());
    let fixable: Vec<_> = before.iter().filter_map(|it| Some((it, it.fix.as_ref()?))).collect();
    for (diagnostic, fix) in fixable.iter().step_by(fixable.len() / MOST + 1) {
        fixes += 1;
        let new = edited(text, &fix.edits);
        let after = found(&new);
        let count = |all: &[Diagnostic], code: &str| all.iter().filter(|it| it.code() == code).count();
        let is_new = |it: &&Diagnostic| it.is_error() && count(&before, it.code()) == 0;
        if let Some(error) = after.iter().find(is_new) {
            failures.push(format!("{what}: the fix of {} makes an error: {}", diagnostic.code(), error.message));
        }
        // Of very many, only so many are said.
        if before.len() < 100 && count(&after, diagnostic.code()) >= count(&before, diagnostic.code()) {
            failures.push(format!("{what}: the fix of {} leaves as many of it", diagnostic.code()));
        }
    }
    (fixes, failures)
}

#[test]
fn the_fixes_of_expressions_are_sound() {
    let Some(rows) = rows("cases/expressions.jsonl") else { return };
    let (mut fixes, mut failures) = (0, Vec::new());
    for row in &rows {
        let text = row["expression"].as_str().expect("an expression is a string");
        let language = row["dialect"].as_str().and_then(Language::find).expect("a row names a language");
        let context = Context { language, source_schema: None };
        let (count, wrong) = tried(text, text, |text| check_expression(text, &parse(text), context).1);
        fixes += count;
        failures.extend(wrong);
    }
    println!("{fixes} fixes of {} expressions", rows.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(fixes >= 15, "only {fixes} fixes are offered");
}

/// The files in a folder and in those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_fixes_of_files_are_sound() {
    let folders = ["cases/inputs", "samples"].map(shared);
    let (mut fixes, mut failures, mut read) = (0, Vec::new(), 0);
    for path in folders.iter().flatten().flat_map(|folder| files(folder)) {
        let is_mapping = path.extension().is_some_and(|it| it == "toml" || it == "json");
        let Some(text) = std::fs::read_to_string(&path).ok().filter(|text| is_mapping && text.len() < 60_000) else {
            continue;
        };
        let name = path.display().to_string();
        let found = |text: &str| {
            let (mapping, mut found) = read_mapping(&Source::new(name.as_str(), text));
            found.extend(check_mapping(&mapping, None, None));
            found
        };
        let (count, wrong) = tried(&name, &text, found);
        read += 1;
        fixes += count;
        failures.extend(wrong);
    }
    println!("{fixes} fixes of {read} files");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(read == 0 || fixes >= 5, "only {fixes} fixes are offered for {read} files");
}
