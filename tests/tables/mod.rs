//! Table tests: runs every table of the documentation. A row has an expression, a record, and the result or the
//! diagnostic.
//!
//! The tables are in the pages of functions and diagnostics, in `tests/spec/*.md` and in the recipes; the columns define the kind of
//! row.

mod run;

use attrflow::diagnostics;
use attrflow::languages;
use attrflow::tool::{Context, Expression, page};
use run::run;

/// Runs the rows of a page that have an expression, and returns their number.
fn page_rows(name: &str, code: Option<&str>, text: &str, failures: &mut Vec<String>) -> usize {
    let mut count = 0;
    for row in page::rows(text).iter().filter(|row| row.get("expression").is_some()) {
        count += 1;
        if let Err(why) = run(row, code) {
            failures.push(format!("{name}: {}: {why}", row.get("expression").unwrap_or_default()));
        }
    }
    count
}

fn report(rows: usize, least: usize, failures: &[String]) {
    assert!(failures.is_empty(), "{} of {rows} rows fail\n{}", failures.len(), failures.join("\n"));
    assert!(rows >= least, "only {rows} rows were found");
}

#[test]
fn functions_return_what_their_pages_say() {
    let (mut rows, mut failures) = (0, Vec::new());
    for function in languages::all() {
        let found = page_rows(function.name, None, function.docs(), &mut failures);
        assert!(found > 0, "the page of {} has no row", function.name);
        rows += found;
    }
    report(rows, 300, &failures);
}

#[test]
fn diagnostics_are_raised_where_their_pages_say() {
    let (mut rows, mut failures) = (0, Vec::new());
    for entry in diagnostics::all() {
        rows += page_rows(entry.code, Some(entry.code), entry.page(), &mut failures);
    }
    report(rows, 100, &failures);
}

#[test]
fn the_guide_is_correct() {
    let (mut rows, mut failures) = (0, Vec::new());
    for file in std::fs::read_dir("tests/spec").expect("the folder is in the repository") {
        let path = file.expect("the folder can be read").path();
        let text = std::fs::read_to_string(&path).expect("a page is text");
        rows += page_rows(&path.display().to_string(), None, &text, &mut failures);
    }
    report(rows, 50, &failures);
}

#[test]
fn recipes_give_what_they_say() {
    let (mut rows, mut failures) = (0, Vec::new());
    for file in std::fs::read_dir("docs/recipes").expect("the folder is in the repository") {
        let path = file.expect("the folder can be read").path();
        let text = std::fs::read_to_string(&path).expect("a recipe is text");
        let found = page_rows(&path.display().to_string(), None, &text, &mut failures);
        assert!(found > 0, "{} has no row", path.display());
        // What people are to copy has nothing to be said about it.
        for row in page::rows(&text) {
            let expression = row.get("expression").expect("every table of a recipe has expressions");
            let context = Context { language: &languages::ENTRA, source_schema: None };
            let checked = Expression::new(expression, context).expect("it has just been run");
            let codes: Vec<&str> = checked.diagnostics().iter().map(|found| found.code()).collect();
            if !codes.is_empty() {
                failures.push(format!("{}: {expression}: {codes:?}", path.display()));
            }
        }
        rows += found;
    }
    report(rows, 50, &failures);
}

#[test]
fn codes_are_unique_and_readable() {
    let mut seen = std::collections::BTreeSet::new();
    for entry in diagnostics::all() {
        assert!(seen.insert(entry.code), "{} is declared twice", entry.code);
        assert!(
            entry.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{}",
            entry.code
        );
        assert!(entry.summary().ends_with('.'), "{}: the page has to begin with a sentence", entry.code);
    }
}
