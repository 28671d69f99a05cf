//! Every diagnostic of the registry has a row that raises it and a near miss that does not.
//!
//! Most rows are in the pages of the diagnostics, and the tests of their column run them. Diagnostics that only the
//! command can raise have rows in the pages next to this file: fences are files, and a `run` cell is a command in their
//! folder.

use attrflow::diagnostics;
use attrflow::tool::page;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The columns that define what a row of a diagnostic's page is, and that some test runs it.
const KINDS: [&str; 6] = ["expression", "target", "toml", "json", "clause", "input"];

/// What no command reports, because it stops instead: raised in `tests/hostile/cancel.rs`.
const ONLY_EMBEDDED: [&str; 1] = ["run-cancelled"];

/// A row of a page next to this file.
struct Row {
    /// The page and the line.
    location: String,
    /// The diagnostic that the row is about: the heading above it.
    code: String,
    command: String,
    raises: bool,
}

/// The pages next to this file.
fn pages() -> Vec<PathBuf> {
    let files = std::fs::read_dir("tests/diagnostics").expect("the folder is in the repository");
    let mut pages: Vec<PathBuf> = files.map(|file| file.expect("the folder can be read").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

fn read(page: &Path) -> String {
    std::fs::read_to_string(page).expect("a page is text")
}

fn rows(page: &Path) -> Vec<Row> {
    let text = read(page);
    let lines: Vec<&str> = text.lines().collect();
    let row = |row: &page::Row| {
        let code = lines[..row.line].iter().rev().find_map(|line| line.strip_prefix("## "));
        let code = code.expect("a table is below the heading of its diagnostic").to_owned();
        let raises = row.get("raises").expect("a row has a cell `raises`");
        assert!(
            raises == "–" || raises == code,
            "{}:{}: a row raises the diagnostic of its heading",
            page.display(),
            row.line
        );
        let command = row.get("run").expect("a row has a cell `run`").to_owned();
        Row { location: format!("{}:{}", page.display(), row.line), code, command, raises: raises != "–" }
    };
    page::rows(&text).iter().map(row).collect()
}

/// Writes the files of a page into a separate folder.
fn folder(page: &Path) -> PathBuf {
    let name = page.file_stem().expect("a page has a name");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diagnostics").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join(".git")).expect("the temporary folder can be written");
    let text = read(page);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let file = info.split(' ').nth(1).expect("a fence names its file");
        let body: Vec<String> =
            lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        std::fs::write(folder.join(file), body.concat()).expect("the folder can be written");
    }
    folder
}

/// The whole output of a command.
fn run(folder: &Path, command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_attrflow")).parent().expect("it is in a folder");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env("PATH", path).env("NO_COLOR", "1");
    for variable in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD"] {
        shell.env_remove(variable);
    }
    let output = shell.output().expect("there is a shell");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn commands_raise_what_their_rows_say() {
    let (mut count, mut failures) = (0, Vec::new());
    for page in pages() {
        let folder = folder(&page);
        for row in rows(&page) {
            count += 1;
            let printed = run(&folder, &row.command);
            // Reports have the code in brackets, annotations as their title, and JSON as a member.
            let signs = [format!("[{}]", row.code), format!("title={}::", row.code), format!("\"{}\"", row.code)];
            let raised = signs.iter().any(|sign| printed.contains(sign.as_str()));
            if raised != row.raises || printed.contains("internal error") || printed.contains("not found") {
                failures.push(format!("{}: {}\n{printed:.600}", row.location, row.command));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} rows fail\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_diagnostic_has_a_row_that_raises_it_and_one_that_comes_near() {
    let (mut raised, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for entry in diagnostics::all() {
        for row in page::rows(entry.page()) {
            let is_run = KINDS.iter().any(|kind| row.get(kind).is_some());
            assert!(is_run, "{}: nothing runs the row in line {}", entry.code, row.line);
            match row.get("raises").unwrap_or_default() {
                "–" => missed.insert(entry.code.to_owned()),
                code => raised.insert(code.to_owned()),
            };
        }
    }
    for row in pages().iter().flat_map(|page| rows(page)) {
        assert!(diagnostics::find(&row.code).is_some(), "{}: there is no diagnostic `{}`", row.location, row.code);
        if row.raises {
            raised.insert(row.code)
        } else {
            missed.insert(row.code)
        };
    }
    let codes = || diagnostics::all().map(|entry| entry.code).filter(|code| !ONLY_EMBEDDED.contains(code));
    let without = |rows: &BTreeSet<String>| codes().filter(|code| !rows.contains(*code)).collect::<Vec<_>>().join(", ");
    let (unraised, unmissed) = (without(&raised), without(&missed));
    assert!(unraised.is_empty(), "no row with the code raises {unraised}");
    assert!(unmissed.is_empty(), "no near miss, a row with `–`, is on the page of {unmissed}");
}
