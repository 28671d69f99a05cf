//! Expressions as people paste them: what is said, and what all fixes together make. The rows are data; see the page.

use crate::fixes::fixed;
use attrflow::tool::trees::parse;
use attrflow::tool::{Context, check_expression, page};
use attrflow::{Diagnostic, Language, Severity};
use std::collections::BTreeSet;

/// How often fixes are applied until none may be left.
const ROUNDS: usize = 8;

fn check(text: &str, language: &'static Language) -> Vec<Diagnostic> {
    let context = Context { language, source_schema: None };
    let mut found = check_expression(text, &parse(text), context).1;
    found.retain(|diagnostic| diagnostic.severity() != Severity::Info);
    found
}

fn all_fixed(text: &str, language: &'static Language) -> String {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let next = fixed(&text, &check(&text, language));
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// A fix alone that makes an error of another code.
fn unsound(text: &str, language: &'static Language) -> Option<String> {
    let found = check(text, language);
    let errors = |found: &[Diagnostic]| -> BTreeSet<&'static str> {
        found.iter().filter(|diagnostic| diagnostic.is_error()).map(Diagnostic::code).collect()
    };
    let before = errors(&found);
    found.iter().filter(|diagnostic| diagnostic.fix.is_some()).find_map(|diagnostic| {
        let after = fixed(text, [diagnostic]);
        let new: Vec<_> = errors(&check(&after, language)).difference(&before).copied().collect();
        (!new.is_empty()).then(|| format!("`{text}`: the fix of {} makes `{after}`: {new:?}", diagnostic.code()))
    })
}

/// The characters that a cell names.
fn text_of(cell: &str) -> String {
    let mut text = String::new();
    let mut parts = cell.split('⟨');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (number, rest) = part.split_once('⟩').expect("a number has an end");
        let number = u32::from_str_radix(number, 16).expect("it is hexadecimal");
        text.push(char::from_u32(number).expect("it is a character"));
        text.push_str(rest);
    }
    text.replace('⏎', "\n")
}

#[test]
fn a_paste_has_one_diagnostic_and_one_fix() {
    let page = std::fs::read_to_string("tests/data/pasted/rows.md").expect("the page is in the repository");
    let rows = page::rows(&page);
    let mut failures = Vec::new();
    for row in &rows {
        assert!(!row.ragged, "line {} has another number of cells than its header", row.line);
        let cell = |name: &str| row.get(name).unwrap_or_default();
        let text = text_of(cell("expression"));
        let language = Language::find(row.get("dialect").unwrap_or("entra")).expect("the language exists");
        let found = check(&text, language);
        let mut codes: Vec<&str> = found.iter().map(Diagnostic::code).collect();
        let mut raises: Vec<&str> = cell("raises").split(' ').filter(|code| *code != "–").collect();
        codes.sort_unstable();
        raises.sort_unstable();
        if codes != raises {
            failures.push(format!("{}: `{text}` raises {codes:?}, not {raises:?}", row.line));
        }
        let at = text_of(cell("at"));
        let is_there = found.iter().any(|it| it.span.of(&text) == at);
        if !at.is_empty() && !is_there {
            failures.push(format!("{}: `{text}` has nothing at `{at}`", row.line));
        }
        let expected = text_of(cell("fixed"));
        let after = all_fixed(&text, language);
        let after = if after == text { "" } else { after.as_str() };
        if after != expected {
            failures.push(format!("{}: `{text}` fixed is `{after}`, not `{expected}`", row.line));
        }
        failures.extend(unsound(&text, language));
    }
    assert!(failures.is_empty(), "{} of {} rows fail\n{}", failures.len(), rows.len(), failures.join("\n"));
    assert!(rows.len() > 150, "only {} rows were found", rows.len());
}

#[test]
fn one_run_of_fix_mends_a_paste_and_what_is_wrong_inside() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pasted.toml");
    let mapping = |value: &str| {
        format!("object = [{{ name = \"User\", attribute = [{{ target = \"userName\", value = '''{value}''' }}] }}]\n")
    };
    std::fs::write(&file, mapping("Tolower(Join('-' [a], “b”)")).unwrap();
    let program = env!("CARGO_BIN_EXE_attrflow");
    let said = std::process::Command::new(program).args(["check", "--fix"]).arg(&file).output().unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, mapping("ToLower(Join(\"-\", [a], \"b\"))"), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn a_long_paste_keeps_its_fix() {
    let attributes = (0..4_000).map(|number| format!(", [attribute_of_somebody_{number:040}]")).collect::<String>();
    let inner = format!("Join(\"\"{attributes})");
    assert!(inner.len() > 250_000, "it is longer than what is checked again for one fix");
    assert_eq!(all_fixed(&format!("={inner}"), Language::find("entra").unwrap()), inner);
}
